// The client: its options and input, and the requests that they lead to.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cancelAll, cancelAndWait, createClient, getImportTask, InvalidInputError, listImportTasks, watchImportTask } from "neptune-import-tasks";

import { collect, configOf, FUNCTIONS, ID, INPUT, KEY, REGION, rejection, sent, serviceWith } from "./client-support.mjs";

describe("invalid options and input are rejected before a request is sent", () => {
  const INVALID = [
    [{ region: undefined }, "region"], [{ region: "us east 1" }, "region"], [{ region: 5 }, "region"],
    [{ endpoint: "ftp://example.com" }, "endpoint"], [{ endpoint: "example.com" }, "endpoint"], [{ endpoint: "https://a:b@example.com" }, "endpoint"],
    [{ useFipsEndpoint: "yes" }, "useFipsEndpoint"],
    [{ fetch: 5 }, "fetch"], [{ fetch: {} }, "fetch"],
    [{ signal: {} }, "option `signal`"], [{ signal: new AbortController() }, "option `signal`"], [{ signal: true }, "option `signal`"],
    [{ maxAttempts: 0 }, "option `maxAttempts`"], [{ maxAttempts: 1.5 }, "option `maxAttempts`"], [{ maxAttempts: "3" }, "option `maxAttempts`"],
    [{ maxAttempts: Infinity }, "option `maxAttempts`"], [{ maxAttempts: NaN }, "option `maxAttempts`"],
    [{ maxWait: -1 }, "option `maxWait`"], [{ maxWait: NaN }, "option `maxWait`"], [{ maxWait: "5" }, "option `maxWait`"],
    [{ maxWait: 5n }, "option `maxWait`"],
    [{ attemptTimeout: 0 }, "option `attemptTimeout`"], [{ attemptTimeout: {} }, "option `attemptTimeout`"],
  ];
  const INVALID_FOR_POLLING = [
    [{ pollInterval: 0 }, "option `pollInterval`"], [{ pollInterval: "5" }, "option `pollInterval`"],
    [{ pollInterval: true }, "option `pollInterval`"],
    [{ pollInterval: { first: 0, longest: 5 } }, "option `pollInterval`"], [{ pollInterval: { first: 5, longest: NaN } }, "option `pollInterval`"],
    [{ onProgress: 5 }, "onProgress"], [{ onProgress: {} }, "onProgress"],
  ];

  /** Asserts that a call rejects with a complete issue about `subject`, and sends nothing. */
  async function assertRejected(service, promise, subject) {
    const error = await rejection(promise);
    assert.ok(error instanceof InvalidInputError, `${error}`);
    const { issue } = error;
    assert.ok(issue.message.includes(subject), issue.message);
    assert.ok(["code", "part", "expected", "message"].every((name) => typeof issue[name] === "string" && issue[name] !== ""), error.message);
    assert.equal(typeof issue.index, "number");
    assert.equal(sent(service), 0);
  }

  for (const [name, send] of Object.entries(FUNCTIONS)) {
    const polls = name === "cancelAndWait" || name === "watchImportTask";
    test(name, async () => {
      const service = serviceWith();
      const credentials = () => assert.fail("the provider was called");
      for (const [other, subject] of polls ? [...INVALID, ...INVALID_FOR_POLLING] : INVALID) {
        await assertRejected(service, send(INPUT, configOf(service, { credentials, ...other })), subject);
      }
      for (const options of [undefined, null]) await assertRejected(service, send(INPUT, options), "options");
      if (name === "listImportTasks") return;
      for (const input of [undefined, null, {}, { taskIdentifier: 5 }, { taskIdentifier: "T-0123456789" }, { taskIdentifier: "t-0" }, ID]) {
        await assertRejected(service, send(input, configOf(service, { credentials })), input === ID ? "input" : "task id");
      }
    });
  }

  test("input of listImportTasks", async () => {
    const service = serviceWith();
    const credentials = () => assert.fail("the provider was called");
    for (const [input, subject] of [[{ maxResults: 0 }, "maxResults"], [{ maxResults: 101 }, "maxResults"], [{ maxResults: "5" }, "maxResults"],
      [{ graphIdentifier: "g-0" }, "graph id"], [{ nextToken: 5 }, "nextToken"], ["g-0123456789", "input"]]) {
      await assertRejected(service, listImportTasks(input, configOf(service, { credentials })).next(), subject);
    }
  });

  test("null is the same as an absent option", async () => {
    const service = serviceWith();
    const absent = { endpoint: null, credentials: null, signal: null, maxAttempts: null, maxWait: null, attemptTimeout: null, onProgress: null };
    assert.equal((await cancelAndWait(INPUT, configOf(service, absent))).outcome, "cancelled");
    await rejection(cancelAndWait(INPUT, configOf(service, { pollInterval: null, signal: AbortSignal.abort() })).then(() => Promise.reject()));
  });

  /** Asserts that a call rejects with the issue of a value that is not `expected`, in the words that the other functions use. */
  async function assertWrongType(promise, subject, expected, found) {
    const { issue } = await rejection(promise);
    const place = { subject, part: "value", index: 0, expected };
    assert.deepEqual(issue, found === undefined ? {
      ...place, code: "missing", message: `the ${subject} is missing: expected ${expected}`, explanation: `The ${subject} is missing. Expected ${expected}.`,
    } : {
      ...place, code: "wrong_type", found, message: `the ${subject} is ${found}: expected ${expected}`,
      explanation: `The ${subject} is ${found}; it must be ${expected}.`,
    });
  }

  test("the issue says what is wrong with an option that is not passed on", async () => {
    const config = configOf(serviceWith());
    const send = (options) => getImportTask(INPUT, { ...config, ...options });
    const all = (ids, options) => cancelAll(ids, { ...config, ...options }).next();
    await assertWrongType(send({ fetch: 5 }), "option `fetch`", "a function", "a number");
    await assertWrongType(send({ onProgress: {} }), "option `onProgress`", "a function", "an object");
    await assertWrongType(send({ signal: "x" }), "option `signal`", "an AbortSignal", "a string");
    await assertWrongType(send({ credentials: () => undefined }), "result of `credentials`", "an object");
    await assertWrongType(send({ credentials: async () => KEY.accessKeyId }), "result of `credentials`", "an object", "a string");
    await assertWrongType(getImportTask(INPUT), "argument `options`", "an object");
    await assertWrongType(getImportTask(INPUT, null), "argument `options`", "an object");
    await assertWrongType(getImportTask(INPUT, () => {}), "argument `options`", "an object", "a function");
    await assertWrongType(createClient(config).getImportTask(INPUT, true), "argument `options`", "an object", "a boolean");
    await assertWrongType(all(ID), "argument `ids`", "an iterable of task ids", "a string");
    await assertWrongType(all({}), "argument `ids`", "an iterable of task ids", "an object");
    await assertWrongType(all(undefined), "argument `ids`", "an iterable of task ids");
    await assertWrongType(all([ID], { concurrency: 0.5 }), "option `concurrency`", "a whole number from 1", "a number");
    await assertWrongType(all([ID], { wait: 1 }), "option `wait`", "true or false", "a number");
    await assertWrongType(createClient(config).cancelAll([ID], null).next(), "argument `options`", "an object");
    const { issue } = await rejection(send({ date: 5 }));
    const expected = "nothing in its place: each request is signed with its own time";
    assert.deepEqual(issue, {
      code: "unknown_option", subject: "options", part: "option", index: 0, found: "`date`", expected,
      message: `unknown option \`date\`: expected ${expected}`, explanation: `There is no option \`date\`. Expected ${expected}.`,
    });
  });

  test("without a global fetch", async (t) => {
    const { fetch } = globalThis;
    t.after(() => { globalThis.fetch = fetch; });
    delete globalThis.fetch;
    await assertWrongType(getImportTask(INPUT, { region: REGION }), "option `fetch`", "a function");
  });
});

