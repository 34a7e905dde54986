/**
 * Tests of the fake service, with `service.fetch` and over HTTP on loopback.
 * The client and the signatures have their own tests: client.test.mjs and signed-service.test.mjs.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { createFakeService } from "neptune-import-tasks/testing";

const ENTRY = import.meta.resolve("neptune-import-tasks/testing");
const ID = "t-0123456789";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const EXPOSED =
  "x-amzn-errortype, x-amzn-requestid, x-amzn-errormessage, x-amzn-trace-id, x-amz-apigw-id, date";
const ALLOWED_HEADERS =
  "*, Authorization, Date, X-Amz-Date, X-Amz-Security-Token, X-Amz-Target, content-type, " +
  "x-amz-content-sha256, x-amz-user-agent, x-amzn-platform-id, x-amzn-trace-id";

const TASK = {
  taskId: ID,
  source: "s3://amzn-s3-demo-bucket/a/",
  roleArn: "arn:aws:iam::111122223333:role/R",
  status: "IMPORTING",
};

/** The details that GetImportTask adds to a task. */
const detailsOf = (startTime, members) => ({
  status: "IN_PROGRESS", startTime, timeElapsedSeconds: 0, progressPercentage: 0, errorCount: 0, statementCount: 0,
  dictionaryEntryCount: 0, ...members,
});

const DELETE = { method: "DELETE" };
const statusOf = async (response) => (await response.json()).status;

const TRANSPORTS = {
  "service.fetch": (_t, service) => (path, init) => service.fetch(`http://fake.test${path}`, init),
  HTTP: async (t, service) => {
    const server = await service.listen();
    t.after(() => server.close());
    return (path, init) => fetch(server.url + path, init);
  },
};

const NOT_FOUND = [404, "UnknownOperationException"];
const NOT_ALLOWED = [405, "UnknownOperationException"];
const MALFORMED = [400, "ValidationException", "ILLEGAL_ARGUMENT"];
const CONFLICT = [409, "ConflictException", "CONCURRENT_MODIFICATION"];

const ENDED = ["SUCCEEDED", "FAILED", "CANCELLING", "CANCELLED", "DELETED"];
const MALFORMED_LABELS = [
  "t-short", "T-0123456789", "t-01234567890", "t-012345678%0A", `${ID}%0A`, "a%2Fb", "%E0%A4%A", "%", "%zz",
];

const ERRORS = [
  ["DELETE", "/importtasks/t-unknown000", 404, "ResourceNotFoundException"],
  ["GET", "/importtasks/t-unknown000", 404, "ResourceNotFoundException"],
  ...MALFORMED_LABELS.map((label) => ["DELETE", `/importtasks/${label}`, ...MALFORMED]),
  ...MALFORMED_LABELS.map((label) => ["GET", `/importtasks/${label}`, ...MALFORMED]),
  ...ENDED.map((status) => ["DELETE", `/importtasks/${idFor(status)}`, ...CONFLICT]),
  ["DELETE", "/importtasks/", ...NOT_FOUND],
  ["GET", "/importtasks/", ...NOT_FOUND],
  ["DELETE", "/importtasks", ...NOT_FOUND],
  ["POST", "/importtasks", ...NOT_FOUND],
  ["DELETE", "/", ...NOT_FOUND],
  ["DELETE", `/base/importtasks/${ID}`, ...NOT_FOUND],
  ["DELETE", `//importtasks/${ID}`, ...NOT_FOUND],
  ["DELETE", `/importtasks/${ID}/`, ...NOT_FOUND],
  ["DELETE", `/importtasks/../${ID}`, ...NOT_FOUND],
  ["POST", `/importtasks/${ID}`, ...NOT_ALLOWED],
  ["PUT", `/importtasks/${ID}`, ...NOT_ALLOWED],
];

const FAULT_RESPONSES = [
  ["html-502", 502, "text/html", /^<html>\r\n<head><title>502 Bad Gateway<\/title>/, null],
  ["empty-body", 200, "application/json", /^$/, null],
  ["truncated-json", 200, "application/json", /^\{"taskId":.*[^}]$/, null],
  ["throttle", 429, "application/json", /^\{"message":".+"\}$/, "ThrottlingException"],
  ["internal", 500, "application/json", /^\{"message":".+"\}$/, "InternalServerException"],
  ["service-unavailable", 503, "application/json", /^$/, null],
  ["expired-token", 403, "application/json", /^\{"message":".+ is expired"\}$/, "ExpiredTokenException"],
  ["access-denied", 403, "application/json", /^\{"message":".+"\}$/, "AccessDeniedException"],
];

function idFor(status) {
  return `t-${status.toLowerCase().padEnd(10, "0")}`;
}

const FAULT_NAMES =
  "html-502, empty-body, truncated-json, throttle, internal, service-unavailable, expired-token, access-denied, drop, " +
  "drop-after, cut-off, slow, hang";

