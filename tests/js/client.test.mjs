// The client: each outcome, each option, and the state that is kept between calls. Most tests use the fake service's `fetch`,
// with which every request is recorded; the outcomes are also tested over real sockets.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import {
  cancelAndWait, cancelImportTask, getImportTask, InvalidInputError, listImportTasks, NetworkError, ServiceError, TimeoutError,
  UnreadableResponseError, watchImportTask,
} from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

import { assertConsistent, configOf, ID, KEY, REGION, rejection, sent, serviceWith } from "./client-support.mjs";

const INPUT = { taskIdentifier: ID };
const HOUR = 3_600_000;
const MINUTE = 60_000;

// Longer than the time to the next request with a `pollInterval` of 10 and without backoff, in milliseconds.
const SILENCE = 60;

/** Makes the backoff deterministic: 0 means no backoff. Tasks need explicit ids then, because random ones would be equal. */
const withRandom = (t, number) => t.mock.method(Math, "random", () => number);

/** Collects the items of an async iterable. */
async function collect(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}

/** Asserts that no more requests are sent. */
async function assertSilent(service) {
  const before = sent(service);
  await delay(SILENCE);
  assert.equal(sent(service), before, "requests after the end");
}

// Each function of the client, run to its end.
const FUNCTIONS = {
  cancelImportTask,
  getImportTask,
  cancelAndWait,
  watchImportTask: async (input, options) => (await collect(watchImportTask(input, options))).at(-1),
  listImportTasks: async (_input, options) => (await collect(listImportTasks({}, options))).at(-1),
};

// ---- outcomes ------------------------------------------------------------------------------------------------------

const TRANSPORTS = {
  "service.fetch": (_t, service) => ({ fetch: service.fetch }),
  HTTP: async (t, service) => {
    const server = await service.listen();
    t.after(() => server.close());
    // A function per test, which therefore has its own token bucket.
    return { endpoint: server.url, fetch: (...args) => fetch(...args) };
  },
};

const conflict = { name: "ConflictException", reason: "CONCURRENT_MODIFICATION" };
const withCancelFaults = (...faults) => ({ faults: { CancelImportTask: faults } });
const withReadFaults = (...faults) => ({ faults: { GetImportTask: faults } });

// Name, task, outcome, last known status, number of cancel requests, and number of reads if it is deterministic.
const OUTCOMES = [
  ["a running task", {}, "cancelled", "CANCELLED", 1],
  ["a task that initializes", { status: "INITIALIZING" }, "cancelled", "CANCELLED", 1],
  ["a task that finishes while it is cancelled", { afterCancel: [["CANCELLING", 25], ["SUCCEEDED"]] }, "finished-first", "SUCCEEDED", 1],
  ["a task that fails while it is cancelled", { afterCancel: [["CANCELLING", 25], ["FAILED"]] }, "failed-first", "FAILED", 1],
  ["a task that rolls back first", { afterCancel: [["CANCELLING", 15], ["ROLLING_BACK", 15], ["FAILED"]] }, "failed-first", "FAILED", 1],
  ["a cancel response with a final status", { afterCancel: [["SUCCEEDED"]] }, "finished-first", "SUCCEEDED", 1, 0],
  ["a cancel response with CANCELLED", { afterCancel: [["CANCELLED"]] }, "cancelled", "CANCELLED", 1, 0],
  ["a finished task", { status: "SUCCEEDED" }, "finished-first", "SUCCEEDED", 1, 1],
  ["a failed task", { status: "FAILED" }, "failed-first", "FAILED", 1, 1],
  ["a cancelled task", { status: "CANCELLED" }, "already-cancelled", "CANCELLED", 1, 1],
  ["a task that another caller is cancelling", { status: "CANCELLING" }, "already-cancelled", "CANCELLED", 1],
  ["a deleted task", { status: "DELETED" }, "gone", "DELETED", 1, 1],
  ["a task that is deleted meanwhile", { afterCancel: [["CANCELLING", 25], ["DELETED"]] }, "gone", "DELETED", 1],
  ["a task that is gone meanwhile", { afterCancel: [["CANCELLING", 25], ["GONE"]] }, "gone", "CANCELLING", 1],
  ["a task that is already gone", { life: [["SUCCEEDED", 0], ["GONE"]] }, "gone", undefined, 1, 0],
  ["a ValidationException of a finished task", { status: "SUCCEEDED", cancelError: { name: "ValidationException" } },
    "finished-first", "SUCCEEDED", 1, 1],
  ["a conflict without a name", { status: "FAILED", cancelError: { name: "Unknown", status: 409 } }, "failed-first", "FAILED", 1, 1],
  ["a conflict shortly before the task ends", { life: [["IMPORTING", 25], ["SUCCEEDED"]], cancelError: conflict },
    "finished-first", "SUCCEEDED", 1],
  ["a few stale reads", { staleReads: 5 }, "cancelled", "CANCELLED", 1],
  ["an unknown status", { afterCancel: [["CANCELLING", 15], ["PONDERING", 15], ["CANCELLED"]] }, "cancelled", "CANCELLED", 1],
  ["a lost response, then a conflict", withCancelFaults("drop-after"), "cancelled", "CANCELLED", 2],
  ["a response that is cut off, then a conflict", withCancelFaults("cut-off"), "cancelled", "CANCELLED", 2],
  ["a lost request", withCancelFaults("drop"), "cancelled", "CANCELLED", 2],
  ["all responses lost", withCancelFaults("drop-after", "drop", "drop-after"), "cancelled", "CANCELLED", 3],
  ["all requests lost, with a finished task", { status: "SUCCEEDED", ...withCancelFaults("drop", "drop", "drop") },
    "finished-first", "SUCCEEDED", 3, 1],
  ["server errors", withCancelFaults("internal", "html-502"), "cancelled", "CANCELLED", 3],
  ["an unavailable service", withCancelFaults("service-unavailable"), "cancelled", "CANCELLED", 2],
  ["throttling", withCancelFaults("throttle", "throttle"), "cancelled", "CANCELLED", 3],
  ["a lost response, and the task finishes", { afterCancel: [["CANCELLING", 60], ["SUCCEEDED"]], ...withCancelFaults("drop-after") },
    "finished-first", "SUCCEEDED", 2],
  ["reads with errors", withReadFaults("internal", "throttle", "drop", "html-502", "truncated-json"), "cancelled", "CANCELLED", 1],
  ["reads with empty responses", withReadFaults("empty-body", "cut-off"), "cancelled", "CANCELLED", 1],
];

