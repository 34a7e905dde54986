// What the host provides may be older, or of another realm, than this package: signals, `fetch`, timers.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";

import { cancelAndWait, getImportTask, NetworkError, TimeoutError, watchImportTask } from "neptune-import-tasks";

import { collect, configOf, FUNCTIONS, HOUR, ID, INPUT, MINUTE, rejection, sent, serviceWith } from "./client-support.mjs";

/** A signal as polyfills have it, without `reason`. */
function oldSignal(aborted = false) {
  const listeners = new Set();
  const signal = { aborted, addEventListener: (_, each) => listeners.add(each), removeEventListener: (_, each) => listeners.delete(each) };
  const abort = () => {
    signal.aborted = true;
    for (const listener of [...listeners]) listener();
  };
  return { signal, abort, listeners };
}

describe("a signal without `reason`", () => {
  for (const [name, send] of Object.entries(FUNCTIONS)) {
    test(name, async () => {
      const service = serviceWith({ cancellingFor: HOUR, life: [["IMPORTING", HOUR]] });
      service.misbehave("hang", { times: Infinity });
      const { signal, abort, listeners } = oldSignal();
      const promise = send(INPUT, configOf(service, { signal }));
      setTimeout(abort, 10);
      if (name === "cancelAndWait") assert.equal((await promise).outcome, "aborted");
      else assert.deepEqual(await rejection(promise).then(({ name: kind, message }) => [kind, message]), ["AbortError", "This operation was aborted"]);
      assert.equal(listeners.size, 0);
      const aborted = send(INPUT, configOf(service, { signal: oldSignal(true).signal }));
      if (name === "cancelAndWait") assert.equal((await aborted).outcome, "aborted");
      else assert.ok((await rejection(aborted)) instanceof Error);
    });
  }
});

test("a signal without `removeEventListener`", async () => {
  const service = serviceWith();
  const signal = { aborted: false, addEventListener() {} };
  assert.equal((await cancelAndWait(INPUT, configOf(service, { signal }))).outcome, "cancelled");
});

test("what `fetch` returns in place of a response does not lose what was sent", async () => {
  const service = serviceWith({ cancellingFor: Infinity });
  const fetch = async (url, init) => (init.method === "DELETE" ? service.fetch(url, init) : { status: "200", headers: {}, text: async () => "" });
  const error = await rejection(cancelAndWait(INPUT, configOf(service, { fetch })));
  assert.equal(error.name, "InvalidInputError");
  assert.deepEqual([error.attempts, error.task.status], [2, "CANCELLING"]);
});

test("what a getter of the input throws later is the result", async () => {
  for (const thrown of [undefined, null, "mine", new RangeError("mine"), { issue: undefined }]) {
    let reads = 0;
    const input = {
      get taskIdentifier() {
        reads += 1;
        if (reads > 1) throw thrown;
        return INPUT.taskIdentifier;
      },
    };
    assert.equal(await rejection(getImportTask(input, configOf(serviceWith()))), thrown);
    assert.equal(reads, 2);
  }
});

test("what a getter of the response throws is the cause of a NetworkError", async () => {
  for (const thrown of ["mine", 5, new RangeError("mine")]) {
    const fetch = async () => ({ get headers() { throw thrown; }, status: 200, text: async () => "" });
    const error = await rejection(getImportTask(INPUT, configOf(serviceWith(), { fetch, maxAttempts: 1 })));
    assert.deepEqual([error.name, error.cause], ["NetworkError", thrown]);
  }
});

test("the signal of a request is aborted when it times out, and not when it has a response", async () => {
  const service = serviceWith();
  const signals = [];
  const fetch = (url, init) => (signals.push(init.signal), service.fetch(url, init));
  await getImportTask(INPUT, configOf(service, { fetch }));
  service.misbehave("hang");
  await getImportTask(INPUT, configOf(service, { fetch, attemptTimeout: 20 }));
  assert.deepEqual(signals.map(({ aborted }) => aborted), [false, true, false]);
});

test("a signal that 50 calls share has one listener, and Node prints no warning", () => {
  const program = `import { getImportTask } from "neptune-import-tasks";
    import { createFakeService } from "neptune-import-tasks/testing";
    const service = createFakeService();
    const ids = Array.from({ length: 50 }, () => service.addTask().taskId);
    const { signal } = new AbortController();
    const options = { region: "us-east-1", signal, fetch: async (...args) => {
      await new Promise((resolve) => { setTimeout(resolve, 20); });
      return service.fetch(...args);
    } };
    await Promise.all(ids.map((taskIdentifier) => getImportTask({ taskIdentifier }, options)));
    console.log("done");`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
    { cwd: new URL("../../", import.meta.url), encoding: "utf8", timeout: 20_000 });
  assert.deepEqual([stdout, stderr], ["done\n", ""]);
});