const INVALID_TASKS = [
  [5, TypeError, "the task is 5: expected an object"],
  [null, TypeError, "the task is null: expected an object"],
  [{ taskId: "t-UPPER00000" }, TypeError, "`taskId` of the task is `t-UPPER00000`: expected `t-` and ten characters a-z or 0-9"],
  [{ taskId: 5 }, TypeError, "`taskId` of the task is 5: expected a string"],
  [{ lief: [] }, TypeError, /^the task has an unknown member `lief`: expected one of taskId, source, .*, life, afterCancel, /],
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
  [{ life: [["A", -1], ["B"]] }, RangeError, "the time in `life[0]` of the task is -1: expected milliseconds, 0 or more"],
  [{ life: [["A", 1], [5]] }, TypeError, "the status in `life[1]` of the task is 5: expected a non-empty string"],
  [{ afterCancel: [["GONE"]] }, TypeError,
    "the status in `afterCancel[0]` of the task is `GONE`: expected a first status other than `GONE`"],
  [{ staleReads: -1 }, RangeError, "`staleReads` of the task is -1: expected an integer of at least 0, or Infinity"],
  [{ cancellingFor: "5" }, TypeError, "`cancellingFor` of the task is `5`: expected milliseconds, 0 or more"],
  [{ cancelError: "no" }, TypeError, "`cancelError` of the task is `no`: expected an object"],
  [{ cancelError: { status: 400 } }, TypeError, "`name` of `cancelError` of the task is missing: expected an error name"],
  [{ faults: "drop" }, TypeError, "`faults` of the task is `drop`: expected an array of faults"],
  [{ faults: ["drop", "dorp"] }, TypeError,
    `\`faults[1]\` of the task is \`dorp\`: expected an object or one of ${FAULT_NAMES}`],
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
    "the second argument of misbehave has an unknown member `time`: expected one of times, operation, taskId"],
  [{ operation: "DELETE" }, TypeError,
    "the option `operation` is `DELETE`: expected one of CancelImportTask, GetImportTask, ListImportTasks"],
  [{ taskId: "x" }, TypeError, "the option `taskId` is `x`: expected `t-` and ten characters a-z or 0-9"],
  [{ taskId: ID, operation: "ListImportTasks" }, TypeError,
    "the option `operation` is `ListImportTasks`: expected CancelImportTask or GetImportTask with `taskId`"],
];

