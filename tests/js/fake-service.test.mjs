/**
 * Tests of the fake service, each over `service.fetch` and over HTTP on loopback.
 * They are not tests of the package's client, which has its own.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createFakeService } from "../../pkg/testing/fake-service.mjs";

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

const FAULT_ANSWERS = [
  ["html-502", 502, "text/html", /^<html>\r\n<head><title>502 Bad Gateway<\/title>/, null],
  ["empty-body", 200, "application/json", /^$/, null],
  ["truncated-json", 200, "application/json", /^\{"taskId":.*[^}]$/, null],
  ["throttle", 429, "application/json", /^\{"message":".+"\}$/, "ThrottlingException"],
  ["internal", 500, "application/json", /^\{"message":".+"\}$/, "InternalServerException"],
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
    test("DELETE cancels, and the task becomes CANCELLED when its time is up", async (t) => {
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
      const full = { ...TASK, graphId: "g-0123456789", format: "PARQUET", parquetType: "COLUMNAR" };
      const send = await connect(t, createFakeService({ tasks: [full] }));
      const response = await send(`/importtasks/${ID}?x=/y`);
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), full);
    });

    test("an id may be percent-encoded, and a body is ignored", async (t) => {
      const send = await connect(t, createFakeService({ tasks: [TASK] }));
      const init = { method: "DELETE", body: "x".repeat(100_000) };
      assert.equal((await send("/importtasks/%74-%30123456789", init)).status, 200);
    });

    test("errors carry status, name, message and reason", async (t) => {
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
      assert.equal((await send(`/importtasks/${ID}`)).status, 500, "the fault was left for the request");
    });

    test("every other answer exposes its headers", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      service.misbehave("html-502");
      for (const path of ["/faulty", `/importtasks/${ID}`, "/nowhere"]) {
        const { headers } = await send(path);
        assert.equal(headers.get("access-control-allow-origin"), "*", path);
        assert.equal(headers.get("access-control-expose-headers"), EXPOSED, path);
      }
    });

    test("without cors no answer carries CORS headers and OPTIONS is not allowed", async (t) => {
      const send = await connect(t, createFakeService({ tasks: [TASK], cors: false }));
      for (const [method, status] of [["GET", 200], ["OPTIONS", 405]]) {
        const response = await send(`/importtasks/${ID}`, { method });
        assert.equal(response.status, status);
        const names = [...response.headers.keys()].filter((name) => name.startsWith("access-control-"));
        assert.deepEqual(names, []);
      }
    });

    test("faults answer in the order planned, and then it behaves again", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      for (const [fault] of FAULT_ANSWERS) service.misbehave(fault);
      for (const [fault, status, type, body, name] of FAULT_ANSWERS) {
        const response = await send(`/importtasks/${ID}`, { method: "DELETE" });
        assert.equal(response.status, status, fault);
        assert.equal(response.headers.get("content-type"), type, fault);
        assert.equal(response.headers.get("x-amzn-errortype"), name, fault);
        const text = await response.text();
        assert.match(text, body, fault);
        if (fault === "truncated-json") assert.throws(() => JSON.parse(text), SyntaxError);
      }
      assert.equal(service.task(ID).status, "IMPORTING", "a fault leaves the task alone");
      assert.equal((await send(`/importtasks/${ID}`)).status, 200);
    });

    test("a dropped connection rejects with a TypeError, as often as asked", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      service.misbehave("drop", { times: 2 });
      await assert.rejects(send(`/importtasks/${ID}`), TypeError);
      await assert.rejects(send(`/importtasks/${ID}`), TypeError);
      assert.equal((await send(`/importtasks/${ID}`)).status, 200);
      assert.equal(service.requests.length, 3);
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

describe("service.fetch alone", () => {
  test("takes a URL and a Request, and refuses what fetch refuses", async () => {
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

  test("an aborted signal rejects with its reason and touches nothing", async () => {
    const service = createFakeService({ tasks: [TASK] });
    const url = `http://fake.test/importtasks/${ID}`;
    const reason = new Error("no longer wanted");
    const before = { method: "DELETE", signal: AbortSignal.abort(reason) };
    await assert.rejects(service.fetch(url, before), reason);
    await assert.rejects(service.fetch(new Request(url, before)), reason);

    const controller = new AbortController();
    const pending = service.fetch(url, { method: "DELETE", signal: controller.signal });
    controller.abort();
    await assert.rejects(pending, { name: "AbortError" });
    assert.deepEqual(service.requests, []);
    assert.deepEqual(service.task(ID), TASK);
  });

  test("only the last 1000 requests are kept", async () => {
    const service = createFakeService();
    for (let i = 0; i < 1003; i += 1) await service.fetch(`http://fake.test/${i}`);
    assert.equal(service.requests.length, 1000);
    assert.equal(service.requests[0].url, "http://fake.test/3");
  });
});

describe("tasks and faults", () => {
  test("addTask fills in what is missing", () => {
    const service = createFakeService();
    const task = service.addTask();
    assert.match(task.taskId, /^t-[a-z0-9]{10}$/);
    assert.deepEqual(Object.keys(task), ["taskId", "source", "roleArn", "status"]);
    assert.equal(task.status, "IMPORTING");
    assert.deepEqual(service.task(task.taskId), task);
    assert.equal(service.task("t-unknown000"), undefined);
  });

  test("a snapshot cannot change the task", () => {
    const service = createFakeService({ tasks: [TASK] });
    service.task(ID).status = "FAILED";
    assert.equal(service.task(ID).status, "IMPORTING");
  });

  test("cancellingFor of a task comes before that of the service, 0 included", async () => {
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

  test("mistakes in a test's own set-up are refused", () => {
    const service = createFakeService({ tasks: [TASK] });
    assert.throws(() => service.addTask(TASK), /taskId is taken/);
    assert.throws(() => service.addTask({ taskId: "t-UPPER00000" }), TypeError);
    assert.throws(() => service.misbehave("toString"), TypeError);
    for (const times of [0, -1, 1.5, NaN]) {
      assert.throws(() => service.misbehave("drop", { times }), RangeError);
    }
  });
});

describe("HTTP alone", () => {
  test("raw targets that no URL parser would let through are answered", async (t) => {
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

  test("close() breaks off a request that is still being sent", { timeout: 5000 }, async () => {
    const server = await createFakeService({ tasks: [TASK] }).listen();
    // The interim answer says that the server has the head, so that close() cannot come too early.
    const headers = { "content-length": "10", expect: "100-continue" };
    const request = httpRequest(`${server.url}/importtasks/${ID}`, { method: "DELETE", headers });
    request.flushHeaders();
    await once(request, "continue");
    await Promise.all([assert.rejects(once(request, "response")), server.close()]);
  });

  test("close() may be called twice, and a used port is refused", async () => {
    const service = createFakeService();
    const server = await service.listen();
    await assert.rejects(service.listen({ port: Number(new URL(server.url).port) }), { code: "EADDRINUSE" });
    await (await fetch(server.url)).text();
    await server.close();
    await server.close();
    await assert.rejects(fetch(server.url), TypeError);
  });
});

describe("serve.mjs", () => {
  const command = fileURLToPath(new URL("../../pkg/testing/serve.mjs", import.meta.url));

  for (const signal of ["SIGINT", "SIGTERM"]) {
    test(`prints its URL and ids, takes unsigned requests, and stops on ${signal}`, async (t) => {
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
    test(`refuses ${args.join(" ")} with one line`, async () => {
      const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "pipe"] });
      const exited = once(child, "exit");
      const lines = (await child.stderr.setEncoding("utf8").toArray()).join("").trim().split("\n");
      assert.equal(lines.length, 1);
      assert.deepEqual(await exited, [1, null]);
    });
  }
});