describe("a fetch that rejects its arguments", () => {
  const SIGNAL_ERRORS = [
    'RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.',
    "Failed to execute 'fetch' on 'Window': Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'.",
    "Expected signal to be an instanceof AbortSignal",
  ];

  for (const message of SIGNAL_ERRORS) {
    test(`the signal: ${message.slice(0, 40)}`, async () => {
      const service = serviceWith();
      let rejected = 0;
      const fetch = async (url, init) => {
        if (!("signal" in init)) return service.fetch(url, init);
        rejected += 1;
        throw new TypeError(message);
      };
      const result = await cancelAndWait(INPUT, configOf(service, { fetch }));
      assert.equal(result.outcome, "cancelled");
      assert.equal(result.attempts, sent(service));
      // Once for all requests.
      assert.equal(rejected, 1);
      // The timeout of an attempt still applies.
      service.misbehave("hang", { times: Infinity });
      const error = await rejection(getImportTask(INPUT, configOf(service, { fetch, attemptTimeout: 10, maxAttempts: 1 })));
      assert.match(error.message, /timed out/);
    });
  }

  test("others: at once, with nothing sent", async (t) => {
    // What the runtime says of the same arguments decides.
    t.mock.method(globalThis, "Request", class {
      constructor() { throw new TypeError("the cache mode is not supported"); }
    });
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      throw new TypeError("the cache mode is not supported");
    };
    const error = await rejection(cancelAndWait(INPUT, configOf(serviceWith(), { fetch })));
    assert.ok(error instanceof NetworkError);
    assert.match(error.message, /`fetch` rejected its arguments for CancelImportTask/);
    assert.deepEqual([calls, error.attempts, error.cause.name], [1, 0, "TypeError"]);
  });

  test("a lost connection is retried, though it is a TypeError too", async () => {
    let calls = 0;
    const fetch = async () => {
      calls += 1;
      throw new TypeError("fetch failed");
    };
    const error = await rejection(getImportTask(INPUT, configOf(serviceWith(), { fetch })));
    assert.deepEqual([calls, error.attempts], [3, 3]);
  });
});

describe("which errors of fetch are about its arguments", () => {
  /** The number of calls of a `fetch` that always throws this, and how many of them have a signal. */
  async function callsWith(cause, maxAttempts = 3) {
    const calls = [];
    const fetch = async (_url, init) => {
      calls.push("signal" in init);
      throw cause;
    };
    const error = await rejection(getImportTask(INPUT, configOf(serviceWith(), { fetch, maxAttempts })));
    assert.equal(error.name, "NetworkError");
    return { calls: calls.length, withSignal: calls.filter(Boolean).length, attempts: error.attempts, message: error.message };
  }

  test("a TypeError of any realm about the class of the signal is, the first time", async () => {
    for (const cause of [new TypeError("not an AbortSignal"), runInNewContext("new TypeError('not an AbortSignal')")]) {
      const { calls, withSignal, attempts } = await callsWith(cause);
      assert.deepEqual([calls, withSignal, attempts], [4, 1, 3]);
    }
  });

  test("others are not", async () => {
    const throwing = { get name() { throw new Error("mine"); } };
    for (const cause of [new Error("not an AbortSignal"), new TypeError("the signal was lost"), { name: "TypeError", message: ["AbortSignal"] }, { name: "TypeError" }, new TypeError("x"), throwing, undefined]) {
      const { calls, withSignal, attempts } = await callsWith(cause);
      assert.deepEqual([calls, withSignal, attempts], [3, 3, 3]);
    }
  });

  test("where there is no Request, none is", async (t) => {
    const { Request } = globalThis;
    t.after(() => { globalThis.Request = Request; });
    globalThis.Request = undefined;
    assert.equal((await callsWith(new TypeError("x"))).attempts, 3);
  });

  test("an error that is no TypeError is not, whatever Request says", async (t) => {
    t.mock.method(globalThis, "Request", class {
      constructor() { throw new TypeError("no"); }
    });
    assert.equal((await callsWith(new Error("x"))).attempts, 3);
    assert.match((await callsWith(new TypeError("x"))).message, /^`fetch` rejected its arguments for GetImportTask from [^:]*: x$/);
    const fetch = async () => ({ status: 404, headers: {}, text: async () => "" });
    assert.equal((await rejection(getImportTask(INPUT, configOf(serviceWith(), { fetch })))).name, "Unknown", "a response is not an error");
  });

  test("the Request is built from the arguments of fetch", async (t) => {
    const built = [];
    t.mock.method(globalThis, "Request", class {
      constructor(...args) { built.push(args); }
    });
    await callsWith(new TypeError("x"), 1);
    const [[url, { method, signal }]] = built;
    assert.deepEqual([url, method, signal], ["https://neptune-graph.us-east-1.amazonaws.com/importtasks/t-0123456789", "GET", undefined]);
  });
});

