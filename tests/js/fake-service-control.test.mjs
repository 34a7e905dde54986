// How a test controls the fake service while it runs: the clock under fake timers, the status by hand, and statuses that AWS may add.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createFakeService } from "neptune-import-tasks/testing";

import { DELETE, ID, statusOf, TASK } from "./fake-service-support.mjs";

const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "secret" };
const PATH = `http://fake.test/importtasks/${ID}`;

/** Fake timers that replace the globals by others, as those of sinon and Vitest do. */
function installFakes(t) {
  const { Date: RealDate, setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis;
  let now = RealDate.UTC(2026, 0, 1);
  const timers = new Map();
  globalThis.Date = class extends RealDate {
    constructor(...args) { super(...(args.length > 0 ? args : [now])); }
    static now() { return now; }
  };
  globalThis.setTimeout = (callback, delay) => {
    const id = { at: now + delay, callback };
    timers.set(id, id);
    return id;
  };
  globalThis.clearTimeout = (id) => timers.delete(id);
  t.after(() => Object.assign(globalThis, { Date: RealDate, setTimeout: realSetTimeout, clearTimeout: realClearTimeout }));
  return {
    tick(milliseconds) {
      now += milliseconds;
      for (const timer of timers.values()) if (timer.at <= now && timers.delete(timer)) timer.callback();
    },
  };
}

describe("a service that was made before fake timers are installed", () => {
  const life = [["IMPORTING", 60_000], ["SUCCEEDED"]];

  test("node:test: tasks, cancellations and the date header follow the fake clock", async (t) => {
    const service = createFakeService({ tasks: [{ ...TASK, cancellingFor: 60_000 }] });
    t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: Date.now() + 1e9 });
    const response = await service.fetch(PATH, DELETE);
    assert.equal(response.headers.get("date"), new Date().toUTCString());
    assert.equal(await statusOf(response), "CANCELLING");
    t.mock.timers.tick(59_999);
    assert.equal(service.task(ID).status, "CANCELLING");
    t.mock.timers.tick(1);
    assert.equal(service.task(ID).status, "CANCELLED");
    assert.equal(service.requests[0].time, Date.now() - 60_000);
    const { taskId } = service.addTask({ life });
    t.mock.timers.tick(60_000);
    assert.equal(service.task(taskId).status, "SUCCEEDED");
  });

  test("other fake timers: also delays, and the age of a signature", async (t) => {
    const service = createFakeService({ tasks: [TASK] });
    const signed = createFakeService({ tasks: [TASK], credentials: KEY });
    const fakes = installFakes(t);
    const { taskId } = service.addTask({ life });
    fakes.tick(60_000);
    assert.equal(service.task(taskId).status, "SUCCEEDED");
    service.misbehave({ delay: 3_600_000 });
    let isDone = false;
    const delayed = service.fetch(PATH).then(() => { isDone = true; });
    while (service.requests.length === 0) await new Promise(setImmediate);
    fakes.tick(3_599_999);
    await new Promise(setImmediate);
    assert.equal(isDone, false);
    fakes.tick(1);
    await delayed;

    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const authorization = `AWS4-HMAC-SHA256 Credential=${KEY.accessKeyId}/${date.slice(0, 8)}/us-east-1/neptune-graph/aws4_request, ` +
      "SignedHeaders=host;x-amz-date, Signature=0";
    const errorNow = async () => (await (await signed.fetch(PATH, { headers: { authorization, "x-amz-date": date } })).json()).message;
    assert.match(await errorNow(), /^The request signature we calculated does not match/);
    fakes.tick(6 * 60_000);
    assert.match(await errorNow(), /^Signature expired: 20260101T\w+ is now earlier than 20260101T\w+/);
  });
});