for (const [transport, connect] of Object.entries(TRANSPORTS)) {
  describe(`cancelAndWait over ${transport}`, () => {
    for (const [name, task, outcome, status, cancels, reads] of OUTCOMES) {
      test(`${name}: ${outcome}`, async (t) => {
        const service = serviceWith(task, { credentials: KEY, region: REGION });
        const config = await connect(t, service);
        withRandom(t, 0);
        const result = await cancelAndWait(INPUT, configOf(service, { ...config, credentials: KEY }));
        assert.deepEqual([result.outcome, result.task?.status], [outcome, status]);
        const count = service.count(ID);
        assertConsistent(result, count);
        assert.equal(count.CancelImportTask, cancels);
        if (reads !== undefined) assert.equal(count.GetImportTask, reads);
        assert.deepEqual(Object.keys(result).filter((key) => key !== "task"), ["outcome", "attempts", "history"]);
      });
    }

    test("an unknown id: gone", async (t) => {
      const service = createFakeService();
      const result = await cancelAndWait(INPUT, configOf(service, await connect(t, service)));
      assert.deepEqual([result.outcome, "task" in result, result.attempts], ["gone", false, 1]);
      assertConsistent(result, service.count());
    });
  });
}

// ---- errors --------------------------------------------------------------------------------------------------------

