// The tasks of the fake service, and the messages for invalid tasks, faults and options.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createFakeService } from "neptune-import-tasks/testing";

import { DELETE, detailsOf, ID, statusOf, TASK } from "./fake-service-support.mjs";

const FAULT_NAMES =
  "html-502, empty-body, truncated-json, throttle, internal, service-unavailable, expired-token, access-denied, drop, " +
  "drop-after, cut-off, slow, hang";

const STATUSES =
  "INITIALIZING, EXPORTING, ANALYZING_DATA, IMPORTING, REPROVISIONING, ROLLING_BACK, SUCCEEDED, FAILED, CANCELLING, CANCELLED, DELETED";

const INVALID_TASKS = [
  [5, TypeError, "the task is 5: expected an object"],
  [null, TypeError, "the task is null: expected an object"],
  [{ taskId: "t-UPPER00000" }, TypeError, "`taskId` of the task is `t-UPPER00000`: expected `t-` and ten characters a-z or 0-9"],
  [{ taskId: 5 }, TypeError, "`taskId` of the task is 5: expected a string"],
  [{ lief: [] }, TypeError, /^the task has an unknown member `lief`: expected one of taskId, .*, life, afterCancel, .*; did you mean `life`\?$/],
  [{ source: null }, TypeError, "`source` of the task is null: expected a string"],
  [{ importOptions: 5 }, TypeError, "`importOptions` of the task is 5: expected an object"],
  [{ attemptNumber: NaN }, RangeError, "`attemptNumber` of the task is NaN: expected a finite number"],
  [{ importTaskDetails: { progress: 5 } }, TypeError,
    /^`importTaskDetails` of the task has an unknown member `progress`: expected one of status, /],
  [{ importTaskDetails: { errorCount: "5" } }, TypeError,
    "`errorCount` of `importTaskDetails` of the task is `5`: expected a number"],
  [{ life: [] }, TypeError, "`life` of the task is an empty array: expected an array of pairs of a status and milliseconds"],
  [{ life: ["IMPORTING"] }, TypeError, "`life[0]` of the task is `IMPORTING`: expected a pair of a status and milliseconds"],
  [{ life: [["IMPORTING"], ["SUCCEEDED"]] }, TypeError,
    "the time in `life[0]` of the task is missing: expected milliseconds, 0 or more"],
  [{ status: 5 }, TypeError, "`status` of the task is 5: expected a string"],
  [{ status: "DONE" }, TypeError, `\`status\` of the task is \`DONE\`: expected one of ${STATUSES}`],
  [{ status: "CANCELED" }, TypeError, `\`status\` of the task is \`CANCELED\`: expected one of ${STATUSES}; did you mean \`CANCELLED\`?`],
  [{ status: "importing" }, TypeError, /; did you mean `IMPORTING`\?$/],
  [{ status: "toString" }, TypeError, /: expected one of INITIALIZING, /],
  [{ status: "GONE" }, TypeError, /: expected one of INITIALIZING, /],
  [{ status: "DONE", life: [["IMPORTING"]] }, TypeError, /^`status` of the task is `DONE`: /],
  [{ life: [["IMPORTNG"]] }, TypeError,
    `the status in \`life[0]\` of the task is \`IMPORTNG\`: expected one of ${STATUSES}; did you mean \`IMPORTING\`?`],
  [{ afterCancel: [["CANCELLING", 5], ["CANCELED"]] }, TypeError,
    `the status in \`afterCancel[1]\` of the task is \`CANCELED\`: expected one of ${STATUSES}, GONE; did you mean \`CANCELLED\`?`],
  [{ life: [["IMPORTING", -1], ["FAILED"]] }, RangeError, "the time in `life[0]` of the task is -1: expected milliseconds, 0 or more"],
  [{ life: [["IMPORTING", 1], [5]] }, TypeError, `the status in \`life[1]\` of the task is 5: expected one of ${STATUSES}, GONE`],
  [{ afterCancel: [["GONE"]] }, TypeError,
    `the status in \`afterCancel[0]\` of the task is \`GONE\`: expected one of ${STATUSES}`],
  [{ staleReads: -1 }, RangeError, "`staleReads` of the task is -1: expected an integer of at least 0, or Infinity"],
  [{ cancellingFor: "5" }, TypeError, "`cancellingFor` of the task is `5`: expected milliseconds, 0 or more"],
  [{ cancelError: "no" }, TypeError, "`cancelError` of the task is `no`: expected an object"],
  [{ cancelError: { status: 400 } }, TypeError, "`name` of `cancelError` of the task is missing: expected an error name"],
  [{ faults: "drop" }, TypeError, "`faults` of the task is `drop`: expected an array of faults"],
  [{ faults: ["drop", "dorp"] }, TypeError,
    `\`faults[1]\` of the task is \`dorp\`: expected an object or one of ${FAULT_NAMES}; did you mean \`drop\`?`],
  [{ faults: { ListImportTasks: [] } }, TypeError,
    "`faults` of the task has an unknown member `ListImportTasks`: expected one of CancelImportTask, GetImportTask"],
  [{ faults: { GetImportTask: [5] } }, TypeError,
    "`faults.GetImportTask[0]` of the task is 5: expected the name of a fault, or an object with `name`, `status` or `delay`"],
];