describe("setStatus", () => {
  test("the status holds until it is set again or the task is cancelled", async () => {
    let time = 0;
    const service = createFakeService({ tasks: [{ ...TASK, life: [["IMPORTING", 1000], ["FAILED"]] }], now: () => time });
    assert.equal(service.setStatus(ID, "INITIALIZING").status, "INITIALIZING");
    time = 1e9;
    assert.equal(service.task(ID).status, "INITIALIZING");
    assert.equal(service.setStatus(ID, "CANCELLING").status, "CANCELLING");
    time *= 2;
    assert.equal(await statusOf(await service.fetch(PATH)), "CANCELLING");
    service.setStatus(ID, "IMPORTING");
    assert.equal(await statusOf(await service.fetch(PATH, DELETE)), "CANCELLING");
    time += 300;
    assert.equal(service.task(ID).status, "CANCELLED");
  });

  test("with a reason and details", async () => {
    let time = 10_000;
    const service = createFakeService({ tasks: [{ ...TASK, life: [["IMPORTING", 1000], ["SUCCEEDED"]] }], now: () => time });
    time += 500;
    const importTaskDetails = { errorCount: 3, errorDetails: "three" };
    const failed = service.setStatus(ID, "FAILED", { statusReason: "no such bucket", importTaskDetails });
    assert.deepEqual([failed.status, failed.statusReason], ["FAILED", "no such bucket"]);
    const { status, errorCount, errorDetails, progressPercentage, timeElapsedSeconds } = failed.importTaskDetails;
    assert.deepEqual([status, errorCount, errorDetails, progressPercentage, timeElapsedSeconds], ["FAILED", 3, "three", 50, 0]);
    time += 2000;
    assert.equal(service.task(ID).importTaskDetails.timeElapsedSeconds, 0, "the task has ended");
    assert.equal(service.setStatus(ID, "SUCCEEDED").importTaskDetails.progressPercentage, 100);
    assert.equal(service.task(ID).statusReason, "no such bucket");
    importTaskDetails.errorCount = 4;
    assert.equal(service.task(ID).importTaskDetails.errorCount, 3);
  });

  test("ends stale reads; GONE removes the task; it works for tasks that were added later", async () => {
    const service = createFakeService();
    service.addTask({ ...TASK, staleReads: Infinity });
    await service.fetch(PATH, DELETE);
    assert.equal(await statusOf(await service.fetch(PATH)), "IMPORTING");
    service.setStatus(ID, "SUCCEEDED");
    assert.equal(await statusOf(await service.fetch(PATH)), "SUCCEEDED");
    assert.equal(service.setStatus(ID, "GONE"), undefined);
    assert.equal((await service.fetch(PATH)).status, 404);
    assert.equal(service.task(ID), undefined);
    assert.equal(service.addTask(TASK).status, "IMPORTING");
  });

  test("invalid arguments throw, and change nothing", () => {
    const service = createFakeService({ tasks: [TASK] });
    const ROWS = [
      [["t-0123456780", "FAILED"], "the task id is `t-0123456780`: expected the id of a task of this service; did you mean `t-0123456789`?"],
      [[undefined, "FAILED"], "the task id is missing: expected `t-` and ten characters a-z or 0-9"],
      [[ID], /^the status is missing: expected one of INITIALIZING, .*, DELETED, GONE$/],
      [[ID, "FALED"], /^the status is `FALED`: expected one of .*; did you mean `FAILED`\?$/],
      [[ID, "FAILED", "because"], "the third argument of setStatus is `because`: expected an object"],
      [[ID, "FAILED", { reason: "x" }], "the third argument of setStatus has an unknown member `reason`: expected one of statusReason, importTaskDetails"],
      [[ID, "FAILED", { statusReason: 5 }], "`statusReason` of the third argument of setStatus is 5: expected a string"],
      [[ID, "FAILED", { importTaskDetails: { errors: 1 } }], /^`importTaskDetails` of the task has an unknown member `errors`: /],
    ];
    for (const [args, message] of ROWS) assert.throws(() => service.setStatus(...args), { name: "TypeError", message });
    assert.deepEqual([service.task(ID).status, service.task(ID).statusReason], ["IMPORTING", undefined]);
  });
});

test("undocumentedStatuses: in scripts, as the first status and by hand", () => {
  const service = createFakeService({ undocumentedStatuses: ["PAUSED"], tasks: [{ ...TASK, status: "PAUSED" }] });
  assert.equal(service.task(ID).status, "PAUSED");
  assert.equal(service.addTask({ life: [["PAUSED", 0], ["FAILED"]] }).status, "FAILED");
  assert.equal(service.setStatus(ID, "PAUSED").status, "PAUSED");
  assert.throws(() => service.addTask({ status: "PAUSE" }), /did you mean `PAUSED`\?$/);
});
