// This package, the AWS SDK for JavaScript and the AWS CLI cancel tasks of the same fake service, which verifies their
// signatures: each is told the same of the cancel, and the task comes to the same end.

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
const meets = (...faults) => ({ faults: { CancelImportTask: faults } });

// Name, task, what is said of the cancel, what becomes of the task, and our word for it.
const SCRIPTS = [
  ["a task that runs", {}, "CANCELLING", "CANCELLED", "cancelled"],
  ["one that finishes first", then(["SUCCEEDED"]), "CANCELLING", "SUCCEEDED", "finished-first"],
  ["one that fails first", then(["ROLLING_BACK", 50], ["FAILED"]), "CANCELLING", "FAILED", "failed-first"],
  ["one that has finished before", { status: "SUCCEEDED" }, CONFLICT, "SUCCEEDED", "finished-first"],
  ["one that has failed before", { status: "FAILED" }, CONFLICT, "FAILED", "failed-first"],
  ["one that was cancelled before", { status: "CANCELLED" }, CONFLICT, "CANCELLED", "already-cancelled"],
  ["one that is being cancelled", { status: "CANCELLING" }, CONFLICT, "CANCELLED", "already-cancelled"],
  ["an id that nobody knows", undefined, NOT_FOUND, NOT_FOUND, "gone"],
  ["one that is gone on the way", then(["GONE"]), "CANCELLING", NOT_FOUND, "gone"],
  ["throttled once", meets("throttle"), "CANCELLING", "CANCELLED", "cancelled"],
  ["an internal error once", meets("internal"), "CANCELLING", "CANCELLED", "cancelled"],
  ["a proxy's error once", meets("html-502"), "CANCELLING", "CANCELLED", "cancelled"],
  ["an answer that is lost", meets("drop-after"), CONFLICT, "CANCELLED", "cancelled"],
  ["a slow answer", meets("slow"), "CANCELLING", "CANCELLED", "cancelled"],
  ["one that may not be cancelled", { cancelError: { name: "AccessDeniedException" } }, "AccessDeniedException", "IMPORTING", undefined],
  ["one that is refused for another reason", { cancelError: { name: CONFLICT } }, CONFLICT, "IMPORTING", undefined],
];

let unknown = 0;

/** The id of a copy of the script. */
const idOf = (task) => (task ? service.addTask(task).taskId : `t-unknown${String(unknown += 1).padStart(3, "0")}`);

/** The status in an answer, or the name of the error. */
const said = (answer) => answer.then(({ status }) => status, (error) => error.name);

/** What the task has come to, as `look` shows it. Not until it has ended: some go on. */
async function endOf(look) {
  let status;
  for (let looks = 0; looks < 100; looks += 1) {
    status = await said(look());
    if (!["CANCELLING", "ROLLING_BACK"].includes(status)) return status;
    await delay(20);
  }
  return status;
}

async function withOurs(taskIdentifier) {
  const { outcome, history, attempts, task } = await cancelAndWait({ taskIdentifier }, options).catch((error) => error);
  const cancels = history.filter(({ operation }) => operation === "CancelImportTask");
  const count = service.count(taskIdentifier);
  assert.equal(attempts, count.CancelImportTask + count.GetImportTask);
  const end = await endOf(() => getImportTask({ taskIdentifier }, options));
  // What it says itself is what a look shows afterwards.
  if (outcome !== undefined && outcome !== "gone") assert.equal(task.status, end);
  return { outcome, cancel: cancels.at(-1).status ?? cancels.at(-1).error, end };
}

async function withSdk(taskIdentifier) {
  const cancel = await said(sdk.send(new CancelImportTaskCommand({ taskIdentifier })));
  return { cancel, end: await endOf(() => sdk.send(new GetImportTaskCommand({ taskIdentifier }))) };
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
  const cancel = await said(aws("cancel-import-task", "--task-identifier", taskIdentifier));
  return { cancel, end: await endOf(() => aws("get-import-task", "--task-identifier", taskIdentifier)) };
}