describe("errors", () => {
  const errorWith = (status, name) => ({ name, status });
  const fatalErrors = [
    ["access-denied", "AccessDeniedException", 403], ["expired-token", "ExpiredTokenException", 403],
    [errorWith(400, "MalformedHttpRequestException"), "MalformedHttpRequestException", 400],
    [errorWith(404, "UnknownOperationException"), "UnknownOperationException", 404],
    [errorWith(401, "NotAuthorized"), "NotAuthorized", 401],
    [errorWith(402, "ServiceQuotaExceededException"), "ServiceQuotaExceededException", 402],
    [{ status: 302, headers: { location: "http://127.0.0.1:1/" } }, "Unknown", 302], [{ status: 501 }, "Unknown", 501],
  ];

  for (const [fault, name, status] of fatalErrors) {
    test(`${status} ${name} for a cancel request: rejects without a retry`, async () => {
      for (const send of [cancelImportTask, cancelAndWait]) {
        const service = serviceWith();
        service.misbehave(fault);
        const error = await rejection(send(INPUT, configOf(service)));
        assert.ok(error instanceof ServiceError);
        // After a server error the cancellation may have been accepted, so the task is read. Three reads may be stale.
        const reads = send === cancelAndWait && status >= 500 ? 4 : 0;
        assert.deepEqual([error.name, error.$metadata.httpStatusCode, service.count()],
          [name, status, { CancelImportTask: 1, GetImportTask: reads, ListImportTasks: 0 }]);
        assertConsistent(error, service.count());
        assert.equal(error.history[0].error, name);
        assert.equal(error.task?.status, reads ? "IMPORTING" : undefined);
      }
    });

    if (status >= 500) continue;
    test(`${status} ${name} for a read: rejects at once`, async () => {
      const first = serviceWith();
      first.misbehave(fault, { operation: "GetImportTask" });
      const error = await rejection(cancelAndWait(INPUT, configOf(first)));
      assert.deepEqual([error.name, first.count().GetImportTask, error.task.status], [name, 1, "CANCELLING"]);
      assertConsistent(error, first.count());

      const watched = serviceWith();
      const seen = [];
      const again = await rejection((async () => {
        for await (const { error: last, nextIn } of watchImportTask(INPUT, configOf(watched))) {
          seen.push(last?.name ?? nextIn);
          watched.misbehave(fault);
        }
      })());
      assert.deepEqual([again.name, seen, sent(watched), again.task.status], [name, [10, name], 2, "IMPORTING"]);
      assertConsistent(again, watched.count());

      const once = serviceWith();
      once.misbehave(fault);
      assert.equal((await rejection(getImportTask(INPUT, configOf(once)))).name, name);
      assert.equal(sent(once), 1);
    });
  }

  for (const name of ["ConflictException", "ValidationException"]) {
    test(`${name} for a task that continues: rejects after a few reads`, async () => {
      const service = serviceWith({ cancelError: { name } });
      const error = await rejection(cancelAndWait(INPUT, configOf(service)));
      assert.ok(error instanceof ServiceError);
      assert.equal(error.name, name);
      const { CancelImportTask, GetImportTask } = service.count();
      assert.equal(CancelImportTask, 1);
      assert.ok(GetImportTask > 1 && GetImportTask < 6, `${GetImportTask} reads`);
      assert.equal(error.task.status, "IMPORTING");
      assertConsistent(error, service.count());
      await assertSilent(service);
    });

    test(`${name} for cancelImportTask: rejects without a read`, async () => {
      const service = serviceWith({ cancelError: { name } });
      const error = await rejection(cancelImportTask(INPUT, configOf(service)));
      assert.deepEqual([error.name, sent(service)], [name, 1]);
    });
  }

  test("the cancel error is the result if the read fails too", async (t) => {
    withRandom(t, 0);
    for (const fault of ["access-denied", "internal", "drop", "truncated-json"]) {
      const service = serviceWith({ status: "SUCCEEDED" });
      service.misbehave(fault, { operation: "GetImportTask", times: Infinity });
      const error = await rejection(cancelAndWait(INPUT, configOf(service)));
      assert.equal(error.name, "ConflictException", fault);
      assertConsistent(error, service.count());
    }
  });

  test("a conflict is the result at a timeout", async () => {
    const service = serviceWith({ cancelError: conflict });
    const error = await rejection(cancelAndWait(INPUT, configOf(service, { pollInterval: 500, maxWait: 60 })));
    assert.equal(error.name, "ConflictException");
  });

  test("a cancel request that always fails: rejects after a few reads", async (t) => {
    withRandom(t, 0);
    for (const [fault, Class, name] of [["drop", NetworkError, "NetworkError"], ["internal", ServiceError, "InternalServerException"],
      ["html-502", ServiceError, "Unknown"]]) {
      const service = serviceWith(withCancelFaults(fault, fault, fault));
      const error = await rejection(cancelAndWait(INPUT, configOf(service)));
      assert.ok(error instanceof Class && error instanceof Error);
      assert.deepEqual([error.name, service.count()], [name, { CancelImportTask: 3, GetImportTask: 4, ListImportTasks: 0 }]);
      assert.equal(error.task.status, "IMPORTING");
      assertConsistent(error, service.count());
      assert.equal(error.history[0].times, 3);
    }
  });

  test("a cancel request that is always throttled was not accepted: rejects without a read", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("throttle", { times: Infinity });
    const error = await rejection(cancelAndWait(INPUT, configOf(service)));
    assert.deepEqual([error.name, service.count()], ["ThrottlingException", { CancelImportTask: 3, GetImportTask: 0, ListImportTasks: 0 }]);
  });

  test("an unreadable response to a cancel request is not retried, to a read it is", async (t) => {
    withRandom(t, 0);
    for (const [fault, reason] of [["empty-body", "empty_body"], ["truncated-json", "not_json"]]) {
      const service = serviceWith();
      service.misbehave(fault, { times: Infinity });
      for (const send of [cancelImportTask, cancelAndWait]) {
        const before = sent(service);
        const error = await rejection(send(INPUT, configOf(service)));
        assert.ok(error instanceof UnreadableResponseError);
        assert.deepEqual([error.reason, error.attempts, sent(service) - before], [reason, 1, 1]);
      }
      const error = await rejection(getImportTask(INPUT, configOf(service)));
      assert.deepEqual([error.reason, error.attempts, error.history[0].times], [reason, 3, 3]);
    }
  });

  test("a NetworkError has the cause", async () => {
    const cause = new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) });
    const error = await rejection(getImportTask(INPUT, { region: REGION, maxAttempts: 1, fetch: async () => { throw cause; } }));
    assert.ok(error instanceof NetworkError);
    assert.deepEqual([error.cause, error.attempts], [cause, 1]);
    assert.match(error.message, /GetImportTask.*fetch failed.*ECONNREFUSED/);
  });

  test("a refused connection", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${server.address().port}`;
    await new Promise((resolve) => server.close(resolve));
    const error = await rejection(getImportTask(INPUT, { region: REGION, endpoint }));
    assert.ok(error instanceof NetworkError);
    assert.deepEqual([error.attempts, error.history.length, error.history[0].times], [3, 1, 3]);
    assert.match(error.message, /ECONNREFUSED/);
  });

  test("a redirect is an error, and is not followed", async (t) => {
    const visited = [];
    const server = createServer((request, response) => {
      visited.push(request.url);
      response.writeHead(307, { location: "/redirected" }).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close());
    const endpoint = `http://127.0.0.1:${server.address().port}`;
    for (const send of Object.values(FUNCTIONS)) {
      const error = await rejection(send(INPUT, { region: REGION, endpoint, credentials: KEY }));
      assert.deepEqual([error.name, error.$metadata.httpStatusCode, error.attempts], ["Unknown", 307, 1]);
    }
    assert.equal(visited.length, 5);
    assert.ok(visited.every((url) => url.startsWith("/importtasks")), visited.join());
  });
});

// ---- reads ---------------------------------------------------------------------------------------------------------