const INVALID_OPTIONS = [
  [null, TypeError, "the argument of createFakeService is null: expected an object"],
  [{ signatures() {} }, TypeError,
    "the argument of createFakeService has an unknown member `signatures`: " +
      "expected one of tasks, cancellingFor, now, cors, credentials, region"],
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

function withEveryStatus() {
  const ended = ENDED.map((status) => ({ taskId: idFor(status), status }));
  return createFakeService({ tasks: [TASK, ...ended], cancellingFor: Infinity });
}

for (const [transport, connect] of Object.entries(TRANSPORTS)) {
  describe(transport, () => {
    test("DELETE cancels, and the task becomes CANCELLED after cancellingFor", async (t) => {
      let time = Date.UTC(2026, 0, 2, 3, 4, 5);
      const service = createFakeService({ tasks: [TASK], cancellingFor: 500, now: () => time });
      const send = await connect(t, service);
      const response = await send(`/importtasks/${ID}`, { method: "DELETE" });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), "application/json");
      assert.equal(response.headers.get("date"), "Fri, 02 Jan 2026 03:04:05 GMT");
      assert.match(response.headers.get("x-amzn-requestid"), UUID);
      assert.equal(response.headers.get("x-amzn-errortype"), null);
      assert.deepEqual(await response.json(), { ...TASK, status: "CANCELLING" });

      const status = async () => (await (await send(`/importtasks/${ID}`)).json()).status;
      time += 499;
      assert.equal(await status(), "CANCELLING");
      assert.equal((await send(`/importtasks/${ID}`, { method: "DELETE" })).status, 409);
      time += 1;
      assert.equal(await status(), "CANCELLED");
      assert.equal(service.task(ID).status, "CANCELLED");
    });

    test("GET returns every member that has a value", async (t) => {
      const summary = { ...TASK, graphId: "g-0123456789", format: "PARQUET", parquetType: "COLUMNAR" };
      const full = {
        ...summary, statusReason: "because", attemptNumber: 2, importOptions: { neptune: { s3ExportPath: "s3://a/" } },
      };
      const send = await connect(t, createFakeService({ tasks: [full], now: () => 1500 }));
      const response = await send(`/importtasks/${ID}?x=/y`);
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), { ...full, importTaskDetails: detailsOf(1.5) });
      assert.deepEqual(await (await send("/importtasks")).json(), { tasks: [summary] });
      const cancelled = await send(`/importtasks/${ID}`, DELETE);
      assert.deepEqual(await cancelled.json(), { ...summary, status: "CANCELLING" });
    });

    test("an id may be percent-encoded, and a body is ignored", async (t) => {
      const send = await connect(t, createFakeService({ tasks: [TASK] }));
      const init = { method: "DELETE", body: "x".repeat(100_000) };
      assert.equal((await send("/importtasks/%74-%30123456789", init)).status, 200);
    });

    test("errors have a status, name, message and reason", async (t) => {
      const service = withEveryStatus();
      const send = await connect(t, service);
      for (const [method, path, status, name, reason] of ERRORS) {
        const label = `${method} ${path}`;
        const response = await send(path, { method });
        assert.equal(response.status, status, label);
        assert.equal(response.headers.get("x-amzn-errortype"), name, label);
        assert.equal(response.headers.get("content-type"), "application/json", label);
        assert.match(response.headers.get("x-amzn-requestid"), UUID, label);
        assert.equal(response.headers.get("allow"), status === 405 ? "DELETE, GET, OPTIONS" : null, label);
        const { message, ...rest } = await response.json();
        assert.equal(typeof message, "string", label);
        assert.deepEqual(rest, reason ? { reason } : {}, label);
      }
      assert.equal(service.task(ID).status, "IMPORTING");
    });

    test("HEAD is not allowed and has no body", async (t) => {
      const send = await connect(t, createFakeService({ tasks: [TASK] }));
      const response = await send(`/importtasks/${ID}`, { method: "HEAD" });
      assert.equal(response.status, 405);
      assert.equal(await response.text(), "");
    });

    test("a preflight gets the lists of the service model", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      service.misbehave("internal");
      const send = await connect(t, service);
      const headers = { origin: "https://example.com", "access-control-request-method": "DELETE" };
      const response = await send(`/importtasks/${ID}`, { method: "OPTIONS", headers });
      assert.equal(response.status, 204);
      assert.equal(await response.text(), "");
      assert.equal(response.headers.get("access-control-allow-origin"), "*");
      assert.equal(response.headers.get("access-control-allow-methods"), "DELETE, GET, OPTIONS");
      assert.equal(response.headers.get("access-control-allow-headers"), ALLOWED_HEADERS);
      assert.equal(response.headers.get("access-control-max-age"), "86400");
      assert.equal((await send(`/importtasks/${ID}`)).status, 500, "the fault was kept for the request");
    });

    test("every other response exposes its headers", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      service.misbehave("html-502");
      for (const path of ["/faulty", `/importtasks/${ID}`, "/nowhere"]) {
        const { headers } = await send(path);
        assert.equal(headers.get("access-control-allow-origin"), "*", path);
        assert.equal(headers.get("access-control-expose-headers"), EXPOSED, path);
      }
    });

    test("without cors no response has CORS headers, and OPTIONS is not allowed", async (t) => {
      const send = await connect(t, createFakeService({ tasks: [TASK], cors: false }));
      for (const [method, status] of [["GET", 200], ["OPTIONS", 405]]) {
        const response = await send(`/importtasks/${ID}`, { method });
        assert.equal(response.status, status);
        const names = [...response.headers.keys()].filter((name) => name.startsWith("access-control-"));
        assert.deepEqual(names, []);
      }
    });

    test("faults apply in the order planned, then operations run again", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      for (const [fault] of FAULT_RESPONSES) service.misbehave(fault);
      for (const [fault, status, type, body, name] of FAULT_RESPONSES) {
        const response = await send(`/importtasks/${ID}`, { method: "DELETE" });
        assert.equal(response.status, status, fault);
        assert.equal(response.headers.get("content-type"), type, fault);
        assert.equal(response.headers.get("x-amzn-errortype"), name, fault);
        const received = await response.text();
        assert.match(received, body, fault);
        if (fault === "truncated-json") assert.throws(() => JSON.parse(received), SyntaxError);
      }
      assert.equal(service.task(ID).status, "IMPORTING", "a fault does not change the task");
      assert.equal((await send(`/importtasks/${ID}`)).status, 200);
    });

    test("a dropped connection rejects with a TypeError, as many times as planned", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      service.misbehave("drop", { times: 2 });
      await assert.rejects(send(`/importtasks/${ID}`), TypeError);
      await assert.rejects(send(`/importtasks/${ID}`), TypeError);
      assert.equal((await send(`/importtasks/${ID}`)).status, 200);
      assert.equal(service.requests.length, 3);
    });

    test("the status follows `life` by the clock, and `afterCancel` after a cancellation", async (t) => {
      let time = 0;
      const life = [["INITIALIZING", 100], ["IMPORTING", 900], ["REPROVISIONING", 0], ["SUCCEEDED"]];
      const afterCancel = [["ROLLING_BACK", 50], ["CANCELLED", 50], ["GONE"]];
      const other = "t-other00000";
      const service = createFakeService({
        tasks: [{ ...TASK, life, afterCancel }, { taskId: other, life }], now: () => time,
      });
      const send = await connect(t, service);
      const read = async (id) => (await send(`/importtasks/${id}`)).json();
      assert.equal((await read(ID)).importTaskDetails, undefined);
      time = 600;
      assert.equal((await read(ID)).importTaskDetails.progressPercentage, 60);
      assert.equal(await statusOf(await send(`/importtasks/${ID}`, DELETE)), "ROLLING_BACK");
      time = 650;
      const { status, importTaskDetails } = await read(ID);
      assert.deepEqual([status, importTaskDetails.status, importTaskDetails.progressPercentage], ["CANCELLED", "CANCELLED", 60]);
      time = 5000;
      for (const method of ["GET", "DELETE"]) {
        const response = await send(`/importtasks/${ID}`, { method });
        assert.equal(response.status, 404);
        assert.equal(response.headers.get("x-amzn-errortype"), "ResourceNotFoundException");
      }
      assert.equal(service.task(ID), undefined);
      const finished = await read(other);
      assert.equal(finished.status, "SUCCEEDED");
      assert.deepEqual(finished.importTaskDetails, detailsOf(0, {
        status: "SUCCEEDED", timeElapsedSeconds: 1, progressPercentage: 100, statementCount: 125_000, dictionaryEntryCount: 48_000,
      }));
      const { tasks } = await (await send("/importtasks")).json();
      assert.deepEqual(tasks.map(({ taskId }) => taskId), [other]);
    });

    test("only reads are stale after a cancellation", async (t) => {
      const service = createFakeService({ tasks: [{ ...TASK, staleReads: 2 }], cancellingFor: Infinity });
      const send = await connect(t, service);
      assert.equal(await statusOf(await send(`/importtasks/${ID}`)), "IMPORTING");
      assert.equal(await statusOf(await send(`/importtasks/${ID}`, DELETE)), "CANCELLING");
      assert.equal(service.task(ID).status, "CANCELLING");
      assert.equal((await send(`/importtasks/${ID}`, DELETE)).status, 409);
      for (const status of ["IMPORTING", "IMPORTING", "CANCELLING", "CANCELLING"]) {
        assert.equal(await statusOf(await send(`/importtasks/${ID}`)), status);
      }
    });

    test("a task may reject every cancellation with its own error", async (t) => {
      const cancelError = { name: "ValidationException", message: "no", reason: "BAD_REQUEST", headers: { "X-Why": "so" } };
      const unknown = { name: "BrandNewException" };
      const tasks = [{ ...TASK, cancelError }, { taskId: "t-other00000", status: "SUCCEEDED", cancelError: unknown }];
      const send = await connect(t, createFakeService({ tasks }));
      const response = await send(`/importtasks/${ID}`, DELETE);
      assert.equal(response.status, 400);
      assert.equal(response.headers.get("x-amzn-errortype"), "ValidationException");
      assert.equal(response.headers.get("x-why"), "so");
      assert.deepEqual(await response.json(), { message: "no", reason: "BAD_REQUEST" });
      assert.equal(await statusOf(await send(`/importtasks/${ID}`)), "IMPORTING");
      const other = await send("/importtasks/t-other00000", DELETE);
      assert.deepEqual([other.status, other.headers.get("x-amzn-errortype")], [400, "BrandNewException"]);
    });

    test("tasks are listed in the order added, in pages that stay valid when tasks are added", async (t) => {
      const graphId = "g-0123456789";
      const tasks = Array.from({ length: 7 }, (_, i) => ({ taskId: `t-00000000${10 + i}`, ...(i % 2 && { graphId }) }));
      const service = createFakeService({ tasks });
      const send = await connect(t, service);
      const list = async (query) => (await send(`/importtasks${query}`)).json();
      const idsOf = (page) => page.tasks.map(({ taskId }) => taskId.slice(-2));
      const first = await list("?maxResults=3");
      assert.deepEqual(idsOf(first), ["10", "11", "12"]);
      service.addTask({ taskId: "t-0000000017" });
      const second = await list(`?nextToken=${encodeURIComponent(first.nextToken)}&maxResults=4`);
      assert.deepEqual(idsOf(second), ["13", "14", "15", "16"]);
      const third = await list(`?nextToken=${encodeURIComponent(second.nextToken)}`);
      assert.deepEqual([idsOf(third), "nextToken" in third], [["17"], false]);
      const ofGraph = await list(`?graphIdentifier=${graphId}&maxResults=3`);
      assert.deepEqual([idsOf(ofGraph), "nextToken" in ofGraph], [["11", "13", "15"], false]);
      assert.deepEqual(await list("?graphIdentifier=g-9999999999"), { tasks: [] });
      for (let i = 0; i < 50; i += 1) service.addTask();
      assert.equal((await list("")).tasks.length, 50);
      assert.equal((await list("?maxResults=100")).tasks.length, 58);
    });

    test("invalid parameters of ListImportTasks are rejected", async (t) => {
      const send = await connect(t, createFakeService({ tasks: [TASK] }));
      const invalid = {
        graphIdentifier: ["", "G-0123456789", "g-012345678", ID],
        maxResults: ["", "0", "101", "1.5", "-1", "1e1", "%2B5", "x"],
        // `YWZ0ZXIgMQ==` is `after 1`, but the sequence number of the only task is 0.
        nextToken: ["", "x", "%", "YWZ0ZXIgMQ==", "YWZ0ZXIg", "\u{1F600}", "a".repeat(5000)],
      };
      for (const [name, values] of Object.entries(invalid)) {
        for (const value of values) {
          const response = await send(`/importtasks?${name}=${value}`);
          assert.deepEqual([response.status, response.headers.get("x-amzn-errortype")], [400, "ValidationException"], value);
          const { message, reason } = await response.json();
          assert.match(message, new RegExp(name));
          assert.equal(reason, "ILLEGAL_ARGUMENT");
        }
      }
    });

    test("faults as objects: an error, an arbitrary response, a delay before either", async (t) => {
      const service = createFakeService({ tasks: [TASK], now: () => 0 });
      const send = await connect(t, service);
      const read = async () => {
        const response = await send(`/importtasks/${ID}`);
        assert.equal(response.headers.get("access-control-allow-origin"), "*");
        return [response.status, response.headers, await response.text()];
      };
      service.misbehave({ name: "ConflictException", message: "é", reason: "CONCURRENT_MODIFICATION" });
      let [status, headers, body] = await read();
      assert.deepEqual([status, headers.get("x-amzn-errortype")], [409, "ConflictException"]);
      assert.equal(body, '{"message":"é","reason":"CONCURRENT_MODIFICATION"}');

      service.misbehave({ status: 418, headers: { "Content-Type": "text/plain", Date: "x" }, body: new Uint8Array([104, 105]) });
      [status, headers, body] = await read();
      assert.deepEqual([status, headers.get("content-type"), headers.get("date"), body], [418, "text/plain", "x", "hi"]);

      service.misbehave({ status: 204 });
      assert.deepEqual((await read())[2], "");

      const start = performance.now();
      service.misbehave({ delay: 30, fault: { delay: 30, fault: "throttle" } });
      service.misbehave({ delay: 30 });
      assert.equal((await read())[0], 429);
      assert.equal((await read())[0], 200);
      // Timers may fire slightly early.
      assert.ok(performance.now() - start > 80);
    });

    test("faults apply to matching requests, in the order planned", async (t) => {
      const own = { CancelImportTask: ["throttle"], GetImportTask: [{ status: 500 }, { status: 501 }] };
      const tasks = [{ ...TASK, faults: own }, { taskId: "t-other00000", faults: ["html-502", { status: 503 }] }];
      const service = createFakeService({ tasks });
      const send = await connect(t, service);
      const statuses = async (...requests) => {
        const received = [];
        for (const [method, path] of requests) received.push((await send(path, { method })).status);
        return received;
      };
      const [cancel, get, list] = [["DELETE", `/importtasks/${ID}`], ["GET", `/importtasks/${ID}`], ["GET", "/importtasks"]];
      const other = ["GET", "/importtasks/t-other00000"];
      service.misbehave({ status: 590 }, { operation: "ListImportTasks" });
      service.misbehave({ status: 591 }, { taskId: "t-other00000", times: 2 });
      service.misbehave({ status: 592 }, { operation: "CancelImportTask" });
      service.misbehave({ status: 593 });
      assert.deepEqual(await statuses(["OPTIONS", cancel[1]], get, get, cancel), [204, 500, 501, 429]);
      assert.deepEqual(await statuses(list, other, other, other, other), [590, 502, 503, 591, 591]);
      assert.deepEqual(await statuses(cancel, other, cancel, list, ["GET", "/nowhere"]), [592, 593, 200, 200, 404]);
      service.misbehave({ status: 599 }, { times: Infinity });
      assert.deepEqual(await statuses(get, list, ["PUT", "/"]), [599, 599, 599]);
    });

    test("the operation runs if its response is lost or cut off", async (t) => {
      const service = createFakeService({ tasks: [TASK, { taskId: "t-other00000" }], cancellingFor: Infinity });
      const send = await connect(t, service);
      service.misbehave("drop-after");
      await assert.rejects(send(`/importtasks/${ID}`, DELETE), TypeError);
      assert.equal(service.task(ID).status, "CANCELLING");
      service.misbehave("cut-off");
      const response = await send("/importtasks/t-other00000", DELETE);
      assert.equal(response.status, 200);
      const reader = response.body.getReader();
      const { value } = await reader.read();
      assert.match(new TextDecoder().decode(value), /^\{"taskId":"t-other00000"[^}]+$/);
      await assert.rejects(reader.read(), TypeError);
      assert.equal(service.task("t-other00000").status, "CANCELLING");
      service.misbehave("cut-off");
      await assert.rejects((await send("/nowhere")).text(), TypeError);
    });

    test("a request that is aborted during a delay changes nothing", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      const reason = new Error("aborted by the test");
      for (const fault of ["hang", "slow", { delay: 2 ** 31 - 1 }, { delay: 20, fault: "hang" }]) {
        const controller = new AbortController();
        service.misbehave(fault);
        const pending = send(`/importtasks/${ID}`, { method: "DELETE", signal: controller.signal });
        setTimeout(() => controller.abort(reason), 40);
        await assert.rejects(pending, reason);
      }
      assert.equal((await send(`/importtasks/${ID}`, { signal: AbortSignal.timeout(5000) })).status, 200);
      assert.equal(service.task(ID).status, "IMPORTING");
      assert.equal(service.count(ID).CancelImportTask, 4);
    });

    test("`slow` delays the operation by a second", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      service.misbehave("slow");
      const start = performance.now();
      const pending = send(`/importtasks/${ID}`, DELETE);
      await delay(500);
      assert.equal(service.task(ID).status, "IMPORTING");
      assert.equal((await pending).status, 200);
      const elapsed = performance.now() - start;
      assert.ok(elapsed > 990 && elapsed < 3000, `${elapsed} ms`);
    });

    test("requests are counted, whatever their result", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      service.misbehave("throttle");
      const requests = [
        ["DELETE", `/importtasks/${ID}`], ["DELETE", "/importtasks/%74-0123456789"], ["GET", `/importtasks/${ID}?a=b`],
        ["GET", "/importtasks"], ["GET", "/importtasks/t-unknown000"], ["DELETE", "/importtasks/t-short"],
        ["OPTIONS", `/importtasks/${ID}`], ["PUT", `/importtasks/${ID}`], ["GET", "/importtasks/"],
      ];
      for (const [method, path] of requests) await send(path, { method });
      assert.deepEqual(service.count(), { CancelImportTask: 3, GetImportTask: 2, ListImportTasks: 1 });
      assert.deepEqual(service.count(ID), { CancelImportTask: 2, GetImportTask: 1, ListImportTasks: 0 });
      assert.deepEqual(service.count("t-unknown000"), { CancelImportTask: 0, GetImportTask: 1, ListImportTasks: 0 });
      assert.deepEqual(service.count("toString"), { CancelImportTask: 0, GetImportTask: 0, ListImportTasks: 0 });
      assert.deepEqual(service.requests.map(({ operation, taskId }) => [operation, taskId]), [
        ["CancelImportTask", ID], ["CancelImportTask", ID], ["GetImportTask", ID], ["ListImportTasks", undefined],
        ["GetImportTask", "t-unknown000"], ["CancelImportTask", "t-short"], [undefined, undefined], [undefined, undefined],
        [undefined, undefined],
      ]);
      assert.equal("operation" in service.requests.at(-1), false);
    });

    test("requests are recorded", async (t) => {
      const service = createFakeService({ now: () => 42_000 });
      const send = await connect(t, service);
      await send("/importtasks/t-a?b=c", { method: "DELETE", headers: { "X-Amz-Date": "20260101T000000Z" } });
      const [{ method, url, headers, time }] = service.requests;
      assert.equal(method, "DELETE");
      assert.match(url, /^http:\/\/[^/]+\/importtasks\/t-a\?b=c$/);
      assert.equal(headers["x-amz-date"], "20260101T000000Z");
      assert.equal(time, 42_000);
    });
  });
}

