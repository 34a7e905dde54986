// The client: poll intervals, backoff, timeouts, and the tokens for retries that calls share.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cancelAndWait, createClient, getImportTask, NetworkError, TimeoutError, watchImportTask } from "neptune-import-tasks";

import {
  assertConsistent, assertSilent, collect, configOf, fakeClock, FUNCTIONS, HOUR, ID, INPUT, MINUTE, REGION, rejection, sent,
  serviceWith, TRANSPORTS, withCancelFaults, withRandom,
} from "./client-support.mjs";

describe("delays and timeouts", () => {
  const DEFAULT_WAITS = [5000, 7500, 11250, 16875, 25312, 37968, 56952, 60000, 60000];

  for (const [name, watch] of [["cancelAndWait", cancelAndWait], ["watchImportTask", FUNCTIONS.watchImportTask]]) {
    test(`${name} polls after 5 s, then at growing intervals up to a minute`, async (t) => {
      const clock = fakeClock(t);
      const service = serviceWith({ cancellingFor: 30 * MINUTE, life: [["IMPORTING", 30 * MINUTE], ["SUCCEEDED"]] }, { now: () => Date.now() });
      const waits = [];
      const onProgress = ({ nextIn }) => waits.push(nextIn);
      await clock.until(watch(INPUT, { region: REGION, fetch: service.fetch, onProgress }), 500);
      assert.deepEqual(waits.slice(0, DEFAULT_WAITS.length), DEFAULT_WAITS);
      assert.deepEqual([...new Set(waits.slice(DEFAULT_WAITS.length))], [60000, undefined]);
    });
  }

  test("poll intervals: constant, growing, and growing from or to the default", async (t) => {
    const clock = fakeClock(t);
    for (const [pollInterval, expected] of [
      [700, [700, 700, 700, 700]],
      [{ first: 100, longest: 300 }, [100, 150, 225, 300, 300]],
      [{ first: 100, longest: 100 }, [100, 100]],
      [{ first: 40_000 }, [40_000, 60_000, 60_000]],
      [{ longest: 6000 }, [5000, 6000, 6000]],
    ]) {
      const service = serviceWith({}, { now: () => Date.now() });
      const waits = [];
      const controller = new AbortController();
      const onProgress = ({ nextIn }) => waits.push(nextIn) === expected.length && controller.abort();
      const { signal } = controller;
      await clock.until(rejection(collect(watchImportTask(INPUT, configOf(service, { pollInterval, onProgress, signal })))), 100);
      assert.deepEqual(waits, expected);
    }
  });

  test("cancelAndWait times out after an hour by default", async (t) => {
    const clock = fakeClock(t);
    const service = serviceWith({ cancellingFor: 5 * HOUR }, { now: () => Date.now() });
    const start = Date.now();
    const result = await clock.until(cancelAndWait(INPUT, { region: REGION, fetch: service.fetch }), 500);
    assert.deepEqual([result.outcome, result.task.status], ["timed-out", "CANCELLING"]);
    const elapsed = Date.now() - start;
    assert.ok(elapsed > HOUR - 2000 && elapsed <= HOUR + 500, `${elapsed} ms`);
    assertConsistent(result, service.count());
    // The last read is right before the timeout, not up to a minute earlier.
    assert.ok(service.requests.at(-1).time - start > HOUR - 2000);
  });

  test("watchImportTask has no time limit by default", async (t) => {
    const clock = fakeClock(t);
    const service = serviceWith({ life: [["IMPORTING", 50 * HOUR], ["SUCCEEDED"]] }, { now: () => Date.now() });
    const last = await clock.until(FUNCTIONS.watchImportTask(INPUT, { region: REGION, fetch: service.fetch }), 20_000);
    assert.deepEqual([last.status, last.elapsed], ["SUCCEEDED", 50 * HOUR / 1000]);
  });

  test("an attempt times out after 30 s by default", async (t) => {
    const clock = fakeClock(t);
    withRandom(t, 0);
    const start = Date.now();
    const sentAt = [];
    const hang = () => { sentAt.push(Date.now() - start); return new Promise(() => {}); };
    const error = await clock.until(rejection(getImportTask(INPUT, { region: REGION, fetch: hang })), 500);
    assert.ok(error instanceof NetworkError);
    assert.equal(sentAt.length, 3);
    const gaps = [sentAt[1] - sentAt[0], sentAt[2] - sentAt[1]];
    assert.ok(gaps.every((gap) => gap >= 30_000 && gap <= 31_000), gaps.join());
  });

  test("the maximum backoff doubles with each retry, from 50 ms for transient errors and from 1 s for throttling", async (t) => {
    withRandom(t, 0.5);
    for (const [fault, expected] of [["internal", [25, 50, 100, 200, 400]], ["drop", [25, 50, 100, 200, 400]],
      ["throttle", [500, 1000, 2000, 4000, 8000, 10000, 10000]]]) {
      await t.test(fault, async (t2) => {
        const clock = fakeClock(t2);
        const service = serviceWith({}, { now: () => Date.now() });
        service.misbehave(fault, { times: Infinity });
        const waits = [];
        const onProgress = ({ nextIn }) => nextIn !== undefined && waits.push(nextIn);
        await clock.until(rejection(cancelAndWait(INPUT, configOf(service, { onProgress, maxAttempts: expected.length + 1 }))), 5);
        // Further waits are those of the reads after a cancel request that may have been accepted.
        assert.deepEqual(waits.slice(0, expected.length), expected);
      });
    }
  });

  test("retry-after headers extend the backoff, by at most five seconds", async (t) => {
    withRandom(t, 0.5);
    const date = new Date(Date.now() + 10 * MINUTE).toUTCString();
    for (const [headers, expected] of [
      [{ "x-amz-retry-after": "3000" }, 3000], [{ "x-amz-retry-after": "60000" }, 5500], [{ "x-amz-retry-after": "20" }, 500],
      [{ "x-amz-retry-after": "-5" }, 500], [{ "x-amz-retry-after": "soon" }, 500], [{ "retry-after": "2" }, 2000],
      [{ "retry-after": "1.5" }, 1500], [{ "retry-after": date }, 5500], [{ "retry-after": "4", "x-amz-retry-after": "1234" }, 1234],
      [{}, 500],
    ]) {
      const service = serviceWith();
      service.misbehave({ name: "ThrottlingException", headers });
      const controller = new AbortController();
      const waits = [];
      const onProgress = ({ nextIn }) => { waits.push(nextIn); controller.abort(); };
      const { outcome } = await cancelAndWait(INPUT, configOf(service, { onProgress, signal: controller.signal }));
      assert.deepEqual([outcome, waits], ["aborted", [expected]], JSON.stringify(headers));
    }
  });

  test("a retry-after beyond maxWait ends it", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave({ name: "ThrottlingException", headers: { "x-amz-retry-after": "4000" } });
    const error = await rejection(getImportTask(INPUT, configOf(service, { maxWait: 2000 })));
    assert.deepEqual([error.name, sent(service)], ["ThrottlingException", 1]);
  });

  test("with a maxWait of 0 nothing is sent, and the provider is not called", async () => {
    const service = serviceWith();
    const options = configOf(service, { maxWait: 0, credentials: () => assert.fail("the provider was called") });
    const result = await cancelAndWait(INPUT, options);
    assert.deepEqual(result, { outcome: "timed-out", attempts: 0, history: [] });
    for (const name of ["cancelImportTask", "getImportTask", "watchImportTask", "listImportTasks"]) {
      const error = await rejection(FUNCTIONS[name](INPUT, options));
      assert.ok(error instanceof TimeoutError, name);
      assert.deepEqual([error.name, error.attempts, error.history], ["TimeoutError", 0, []]);
    }
    assert.equal(sent(service), 0);
  });

  test("maxWait ends the polling", async () => {
    const service = serviceWith({ cancellingFor: MINUTE });
    const result = await cancelAndWait(INPUT, configOf(service, { maxWait: 80 }));
    assert.deepEqual([result.outcome, result.task.status], ["timed-out", "CANCELLING"]);
    assertConsistent(result, service.count());
    await assertSilent(service);
  });

  test("with a poll interval beyond maxWait the last read is before the timeout", async (t) => {
    const clock = fakeClock(t);
    const service = serviceWith({ cancellingFor: 5 }, { now: () => Date.now() });
    const { outcome, attempts } = await clock.until(cancelAndWait(INPUT, configOf(service, { pollInterval: HOUR, maxWait: 10_000 })), 100);
    assert.deepEqual([outcome, attempts], ["cancelled", 2]);
  });

  test("maxWait ends a request that hangs", async (t) => {
    for (const [transport, connect] of Object.entries(TRANSPORTS)) {
      const service = serviceWith({});
      const config = await connect(t, service);
      service.misbehave("hang", { times: Infinity });
      const error = await rejection(getImportTask(INPUT, configOf(service, { ...config, maxWait: 60 })));
      assert.ok(error instanceof TimeoutError, transport);
      assert.deepEqual([error.attempts, error.history.length], [1, 1]);
      const result = await cancelAndWait(INPUT, configOf(service, { ...config, maxWait: 60 }));
      assert.deepEqual([result.outcome, result.attempts], ["timed-out", 1]);
    }
  });

  test("attemptTimeout ends an attempt that hangs, and the request is retried", async (t) => {
    withRandom(t, 0);
    for (const connect of Object.values(TRANSPORTS)) {
      const service = serviceWith({ ...withCancelFaults("hang") });
      const config = configOf(service, { ...await connect(t, service), attemptTimeout: 250 });
      service.misbehave("hang", { operation: "GetImportTask" });
      const result = await cancelAndWait(INPUT, config);
      assert.deepEqual([result.outcome, result.history[0].error, service.count(ID).CancelImportTask], ["cancelled", "NetworkError", 2]);
      assertConsistent(result, service.count());
    }
  });

  test("cancel requests that all hang: a NetworkError, after reads of the task", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("hang", { times: 2, operation: "CancelImportTask" });
    const error = await rejection(cancelAndWait(INPUT, configOf(service, { attemptTimeout: 100, maxAttempts: 2 })));
    assert.ok(error instanceof NetworkError);
    assert.match(error.message, /no response to CancelImportTask/);
    assert.deepEqual(service.count(), { CancelImportTask: 2, GetImportTask: 4, ListImportTasks: 0 });
    assertConsistent(error, service.count());
  });
});