describe("watchImportTask", () => {
  test("yields the progress until the end", async () => {
    // The clock of the service advances ten seconds per read.
    let time = Date.UTC(2026, 0, 1);
    const life = [["INITIALIZING", 20_000], ["IMPORTING", 80_000], ["SUCCEEDED"]];
    const service = serviceWith({ life, importTaskDetails: { errorCount: 3 } }, { now: () => time });
    const calls = [];
    const onProgress = (progress) => { calls.push(progress); time += 10_000; };
    const seen = await collect(watchImportTask(INPUT, configOf(service, { onProgress })));
    assert.deepEqual(seen, calls);
    assert.equal(seen.length, 11);
    const statuses = seen.map(({ status }) => status);
    assert.deepEqual([...new Set(statuses)], ["INITIALIZING", "IMPORTING", "SUCCEEDED"]);
    const last = seen.at(-1);
    assert.deepEqual([last.percent, last.errorCount, last.elapsed, last.nextIn, last.error], [100, 3, 100, undefined, undefined]);
    assert.equal(last.task.status, "SUCCEEDED");
    assert.ok(seen.slice(0, -1).every(({ nextIn }) => nextIn === 10));
    const running = seen.filter(({ status }) => status === "IMPORTING");
    assert.deepEqual(running.map(({ percent }) => percent), [20, 30, 40, 50, 60, 70, 80, 90]);
    assert.deepEqual(running.map(({ elapsed }) => elapsed), [20, 30, 40, 50, 60, 70, 80, 90]);
    assert.deepEqual(seen.map(({ attempts }) => attempts), seen.map((_, index) => index + 1));
    assert.equal(sent(service), seen.length);
    await assertSilent(service);
  });

  for (const status of ["SUCCEEDED", "FAILED", "CANCELLED", "DELETED"]) {
    test(`ends at ${status}`, async () => {
      const service = serviceWith({ life: [["EXPORTING", 15], ["ANALYZING_DATA", 15], [status]] });
      const seen = await collect(watchImportTask(INPUT, configOf(service)));
      assert.equal(seen.at(-1).status, status);
    });
  }

  test("a transient error is reported, and does not end it", async (t) => {
    withRandom(t, 0);
    const service = serviceWith({ life: [["IMPORTING", 200], ["SUCCEEDED"]] });
    let reads = 0;
    const failed = [];
    for await (const { error, status } of watchImportTask(INPUT, configOf(service, { maxAttempts: 2, pollInterval: 20 }))) {
      if (error) failed.push([error.name, status]);
      else if ((reads += 1) === 1) service.misbehave("internal", { times: 5 });
    }
    assert.deepEqual(failed, Array(5).fill(["InternalServerException", "IMPORTING"]));
  });

  test("a transient error before the first response rejects", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("internal", { times: Infinity });
    const calls = [];
    const error = await rejection(collect(watchImportTask(INPUT, configOf(service, { onProgress: ({ error: { name } }) => calls.push(name) }))));
    assert.deepEqual([error.name, error.attempts, "task" in error, calls.length], ["InternalServerException", 3, false, 3]);
  });

  test("an unknown id is an error", async () => {
    const service = createFakeService();
    const error = await rejection(collect(watchImportTask(INPUT, configOf(service))));
    assert.deepEqual([error.name, sent(service)], ["ResourceNotFoundException", 1]);
  });

  test("leaving the loop ends it", async () => {
    const service = serviceWith();
    for await (const { status } of watchImportTask(INPUT, configOf(service))) {
      assert.equal(status, "IMPORTING");
      break;
    }
    assert.equal(sent(service), 1);
    await assertSilent(service);
  });

  test("nothing is sent before the first iteration", async () => {
    const service = serviceWith();
    watchImportTask(INPUT, configOf(service));
    listImportTasks({}, configOf(service));
    await assertSilent(service);
    assert.equal(sent(service), 0);
  });

  test("it has no time limit other than maxWait", async () => {
    const service = serviceWith();
    const error = await rejection(collect(watchImportTask(INPUT, configOf(service, { maxWait: 60 }))));
    assert.ok(error instanceof TimeoutError);
    assert.equal(error.task.status, "IMPORTING");
    assertConsistent(error, service.count());
  });
});

describe("getImportTask and cancelImportTask", () => {
  test("resolve to the output of the operation", async () => {
    const service = serviceWith({ graphId: "g-0123456789", format: "CSV" });
    const { importTaskDetails, ...task } = await getImportTask(INPUT, configOf(service));
    assert.deepEqual([task.status, task.graphId, task.format, task.$metadata.httpStatusCode], ["IMPORTING", "g-0123456789", "CSV", 200]);
    assert.equal(importTaskDetails.progressPercentage, 0);
    assert.ok(importTaskDetails.startTime instanceof Date);
    const cancelled = await cancelImportTask(INPUT, configOf(service));
    assert.equal(cancelled.status, "CANCELLING");
    assert.deepEqual(service.count(), { CancelImportTask: 1, GetImportTask: 1, ListImportTasks: 0 });
  });

  test("are retried after transient errors", async (t) => {
    withRandom(t, 0);
    for (const send of [getImportTask, cancelImportTask]) {
      for (const fault of ["throttle", "internal", "service-unavailable", "html-502", "drop", { name: "RequestTimeoutException", status: 408 }]) {
        const service = serviceWith();
        service.misbehave(fault, { times: 2 });
        await send(INPUT, configOf(service));
        assert.equal(sent(service), 3);
      }
    }
  });

  for (const maxAttempts of [1, 2, 7]) {
    test(`are sent at most maxAttempts times: ${maxAttempts}`, async (t) => {
      withRandom(t, 0);
      for (const send of Object.values(FUNCTIONS)) {
        const service = serviceWith();
        service.misbehave("throttle", { times: Infinity });
        const error = await rejection(send(INPUT, configOf(service, { maxAttempts })));
        assert.deepEqual([error.name, error.attempts, sent(service)], ["ThrottlingException", maxAttempts, maxAttempts]);
        assertConsistent(error, service.count());
      }
    });
  }

  test("are retried until they succeed, with a very large maxAttempts", async (t) => {
    withRandom(t, 0);
    for (const maxAttempts of [2 ** 32, Number.MAX_SAFE_INTEGER]) {
      const service = serviceWith();
      service.misbehave("throttle", { times: 5 });
      await getImportTask(INPUT, configOf(service, { maxAttempts }));
      assert.equal(sent(service), 6);
    }
  });
});