describe("service.fetch", () => {
  test("takes a URL or a Request, and rejects what fetch rejects", async () => {
    const { fetch } = createFakeService({ tasks: [TASK] });
    const url = `https://neptune-graph.us-east-1.amazonaws.com/importtasks/${ID}`;
    const fromUrl = await fetch(new URL(url));
    assert.ok(fromUrl instanceof Response);
    assert.equal(fromUrl.status, 200);
    const fromRequest = await fetch(new Request(url, { method: "DELETE" }));
    assert.equal((await fromRequest.json()).status, "CANCELLING");
    assert.equal((await fetch(new Request(url), { method: "DELETE" })).status, 409);
    await assert.rejects(fetch("http://"), TypeError);
    await assert.rejects(fetch(url, { method: "CONNECT" }), TypeError);
  });

  test("an aborted signal rejects with its reason, and nothing is sent", async () => {
    const service = createFakeService({ tasks: [TASK] });
    const url = `http://fake.test/importtasks/${ID}`;
    const reason = new Error("aborted by the test");
    const aborted = { method: "DELETE", signal: AbortSignal.abort(reason) };
    await assert.rejects(service.fetch(url, aborted), reason);
    await assert.rejects(service.fetch(new Request(url, aborted)), reason);

    const controller = new AbortController();
    const pending = service.fetch(url, { method: "DELETE", signal: controller.signal });
    controller.abort();
    await assert.rejects(pending, { name: "AbortError" });
    assert.deepEqual(service.requests, []);
    assert.equal(service.task(ID).status, "IMPORTING");
  });

  test("an abort after the response headers rejects the body", async () => {
    const { fetch } = createFakeService({ tasks: [TASK] });
    const controller = new AbortController();
    const response = await fetch(`http://fake.test/importtasks/${ID}`, { signal: controller.signal });
    controller.abort();
    await assert.rejects(response.text(), { name: "AbortError" });
  });

  test("the signal option, also null, overrides the signal of a Request", async () => {
    const { fetch } = createFakeService({ tasks: [TASK] });
    const request = new Request(`http://fake.test/importtasks/${ID}`, { signal: AbortSignal.abort() });
    assert.equal((await fetch(request, { signal: null })).status, 200);
    await assert.rejects(fetch(request.url, { signal: {}, method: "\n" }), TypeError);
  });

  test("a process that only waits for AbortSignal.timeout keeps running", async () => {
    const program = `
      import { createFakeService } from ${JSON.stringify(ENTRY)};
      const service = createFakeService();
      service.misbehave("hang");
      await service.fetch("http://fake.test/", { signal: AbortSignal.timeout(100) }).catch(({ name }) => console.log(name));
    `;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    assert.equal((await child.stdout.setEncoding("utf8").toArray()).join(""), "TimeoutError\n");
    assert.deepEqual(await exited, [0, null]);
  });

  test("a signal that many requests share does not accumulate listeners", async (t) => {
    const warnings = [];
    const onWarning = (warning) => warnings.push(warning);
    process.on("warning", onWarning);
    t.after(() => process.off("warning", onWarning));
    const service = createFakeService({ tasks: [TASK] });
    const { signal } = new AbortController();
    for (let i = 0; i < 2000; i += 1) {
      service.misbehave({ delay: 0.5 });
      await service.fetch(`http://fake.test/importtasks/${ID}`, { signal });
    }
    await delay(10);
    assert.deepEqual(warnings, []);
  });

  test("only the last 1000 requests are kept", async () => {
    const service = createFakeService();
    for (let i = 0; i < 1003; i += 1) await service.fetch(`http://fake.test/${i}`);
    assert.equal(service.requests.length, 1000);
    assert.equal(service.requests[0].url, "http://fake.test/3");
    for (let i = 1003; i < 4500; i += 1) await service.fetch(`http://fake.test/importtasks/${i}`);
    assert.equal(service.requests.length, 1000);
    assert.equal(service.requests[0].url, "http://fake.test/importtasks/3500");
    assert.equal(service.requests.at(-1).url, "http://fake.test/importtasks/4499");
    assert.equal(service.count().GetImportTask, 3497);
    assert.equal(service.requests, service.requests);
    assert.throws(() => service.requests.push({}), TypeError);
  });

  test("needs no global crypto, which Node 18 does not have", async (t) => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    t.after(() => Object.defineProperty(globalThis, "crypto", descriptor));
    delete globalThis.crypto;
    const service = createFakeService({ tasks: [{}] });
    const response = await service.fetch("http://fake.test/importtasks");
    assert.match(response.headers.get("x-amzn-requestid"), UUID);
    assert.equal((await response.json()).tasks.length, 1);
  });
});

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
      message: "the argument of listen has an unknown member `hots`: expected one of port, host",
    });
  });
});

