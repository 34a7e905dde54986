// This package, the AWS SDK for JavaScript and the AWS CLI cancel tasks of the same fake service, which verifies their
// signatures. Each gets the same result for the cancel request, and the tasks reach the same final status.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { after, before, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

import {
  CancelImportTaskCommand, GetImportTaskCommand, NeptuneGraphClient, paginateListImportTasks, waitUntilImportTaskCancelled,
} from "@aws-sdk/client-neptune-graph";
import { cancelAndWait, cancelImportTask, getImportTask, listImportTasks } from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

const run = promisify(execFile);
const tools = process.env.AWS_TOOLS;
const withoutTools = tools ? false : "AWS_TOOLS is not set: `make test` sets up the AWS CLI";

const REGION = "eu-west-1";
const CREDENTIALS = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "other/secret+key", sessionToken: "FwoGZXIvYXdzEXAMPLE==" };

const service = createFakeService({ credentials: CREDENTIALS, region: REGION });
let server;
let options;
let sdk;
before(async () => {
  server = await service.listen();
  options = { region: REGION, endpoint: server.url, credentials: CREDENTIALS, pollInterval: 20 };
  sdk = new NeptuneGraphClient({ region: REGION, endpoint: server.url, credentials: CREDENTIALS });
});
after(() => {
  sdk.destroy();
  return server.close();
});

const NOT_FOUND = "ResourceNotFoundException";
const CONFLICT = "ConflictException";
const then = (...script) => ({ afterCancel: [["CANCELLING", 150], ...script] });
const withFaults = (...faults) => ({ faults: { CancelImportTask: faults } });

// Name, task, result of the cancel request, final status or error, and outcome of cancelAndWait.
const SCRIPTS = [
  ["a running task", {}, "CANCELLING", "CANCELLED", "cancelled"],
  ["a task that finishes first", then(["SUCCEEDED"]), "CANCELLING", "SUCCEEDED", "finished-first"],
  ["a task that fails first", then(["ROLLING_BACK", 50], ["FAILED"]), "CANCELLING", "FAILED", "failed-first"],
  ["a finished task", { status: "SUCCEEDED" }, CONFLICT, "SUCCEEDED", "finished-first"],
  ["a failed task", { status: "FAILED" }, CONFLICT, "FAILED", "failed-first"],
  ["a cancelled task", { status: "CANCELLED" }, CONFLICT, "CANCELLED", "already-cancelled"],
  ["a task that is being cancelled", { status: "CANCELLING" }, CONFLICT, "CANCELLED", "already-cancelled"],
  ["an unknown id", undefined, NOT_FOUND, NOT_FOUND, "gone"],
  ["a task that is deleted meanwhile", then(["GONE"]), "CANCELLING", NOT_FOUND, "gone"],
  ["throttled once", withFaults("throttle"), "CANCELLING", "CANCELLED", "cancelled"],
  ["an internal error once", withFaults("internal"), "CANCELLING", "CANCELLED", "cancelled"],
  ["a proxy's error once", withFaults("html-502"), "CANCELLING", "CANCELLED", "cancelled"],
  ["a lost response", withFaults("drop-after"), CONFLICT, "CANCELLED", "cancelled"],
  ["a slow response", withFaults("slow"), "CANCELLING", "CANCELLED", "cancelled"],
  ["a task without permission to cancel", { cancelError: { name: "AccessDeniedException" } }, "AccessDeniedException", "IMPORTING", undefined],
  ["a conflict for another reason", { cancelError: { name: CONFLICT } }, CONFLICT, "IMPORTING", undefined],
];

let unknown = 0;

/** The id of a new task with these settings, or of no task. */
const idOf = (task) => (task ? service.addTask(task).taskId : `t-unknown${String(unknown += 1).padStart(3, "0")}`);

/** The status in a response, or the name of the error. */
const resultOf = (promise) => promise.then(({ status }) => status, (error) => error.name);

/** Polls until the task is no longer being cancelled. Returns its status, which need not be final, or the name of the error. */
async function pollStatus(getTask) {
  let status;
  for (let polls = 0; polls < 100; polls += 1) {
    status = await resultOf(getTask());
    if (!["CANCELLING", "ROLLING_BACK"].includes(status)) return status;
    await delay(20);
  }
  return status;
}

async function withPackage(taskIdentifier) {
  const { outcome, history, attempts, task } = await cancelAndWait({ taskIdentifier }, options).catch((error) => error);
  const cancels = history.filter(({ operation }) => operation === "CancelImportTask");
  const count = service.count(taskIdentifier);
  assert.equal(attempts, count.CancelImportTask + count.GetImportTask);
  const end = await pollStatus(() => getImportTask({ taskIdentifier }, options));
  // The returned task has the status that GetImportTask returns afterwards.
  if (outcome !== undefined && outcome !== "gone") assert.equal(task.status, end);
  return { outcome, cancel: cancels.at(-1).status ?? cancels.at(-1).error, end };
}

async function withSdk(taskIdentifier) {
  const cancel = await resultOf(sdk.send(new CancelImportTaskCommand({ taskIdentifier })));
  return { cancel, end: await pollStatus(() => sdk.send(new GetImportTaskCommand({ taskIdentifier }))) };
}