describe("listImportTasks", () => {
  const taskId = (index) => `t-${String(index).padStart(10, "0")}`;
  const tasks = Array.from({ length: 120 }, (_, index) => ({ taskId: taskId(index), graphId: index % 3 ? "g-aaaaaaaaaa" : "g-bbbbbbbbbb" }));
  const idsOf = (pages) => pages.flatMap((page) => page.tasks.map((task) => task.taskId));

  test("yields all pages", async () => {
    const service = createFakeService({ tasks });
    for (const input of [undefined, {}, { maxResults: 7 }, { maxResults: 100 }, { maxResults: 1 }]) {
      const pages = await collect(listImportTasks(input, configOf(service)));
      assert.deepEqual(idsOf(pages), tasks.map((task) => task.taskId));
      assert.equal(pages.length, Math.ceil(120 / (input?.maxResults ?? 50)));
    }
    const [page] = await collect(listImportTasks({}, configOf(createFakeService())));
    assert.deepEqual(page.tasks, []);
  });

  test("for one graph, and from a token on", async () => {
    const service = createFakeService({ tasks });
    const ofGraph = await collect(listImportTasks({ graphIdentifier: "g-bbbbbbbbbb", maxResults: 9 }, configOf(service)));
    assert.deepEqual(idsOf(ofGraph), tasks.filter((_, index) => index % 3 === 0).map((task) => task.taskId));
    assert.ok(ofGraph.every((page) => page.tasks.every(({ graphId }) => graphId === "g-bbbbbbbbbb")));
    const { nextToken } = ofGraph[0];
    const rest = await collect(listImportTasks({ graphIdentifier: "g-bbbbbbbbbb", maxResults: 9, nextToken }, configOf(service)));
    assert.deepEqual(idsOf(rest), idsOf(ofGraph.slice(1)));
  });

  test("transient errors of a page are retried, others end it", async (t) => {
    withRandom(t, 0);
    const service = createFakeService({ tasks });
    const list = listImportTasks({}, configOf(service));
    await list.next();
    for (const fault of ["throttle", "truncated-json"]) service.misbehave(fault);
    assert.equal((await list.next()).value.tasks.length, 50);
    assert.equal(service.count().ListImportTasks, 4);
    service.misbehave("access-denied");
    assert.equal((await rejection(list.next())).name, "AccessDeniedException");
    assert.deepEqual(await list.next(), { done: true, value: undefined });
    assert.equal(service.count().ListImportTasks, 5);
  });

  test("a repeated token is an error, not an endless loop", async () => {
    const service = createFakeService();
    service.misbehave({ status: 200, body: '{"tasks":[],"nextToken":"a b"}' }, { times: Infinity });
    const pages = [];
    const error = await rejection((async () => {
      for await (const page of listImportTasks({}, configOf(service))) pages.push(page);
    })());
    assert.ok(error instanceof UnreadableResponseError);
    assert.deepEqual([error.reason, error.$metadata.httpStatusCode, pages.length], ["repeated_token", 200, 2]);
    assert.match(service.requests[1].url, /nextToken=a%20b/);
  });

  test("leaving the loop or an abort ends it", async () => {
    const service = createFakeService({ tasks });
    for await (const page of listImportTasks({}, configOf(service))) if (page) break;
    assert.equal(sent(service), 1);
    const controller = new AbortController();
    const list = listImportTasks({}, configOf(service, { signal: controller.signal }));
    await list.next();
    controller.abort();
    assert.equal(await rejection(list.next()), controller.signal.reason);
    assert.equal(sent(service), 2);
    await assertSilent(service);
  });

  test("maxWait applies to all pages together", async () => {
    const service = createFakeService({ tasks });
    service.misbehave({ delay: 40 }, { times: Infinity });
    const error = await rejection(collect(listImportTasks({ maxResults: 5 }, configOf(service, { maxWait: 100 }))));
    assert.ok(error instanceof TimeoutError);
  });

  test("the credential provider is called once, not for each page", async () => {
    const service = createFakeService({ tasks, credentials: KEY });
    let calls = 0;
    const credentials = async () => ((calls += 1), KEY);
    assert.equal((await collect(listImportTasks({}, configOf(service, { credentials })))).length, 3);
    assert.equal(calls, 1);
  });
});

// ---- time ----------------------------------------------------------------------------------------------------------

/** A clock for timers, Date and performance.now that advances only in `until`. */
function fakeClock(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 0, 1) });
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

// ---- state between calls -------------------------------------------------------------------------------------------