const INVALID_FAULTS = [
  ["toString", TypeError, `the fault is \`toString\`: expected an object or one of ${FAULT_NAMES}`],
  [undefined, TypeError, "the fault is missing: expected the name of a fault, or an object with `name`, `status` or `delay`"],
  [{}, TypeError, "`status` of the fault is missing: expected an integer from 200 to 599"],
  [{ status: 100 }, RangeError, "`status` of the fault is 100: expected an integer from 200 to 599"],
  [{ status: "503" }, TypeError, "`status` of the fault is `503`: expected an integer from 200 to 599"],
  [{ status: 204, body: "x" }, TypeError, "`body` of the fault is `x`: expected no body with status 204"],
  [{ status: 200, body: {} }, TypeError, "`body` of the fault is an object: expected a string or a Uint8Array"],
  [{ status: 200, headers: { "a b": "" } }, TypeError, "a name in `headers` of the fault is `a b`: expected a header name"],
  [{ status: 200, headers: { a: "b\n" } }, TypeError, /^`a` in `headers` of the fault is `b\n`: expected a header value$/],
  [{ status: 200, headers: { a: 5 } }, TypeError, "`a` in `headers` of the fault is 5: expected a header value"],
  [{ status: 200, headers: [] }, TypeError, "`headers` of the fault is an empty array: expected an object of names and values"],
  [{ name: "" }, TypeError, "`name` of the fault is ``: expected an error name"],
  [{ name: "A", body: "" }, TypeError, "the fault has an unknown member `body`: expected one of name, message, status, reason, headers"],
  [{ name: "A", reason: 5 }, TypeError, "`reason` of the fault is 5: expected a string"],
  [{ name: "A", status: 304 }, RangeError, "`status` of the fault is 304: expected a status code that allows a body"],
  [{ delay: 1, status: 500 }, TypeError, "the fault has an unknown member `status`: expected one of delay, fault"],
  [{ delay: "1" }, TypeError, "`delay` of the fault is `1`: expected milliseconds from 0 to 2147483647"],
  [{ delay: Infinity }, RangeError, "`delay` of the fault is Infinity: expected milliseconds from 0 to 2147483647"],
  [{ delay: 1, fault: { delay: -1 } }, RangeError,
    "`delay` of `fault` of the fault is -1: expected milliseconds from 0 to 2147483647"],
];