describe("HTTP", () => {
  test("request targets that a URL parser would normalize get a response", async (t) => {
    const server = await createFakeService({ tasks: [TASK] }).listen();
    t.after(() => server.close());
    const targets = {
      "/importtasks/..": 400,
      "/importtasks/.": 400,
      [`/a/../importtasks/${ID}`]: 404,
      "*": 404,
    };
    for (const [path, status] of Object.entries(targets)) {
      const request = httpRequest(server.url, { method: "DELETE", path }).end();
      const [response] = await once(request, "response");
      response.resume();
      assert.equal(response.statusCode, status, path);
    }
  });

  test("close() closes the connection of a request that is still being sent", { timeout: 5000 }, async () => {
    const server = await createFakeService({ tasks: [TASK] }).listen();
    // After the interim response, the server has received the headers, so that close() is not too early.
    const headers = { "content-length": "10", expect: "100-continue" };
    const request = httpRequest(`${server.url}/importtasks/${ID}`, { method: "DELETE", headers });
    request.flushHeaders();
    await once(request, "continue");
    await Promise.all([assert.rejects(once(request, "response")), server.close()]);
  });

  test("close() ends hanging and delayed requests, and leaves no timers", { timeout: 10_000 }, async () => {
    const program = `
      import { createFakeService } from ${JSON.stringify(ENTRY)};
      const service = createFakeService({ tasks: [{ taskId: "${ID}" }] });
      const server = await service.listen();
      service.misbehave("hang", { times: 20 });
      service.misbehave({ delay: 3_600_000 }, { times: 20 });
      const pending = Array.from({ length: 40 }, () => fetch(server.url + "/importtasks/${ID}", { method: "DELETE" }));
      while (service.requests.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
      await server.close();
      const outcomes = await Promise.allSettled(pending);
      console.log(outcomes.every(({ reason }) => reason instanceof TypeError), service.task("${ID}").status);
    `;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    assert.equal((await child.stdout.setEncoding("utf8").toArray()).join(""), "true IMPORTING\n");
    assert.deepEqual(await exited, [0, null]);
  });

  test("connections are reused, and 200 concurrent clients need constant memory", { timeout: 60_000 }, async (t) => {
    const service = createFakeService({ tasks: [TASK] });
    const server = await service.listen();
    t.after(() => server.close());
    const agent = new Agent({ keepAlive: true, maxSockets: 200 });
    t.after(() => agent.destroy());
    const sockets = new Set();
    const read = async () => {
      const request = httpRequest(`${server.url}/importtasks/${ID}`, { agent }).end();
      const [response] = await once(request, "response");
      sockets.add(request.socket);
      response.resume();
      await once(response, "end");
      return response.statusCode;
    };
    const round = () => Promise.all(Array.from({ length: 200 }, async () => {
      for (let i = 0; i < 25; i += 1) assert.equal(await read(), 200);
    }));
    await round();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 3; i += 1) await round();
    assert.ok(process.memoryUsage().heapUsed - before < 100e6);
    assert.equal(service.count(ID).GetImportTask, 20_000);
    assert.ok(sockets.size <= 400, `${sockets.size} sockets`);
  });

  test("close() may be called twice, and a port in use is rejected", async () => {
    const service = createFakeService();
    const server = await service.listen();
    await assert.rejects(service.listen({ port: Number(new URL(server.url).port) }), { code: "EADDRINUSE" });
    await (await fetch(server.url)).text();
    await server.close();
    await server.close();
    await assert.rejects(fetch(server.url), TypeError);
  });
});

