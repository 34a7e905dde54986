// The client in Chromium: the page has one origin, the fake service another, with preflights and signatures.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { createFakeService } from "neptune-import-tasks/testing";

import { launch } from "./page-in-browser.mjs";

const CREDENTIALS = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cr3t+/=", sessionToken: "a//b+c= d" };
const ID = "t-0123456789";
const HOUR = 3_600_000;

// The headers that the service model lists by name. Its `*` does not include Authorization.
const ALLOWED = [
  "authorization", "date", "x-amz-date", "x-amz-security-token", "x-amz-target", "content-type", "x-amz-content-sha256",
  "x-amz-user-agent", "x-amzn-platform-id", "x-amzn-trace-id",
];

const published = (name) => readFileSync(fileURLToPath(import.meta.resolve(name)));
const files = {
  "/": ["text/html", "<!doctype html><title>test</title><link rel=icon href=data:,>"],
  "/index.mjs": ["text/javascript", published("neptune-import-tasks")],
  "/testing.mjs": ["text/javascript", published("neptune-import-tasks/testing")],
};

let pageServer;
let origin;
let browser;
let page;
let consoleMessages;

before(async () => {
  pageServer = createServer(({ url }, response) => {
    const [type, body] = files[url] ?? [];
    response.writeHead(type ? 200 : 404, { "content-type": `${type ?? "text/plain"}; charset=utf-8` }).end(body);
  }).listen(0, "127.0.0.1");
  await once(pageServer, "listening");
  origin = `http://127.0.0.1:${pageServer.address().port}`;
  browser = await launch();
  page = await browser.newPage();
  page.on("console", (message) => consoleMessages.push(message.text()));
  page.on("pageerror", (error) => consoleMessages.push(String(error)));
  await page.goto(`${origin}/`);
});
beforeEach(() => { consoleMessages = []; });
after(async () => {
  await browser?.close();
  pageServer?.closeAllConnections();
  pageServer?.close();
});

/** Starts a fake service at another origin, with one task. */
async function serve(t, task, options) {
  const tasks = [{ taskId: ID, cancellingFor: 100, ...task }];
  const service = createFakeService({ tasks, credentials: CREDENTIALS, region: "us-east-1", ...options });
  const server = await service.listen();
  t.after(() => server.close());
  return { service, url: server.url };
}

/** Runs in the page: calls a function of the package, and returns its result or its error as plain data. */
async function call({ name, url, credentials, abortAfter, input = name === "listImportTasks" ? {} : { taskIdentifier: "t-0123456789" }, ...other }) {
  const tasks = await import("/index.mjs");
  const controller = new AbortController();
  if (abortAfter !== undefined) setTimeout(() => controller.abort(), abortAfter);
  const options = { region: "us-east-1", endpoint: url, credentials, pollInterval: 30, signal: controller.signal, ...other };
  try {
    const returned = tasks[name](input, options);
    const value = [];
    if (returned[Symbol.asyncIterator]) for await (const item of returned) value.push(item);
    else value.push(await returned);
    return { value };
  } catch (error) {
    const { attempts, history, message, $metadata } = error;
    const classes = ["ServiceError", "NetworkError", "UnreadableResponseError", "TimeoutError", "InvalidInputError"];
    return { name: error.name, message, attempts, history, $metadata, classes: classes.filter((className) => error instanceof tasks[className]) };
  }
}

const inPage = (name, url, other) => page.evaluate(call, { name, url, credentials: CREDENTIALS, ...other });

/** Asserts that the console has only the expected messages: Chromium logs error responses and network errors. */
function assertConsole(pattern) {
  for (const message of consoleMessages) assert.match(message, pattern);
}
const NO_MESSAGES = /(?!)/;
const failedResources = (...reasons) => new RegExp(`^Failed to load resource: .*(${reasons.join("|")})`);

const preflights = (service) => service.requests.filter(({ method }) => method === "OPTIONS");
const sent = (service) => Object.values(service.count(ID)).reduce((sum, count) => sum + count, 0);