describe("token bucket", () => {
  const attemptsOf = async (config) => (await rejection(getImportTask(INPUT, config))).attempts;

  test("failed retries empty the bucket, successes refill it", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    const config = configOf(service);
    service.misbehave("internal", { times: 17 * 3 + 2 + 3 });
    // 500 tokens, 14 for each retry: 35 retries.
    for (let call = 0; call < 17; call += 1) assert.equal(await attemptsOf(config), 3);
    assert.equal(await attemptsOf(config), 2);
    for (let call = 0; call < 3; call += 1) assert.equal(await attemptsOf(config), 1);
    // 10 tokens are left. Each success without a retry returns one: 13 do not pay for a retry, 14 do.
    for (let call = 0; call < 3; call += 1) await getImportTask(INPUT, config);
    service.misbehave("internal");
    assert.equal(await attemptsOf(config), 1);
    await getImportTask(INPUT, config);
    service.misbehave("internal");
    await getImportTask(INPUT, config);
    // A request that succeeds returns the tokens of its retry.
    service.misbehave("internal");
    await getImportTask(INPUT, config);
    service.misbehave("internal", { times: Infinity });
    assert.equal(await attemptsOf(config), 2);
  });

  test("a throttled retry costs 5", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("throttle", { times: Infinity });
    for (let call = 0; call < 50; call += 1) assert.equal(await attemptsOf(configOf(service)), 3);
    assert.equal(await attemptsOf(configOf(service)), 1);
  });

  test("each fetch and each endpoint has its own bucket", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("internal", { times: Infinity });
    const config = configOf(service);
    await rejection(getImportTask(INPUT, { ...config, maxAttempts: 100 }));
    assert.equal(await attemptsOf(config), 1);
    assert.equal(await attemptsOf({ ...config, fetch: (...args) => service.fetch(...args) }), 3);
    assert.equal(await attemptsOf({ ...config, endpoint: "https://example.com" }), 3);
    assert.equal(await attemptsOf({ ...config, region: "eu-west-1" }), 3);
    assert.equal(await attemptsOf(config), 1);
  });

  test("all functions share the bucket", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("internal", { times: Infinity });
    await rejection(getImportTask(INPUT, configOf(service, { maxAttempts: 100 })));
    for (const send of [cancelImportTask, FUNCTIONS.watchImportTask, FUNCTIONS.listImportTasks]) {
      assert.equal((await rejection(send(INPUT, configOf(service)))).attempts, 1);
    }
  });
});

describe("clock skew", () => {
  const signedConfig = (service) => configOf(service, { credentials: KEY });

  for (const hours of [1, -1]) {
    test(`of ${hours} h is corrected once, for all later calls`, async () => {
      const service = serviceWith({}, { credentials: KEY, now: () => Date.now() + hours * HOUR });
      await getImportTask(INPUT, signedConfig(service));
      assert.equal(sent(service), 2);
      await getImportTask(INPUT, signedConfig(service));
      assert.equal(sent(service), 3);
      const result = await cancelAndWait(INPUT, signedConfig(service));
      assert.equal(result.outcome, "cancelled");
      assert.ok(result.history.every(({ error }) => error === undefined));
      // The correction is not used for another service.
      const other = serviceWith({}, { credentials: KEY });
      await getImportTask(INPUT, signedConfig(other));
      assert.equal(sent(other), 1);
    });
  }

  test("costs one request in cancelAndWait", async () => {
    const service = serviceWith({}, { credentials: KEY, now: () => Date.now() + HOUR });
    const result = await cancelAndWait(INPUT, signedConfig(service));
    assert.equal(result.outcome, "cancelled");
    assert.deepEqual(result.history.slice(0, 2).map(({ error, status }) => error ?? status), ["InvalidSignatureException", "CANCELLING"]);
    assertConsistent(result, service.count());
  });

  test("is corrected for concurrent calls", async () => {
    const service = createFakeService({ credentials: KEY, now: () => Date.now() + HOUR });
    const ids = Array.from({ length: 20 }, () => service.addTask().taskId);
    await Promise.all(ids.map((taskIdentifier) => getImportTask({ taskIdentifier }, signedConfig(service))));
    assert.equal(sent(service), 40);
    await getImportTask({ taskIdentifier: ids[0] }, signedConfig(service));
    assert.equal(sent(service), 41);
  });

  test("is corrected by each error that reports it", async () => {
    for (const [name, message] of [["RequestExpired"], ["RequestInTheFuture"], ["RequestTimeTooSkewed"],
      ["InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier than"],
      ["InvalidSignatureException", "Signature not yet current: 20260101T000000Z is still later than"]]) {
      const service = serviceWith();
      service.misbehave({ name, message, status: 403, headers: { date: new Date(Date.now() + HOUR).toUTCString() } });
      await getImportTask(INPUT, signedConfig(service));
      assert.equal(sent(service), 2, name);
      const [first, second] = service.requests.map(({ headers }) => headers["x-amz-date"]);
      assert.notEqual(first.slice(0, 11), second.slice(0, 11), name);
    }
  });

  test("is not corrected by the header `date` alone, or by another signature error", async () => {
    const date = new Date(Date.now() + HOUR).toUTCString();
    for (const name of ["AccessDeniedException", "InvalidSignatureException", "ResourceNotFoundException", "ValidationException"]) {
      const service = serviceWith({}, { credentials: KEY });
      service.misbehave({ name, headers: { date } });
      assert.equal((await rejection(getImportTask(INPUT, signedConfig(service)))).name, name);
      assert.equal(sent(service), 1);
      await getImportTask(INPUT, signedConfig(service));
      assert.equal(sent(service), 2);
    }
    const service = serviceWith({}, { credentials: KEY });
    service.misbehave({ status: 200, headers: { date }, body: JSON.stringify(service.task(ID)) });
    await getImportTask(INPUT, signedConfig(service));
    await getImportTask(INPUT, signedConfig(service));
    assert.equal(sent(service), 2);
  });

  test("is not corrected by a header `date` that is cached, missing or invalid", async () => {
    const date = new Date(Date.now() + HOUR).toUTCString();
    for (const headers of [{ date, age: "5" }, { date: "yesterday" }, { date: "" }]) {
      const service = serviceWith({}, { credentials: KEY });
      service.misbehave({ name: "RequestExpired", headers });
      assert.equal((await rejection(getImportTask(INPUT, signedConfig(service)))).name, "RequestExpired");
      assert.equal(sent(service), 1);
      await getImportTask(INPUT, signedConfig(service));
      assert.equal(sent(service), 2);
    }
  });

  test("retries end if the correction does not help", async () => {
    const service = serviceWith();
    service.misbehave({ name: "RequestExpired" }, { times: Infinity });
    const error = await rejection(getImportTask(INPUT, signedConfig(service)));
    assert.deepEqual([error.name, error.attempts, sent(service)], ["RequestExpired", 3, 3]);
  });
});