describe("bundled", () => {
  const bundle = (options) => build({
    entryPoints: [fileURLToPath(ENTRY)], bundle: true, write: false, platform: "browser", logLevel: "silent", ...options,
  });

  for (const minify of [false, true]) {
    for (const format of ["esm", "iife"]) {
      test(`for browsers, ${format}${minify ? ", minified" : ""}`, async () => {
        const { warnings, errors, outputFiles, metafile } = await bundle({ format, minify, metafile: true });
        assert.deepEqual([warnings, errors], [[], []]);
        assert.deepEqual(Object.values(metafile.outputs)[0].imports, []);
        const [{ text }] = outputFiles;
        assert.doesNotMatch(text, /["'`]node:/, "no complete specifier of a Node module");
        assert.doesNotMatch(text, /^import\b|\brequire\b|\bBuffer\b|\bprocess\b/m);
        if (!minify) assert.match(text, /import\(\s*\/\* webpackIgnore: true \*\/\s*\/\* @vite-ignore \*\//);
      });
    }
  }

  test("runs in Node as a single file, in both module systems", async () => {
    for (const [format, extension] of [["esm", "mjs"], ["cjs", "cjs"]]) {
      const { outputFiles: [{ text }] } = await bundle({ format, minify: true, target: "es2022", platform: "neutral" });
      const program = format === "esm"
        ? `const { createFakeService } = await import("data:text/javascript," + ${JSON.stringify(encodeURIComponent(text))});`
        : `const module = { exports: {} }; { ${text} }; const { createFakeService } = module.exports;`;
      const run = `(async () => { ${program}
        const server = await createFakeService({ credentials: [] }).listen();
        console.log((await fetch(server.url)).status);
        await server.close();
      })()`;
      const child = spawn(process.execPath, ["--input-type", format === "esm" ? "module" : "commonjs", "--eval", run],
        { stdio: ["ignore", "pipe", "inherit"] });
      assert.equal((await child.stdout.setEncoding("utf8").toArray()).join(""), "403\n", extension);
    }
  });
});

describe("serve.mjs", () => {
  const command = fileURLToPath(new URL("../../js/testing/serve.mjs", import.meta.url));

  for (const signal of ["SIGINT", "SIGTERM"]) {
    test(`prints its URL and ids, accepts unsigned requests, and stops on ${signal}`, async (t) => {
      const child = spawn(process.execPath, [command, "--unsigned"], { stdio: ["ignore", "pipe", "inherit"] });
      t.after(() => child.kill("SIGKILL"));
      const exited = once(child, "exit");
      let output = "";
      for await (const chunk of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
        output += chunk;
        if (output.split("\n").length > 4) break;
      }
      const [url, ...ids] = output.trim().split("\n");
      assert.deepEqual(ids, ["t-0123456789 IMPORTING", "t-finished00 SUCCEEDED", "t-cancelled0 CANCELLED"]);
      const response = await fetch(`${url}/importtasks/${ID}`, { method: "DELETE" });
      assert.equal((await response.json()).status, "CANCELLING");
      child.kill(signal);
      assert.deepEqual(await exited, [0, null]);
    });
  }

  for (const args of [["--port", "x"], ["--nonsense"]]) {
    test(`rejects ${args.join(" ")} with a message of one line`, async () => {
      const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "pipe"] });
      const exited = once(child, "exit");
      const lines = (await child.stderr.setEncoding("utf8").toArray()).join("").trim().split("\n");
      assert.equal(lines.length, 1);
      assert.deepEqual(await exited, [1, null]);
    });
  }
});