describe("across origins", { timeout: 90_000 }, () => {
  test("cancelAndWait, with preflights for headers that the service allows by name", async (t) => {
    const { service, url } = await serve(t, { staleReads: 1 });
    const { value: [result] } = await inPage("cancelAndWait", url);
    assert.deepEqual([result.outcome, result.task.status, result.attempts], ["cancelled", "CANCELLED", sent(service)]);
    assert.equal(service.task(ID).status, "CANCELLED");
    assert.notEqual(new URL(url).origin, origin);
    const preflightRequests = preflights(service);
    assert.deepEqual(new Set(preflightRequests.map(({ headers }) => headers["access-control-request-method"])), new Set(["DELETE", "GET"]));
    for (const { headers } of preflightRequests) {
      const names = headers["access-control-request-headers"].split(",");
      assert.deepEqual(names.filter((name) => !ALLOWED.includes(name.trim())), []);
      assert.ok(names.includes("authorization"));
    }
    const [first, second] = service.requests;
    assert.deepEqual([first.method, second.method, second.headers.origin], ["OPTIONS", "DELETE", origin]);
    assertConsole(NO_MESSAGES);
  });

  test("watchImportTask", async (t) => {
    const { service, url } = await serve(t, { life: [["INITIALIZING", 800], ["IMPORTING", 400], ["SUCCEEDED"]] });
    const { value } = await inPage("watchImportTask", url);
    assert.deepEqual([...new Set(value.map(({ status }) => status))], ["INITIALIZING", "IMPORTING", "SUCCEEDED"]);
    assert.deepEqual([value.at(-1).percent, value.at(-1).attempts], [100, sent(service)]);
    assertConsole(NO_MESSAGES);
  });

  test("listImportTasks", async (t) => {
    const tasks = Array.from({ length: 7 }, (_, index) => ({ taskId: `t-list00000${index}`, graphId: "g-0123456789" }));
    const { service, url } = await serve(t, {}, { tasks });
    const { value } = await inPage("listImportTasks", url, { input: { graphIdentifier: "g-0123456789", maxResults: 3 } });
    assert.deepEqual(value.map((page) => page.tasks.map(({ taskId }) => taskId)),
      [tasks.slice(0, 3), tasks.slice(3, 6), tasks.slice(6)].map((expected) => expected.map(({ taskId }) => taskId)));
    assert.equal(service.count().ListImportTasks, 3);
    assertConsole(NO_MESSAGES);
  });

  test("the name of an error comes from the header or from the body", async (t) => {
    const { service, url } = await serve(t);
    const hidden = { "access-control-expose-headers": "date" };
    for (const [fault, name, status] of [
      ["access-denied", "AccessDeniedException", 403], ["expired-token", "ExpiredTokenException", 403],
      [{ status: 400, headers: hidden, body: '{"__type":"com.amazonaws#MalformedHttpRequestException","message":"no"}' },
        "MalformedHttpRequestException", 400],
      [{ status: 402, headers: hidden, body: '{"code":"ServiceQuotaExceededException","message":"no"}' }, "ServiceQuotaExceededException", 402],
    ]) {
      service.misbehave(fault);
      const before = sent(service);
      const error = await inPage("cancelAndWait", url);
      assert.deepEqual([error.classes, error.name, error.$metadata.httpStatusCode, error.attempts], [["ServiceError"], name, status, 1]);
      assert.equal(sent(service), before + 1);
      if (status === 403) assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
    }
    assertConsole(failedResources("403", "400", "402"));
  });

  test("tasks that have ended, that were cancelled before, or that do not exist", async (t) => {
    for (const [task, outcome] of [[{ status: "SUCCEEDED" }, "finished-first"], [{ status: "CANCELLED" }, "already-cancelled"],
      [{ taskId: "t-another000" }, "gone"], [{ afterCancel: [["CANCELLING", 50], ["FAILED"]] }, "failed-first"]]) {
      const { service, url } = await serve(t, task);
      const { value: [result] } = await inPage("cancelAndWait", url);
      assert.deepEqual([result.outcome, result.attempts], [outcome, sent(service)]);
    }
    assertConsole(failedResources("409", "404"));
  });

  test("transient errors", async (t) => {
    const { service, url } = await serve(t, {
      faults: { CancelImportTask: ["throttle", "internal"], GetImportTask: ["html-502", "truncated-json"] },
    });
    const { value: [result] } = await inPage("cancelAndWait", url);
    assert.deepEqual([result.outcome, result.attempts], ["cancelled", sent(service)]);
    assert.deepEqual(result.history.slice(0, 2).map(({ error }) => error), ["ThrottlingException", "InternalServerException"]);
    assertConsole(failedResources("429", "500", "502"));
  });

  test("network errors", async (t) => {
    const { service, url } = await serve(t, { faults: { CancelImportTask: ["drop", "drop-after"], GetImportTask: ["cut-off"] } });
    const { value: [result] } = await inPage("cancelAndWait", url);
    assert.equal(result.outcome, "cancelled");
    // Chromium itself retries a request that fails on a reused connection.
    assert.ok(result.attempts <= sent(service));
    assertConsole(failedResources("409", "net::ERR_"));
  });

  test("clock skew is corrected by the header `date`, which pages can read", async (t) => {
    const { service, url } = await serve(t, {}, { now: () => Date.now() - HOUR });
    const { value: [result] } = await inPage("cancelAndWait", url);
    assert.equal(result.outcome, "cancelled");
    assert.deepEqual(result.history.map(({ error }) => error).filter(Boolean), ["InvalidSignatureException"]);
    assert.equal(result.attempts, sent(service));
    assertConsole(failedResources("403"));
  });

  test("a redirect is not followed", async (t) => {
    const target = await serve(t);
    const { service, url } = await serve(t);
    service.misbehave({ status: 307, headers: { location: `${target.url}/importtasks/${ID}` } });
    const error = await inPage("cancelImportTask", url);
    assert.deepEqual([error.classes, error.name, error.attempts], [["ServiceError"], "Unknown", 1]);
    assert.deepEqual([sent(service), target.service.requests.length], [1, 0]);
    assertConsole(NO_MESSAGES);
  });

  test("without CORS: a NetworkError, and the task is not changed", async (t) => {
    const { service, url } = await serve(t, {}, { cors: false });
    for (const name of ["cancelAndWait", "cancelImportTask", "getImportTask", "watchImportTask", "listImportTasks"]) {
      const error = await inPage(name, url);
      assert.deepEqual([error.name, error.classes], ["NetworkError", ["NetworkError"]], name);
      assert.match(error.message, /Failed to fetch/);
      assert.equal(error.history.reduce((sum, { times }) => sum + times, 0), error.attempts);
    }
    assert.equal(sent(service), 0);
    assert.equal(service.task(ID).status, "IMPORTING");
    assertConsole(/blocked by CORS policy|net::ERR_FAILED/);
  });

  test("an abort ends it, while waiting and during a request", async (t) => {
    for (const fault of [undefined, "hang"]) {
      const { service, url } = await serve(t, { cancellingFor: HOUR });
      if (fault) service.misbehave(fault);
      const { value: [result] } = await inPage("cancelAndWait", url, { abortAfter: 250 });
      assert.equal(result.outcome, "aborted");
      const before = sent(service);
      await delay(200);
      assert.equal(sent(service), before);
      // A request that is aborted during its preflight counts as an attempt, but is not sent.
      assert.ok(before === result.attempts || before === result.attempts - 1);
    }
    assertConsole(NO_MESSAGES);
  });

  test("the fake service runs in a page", async () => {
    const results = await page.evaluate(async ({ credentials }) => {
      const tasks = await import("/index.mjs");
      const { createFakeService: create } = await import("/testing.mjs");
      const scripts = [{ taskId: "t-0123456789", cancellingFor: 50 }, { taskId: "t-finished00", status: "SUCCEEDED" }];
      const service = create({ tasks: scripts, credentials });
      const options = { region: "us-east-1", fetch: service.fetch, credentials, pollInterval: 20 };
      const outcomes = [];
      for (const taskIdentifier of ["t-0123456789", "t-finished00", "t-unknown000"]) {
        outcomes.push((await tasks.cancelAndWait({ taskIdentifier }, options)).outcome);
      }
      service.misbehave("access-denied");
      const error = await tasks.getImportTask({ taskIdentifier: "t-0123456789" }, options).catch(({ name }) => name);
      const listed = [];
      for await (const listedPage of tasks.listImportTasks({}, options)) listed.push(...listedPage.tasks.map(({ status }) => status));
      return { outcomes, error, listed };
    }, { credentials: CREDENTIALS });
    assert.deepEqual(results, {
      outcomes: ["cancelled", "finished-first", "gone"], error: "AccessDeniedException", listed: ["CANCELLED", "SUCCEEDED"],
    });
    assertConsole(NO_MESSAGES);
  });
});