// ---- credentials ---------------------------------------------------------------------------------------------------

describe("credentials", () => {
  test("without credentials requests are not signed", async () => {
    const service = serviceWith();
    for (const send of Object.values(FUNCTIONS)) await send(INPUT, configOf(service));
    assert.ok(service.requests.every(({ headers }) => !("authorization" in headers) && !("x-amz-date" in headers)));
  });

  test("an object, a function or an async function signs every request", async () => {
    for (const credentials of [KEY, () => KEY, async () => KEY]) {
      const service = serviceWith({}, { credentials: KEY, region: REGION });
      for (const send of Object.values(FUNCTIONS)) await send(INPUT, configOf(service, { credentials }));
      assert.ok(service.requests.every(({ headers }) => headers.authorization.includes(KEY.accessKeyId)));
    }
  });

  test("a provider is called once for all requests of a call", async () => {
    for (const expiration of [undefined, new Date(Date.now() + 10 * MINUTE), Date.now() + 10 * MINUTE]) {
      const service = serviceWith({ staleReads: 3 }, { credentials: KEY });
      let calls = 0;
      const { attempts } = await cancelAndWait(INPUT, configOf(service, { credentials: async () => ((calls += 1), { ...KEY, expiration }) }));
      assert.ok(attempts > 2);
      assert.equal(calls, 1);
    }
  });

  test("a provider is called again less than five minutes before the expiration", async () => {
    const keys = [4, 20].map((minutes, index) =>
      ({ ...KEY, accessKeyId: `ASIA${index}`, sessionToken: `token ${index}`, expiration: new Date(Date.now() + minutes * MINUTE) }));
    const service = serviceWith({}, { credentials: keys });
    let calls = 0;
    await cancelAndWait(INPUT, configOf(service, { credentials: async () => keys[Math.min(calls++, 1)] }));
    assert.equal(calls, 2);
    const [first, ...others] = service.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization)[1]);
    assert.equal(first, "ASIA0");
    assert.deepEqual([...new Set(others)], ["ASIA1"]);
  });

  test("the expiration is compared with the corrected clock", async () => {
    const keys = [30, 120].map((minutes, index) => ({ ...KEY, accessKeyId: `ASIA${index}`, expiration: new Date(Date.now() + minutes * MINUTE) }));
    const service = serviceWith({}, { credentials: keys, now: () => Date.now() + 28 * MINUTE });
    let calls = 0;
    await getImportTask(INPUT, configOf(service, { credentials: async () => keys[Math.min(calls++, 1)] }));
    assert.deepEqual([calls, sent(service)], [2, 2]);
  });

  test("if a provider fails, unexpired credentials are used further", async () => {
    const service = serviceWith({ staleReads: 3 }, { credentials: KEY });
    let calls = 0;
    const { outcome } = await cancelAndWait(INPUT, configOf(service, {
      credentials: async () => {
        calls += 1;
        if (calls > 1) throw new Error("no network");
        return { ...KEY, expiration: new Date(Date.now() + 4 * MINUTE) };
      },
    }));
    assert.equal(outcome, "cancelled");
    assert.ok(calls > 2);
  });

  test("the error of a provider is the result, and nothing is sent", async () => {
    const providerError = new Error("no network");
    for (const credentials of [() => { throw providerError; }, async () => { throw providerError; }]) {
      const service = serviceWith();
      for (const send of Object.values(FUNCTIONS)) {
        assert.equal(await rejection(send(INPUT, configOf(service, { credentials }))), providerError);
      }
      assert.equal(sent(service), 0);
    }
  });

  test("the error of a provider is the result if the credentials have expired", async (t) => {
    const clock = fakeClock(t);
    const providerError = new Error("no network");
    const service = serviceWith();
    let calls = 0;
    const credentials = async () => {
      calls += 1;
      if (calls > 1) throw providerError;
      return { ...KEY, expiration: new Date(Date.now() + 2 * MINUTE) };
    };
    const error = await clock.until(rejection(cancelAndWait(INPUT, configOf(service, { credentials, pollInterval: 3 * MINUTE }))), 10_000);
    assert.equal(error, providerError);
    assert.equal(sent(service), 1);
  });

  test("invalid credentials are rejected, from an object and from a provider", async () => {
    for (const credentials of [5, "AKIA:x", {}, { accessKeyId: 5 }, { accessKeyId: "A" }, { ...KEY, secretAccessKey: "" },
      { ...KEY, sessionToken: 5 }, { ...KEY, expiration: "x" }, { ...KEY, expiration: new Date(0) }]) {
      for (const option of [credentials, async () => credentials]) {
        const service = serviceWith();
        for (const send of Object.values(FUNCTIONS)) {
          const error = await rejection(send(INPUT, configOf(service, { credentials: option })));
          assert.ok(error instanceof InvalidInputError, `${error}`);
          assert.ok(!error.message.includes(KEY.secretAccessKey));
        }
        assert.equal(sent(service), 0);
      }
    }
  });

  test("attemptTimeout does not apply to a provider", async () => {
    const service = serviceWith({ status: "CANCELLED" });
    // Longer than attemptTimeout, because a provider may prompt the user.
    const credentials = () => new Promise((resolve) => { setTimeout(resolve, 250, KEY); });
    const result = await cancelAndWait(INPUT, configOf(service, { credentials, attemptTimeout: 100 }));
    // The only cancel request was rejected, so another caller has cancelled the task.
    assert.equal(result.outcome, "already-cancelled");
    assertConsistent(result, service.count());
  });

  test("maxWait applies to a provider that never resolves", async () => {
    const service = serviceWith();
    const options = configOf(service, { credentials: () => new Promise(() => {}), maxWait: 50 });
    assert.equal((await cancelAndWait(INPUT, options)).outcome, "timed-out");
    assert.equal(sent(service), 0);
  });
});