const INVALID_PLANS = [
  ...[0, -1, 1.5, NaN].map((times) =>
    [{ times }, RangeError, `the option \`times\` is ${times}: expected an integer of at least 1, or Infinity`]),
  [{ times: "2" }, TypeError, "the option `times` is `2`: expected an integer of at least 1, or Infinity"],
  [{ time: 2 }, TypeError,
    "the second argument of misbehave has an unknown member `time`: expected one of times, operation, taskId; did you mean `times`?"],
  [{ operation: "DELETE" }, TypeError,
    "the option `operation` is `DELETE`: expected one of CancelImportTask, GetImportTask, ListImportTasks"],
  [{ operation: "CancelImportTasks" }, TypeError, "the option `operation` is `CancelImportTasks`: " +
    "expected one of CancelImportTask, GetImportTask, ListImportTasks; did you mean `CancelImportTask`?"],
  [{ taskId: "t-0123456780" }, TypeError,
    `the option \`taskId\` is \`t-0123456780\`: expected the id of a task of this service; did you mean \`${ID}\`?`],
  [{ taskId: "t-zzzzzzzzzz" }, TypeError, "the option `taskId` is `t-zzzzzzzzzz`: expected the id of a task of this service"],
  [{ taskId: "x" }, TypeError, "the option `taskId` is `x`: expected `t-` and ten characters a-z or 0-9"],
  [{ taskId: ID, operation: "ListImportTasks" }, TypeError,
    "the option `operation` is `ListImportTasks`: expected CancelImportTask or GetImportTask with `taskId`"],
];

const INVALID_OPTIONS = [
  [null, TypeError, "the argument of createFakeService is null: expected an object"],
  [{ signatures() {} }, TypeError,
    "the argument of createFakeService has an unknown member `signatures`: " +
      "expected one of tasks, cancellingFor, now, cors, credentials, region, undocumentedStatuses"],
  [{ task: [] }, TypeError, /; did you mean `tasks`\?$/],
  [{ undocumentedStatuses: "PAUSED" }, TypeError, "the option `undocumentedStatuses` is `PAUSED`: expected an array of non-empty strings"],
  [{ undocumentedStatuses: [""] }, TypeError, "the option `undocumentedStatuses` is an array: expected an array of non-empty strings"],
  [{ tasks: {} }, TypeError, "the option `tasks` is an object: expected an array of tasks"],
  [{ now: 5 }, TypeError, "the option `now` is 5: expected a function"],
  [{ cors: "*" }, TypeError, "the option `cors` is `*`: expected a boolean"],
  [{ cancellingFor: -1 }, RangeError, "the option `cancellingFor` is -1: expected milliseconds, 0 or more"],
];

const hasError = ({ name }, message) => (error) => {
  assert.equal(error.name, name);
  if (message instanceof RegExp) assert.match(error.message, message);
  else assert.equal(error.message, message);
  return true;
};

