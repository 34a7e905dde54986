// The operations of the fake service, their responses and errors, with `service.fetch` and over HTTP on loopback. The client and the
// signatures have their own tests, client-*.test.mjs and signed-service*.test.mjs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createFakeService } from "neptune-import-tasks/testing";

import { DELETE, detailsOf, ID, statusOf, TASK, TRANSPORTS, UUID } from "./fake-service-support.mjs";

const EXPOSED =
  "x-amzn-errortype, x-amzn-requestid, x-amzn-errormessage, x-amzn-trace-id, x-amz-apigw-id, date";
const ALLOWED_HEADERS =
  "*, Authorization, Date, X-Amz-Date, X-Amz-Security-Token, X-Amz-Target, content-type, " +
  "x-amz-content-sha256, x-amz-user-agent, x-amzn-platform-id, x-amzn-trace-id";

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

function idFor(status) {
  return `t-${status.toLowerCase().padEnd(10, "0")}`;
}

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