describe("the body of a response", () => {
  const task = serviceWith().task(INPUT.taskIdentifier);
  const bytes = new TextEncoder().encode(JSON.stringify(task));
  const MIB = 2 ** 20;

  /** A response whose body is a stream of these chunks, which counts the calls of its reader. */
  function streamOf(chunks, cancel = async () => {}) {
    const counts = { read: 0, cancel: 0 };
    const items = chunks[Symbol.iterator]();
    const reader = {
      read: async () => ((counts.read += 1), items.next()),
      cancel: () => ((counts.cancel += 1), cancel()),
    };
    return { counts, fetch: async () => ({ status: 200, headers: {}, body: { getReader: () => reader }, text: () => assert.fail("not a stream") }) };
  }

  test("arrives in pieces", async () => {
    for (const size of [1, 7, bytes.length]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
      const { counts, fetch } = streamOf(pieces);
      assert.equal((await getImportTask(INPUT, configOf(serviceWith(), { fetch }))).source, task.source);
      assert.deepEqual(counts, { read: pieces.length + 1, cancel: 0 });
    }
  });

  test("is read up to 16 MiB and a piece, and cancelled then", async () => {
    const exact = new Uint8Array(16 * MIB).fill(0x20);
    exact.set(bytes);
    const accepted = streamOf([exact]);
    assert.equal((await getImportTask(INPUT, configOf(serviceWith(), { fetch: accepted.fetch }))).status, task.status);
    assert.deepEqual(accepted.counts, { read: 2, cancel: 0 });
    const endless = function* () {
      for (;;) yield exact.subarray(0, MIB);
    };
    const { counts, fetch } = streamOf(endless(), () => Promise.reject(new Error("already closed")));
    const error = await rejection(getImportTask(INPUT, configOf(serviceWith(), { fetch, maxAttempts: 1 })));
    assert.deepEqual([error.reason, counts], ["too_long", { read: 17, cancel: 1 }]);
    // An unhandled rejection would fail this file.
    await new Promise((resolve) => setImmediate(resolve));
  });

  test("of a response without a stream is read as a string", async () => {
    for (const body of [undefined, null, {}, JSON.stringify(task)]) {
      const fetch = async () => ({ status: 200, headers: {}, body, text: async () => JSON.stringify(task) });
      assert.equal((await getImportTask(INPUT, configOf(serviceWith(), { fetch }))).status, task.status);
    }
  });

  test("of a redirect is hidden by browsers, and its status too", async () => {
    const fetch = async () => ({ status: 0, headers: {}, body: null, text: async () => "" });
    const error = await rejection(getImportTask(INPUT, configOf(serviceWith(), { fetch })));
    assert.deepEqual([error.name, error.$metadata.httpStatusCode, error.attempts], ["Unknown", 300, 1]);
  });
});