describe("tasks and faults", () => {
  test("addTask uses defaults for missing members", () => {
    const service = createFakeService();
    const task = service.addTask();
    assert.match(task.taskId, /^t-[a-z0-9]{10}$/);
    assert.deepEqual(Object.keys(task), ["taskId", "source", "roleArn", "status", "importTaskDetails"]);
    assert.equal(task.status, "IMPORTING");
    assert.deepEqual(service.task(task.taskId), task);
    assert.equal(service.task("t-unknown000"), undefined);
  });

  test("a snapshot cannot change the task", () => {
    const service = createFakeService({ tasks: [TASK] });
    service.task(ID).status = "FAILED";
    service.task(ID).importTaskDetails.errorCount = 5;
    assert.equal(service.task(ID).status, "IMPORTING");
    assert.equal(service.task(ID).importTaskDetails.errorCount, 0);
    const importOptions = { neptune: { preserveEdgeIds: true } };
    const { taskId } = service.addTask({ importOptions });
    importOptions.neptune.preserveEdgeIds = false;
    assert.equal(service.task(taskId).importOptions.neptune.preserveEdgeIds, true);
  });

  test("given details are fixed, the others are calculated", () => {
    let time = 10_000;
    const service = createFakeService({ now: () => time });
    const importTaskDetails = { progressPercentage: 42, errorCount: 3, errorDetails: "three" };
    const { taskId } = service.addTask({ life: [["IMPORTING", 5000], ["FAILED"]], importTaskDetails });
    time += 2600;
    assert.deepEqual(service.task(taskId).importTaskDetails, detailsOf(10, {
      ...importTaskDetails, timeElapsedSeconds: 2, statementCount: 52_500, dictionaryEntryCount: 20_160,
    }));
    time += 60_000;
    const { status, timeElapsedSeconds, progressPercentage } = service.task(taskId).importTaskDetails;
    assert.deepEqual([status, timeElapsedSeconds, progressPercentage], ["FAILED", 5, 42]);
    const failing = service.addTask({ life: [["IMPORTING", 5000], ["FAILED"]] });
    time += 1e6;
    assert.equal(service.task(failing.taskId).importTaskDetails.progressPercentage, 99);
    assert.equal(service.addTask({ status: "SUCCEEDED" }).importTaskDetails.progressPercentage, 100);
    assert.equal(service.addTask({ status: "INITIALIZING" }).importTaskDetails, undefined);
  });

  test("an import that finishes before the cancellation takes effect", async () => {
    let time = 0;
    const afterCancel = [["CANCELLING", 50], ["SUCCEEDED"]];
    const service = createFakeService({ tasks: [{ ...TASK, afterCancel }], now: () => time });
    const response = await service.fetch(`http://fake.test/importtasks/${ID}`, DELETE);
    assert.equal(await statusOf(response), "CANCELLING");
    time = 50;
    const { status, importTaskDetails } = service.task(ID);
    assert.deepEqual([status, importTaskDetails.progressPercentage], ["SUCCEEDED", 100]);
  });

  test("the status follows a clock that is set back, and the last status lasts forever", () => {
    let time = 1000;
    const service = createFakeService({ tasks: [{ ...TASK, life: [["IMPORTING", 10], ["FAILED", 10]] }], now: () => time });
    for (const [now, status] of [[1010, "FAILED"], [0, "IMPORTING"], [1e12, "FAILED"], [NaN, "FAILED"]]) {
      time = now;
      assert.equal(service.task(ID).status, status);
    }
  });

  test("the id of a task that no longer exists can be used again, and comes last in lists", async () => {
    let time = 0;
    const tasks = [{ ...TASK, life: [["IMPORTING", 10], ["GONE"]] }, { taskId: "t-other00000" }];
    const service = createFakeService({ tasks, now: () => time });
    assert.throws(() => service.addTask(TASK), /already exists/);
    time = 10;
    service.addTask(TASK);
    const listed = await (await service.fetch("http://fake.test/importtasks")).json();
    assert.deepEqual(listed.tasks.map(({ taskId }) => taskId), ["t-other00000", ID]);
  });

  test("cancellingFor of a task, also 0, overrides that of the service", async () => {
    const service = createFakeService({ cancellingFor: Infinity });
    service.addTask({ ...TASK, cancellingFor: 0 });
    const response = await service.fetch(`http://fake.test/importtasks/${ID}`, { method: "DELETE" });
    assert.equal((await response.json()).status, "CANCELLING");
    assert.equal(service.task(ID).status, "CANCELLED");
  });

  test("a task added as CANCELLING becomes CANCELLED too", () => {
    let time = 0;
    const service = createFakeService({ tasks: [{ ...TASK, status: "CANCELLING" }], now: () => time });
    assert.equal(service.task(ID).status, "CANCELLING");
    time = 300;
    assert.equal(service.task(ID).status, "CANCELLED");
  });

  test("invalid arguments throw", () => {
    const service = createFakeService({ tasks: [TASK] });
    assert.throws(() => service.addTask(TASK), { message: `the task \`${ID}\` already exists` });
    for (const [task, Class, message] of INVALID_TASKS) {
      assert.throws(() => service.addTask(task), hasError(Class, message), message);
      assert.throws(() => createFakeService({ tasks: [task] }), hasError(Class, message), message);
    }
    for (const [fault, Class, message] of INVALID_FAULTS) {
      assert.throws(() => service.misbehave(fault), hasError(Class, message), message);
    }
    for (const [options, Class, message] of INVALID_PLANS) {
      assert.throws(() => service.misbehave("drop", options), hasError(Class, message), message);
    }
    for (const [options, Class, message] of INVALID_OPTIONS) {
      assert.throws(() => createFakeService(options), hasError(Class, message), message);
    }
    assert.equal(service.task(ID).status, "IMPORTING");
  });

  test("listen rejects an invalid address", async () => {
    const { listen } = createFakeService();
    for (const port of [-1, 65536, 1.5, NaN, "80"]) await assert.rejects(listen({ port }), RangeError);
    await assert.rejects(listen({ host: 5 }), TypeError);
    await assert.rejects(listen({ hots: "::1" }), {
      message: "the argument of listen has an unknown member `hots`: expected one of port, host; did you mean `host`?",
    });
  });
});