describe("requests", () => {
  const pathOf = (url, base) => url.replace(base, "https://fake.test");

  for (const [options, base] of [
    [{}, "https://neptune-graph.us-east-1.amazonaws.com"],
    [{ region: "cn-north-1" }, "https://neptune-graph.cn-north-1.amazonaws.com.cn"],
    [{ useFipsEndpoint: true }, "https://neptune-graph-fips.us-east-1.amazonaws.com"],
    [{ useDualstackEndpoint: true }, "https://neptune-graph.us-east-1.api.aws"],
    [{ endpoint: "https://example.com/base/" }, "https://example.com/base"],
    [{ endpoint: new URL("http://127.0.0.1:8181") }, "http://127.0.0.1:8181"],
  ]) {
    test(base, async () => {
      const service = serviceWith();
      const urls = [];
      const fetch = (url, init) => {
        urls.push(url);
        return service.fetch(pathOf(url, base), init);
      };
      for (const send of Object.values(FUNCTIONS)) await send(INPUT, configOf(service, { ...options, fetch }));
      assert.equal(urls.length, sent(service));
      assert.ok(urls.every((url) => url === `${base}/importtasks` || url === `${base}/importtasks/${ID}`), urls.join("\n"));
    });
  }

  test("the arguments of fetch", async () => {
    const service = serviceWith({}, { credentials: KEY });
    const calls = [];
    await cancelAndWait(INPUT, configOf(service, { credentials: KEY, fetch: (...args) => (calls.push(args), service.fetch(...args)) }));
    for (const [url, { method, headers, signal, redirect, ...rest }] of calls) {
      assert.equal(typeof url, "string");
      assert.ok(["DELETE", "GET"].includes(method));
      assert.deepEqual(Object.keys(headers).sort(), ["authorization", "x-amz-date"]);
      assert.ok(signal instanceof AbortSignal);
      assert.equal(redirect, "manual");
      assert.ok(!("body" in rest));
    }
  });

  test("over HTTP with the global fetch", async (t) => {
    const service = serviceWith({ graphId: "g-0123456789" }, { credentials: KEY, region: REGION });
    const server = await service.listen();
    t.after(() => server.close());
    const options = { region: REGION, endpoint: server.url, credentials: KEY, pollInterval: 10 };
    assert.equal((await getImportTask(INPUT, options)).status, "IMPORTING");
    const [page] = await collect(listImportTasks({ graphIdentifier: "g-0123456789", maxResults: 100 }, options));
    assert.deepEqual(page.tasks.map(({ taskId }) => taskId), [ID]);
    const watch = collect(watchImportTask(INPUT, options));
    assert.equal((await cancelAndWait(INPUT, options)).outcome, "cancelled");
    assert.equal((await watch).at(-1).status, "CANCELLED");
  });
});