// ---- aborts --------------------------------------------------------------------------------------------------------

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
      addEventListener: () => { listeners += 1; },
      removeEventListener: () => { listeners -= 1; },
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

// ---- options -------------------------------------------------------------------------------------------------------

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

  test("without a global fetch", async (t) => {
    const { fetch } = globalThis;
    t.after(() => { globalThis.fetch = fetch; });
    delete globalThis.fetch;
    const error = await rejection(getImportTask(INPUT, { region: REGION }));
    assert.ok(error instanceof InvalidInputError);
    assert.match(error.issue.subject, /fetch/);
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

// ---- regressions ---------------------------------------------------------------------------------------------------

test("after lost responses an accepted cancellation is found, even if the first reads are stale", async (t) => {
  withRandom(t, 0);
  const service = serviceWith({ staleReads: 3, cancellingFor: 20, ...withCancelFaults("drop-after", "drop", "drop") });
  const result = await cancelAndWait(INPUT, configOf(service));
  assert.equal(result.outcome, "cancelled");
  assertConsistent(result, service.count());
});

test("onProgress is called after each response and each error", async (t) => {
  withRandom(t, 0);
  const service = serviceWith({ status: "SUCCEEDED", ...withCancelFaults("drop", "throttle") });
  const seen = [];
  const onProgress = ({ attempts, error, nextIn }) => seen.push([attempts, error?.name, nextIn]);
  await cancelAndWait(INPUT, configOf(service, { onProgress }));
  assert.deepEqual(seen, [
    [1, "NetworkError", 0], [2, "ThrottlingException", 0], [3, "ConflictException", 0], [4, undefined, undefined],
  ]);
});

test("a provider that rejects after the end causes no unhandled rejection", async () => {
  const program = `import { cancelAndWait, getImportTask } from "neptune-import-tasks";
    const credentials = () => new Promise((_, reject) => { setTimeout(reject, 60, new Error("too late")); });
    const options = { region: "us-east-1", credentials, fetch: async () => { console.log("sent"); } };
    const input = { taskIdentifier: "t-0123456789" };
    await getImportTask(input, { ...options, signal: AbortSignal.timeout(20) }).catch(({ name }) => console.log(name));
    console.log((await cancelAndWait(input, { ...options, maxWait: 20 })).outcome);
    await new Promise((resolve) => { setTimeout(resolve, 120); });
    console.log("alive");`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
    { cwd: new URL("../../", import.meta.url), encoding: "utf8", timeout: 20_000 });
  assert.equal(stdout, "TimeoutError\ntimed-out\nalive\n", stderr);
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

test("clock skew is learned even if no attempt is left", async () => {
  const service = createFakeService({ tasks: [{ taskId: ID }], credentials: KEY, now: () => Date.now() + 3_600_000 });
  const options = configOf(service, { maxAttempts: 1, credentials: KEY });
  assert.equal((await rejection(getImportTask(INPUT, options))).name, "InvalidSignatureException");
  assert.equal((await getImportTask(INPUT, options)).taskId, ID);
});

test("a provider that returns undefined is rejected, and no unsigned request is sent", async () => {
  const service = serviceWith();
  const error = await rejection(cancelAndWait(INPUT, configOf(service, { credentials: async () => undefined })));
  assert.ok(error instanceof InvalidInputError);
  assert.equal(error.message, "the result of `credentials` is missing: expected an object");
  assert.equal(sent(service), 0);
});
