// The client: after an abort nothing is sent, and nothing stays behind.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { cancelAndWait, watchImportTask } from "neptune-import-tasks";

import {
  assertConsistent, assertSilent, configOf, FUNCTIONS, ID, INPUT, KEY, MINUTE, REGION, rejection, sent, serviceWith, SILENCE,
  withRandom, withReadFaults,
} from "./client-support.mjs";

describe("after an abort nothing is sent", () => {
  /** Asserts that a function was aborted: `cancelAndWait` resolves, the others reject with the reason. */
  async function assertAborted(name, promise, signal) {
    if (name === "cancelAndWait") {
      const result = await promise;
      assert.equal(result.outcome, "aborted");
      return result;
    }
    assert.equal(await rejection(promise), signal.reason);
    return undefined;
  }

  for (const [name, send] of Object.entries(FUNCTIONS)) {
    test(`${name}: before the call`, async () => {
      const service = serviceWith();
      const signal = AbortSignal.abort(new Error("aborted by the caller"));
      await assertAborted(name, send(INPUT, configOf(service, { signal, credentials: () => assert.fail("the provider was called") })), signal);
      await assertSilent(service);
      assert.equal(sent(service), 0);
    });

    test(`${name}: during a request, which is aborted too`, async () => {
      const service = serviceWith();
      const controller = new AbortController();
      let inFlight;
      const fetch = (_url, { signal }) => {
        inFlight = signal;
        setImmediate(() => controller.abort("aborted by the caller"));
        return new Promise((_resolve, reject) => { signal.addEventListener("abort", () => reject(signal.reason)); });
      };
      await assertAborted(name, send(INPUT, configOf(service, { signal: controller.signal, fetch })), controller.signal);
      assert.equal(inFlight.aborted, true);
    });

    test(`${name}: during a request that ignores the signal`, async () => {
      const controller = new AbortController();
      let calls = 0;
      const fetch = () => { calls += 1; setImmediate(() => controller.abort()); return new Promise(() => {}); };
      await assertAborted(name, send(INPUT, { region: REGION, signal: controller.signal, fetch }), controller.signal);
      await delay(SILENCE);
      assert.equal(calls, 1);
    });

    test(`${name}: before a retry`, async (t) => {
      withRandom(t, 1);
      const service = serviceWith();
      service.misbehave("throttle", { times: Infinity });
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 30);
      await assertAborted(name, send(INPUT, configOf(service, { signal: controller.signal })), controller.signal);
      await assertSilent(service);
      assert.equal(sent(service), 1);
    });

    test(`${name}: while the provider is pending`, async () => {
      const service = serviceWith();
      for (const time of [10, Infinity]) {
        const controller = new AbortController();
        const credentials = () => {
          setImmediate(() => controller.abort());
          return new Promise((resolve) => { if (time < Infinity) setTimeout(resolve, time, KEY); });
        };
        await assertAborted(name, send(INPUT, configOf(service, { signal: controller.signal, credentials })), controller.signal);
      }
      await assertSilent(service);
      assert.equal(sent(service), 0);
    });

    test(`${name}: in any microtask around the request`, async () => {
      for (const credentials of [undefined, KEY, () => KEY, async () => KEY]) {
        // In the first twelve microtasks: the request is sent in one of them.
        for (let turns = 0; turns < 12; turns += 1) {
          const controller = new AbortController();
          let isSentAfterAbort = false;
          const fetch = async () => {
            isSentAfterAbort = controller.signal.aborted;
            throw new Error("no network");
          };
          let turn = Promise.resolve();
          for (let passed = 0; passed < turns; passed += 1) turn = turn.then(() => {});
          turn.then(() => controller.abort());
          const options = { region: REGION, signal: controller.signal, fetch, credentials };
          await assertAborted(name, send(INPUT, options), controller.signal);
          assert.equal(isSentAfterAbort, false, `sent after an abort, ${turns} microtasks after the call`);
        }
      }
    });
  }

  test("cancelAndWait: while waiting", async () => {
    const service = serviceWith({ cancellingFor: MINUTE });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const result = await cancelAndWait(INPUT, configOf(service, { pollInterval: 15, signal: controller.signal }));
    assert.deepEqual([result.outcome, result.task.status], ["aborted", "CANCELLING"]);
    assertConsistent(result, service.count());
    await assertSilent(service);
    // The abort does not revert the cancellation.
    assert.equal(service.task(ID).status, "CANCELLING");
  });

  for (const [name, send] of [["cancelAndWait", cancelAndWait], ["watchImportTask", FUNCTIONS.watchImportTask]]) {
    for (const call of [1, 2, 3]) {
      test(`${name}: in call ${call} of onProgress`, async () => {
        const service = serviceWith({ cancellingFor: MINUTE });
        const controller = new AbortController();
        let calls = 0;
        const onProgress = () => { if ((calls += 1) === call) controller.abort(); };
        await assertAborted(name, send(INPUT, configOf(service, { signal: controller.signal, onProgress })), controller.signal);
        await assertSilent(service);
        assert.deepEqual([calls, sent(service)], [call, call]);
      });
    }

    test(`${name}: rejects with an error of onProgress`, async () => {
      const service = serviceWith({ cancellingFor: MINUTE });
      const callbackError = new Error("onProgress");
      assert.equal(await rejection(send(INPUT, configOf(service, { onProgress: () => { throw callbackError; } }))), callbackError);
      await assertSilent(service);
      assert.equal(sent(service), 1);
    });
  }

  for (const [name, send] of [["cancelAndWait", cancelAndWait], ["watchImportTask", FUNCTIONS.watchImportTask]]) {
    test(`${name}: in onProgress, before a long wait`, async () => {
      const controller = new AbortController();
      const options = configOf(serviceWith({ cancellingFor: MINUTE }), { signal: controller.signal, pollInterval: MINUTE, onProgress: () => controller.abort() });
      const ended = assertAborted(name, send(INPUT, options), controller.signal).then(() => "ended");
      const late = new AbortController();
      assert.equal(await Promise.race([ended, delay(5000, "late", { signal: late.signal })]), "ended");
      late.abort();
    });
  }

  test("cancelAndWait: the request that was aborted is an attempt, but nothing is known of it", async () => {
    const service = serviceWith();
    service.misbehave("hang", { times: Infinity });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const result = await cancelAndWait(INPUT, configOf(service, { signal: controller.signal }));
    assert.deepEqual(result, { outcome: "aborted", attempts: 1, history: [] });
  });

  test("watchImportTask: between two iterations", async () => {
    const service = serviceWith();
    const controller = new AbortController();
    const watch = watchImportTask(INPUT, configOf(service, { signal: controller.signal }));
    await watch.next();
    controller.abort();
    assert.equal(await rejection(watch.next()), controller.signal.reason);
    assert.deepEqual(await watch.next(), { done: true, value: undefined });
    await assertSilent(service);
    assert.equal(sent(service), 1);
  });

  test("no listener stays on the signal after the end", async () => {
    let listeners = 0;
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: (name) => { listeners += Number(name === "abort"); },
      removeEventListener: (name) => { listeners -= Number(name === "abort"); },
    };
    const service = serviceWith({ life: [["IMPORTING", 30], ["SUCCEEDED"]], cancellingFor: 30, ...withReadFaults("internal") });
    for (const name of ["getImportTask", "watchImportTask", "listImportTasks", "cancelImportTask", "cancelAndWait"]) {
      await FUNCTIONS[name](INPUT, configOf(service, { signal })).catch(() => {});
      assert.equal(listeners, 0, name);
    }
    for await (const page of watchImportTask(INPUT, configOf(service, { signal }))) if (page) break;
    assert.equal(listeners, 0);
  });

  test("no timer keeps the process running after the end", () => {
    // With timers of ten minutes, a timer that stays would exceed the timeout of the process.
    const program = `
      import { cancelAndWait, getImportTask, listImportTasks, watchImportTask } from "neptune-import-tasks";
      import { createFakeService } from "neptune-import-tasks/testing";
      const long = 600_000;
      const input = { taskIdentifier: "${ID}" };
      const start = (fault, other) => {
        const service = createFakeService({ tasks: [{ taskId: "${ID}", cancellingFor: long }] });
        if (fault) service.misbehave(fault, { times: Infinity });
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 30);
        return { region: "${REGION}", fetch: service.fetch, pollInterval: long, attemptTimeout: long, signal: controller.signal, ...other };
      };
      const results = [];
      for (const options of [start(), start("hang"), start({ name: "ThrottlingException", headers: { "retry-after": "5" } }),
        start(undefined, { credentials: () => new Promise(() => {}) }), start(undefined, { fetch: () => new Promise(() => {}) })]) {
        results.push((await cancelAndWait(input, options)).outcome);
      }
      for await (const { status } of watchImportTask(input, start(undefined, { signal: undefined }))) { results.push(status); break; }
      for await (const { tasks } of listImportTasks({}, start(undefined, { signal: undefined }))) { results.push(tasks.length); break; }
      results.push((await getImportTask(input, start(undefined, { signal: undefined }))).status);
      results.push((await cancelAndWait(input, start("hang", { signal: undefined, maxWait: 30 }))).outcome);
      console.log(results.join());`;
    const cwd = new URL("../../", import.meta.url);
    const { stdout, stderr, signal } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
      { cwd, encoding: "utf8", timeout: 30_000 });
    assert.deepEqual([stdout, stderr, signal],
      ["aborted,aborted,aborted,aborted,aborted,IMPORTING,1,IMPORTING,timed-out\n", "", null]);
  });
});
