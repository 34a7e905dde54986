// Delays of every length. `setTimeout` itself fires at once with a delay above 2^31 - 1 ms.

import assert from "node:assert/strict";
import { test } from "node:test";

import { firstEvent } from "../../js/client/timing.mjs";

const MAX_DELAY = 2 ** 31 - 1;

/** The milliseconds after which a promise settles, or `limit` if it does not. */
async function durationOf(t, promise, step, limit) {
  let isSettled = false;
  promise.finally(() => { isSettled = true; });
  for (let elapsed = 0; elapsed < limit; elapsed += step) {
    await new Promise((resolve) => setImmediate(resolve));
    if (isSettled) return elapsed;
    t.mock.timers.tick(step);
  }
  return limit;
}

test("a delay of 60 days, and an infinite one", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const hour = 3_600_000;
  const days = 24 * hour;
  const duration = await durationOf(t, firstEvent(undefined, 60 * days), hour, 70 * days);
  assert.ok(duration >= 60 * days && duration < 61 * days, `${duration / days} days`);
  assert.equal(await durationOf(t, firstEvent(undefined, MAX_DELAY), MAX_DELAY, 4 * MAX_DELAY), MAX_DELAY);
  assert.equal(await durationOf(t, firstEvent(undefined, Infinity), days, 100 * days), 100 * days);
});

test("an abort ends a long delay", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const controller = new AbortController();
  const event = firstEvent(controller.signal, 3 * MAX_DELAY);
  t.mock.timers.tick(MAX_DELAY + 5);
  controller.abort();
  assert.deepEqual(await event, { type: "abort" });
});

test("a result resolves, an error rejects, and later results are ignored", async () => {
  assert.equal(await firstEvent(undefined, 1000, async () => "result"), "result");
  await assert.rejects(firstEvent(undefined, 1000, async () => { throw new Error("request failed"); }), /request failed/);
  assert.deepEqual(await firstEvent(undefined, 1, () => new Promise((_, reject) => { setTimeout(reject, 20, new Error("late")); })), { type: "timer" });
});
