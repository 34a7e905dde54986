// The functions that send, in Chromium: a page of one origin, the service at another, with preflights and signatures.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, beforeEach, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";
import { createFakeService } from "neptune-import-tasks/testing";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const SWITCHES = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run",
];
const CREDENTIALS = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cr3t+/=", sessionToken: "a//b+c= d" };
const ID = "t-0123456789";
const HOUR = 3_600_000;

// What the service's model allows by name. Its `*` never stands for Authorization.
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

let own;
let origin;
let browser;
let page;
let complaints;

before(async () => {
  assert.ok(existsSync(EXECUTABLE), `there is no Chromium at ${EXECUTABLE}: set CHROMIUM, or run \`make browser\``);
  own = createServer(({ url }, response) => {
    const [type, body] = files[url] ?? [];
    response.writeHead(type ? 200 : 404, { "content-type": `${type ?? "text/plain"}; charset=utf-8` }).end(body);
  }).listen(0, "127.0.0.1");
  await once(own, "listening");
  origin = `http://127.0.0.1:${own.address().port}`;
  browser = await chromium.launch({ executablePath: EXECUTABLE, args: SWITCHES });
  page = await browser.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${origin}/`);
});
beforeEach(() => { complaints = []; });
after(async () => {
  await browser?.close();
  own?.closeAllConnections();
  own?.close();
});

/** A service at another origin, with one task. */
async function serve(t, task, options) {
  const tasks = [{ taskId: ID, cancellingFor: 100, ...task }];
  const service = createFakeService({ tasks, credentials: CREDENTIALS, region: "us-east-1", ...options });
  const server = await service.listen();
  t.after(() => server.close());
  return { service, url: server.url };
}

/** Runs in the page: calls a function, and makes what comes of it into something that can leave the page. */
async function call({ name, url, credentials, abortAfter, input = { taskIdentifier: "t-0123456789" }, ...other }) {
  const tasks = await import("/index.mjs");
  const controller = new AbortController();
  if (abortAfter !== undefined) setTimeout(() => controller.abort(), abortAfter);
  const options = { region: "us-east-1", endpoint: url, credentials, pollInterval: 30, signal: controller.signal, ...other };
  try {
    const called = tasks[name](input, options);
    const value = [];
    if (called[Symbol.asyncIterator]) for await (const each of called) value.push(each);
    else value.push(await called);
    return { value };
  } catch (error) {
    const { attempts, history, message, $metadata } = error;
    const classes = ["ServiceError", "NetworkError", "UnreadableResponseError", "TimeoutError", "InvalidInputError"];
    return { name: error.name, message, attempts, history, $metadata, classes: classes.filter((each) => error instanceof tasks[each]) };
  }
}

const inPage = (name, url, other) => page.evaluate(call, { name, url, credentials: CREDENTIALS, ...other });

/** Chromium says in the console that an answer has such a status, or that there was none; and nothing else was said. */
function assertComplaints(pattern) {
  for (const complaint of complaints) assert.match(complaint, pattern);
}
const NONE = /^there is none$/;
const resources = (...what) => new RegExp(`^Failed to load resource: .*(${what.join("|")})`);

const preflights = (service) => service.requests.filter(({ method }) => method === "OPTIONS");
const sent = (service) => Object.values(service.count(ID)).reduce((sum, count) => sum + count, 0);

describe("across origins", { timeout: 90_000 }, () => {
  test("cancelAndWait, with preflights that name only what the service allows by name", async (t) => {
    const { service, url } = await serve(t, { staleReads: 1 });
    const { value: [result] } = await inPage("cancelAndWait", url);
    assert.deepEqual([result.outcome, result.task.status, result.attempts], ["cancelled", "CANCELLED", sent(service)]);
    assert.equal(service.task(ID).status, "CANCELLED");
    assert.notEqual(new URL(url).origin, origin);
    const asked = preflights(service);
    assert.deepEqual(new Set(asked.map(({ headers }) => headers["access-control-request-method"])), new Set(["DELETE", "GET"]));
    for (const { headers } of asked) {
      const names = headers["access-control-request-headers"].split(",");
      assert.deepEqual(names.filter((name) => !ALLOWED.includes(name.trim())), []);
      assert.ok(names.includes("authorization"));
    }
    const [first, second] = service.requests;
    assert.deepEqual([first.method, second.method, second.headers.origin], ["OPTIONS", "DELETE", origin]);
    assertComplaints(NONE);
  });

  test("watchImportTask", async (t) => {
    const { service, url } = await serve(t, { life: [["INITIALIZING", 800], ["IMPORTING", 400], ["SUCCEEDED"]] });
    const { value } = await inPage("watchImportTask", url);
    assert.deepEqual([...new Set(value.map(({ status }) => status))], ["INITIALIZING", "IMPORTING", "SUCCEEDED"]);
    assert.deepEqual([value.at(-1).percent, value.at(-1).attempts], [100, sent(service)]);
    assertComplaints(NONE);
  });

  test("listImportTasks", async (t) => {
    const tasks = Array.from({ length: 7 }, (_, index) => ({ taskId: `t-list00000${index}`, graphId: "g-0123456789" }));
    const { service, url } = await serve(t, {}, { tasks });
    const { value } = await inPage("listImportTasks", url, { input: { graphIdentifier: "g-0123456789", maxResults: 3 } });
    assert.deepEqual(value.map((each) => each.tasks.map(({ taskId }) => taskId)),
      [tasks.slice(0, 3), tasks.slice(3, 6), tasks.slice(6)].map((some) => some.map(({ taskId }) => taskId)));
    assert.equal(service.count().ListImportTasks, 3);
    assertComplaints(NONE);
  });

  test("an error has its name, from the header or from the body", async (t) => {
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
    assertComplaints(resources("403", "400", "402"));
  });

  test("what ended before, someone else's cancel, and what nobody knows", async (t) => {
    for (const [task, outcome] of [[{ status: "SUCCEEDED" }, "finished-first"], [{ status: "CANCELLED" }, "already-cancelled"],
      [{ taskId: "t-another000" }, "gone"], [{ afterCancel: [["CANCELLING", 50], ["FAILED"]] }, "failed-first"]]) {
      const { service, url } = await serve(t, task);
      const { value: [result] } = await inPage("cancelAndWait", url);
      assert.deepEqual([result.outcome, result.attempts], [outcome, sent(service)]);
    }
    assertComplaints(resources("409", "404"));
  });

  test("failures that pass", async (t) => {
    const { service, url } = await serve(t, {
      faults: { CancelImportTask: ["throttle", "internal"], GetImportTask: ["html-502", "truncated-json"] },
    });
    const { value: [result] } = await inPage("cancelAndWait", url);
    assert.deepEqual([result.outcome, result.attempts], ["cancelled", sent(service)]);
    assert.deepEqual(result.history.slice(0, 2).map(({ error }) => error), ["ThrottlingException", "InternalServerException"]);
    assertComplaints(resources("429", "500", "502"));
  });

  test("connections that break", async (t) => {
    const { service, url } = await serve(t, { faults: { CancelImportTask: ["drop", "drop-after"], GetImportTask: ["cut-off"] } });
    const { value: [result] } = await inPage("cancelAndWait", url);
    assert.equal(result.outcome, "cancelled");
    // Chromium sends a request again by itself that was lost on a connection that it had used before.
    assert.ok(result.attempts <= sent(service));
    assertComplaints(resources("409", "net::ERR_"));
  });

  test("a clock that is off is put right by the date, which a page can see", async (t) => {
    const { service, url } = await serve(t, {}, { now: () => Date.now() - HOUR });
    const { value: [result] } = await inPage("cancelAndWait", url);
    assert.equal(result.outcome, "cancelled");
    assert.deepEqual(result.history.map(({ error }) => error).filter(Boolean), ["InvalidSignatureException"]);
    assert.equal(result.attempts, sent(service));
    assertComplaints(resources("403"));
  });

  test("a redirect is not followed", async (t) => {
    const elsewhere = await serve(t);
    const { service, url } = await serve(t);
    service.misbehave({ status: 307, headers: { location: `${elsewhere.url}/importtasks/${ID}` } });
    const error = await inPage("cancelImportTask", url);
    assert.deepEqual([error.classes, error.name, error.attempts], [["ServiceError"], "Unknown", 1]);
    assert.deepEqual([sent(service), elsewhere.service.requests.length], [1, 0]);
    assertComplaints(NONE);
  });

  test("a service that the page may not talk to: a NetworkError, and the task goes on", async (t) => {
    const { service, url } = await serve(t, {}, { cors: false });
    for (const name of ["cancelAndWait", "cancelImportTask", "getImportTask", "watchImportTask", "listImportTasks"]) {
      const error = await inPage(name, url);
      assert.deepEqual([error.name, error.classes], ["NetworkError", ["NetworkError"]], name);
      assert.match(error.message, /Failed to fetch/);
      assert.equal(error.history.reduce((sum, { times }) => sum + times, 0), error.attempts);
    }
    assert.equal(sent(service), 0);
    assert.equal(service.task(ID).status, "IMPORTING");
    assertComplaints(/blocked by CORS policy|net::ERR_FAILED/);
  });

  test("an abort stops it, while waiting and while a request is on its way", async (t) => {
    for (const fault of [undefined, "hang"]) {
      const { service, url } = await serve(t, { cancellingFor: HOUR });
      if (fault) service.misbehave(fault);
      const { value: [result] } = await inPage("cancelAndWait", url, { abortAfter: 250 });
      assert.equal(result.outcome, "aborted");
      const before = sent(service);
      await delay(200);
      assert.equal(sent(service), before);
      // One that was aborted during its preflight was sent by us, but not by Chromium.
      assert.ok(before === result.attempts || before === result.attempts - 1);
    }
    assertComplaints(NONE);
  });

  test("the fake service itself runs in a page", async () => {
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
      for await (const each of tasks.listImportTasks({}, options)) listed.push(...each.tasks.map(({ status }) => status));
      return { outcomes, error, listed };
    }, { credentials: CREDENTIALS });
    assert.deepEqual(results, {
      outcomes: ["cancelled", "finished-first", "gone"], error: "AccessDeniedException", listed: ["CANCELLED", "SUCCEEDED"],
    });
    assertComplaints(NONE);
  });
});