async function aws(...args) {
  const { accessKeyId, secretAccessKey, sessionToken } = CREDENTIALS;
  try {
    const common = ["neptune-graph", "--region", REGION, "--endpoint-url", server.url, "--output", "json"];
    const { stdout } = await run(`${tools}/bin/aws`, [...common, ...args], {
      timeout: 60_000,
      env: {
        PATH: process.env.PATH, HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: "true",
        AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken,
      },
    });
    return JSON.parse(stdout);
  } catch (error) {
    const [, name] = /An error occurred \((\w+)\)/.exec(error.stderr) ?? [];
    throw name ? Object.assign(new Error(error.stderr), { name }) : error;
  }
}

async function withCli(taskIdentifier) {
  const cancel = await resultOf(aws("cancel-import-task", "--task-identifier", taskIdentifier));
  return { cancel, end: await pollStatus(() => aws("get-import-task", "--task-identifier", taskIdentifier)) };
}

/** The status of the task in the fake service. */
const statusInService = (taskId) => service.task(taskId)?.status ?? NOT_FOUND;

describe("this package and the AWS SDK for JavaScript agree", { concurrency: 4 }, () => {
  for (const [name, task, cancel, end, outcome] of SCRIPTS) {
    test(`${name}: ${end}`, async () => {
      const [our, their] = [idOf(task), idOf(task)];
      const [ours, theirs] = await Promise.all([withPackage(our), withSdk(their)]);
      assert.deepEqual(ours, { outcome, cancel, end });
      assert.deepEqual(theirs, { cancel, end });
      assert.deepEqual([statusInService(our), statusInService(their)], [end, end]);
      assert.equal(service.count(our).CancelImportTask, service.count(their).CancelImportTask, "the same number of cancel requests");
    });
  }

  test("the SDK's waiter succeeds if the outcome is `cancelled` or `already-cancelled`", async () => {
    const times = { maxWaitTime: 5, minDelay: 0.05, maxDelay: 0.1 };
    await Promise.all(SCRIPTS.filter(([, task, , , outcome]) => task && outcome && outcome !== "gone").map(async ([name, task, , , outcome]) => {
      const taskIdentifier = idOf(task);
      await resultOf(sdk.send(new CancelImportTaskCommand({ taskIdentifier })));
      const isCancelled = await waitUntilImportTaskCancelled({ client: sdk, ...times }, { taskIdentifier }).then(() => true, () => false);
      assert.equal(isCancelled, outcome.endsWith("cancelled"), name);
    }));
  });

  test("each finds a task cancelled that the other has cancelled", async () => {
    const [first, second] = [idOf({}), idOf({})];
    await sdk.send(new CancelImportTaskCommand({ taskIdentifier: first }));
    assert.equal((await cancelAndWait({ taskIdentifier: first }, options)).outcome, "already-cancelled");
    await cancelImportTask({ taskIdentifier: second }, options);
    assert.equal(await resultOf(sdk.send(new CancelImportTaskCommand({ taskIdentifier: second }))), CONFLICT);
  });
});

describe("this package and the AWS CLI agree", { concurrency: 3, skip: withoutTools }, () => {
  for (const [name, task, cancel, end] of SCRIPTS) {
    test(`${name}: ${end}`, async () => {
      const id = idOf(task);
      assert.deepEqual(await withCli(id), { cancel, end });
      assert.equal(statusInService(id), end);
    });
  }
});

// Without `graphIdentifier`, which some versions of the AWS tools do not support.
describe("ListImportTasks", () => {
  const statuses = ["IMPORTING", "SUCCEEDED", "FAILED", "CANCELLED", "INITIALIZING"];
  const tasks = Array.from({ length: 12 }, (_, index) => ({ graphId: "g-0123456789", status: statuses[index % 5], format: "CSV" }));
  const listing = createFakeService({ tasks, credentials: CREDENTIALS, region: REGION });
  const rowsOf = (page) => page.map(({ taskId, graphId, status, format }) => [taskId, graphId, status, format]);
  let listingServer;
  before(async () => { listingServer = await listing.listen(); });
  after(() => listingServer.close());

  /** The tasks that this package lists, in pages of five. */
  async function listWithPackage() {
    const all = [];
    for await (const page of listImportTasks({ maxResults: 5 }, { ...options, endpoint: listingServer.url })) all.push(...rowsOf(page.tasks));
    assert.deepEqual(all.map(([, graphId, status]) => [graphId, status]), tasks.map(({ graphId, status }) => [graphId, status]));
    return all;
  }

  test("this package and the SDK list the same tasks", async () => {
    const client = new NeptuneGraphClient({ region: REGION, endpoint: listingServer.url, credentials: CREDENTIALS });
    const theirs = [];
    for await (const page of paginateListImportTasks({ client, pageSize: 5 }, {})) theirs.push(...rowsOf(page.tasks));
    client.destroy();
    assert.deepEqual(await listWithPackage(), theirs);
  });

  test("this package and the AWS CLI list the same tasks", { skip: withoutTools }, async () => {
    const { tasks: theirs } = await aws("list-import-tasks", "--page-size", "5", "--endpoint-url", listingServer.url);
    assert.deepEqual(await listWithPackage(), rowsOf(theirs));
  });
});