describe("fake timers", () => {
  /** Replaces `performance` by a clock that stands still. */
  function freezePerformance(t) {
    const { performance } = globalThis;
    Object.defineProperty(globalThis, "performance", { value: { now: () => 5 }, configurable: true, writable: true });
    t.after(() => Object.defineProperty(globalThis, "performance", { value: performance, configurable: true, writable: true }));
  }

  for (const [apis, isFrozen] of [[["setTimeout"]], [["setTimeout", "Date"]], [["setTimeout"], true], [["setTimeout", "Date"], true]]) {
    for (const name of ["watchImportTask", "cancelAndWait"]) {
      test(`${name} ends after \`maxWait\` with ${apis.join(" and ")}${isFrozen ? ", and performance that stands still" : ""}`, async (t) => {
        // Node loads its fetch at the first use, and fetch keeps the `performance` of that moment.
        new Response();
        t.mock.timers.enable({ apis });
        if (isFrozen) freezePerformance(t);
        const service = serviceWith({ cancellingFor: 9 * HOUR, life: [["IMPORTING", 9 * HOUR]] }, { now: () => 0 });
        const options = configOf(service, { maxWait: HOUR, pollInterval: MINUTE });
        const watched = name === "cancelAndWait" ? cancelAndWait(INPUT, options) : rejection(collect(watchImportTask(INPUT, options)));
        let end;
        watched.then((result) => { end = result; });
        let ticks = 0;
        for (; ticks < 3700 && !end; ticks += 1) {
          for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
          t.mock.timers.tick(1000);
        }
        assert.ok(ticks >= 3590 && ticks <= 3610, `${ticks} seconds`);
        assert.ok(name === "cancelAndWait" ? end.outcome === "timed-out" : end instanceof TimeoutError);
        assert.ok(sent(service) >= 60, `${sent(service)} requests`);
      });
    }
  }

  test("a `maxWait` and a `pollInterval` of more than 2^31 ms", async (t) => {
    new Response();
    t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
    freezePerformance(t);
    const day = 24 * HOUR;
    const service = serviceWith({ life: [["IMPORTING", Infinity]] }, { now: () => 0 });
    let end;
    collect(watchImportTask(INPUT, configOf(service, { maxWait: 90 * day, pollInterval: 40 * day }))).catch((error) => { end = error; });
    let days = 0;
    for (; days < 100 && !end; days += 1) {
      for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      t.mock.timers.tick(day);
    }
    assert.ok(end instanceof TimeoutError);
    // A wait of more than 24 days is several timers, and each ends up to a tick late.
    assert.ok(days >= 89 && days <= 96, `${days} days`);
    assert.equal(sent(service), 4);
  });
});

describe("bodies of odd streams", () => {
  const get = (pull, options) => getImportTask(INPUT, configOf({ fetch: async () => new Response(new ReadableStream({ pull })) }, { maxAttempts: 1, ...options }));

  for (const [name, size] of [["empty", 0], ["tiny", 1]]) {
    test(`${name} chunks without end: \`attemptTimeout\` ends them`, async () => {
      let isCancelled = false;
      const pull = (controller) => controller.enqueue(new Uint8Array(size));
      const body = new ReadableStream({ pull, cancel() { isCancelled = true; } });
      const options = configOf({ fetch: async () => new Response(body) }, { maxAttempts: 1, attemptTimeout: 50 });
      const error = await rejection(getImportTask(INPUT, options));
      assert.ok(error instanceof NetworkError && error.message.endsWith("timed out"), `${error}`);
      for (let turn = 0; turn < 100 && !isCancelled; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(isCancelled, true);
    });
  }

  test("many tiny chunks", async () => {
    const task = JSON.stringify({ taskId: ID, source: "s3://b/", roleArn: "arn:aws:iam::123456789012:role/r", status: "IMPORTING", other: "o".repeat(5_000) });
    const bytes = new TextEncoder().encode(task);
    let sentBytes = 0;
    const pull = (controller) => (sentBytes < bytes.length ? controller.enqueue(bytes.subarray(sentBytes, sentBytes += 1)) : controller.close());
    assert.equal((await get(pull)).status, "IMPORTING");
  });

  test("chunks that are not bytes", async () => {
    for (const chunk of ["{}", new ArrayBuffer(2), 5, undefined]) {
      const body = { getReader: () => ({ read: async () => ({ value: chunk, done: false }) }) };
      const options = configOf({ fetch: async () => ({ status: 200, headers: {}, body }) }, { maxAttempts: 1 });
      assert.match((await rejection(getImportTask(INPUT, options))).message, /: a chunk of the body is not a Uint8Array$/);
    }
  });
});

describe("a signal that throws", () => {
  const own = new Error("own");
  const throwing = () => { throw own; };

  test("in `addEventListener`: the call rejects, and no timer stays", async () => {
    const signal = { aborted: false, addEventListener: throwing, removeEventListener() {} };
    const options = configOf(serviceWith(), { attemptTimeout: 20, signal });
    assert.equal(await rejection(getImportTask(INPUT, options)), own);
    // A timer that had stayed would throw.
    await new Promise((resolve) => setTimeout(resolve, 60));
  });

  for (const removeEventListener of [throwing, undefined, "x"]) {
    test(`in \`removeEventListener\`, which is a ${typeof removeEventListener}: the call ends`, async () => {
      const signal = { aborted: false, addEventListener() {}, removeEventListener };
      assert.equal((await getImportTask(INPUT, configOf(serviceWith(), { signal }))).taskId, ID);
    });
  }
});