describe("token bucket", () => {
  const attemptsOf = async ({ getImportTask }) => (await rejection(getImportTask(INPUT))).attempts;

  test("failed retries empty the bucket, successes refill it", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    const client = createClient(configOf(service));
    service.misbehave("internal", { times: 17 * 3 + 2 + 3 });
    // 500 tokens, 14 for each retry: 35 retries.
    for (let call = 0; call < 17; call += 1) assert.equal(await attemptsOf(client), 3);
    assert.equal(await attemptsOf(client), 2);
    for (let call = 0; call < 3; call += 1) assert.equal(await attemptsOf(client), 1);
    // 10 tokens are left. Each success without a retry returns one: 13 do not pay for a retry, 14 do.
    for (let call = 0; call < 3; call += 1) await client.getImportTask(INPUT);
    service.misbehave("internal");
    assert.equal(await attemptsOf(client), 1);
    await client.getImportTask(INPUT);
    service.misbehave("internal");
    await client.getImportTask(INPUT);
    // A request that succeeds returns the tokens of its retry.
    service.misbehave("internal");
    await client.getImportTask(INPUT);
    service.misbehave("internal", { times: Infinity });
    assert.equal(await attemptsOf(client), 2);
  });

  test("a throttled retry costs 5", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    const client = createClient(configOf(service));
    service.misbehave("throttle", { times: Infinity });
    for (let call = 0; call < 50; call += 1) assert.equal(await attemptsOf(client), 3);
    assert.equal(await attemptsOf(client), 1);
  });

  test("each client has its own bucket, and each call without one", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("internal", { times: Infinity });
    const config = configOf(service);
    const client = createClient(config);
    await rejection(client.getImportTask(INPUT, { maxAttempts: 100 }));
    assert.equal(await attemptsOf(client), 1);
    assert.equal(await attemptsOf(createClient(config)), 3);
    for (let call = 0; call < 50; call += 1) assert.equal((await rejection(getImportTask(INPUT, config))).attempts, 3);
    assert.equal(await attemptsOf(client), 1);
  });

  test("all functions of a client share the bucket", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("internal", { times: Infinity });
    const client = createClient(configOf(service));
    await rejection(client.getImportTask(INPUT, { maxAttempts: 100 }));
    assert.equal((await rejection(client.cancelImportTask(INPUT))).attempts, 1);
    // One cancel, and one read.
    assert.equal((await rejection(client.cancelAndWait(INPUT))).attempts, 2);
    assert.equal((await rejection(collect(client.watchImportTask(INPUT)))).attempts, 1);
    assert.equal((await rejection(collect(client.listImportTasks({})))).attempts, 1);
    for await (const { error } of client.cancelAll([ID])) assert.equal(error.attempts, 2);
  });
});

test("a timeout has the same outcome with a coarse clock", async (t) => {
  const { now } = performance;
  t.mock.method(performance, "now", () => Math.floor(now.call(performance) / 100) * 100);
  for (let round = 0; round < 5; round += 1) {
    const service = serviceWith({ status: "CANCELLED" });
    // No request is sent, so the task cannot have been cancelled by this call.
    const options = configOf(service, { credentials: () => new Promise(() => {}), maxWait: 130, maxAttempts: 1 });
    const { outcome, attempts } = await cancelAndWait(INPUT, options);
    assert.deepEqual([outcome, attempts, sent(service)], ["timed-out", 0, 0]);
    service.misbehave("hang");
    assert.equal((await cancelAndWait(INPUT, configOf(service, { maxWait: 130 }))).outcome, "timed-out");
  }
});

test("a `maxAttempts` of more than 32 bits is no small number", async (t) => {
  withRandom(t, 0);
  const fetch = async () => { throw new Error("lost"); };
  for (const maxAttempts of [2 ** 32 + 1, 1e21]) {
    const error = await rejection(getImportTask(INPUT, configOf({ fetch }, { maxAttempts, maxWait: 200 })));
    assert.ok(error.attempts > 3, `${error.attempts} attempts`);
  }
});
