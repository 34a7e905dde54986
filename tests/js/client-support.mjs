// Helpers for the tests of the client. Each service has its own `fetch`, and therefore its own retry tokens and clock correction.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

import { cancelAndWait, cancelImportTask, getImportTask, listImportTasks, watchImportTask } from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

export const ID = "t-0123456789";
export const REGION = "us-east-1";
export const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

/** A fake service with one task, whose id is `ID`. */
export const serviceWith = (task, options) => createFakeService({ tasks: [{ taskId: ID, cancellingFor: 30, ...task }], ...options });

/** The client options for a service, with a short poll interval. */
export const configOf = (service, options) => ({ region: REGION, fetch: service.fetch, pollInterval: 10, ...options });

/** The number of requests that the service has received. */
export const sent = (service, taskId) => Object.values(service.count(taskId)).reduce((sum, count) => sum + count, 0);

/** The error that a promise rejects with. */
export const rejection = (promise) => promise.then((value) => assert.fail(`resolved to ${JSON.stringify(value)}`), (error) => error);

/** Asserts that the attempts and the history of a result match the requests that the service has counted. */
export function assertConsistent({ attempts, history }, count) {
  assert.equal(attempts, Object.values(count).reduce((sum, times) => sum + times, 0), "attempts are the received requests");
  for (const [operation, times] of Object.entries(count)) {
    const entries = history.filter((entry) => entry.operation === operation);
    assert.equal(entries.reduce((sum, entry) => sum + entry.times, 0), times, `history of ${operation}`);
  }
  let last = 0;
  for (const { since, until } of history) {
    assert.ok(last <= since && since <= until, "history is in order");
    last = until;
  }
}

export const INPUT = { taskIdentifier: ID };
export const HOUR = 3_600_000;
export const MINUTE = 60_000;

// Longer than the time to the next request with a `pollInterval` of 10 and without backoff, in milliseconds.
export const SILENCE = 60;

/** Makes the backoff deterministic: 0 means no backoff. Tasks need explicit ids then, because random ones would be equal. */
export const withRandom = (t, number) => t.mock.method(Math, "random", () => number);

/** Collects the items of an async iterable. */
export async function collect(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}

/** Asserts that no more requests are sent. */
export async function assertSilent(service) {
  const before = sent(service);
  await delay(SILENCE);
  assert.equal(sent(service), before, "requests after the end");
}

// Each function of the client, run to its end.
export const FUNCTIONS = {
  cancelImportTask,
  getImportTask,
  cancelAndWait,
  watchImportTask: async (input, options) => (await collect(watchImportTask(input, options))).at(-1),
  listImportTasks: async (_input, options) => (await collect(listImportTasks({}, options))).at(-1),
};

export const TRANSPORTS = {
  "service.fetch": (_t, service) => ({ fetch: service.fetch }),
  HTTP: async (t, service) => {
    const server = await service.listen();
    t.after(() => server.close());
    // A function per test, which therefore has its own token bucket.
    return { endpoint: server.url, fetch: (...args) => fetch(...args) };
  },
};

export const conflict = { name: "ConflictException", reason: "CONCURRENT_MODIFICATION" };
export const withCancelFaults = (...faults) => ({ faults: { CancelImportTask: faults } });
export const withReadFaults = (...faults) => ({ faults: { GetImportTask: faults } });

/** A clock for timers, Date and performance.now that advances only in `until`. */
export function fakeClock(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 0, 1) });
  // Node loads its fetch at the first use, and fetch keeps the `performance` of that moment.
  new Response();
  const { performance } = globalThis;
  Object.defineProperty(globalThis, "performance", { value: { now: () => Date.now() }, configurable: true, writable: true });
  t.after(() => Object.defineProperty(globalThis, "performance", { value: performance, configurable: true, writable: true }));
  return {
    /** Advances the clock by `step` milliseconds at a time until a promise settles. */
    async until(promise, step) {
      let isSettled = false;
      const settled = promise.finally(() => { isSettled = true; });
      settled.catch(() => {});
      for (let turn = 0; turn < 50_000; turn += 1) {
        for (let wait = 0; wait < 3; wait += 1) await new Promise((resolve) => setImmediate(resolve));
        if (isSettled) return settled;
        t.mock.timers.tick(step);
      }
      throw new Error("the promise does not settle");
    },
  };
}