/** What the service itself says in the end. */
const endAt = (taskId) => service.task(taskId)?.status ?? NOT_FOUND;

describe("this package and the AWS SDK for JavaScript agree", { concurrency: 4 }, () => {
  for (const [name, task, cancel, end, outcome] of SCRIPTS) {
    test(`${name}: ${end}`, async () => {
      const [our, their] = [idOf(task), idOf(task)];
      const [ours, theirs] = await Promise.all([withOurs(our), withSdk(their)]);
      assert.deepEqual(ours, { outcome, cancel, end });
      assert.deepEqual(theirs, { cancel, end });
      assert.deepEqual([endAt(our), endAt(their)], [end, end]);
      assert.equal(service.count(our).CancelImportTask, service.count(their).CancelImportTask, "as many requests to cancel");
    });
  }

  test("the SDK's waiter succeeds where our word is cancelled or already-cancelled", async () => {
    const times = { maxWaitTime: 5, minDelay: 0.05, maxDelay: 0.1 };
    await Promise.all(SCRIPTS.filter(([, task, , , outcome]) => task && outcome && outcome !== "gone").map(async ([name, task, , , outcome]) => {
      const taskIdentifier = idOf(task);
      await said(sdk.send(new CancelImportTaskCommand({ taskIdentifier })));
      const isCancelled = await waitUntilImportTaskCancelled({ client: sdk, ...times }, { taskIdentifier }).then(() => true, () => false);
      assert.equal(isCancelled, outcome.endsWith("cancelled"), name);
    }));
  });

  test("what one has cancelled the other finds cancelled", async () => {
    const [first, second] = [idOf({}), idOf({})];
    await sdk.send(new CancelImportTaskCommand({ taskIdentifier: first }));
    assert.equal((await cancelAndWait({ taskIdentifier: first }, options)).outcome, "already-cancelled");
    await cancelImportTask({ taskIdentifier: second }, options);
    assert.equal(await said(sdk.send(new CancelImportTaskCommand({ taskIdentifier: second }))), CONFLICT);
  });
});

describe("so does the AWS CLI", { concurrency: 3, skip: withoutTools }, () => {
  for (const [name, task, cancel, end] of SCRIPTS) {
    test(`${name}: ${end}`, async () => {
      const id = idOf(task);
      assert.deepEqual(await withCli(id), { cancel, end });
      assert.equal(endAt(id), end);
    });
  }
});

// Of all tasks: not every version of the others knows that those of one graph can be asked for.
describe("lists", () => {
  const statuses = ["IMPORTING", "SUCCEEDED", "FAILED", "CANCELLED", "INITIALIZING"];
  const tasks = Array.from({ length: 12 }, (_, index) => ({ graphId: "g-0123456789", status: statuses[index % 5], format: "CSV" }));
  const listing = createFakeService({ tasks, credentials: CREDENTIALS, region: REGION });
  const listed = (page) => page.map(({ taskId, graphId, status, format }) => [taskId, graphId, status, format]);
  let other;
  before(async () => { other = await listing.listen(); });
  after(() => other.close());

  /** What this package lists, in pages of five. */
  async function ours() {
    const all = [];
    for await (const page of listImportTasks({ maxResults: 5 }, { ...options, endpoint: other.url })) all.push(...listed(page.tasks));
    assert.deepEqual(all.map(([, graphId, status]) => [graphId, status]), tasks.map(({ graphId, status }) => [graphId, status]));
    return all;
  }

  test("of this package and of the SDK are the same", async () => {
    const client = new NeptuneGraphClient({ region: REGION, endpoint: other.url, credentials: CREDENTIALS });
    const theirs = [];
    for await (const page of paginateListImportTasks({ client, pageSize: 5 }, {})) theirs.push(...listed(page.tasks));
    client.destroy();
    assert.deepEqual(await ours(), theirs);
  });

  test("and of the AWS CLI", { skip: withoutTools }, async () => {
    const { tasks: theirs } = await aws("list-import-tasks", "--page-size", "5", "--endpoint-url", other.url);
    assert.deepEqual(await ours(), listed(theirs));
  });
});
