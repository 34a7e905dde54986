// `cancelAll`: many tasks at a time.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { cancelAll, InvalidInputError, ServiceError } from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

import { collect, configOf, ID, REGION, rejection, sent, SILENCE } from "./client-support.mjs";

const idOf = (index) => `t-${String(index).padStart(10, "0")}`;

/** A service with tasks, and their IDs. */
function serviceWithTasks(count, task) {
  const tasks = Array.from({ length: count }, (_, index) => ({ taskId: idOf(index), cancellingFor: 20, ...task }));
  return { service: createFakeService({ tasks }), ids: tasks.map(({ taskId }) => taskId) };
}

describe("cancelAll", () => {
  test("yields the outcomes in the order in which they end", async () => {
    const { service, ids } = serviceWithTasks(5, { cancellingFor: Infinity });
    const order = [3, 0, 4, 2, 1].map((index) => ids[index]);
    const seen = [];
    // All tasks are being cancelled. The next one ends when the one before it has been seen.
    const endNext = () => seen.length < order.length && service.setStatus(order[seen.length], "CANCELLED");
    setTimeout(endNext, 50);
    for await (const { taskId, ok, result } of cancelAll(ids, configOf(service, { concurrency: 5, pollInterval: 5 }))) {
      assert.ok(ok && result.outcome === "cancelled" && result.attempts > 1);
      seen.push(taskId);
      endNext();
    }
    assert.deepEqual(seen, order);
  });

  test("no more begins than the caller takes", async () => {
    const service = createFakeService();
    let begun = 0;
    function* endless() {
      for (;;) yield idOf(begun++);
    }
    let taken = 0;
    for await (const { ok } of cancelAll(endless(), configOf(service, { concurrency: 3 }))) {
      assert.ok(ok);
      taken += 1;
      await delay(SILENCE);
      assert.ok(begun <= taken + 3, `${begun} tasks`);
      if (taken === 4) break;
    }
  });

  test("an abort ends an endless iterable of values that are invalid", async () => {
    const signal = AbortSignal.timeout(50);
    let taken = 0;
    function* endless() {
      for (let index = 0; ; index += 1) yield `x${index}`;
    }
    for await (const { ok } of cancelAll(endless(), configOf(createFakeService(), { signal }))) {
      assert.equal(ok, false);
      taken += 1;
      await delay(1);
    }
    assert.ok(taken > 1);
  });

  test("one failure does not stop the others", async () => {
    const { service, ids } = serviceWithTasks(3);
    service.misbehave({ name: "AccessDeniedException", status: 403 }, { taskId: ids[1] });
    const all = [ids[0], "T-0123456789", ids[1], "t-9999999999", 5, ids[2]];
    const outcomes = new Map((await collect(cancelAll(all, configOf(service)))).map(({ taskId, ...outcome }) => [taskId, outcome]));
    assert.equal(outcomes.size, all.length);
    assert.deepEqual(all.map((id) => outcomes.get(id).ok), [true, false, false, true, false, true]);
    assert.ok(outcomes.get("T-0123456789").error instanceof InvalidInputError);
    assert.ok(outcomes.get(5).error instanceof InvalidInputError);
    assert.ok(outcomes.get(ids[1]).error instanceof ServiceError);
    assert.equal(outcomes.get("t-9999999999").result.outcome, "gone");
    for (const id of [ids[0], ids[2]]) assert.equal(outcomes.get(id).result.outcome, "cancelled");
  });

  test("at most `concurrency` tasks at a time, each once", async () => {
    for (const [concurrency, expected] of [[undefined, 4], [1, 1], [7, 7]]) {
      const { service, ids } = serviceWithTasks(10);
      let [current, most] = [0, 0];
      const fetch = async (...args) => {
        current += 1;
        most = Math.max(most, current);
        await delay(2);
        current -= 1;
        return service.fetch(...args);
      };
      const outcomes = await collect(cancelAll([...ids, ...ids], configOf(service, { fetch, concurrency, wait: false })));
      assert.deepEqual(outcomes.map(({ taskId }) => taskId).sort(), ids);
      assert.equal(most, expected);
      assert.equal(sent(service), 10);
      assert.ok(outcomes.every(({ ok, result }) => ok && result.status === "CANCELLING"));
    }
  });

  test("`concurrency` may be any number", async () => {
    const { service, ids } = serviceWithTasks(3);
    for (const concurrency of [1e9, Number.MAX_SAFE_INTEGER, null]) {
      assert.equal((await collect(cancelAll(ids, configOf(service, { concurrency, wait: false })))).length, 3);
    }
  });

  test("takes any iterable, and passes its error on after what has begun", async () => {
    const { service, ids } = serviceWithTasks(3);
    assert.equal((await collect(cancelAll(new Set(ids), configOf(service)))).length, 3);
    async function* slow() {
      yield ids[0];
      await delay(5);
      throw new Error("the list is broken");
    }
    const outcomes = [];
    const error = await rejection((async () => {
      for await (const outcome of cancelAll(slow(), configOf(service))) outcomes.push(outcome);
    })());
    assert.equal(error.message, "the list is broken");
    assert.deepEqual(outcomes.map(({ result }) => result.outcome), ["already-cancelled"]);
  });

  test("yields an outcome before the next ID is known", async () => {
    const { service, ids } = serviceWithTasks(2);
    let release;
    const released = new Promise((resolve) => { release = resolve; });
    async function* ask() {
      yield ids[0];
      await released;
      yield ids[1];
    }
    const seen = [];
    for await (const { taskId } of cancelAll(ask(), configOf(service))) {
      seen.push(taskId);
      release();
    }
    assert.deepEqual(seen, ids);
  });

  test("an abort ends all, and leaving the loop sends nothing more", async () => {
    const { service, ids } = serviceWithTasks(6);
    const controller = new AbortController();
    const outcomes = [];
    for await (const outcome of cancelAll(ids, configOf(service, { signal: controller.signal, concurrency: 2, pollInterval: 5 }))) {
      outcomes.push(outcome);
      controller.abort();
    }
    // The tasks that had begun: at most two at a time.
    assert.ok(outcomes.length >= 2 && outcomes.length <= 4, `${outcomes.length} outcomes`);
    assert.equal(outcomes.filter(({ result }) => result.outcome === "aborted").length, outcomes.length - 1);
    const other = serviceWithTasks(6);
    for await (const { ok } of cancelAll(other.ids, configOf(other.service, { concurrency: 3, pollInterval: 5 }))) {
      assert.ok(ok);
      break;
    }
    const before = sent(other.service);
    await delay(SILENCE);
    assert.equal(sent(other.service), before);
  });

  test("leaving the loop closes the iterable, and an error of that is ignored", async () => {
    const { service, ids } = serviceWithTasks(3);
    for (const fail of [() => {}, () => { throw new Error("cannot be closed"); }]) {
      let isClosed = false;
      async function* open() {
        try {
          yield* ids;
        } finally {
          isClosed = true;
          fail();
        }
      }
      for await (const { ok } of cancelAll(open(), configOf(service, { concurrency: 1, wait: false }))) if (typeof ok === "boolean") break;
      await delay(5);
      assert.equal(isClosed, true);
    }
  });

  test("an ID that comes after an abort has no outcome", async () => {
    const { service, ids } = serviceWithTasks(3, { cancellingFor: Infinity });
    const controller = new AbortController();
    const { signal } = controller;
    async function* late() {
      yield ids[0];
      controller.abort();
      yield ids[1];
      yield ids[2];
    }
    const outcomes = await collect(cancelAll(late(), configOf(service, { signal })));
    assert.deepEqual(outcomes.map(({ taskId, result }) => [taskId, result.outcome]), [[ids[0], "aborted"]]);
  });

  test("an abort does not wait for the next ID", async () => {
    const { service, ids } = serviceWithTasks(1, { cancellingFor: Infinity });
    async function* endless() {
      yield ids[0];
      await new Promise(() => {});
    }
    function* infinite() {
      for (let index = 0; ; index += 1) yield idOf(index);
    }
    const fetch = async (...args) => {
      await delay(1);
      return service.fetch(...args);
    };
    for (const source of [endless(), infinite()]) {
      const outcomes = await collect(cancelAll(source, configOf(service, { fetch, signal: AbortSignal.timeout(30) })));
      assert.ok(outcomes.length > 0 && outcomes.length < 1000, `${outcomes.length} outcomes`);
    }
    assert.deepEqual(await collect(cancelAll(infinite(), configOf(service, { signal: AbortSignal.abort() }))), []);
  });

  test("onProgress is called with the ID", async () => {
    const { service, ids } = serviceWithTasks(3);
    const seen = new Set();
    await collect(cancelAll(ids, configOf(service, { onProgress: ({ status }, taskId) => seen.add(`${taskId} ${status}`) })));
    for (const id of ids) assert.ok(seen.has(`${id} CANCELLED`), [...seen].join());
  });

  test("invalid options are rejected before anything is sent", async () => {
    const { service, ids } = serviceWithTasks(1);
    for (const [list, options, subject] of [
      [ids, { concurrency: 0 }, "concurrency"], [ids, { concurrency: 1.5 }, "concurrency"], [ids, { wait: "yes" }, "wait"], [ids, { region: "x y" }, "region"],
      [ids, { fetch: 5 }, "fetch"], [ids, { maxAttempts: 0 }, "maxAttempts"], [ids, { maxWait: "1h" }, "maxWait"], [ids, { pollInterval: -1 }, "pollInterval"],
      [ids, { credentials: {} }, "access key id"], [ids, { maxRetries: 1 }, "maxRetries"], [ids, { onProgress: 5 }, "onProgress"], [ID, {}, "ids"], [5, {}, "ids"], [undefined, {}, "ids"],
    ]) {
      const error = await rejection(collect(cancelAll(list, configOf(service, options))));
      assert.ok(error instanceof InvalidInputError, `${error}`);
      assert.ok(error.message.includes(subject), error.message);
    }
    for (const options of [undefined, null, 5, {}]) await assert.rejects(collect(cancelAll(ids, options)), InvalidInputError);
    assert.equal(sent(service), 0);
    assert.deepEqual(await collect(cancelAll([], { region: REGION })), []);
  });
});
