// The functions that send: each outcome, each option, and what is remembered from one call to the next. Most of it goes over
// the fake service's own `fetch`, because there every request is seen; each outcome also goes over real sockets.

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

// Long enough for whatever would still be sent with a `pollInterval` of 10 and no backoff.
const A_WHILE = 60;

/** No waits before retries; or ones that are known. Tasks need ids then: random ones would all be the same. */
const withRandom = (t, number) => t.mock.method(Math, "random", () => number);

/** All that an async iterable yields. */
async function listOf(iterable) {
  const list = [];
  for await (const each of iterable) list.push(each);
  return list;
}

/** Nothing is sent any more. */
async function assertSilent(service) {
  const before = sent(service);
  await delay(A_WHILE);
  assert.equal(sent(service), before, "requests after the end");
}

// What each function does with a task, to its end.
const FUNCTIONS = {
  cancelImportTask,
  getImportTask,
  cancelAndWait,
  watchImportTask: async (input, options) => (await listOf(watchImportTask(input, options))).at(-1),
  listImportTasks: async (_input, options) => (await listOf(listImportTasks({}, options))).at(-1),
};

// ---- outcomes ------------------------------------------------------------------------------------------------------

const TRANSPORTS = {
  "service.fetch": (_t, service) => ({ fetch: service.fetch }),
  HTTP: async (t, service) => {
    const server = await service.listen();
    t.after(() => server.close());
    // A function of its own for each test, and so tokens of its own.
    return { endpoint: server.url, fetch: (...args) => fetch(...args) };
  },
};

const conflict = { name: "ConflictException", reason: "CONCURRENT_MODIFICATION" };
const cancelsMeet = (...faults) => ({ faults: { CancelImportTask: faults } });
const readsMeet = (...faults) => ({ faults: { GetImportTask: faults } });

// Name, task, outcome, the last status that was seen, requests to cancel, and requests to look where their number is certain.
const OUTCOMES = [
  ["a task that runs", {}, "cancelled", "CANCELLED", 1],
  ["one that initializes", { status: "INITIALIZING" }, "cancelled", "CANCELLED", 1],
  ["a task that finishes while it is cancelled", { afterCancel: [["CANCELLING", 25], ["SUCCEEDED"]] }, "finished-first", "SUCCEEDED", 1],
  ["a task that fails while it is cancelled", { afterCancel: [["CANCELLING", 25], ["FAILED"]] }, "failed-first", "FAILED", 1],
  ["one that rolls back first", { afterCancel: [["CANCELLING", 15], ["ROLLING_BACK", 15], ["FAILED"]] }, "failed-first", "FAILED", 1],
  ["one whose cancel is answered by its end", { afterCancel: [["SUCCEEDED"]] }, "finished-first", "SUCCEEDED", 1, 0],
  ["one whose cancel is answered by CANCELLED", { afterCancel: [["CANCELLED"]] }, "cancelled", "CANCELLED", 1, 0],
  ["a task that has finished before", { status: "SUCCEEDED" }, "finished-first", "SUCCEEDED", 1, 1],
  ["a task that has failed before", { status: "FAILED" }, "failed-first", "FAILED", 1, 1],
  ["a task that was cancelled before", { status: "CANCELLED" }, "already-cancelled", "CANCELLED", 1, 1],
  ["one that someone else is cancelling", { status: "CANCELLING" }, "already-cancelled", "CANCELLED", 1],
  ["a deleted task", { status: "DELETED" }, "gone", "DELETED", 1, 1],
  ["one that is deleted on the way", { afterCancel: [["CANCELLING", 25], ["DELETED"]] }, "gone", "DELETED", 1],
  ["one that is gone on the way", { afterCancel: [["CANCELLING", 25], ["GONE"]] }, "gone", "CANCELLING", 1],
  ["one that is gone before", { life: [["SUCCEEDED", 0], ["GONE"]] }, "gone", undefined, 1, 0],
  ["an error that says it is invalid", { status: "SUCCEEDED", cancelError: { name: "ValidationException" } },
    "finished-first", "SUCCEEDED", 1, 1],
  ["a conflict without a name", { status: "FAILED", cancelError: { name: "Unknown", status: 409 } }, "failed-first", "FAILED", 1, 1],
  ["a conflict, and the task ends soon after", { life: [["IMPORTING", 25], ["SUCCEEDED"]], cancelError: conflict },
    "finished-first", "SUCCEEDED", 1],
  ["a few stale reads", { staleReads: 5 }, "cancelled", "CANCELLED", 1],
  ["a status that nobody knows", { afterCancel: [["CANCELLING", 15], ["PONDERING", 15], ["CANCELLED"]] }, "cancelled", "CANCELLED", 1],
  ["an answer that is lost, and a conflict", cancelsMeet("drop-after"), "cancelled", "CANCELLED", 2],
  ["an answer that is cut off, and a conflict", cancelsMeet("cut-off"), "cancelled", "CANCELLED", 2],
  ["a request that is lost", cancelsMeet("drop"), "cancelled", "CANCELLED", 2],
  ["all answers lost", cancelsMeet("drop-after", "drop", "drop-after"), "cancelled", "CANCELLED", 3],
  ["all requests lost, and a task that has finished", { status: "SUCCEEDED", ...cancelsMeet("drop", "drop", "drop") },
    "finished-first", "SUCCEEDED", 3, 1],
  ["failures of the service", cancelsMeet("internal", "html-502"), "cancelled", "CANCELLED", 3],
  ["a service that is not available", cancelsMeet("service-unavailable"), "cancelled", "CANCELLED", 2],
  ["throttling", cancelsMeet("throttle", "throttle"), "cancelled", "CANCELLED", 3],
  ["a lost answer and a task that finishes all the same", { afterCancel: [["CANCELLING", 60], ["SUCCEEDED"]], ...cancelsMeet("drop-after") },
    "finished-first", "SUCCEEDED", 2],
  ["looks that fail", readsMeet("internal", "throttle", "drop", "html-502", "truncated-json"), "cancelled", "CANCELLED", 1],
  ["looks that are empty", readsMeet("empty-body", "cut-off"), "cancelled", "CANCELLED", 1],
];

for (const [transport, connect] of Object.entries(TRANSPORTS)) {
  describe(`cancelAndWait over ${transport}`, () => {
    for (const [name, task, outcome, status, cancels, looks] of OUTCOMES) {
      test(`${name}: ${outcome}`, async (t) => {
        const service = serviceWith(task, { credentials: KEY, region: REGION });
        const config = await connect(t, service);
        withRandom(t, 0);
        const result = await cancelAndWait(INPUT, configOf(service, { ...config, credentials: KEY }));
        assert.deepEqual([result.outcome, result.task?.status], [outcome, status]);
        const count = service.count(ID);
        assertConsistent(result, count);
        assert.equal(count.CancelImportTask, cancels);
        if (looks !== undefined) assert.equal(count.GetImportTask, looks);
        assert.deepEqual(Object.keys(result).filter((key) => key !== "task"), ["outcome", "attempts", "history"]);
      });
    }

    test("an id that nobody knows: gone", async (t) => {
      const service = createFakeService();
      const result = await cancelAndWait(INPUT, configOf(service, await connect(t, service)));
      assert.deepEqual([result.outcome, "task" in result, result.attempts], ["gone", false, 1]);
      assertConsistent(result, service.count());
    });
  });
}

// ---- refusals ------------------------------------------------------------------------------------------------------

describe("what is refused rejects", () => {
  const at = (status, name) => ({ name, status });
  const refused = [
    ["access-denied", "AccessDeniedException", 403], ["expired-token", "ExpiredTokenException", 403],
    [at(400, "MalformedHttpRequestException"), "MalformedHttpRequestException", 400],
    [at(404, "UnknownOperationException"), "UnknownOperationException", 404],
    [at(401, "NotAuthorized"), "NotAuthorized", 401], [at(402, "ServiceQuotaExceededException"), "ServiceQuotaExceededException", 402],
    [{ status: 302, headers: { location: "http://127.0.0.1:1/" } }, "Unknown", 302], [{ status: 501 }, "Unknown", 501],
  ];

  for (const [fault, name, status] of refused) {
    test(`a cancel that is answered by ${status} ${name}, after one request`, async () => {
      for (const send of [cancelImportTask, cancelAndWait]) {
        const service = serviceWith();
        service.misbehave(fault);
        const error = await rejection(send(INPUT, configOf(service)));
        assert.ok(error instanceof ServiceError);
        // Who may have cancelled it all the same looks first: three reads may be older than the cancel.
        const looks = send === cancelAndWait && status >= 500 ? 4 : 0;
        assert.deepEqual([error.name, error.$metadata.httpStatusCode, service.count()],
          [name, status, { CancelImportTask: 1, GetImportTask: looks, ListImportTasks: 0 }]);
        assertConsistent(error, service.count());
        assert.equal(error.history[0].error, name);
        assert.equal(error.task?.status, looks ? "IMPORTING" : undefined);
      }
    });

    if (status >= 500) continue;
    test(`a look that is answered by ${status} ${name}, at once`, async () => {
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
    test(`${name} of a task that goes on, after a few looks`, async () => {
      const service = serviceWith({ cancelError: { name } });
      const error = await rejection(cancelAndWait(INPUT, configOf(service)));
      assert.ok(error instanceof ServiceError);
      assert.equal(error.name, name);
      const { CancelImportTask, GetImportTask } = service.count();
      assert.equal(CancelImportTask, 1);
      assert.ok(GetImportTask > 1 && GetImportTask < 6, `${GetImportTask} looks`);
      assert.equal(error.task.status, "IMPORTING");
      assertConsistent(error, service.count());
      await assertSilent(service);
    });

    test(`${name} to cancelImportTask, which has no look`, async () => {
      const service = serviceWith({ cancelError: { name } });
      const error = await rejection(cancelImportTask(INPUT, configOf(service)));
      assert.deepEqual([error.name, sent(service)], [name, 1]);
    });
  }

  test("a refusal stays the reason when the look fails as well", async (t) => {
    withRandom(t, 0);
    for (const fault of ["access-denied", "internal", "drop", "truncated-json"]) {
      const service = serviceWith({ status: "SUCCEEDED" });
      service.misbehave(fault, { operation: "GetImportTask", times: Infinity });
      const error = await rejection(cancelAndWait(INPUT, configOf(service)));
      assert.equal(error.name, "ConflictException", fault);
      assertConsistent(error, service.count());
    }
  });

  test("a conflict is not forgotten when the time is up", async () => {
    const service = serviceWith({ cancelError: conflict });
    const error = await rejection(cancelAndWait(INPUT, configOf(service, { pollInterval: 500, maxWait: 60 })));
    assert.equal(error.name, "ConflictException");
  });

  test("what never arrives, after a few looks", async (t) => {
    withRandom(t, 0);
    for (const [fault, Class, name] of [["drop", NetworkError, "NetworkError"], ["internal", ServiceError, "InternalServerException"],
      ["html-502", ServiceError, "Unknown"]]) {
      const service = serviceWith(cancelsMeet(fault, fault, fault));
      const error = await rejection(cancelAndWait(INPUT, configOf(service)));
      assert.ok(error instanceof Class && error instanceof Error);
      assert.deepEqual([error.name, service.count()], [name, { CancelImportTask: 3, GetImportTask: 4, ListImportTasks: 0 }]);
      assert.equal(error.task.status, "IMPORTING");
      assertConsistent(error, service.count());
      assert.equal(error.history[0].times, 3);
    }
  });

  test("a request that is throttled for good has not been accepted, and needs no look", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("throttle", { times: Infinity });
    const error = await rejection(cancelAndWait(INPUT, configOf(service)));
    assert.deepEqual([error.name, service.count()], ["ThrottlingException", { CancelImportTask: 3, GetImportTask: 0, ListImportTasks: 0 }]);
  });

  test("a cancel whose answer makes no sense is not sent again, a look is", async (t) => {
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

  test("an error that nobody answers has its cause", async () => {
    const cause = new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) });
    const error = await rejection(getImportTask(INPUT, { region: REGION, maxAttempts: 1, fetch: async () => { throw cause; } }));
    assert.ok(error instanceof NetworkError);
    assert.deepEqual([error.cause, error.attempts], [cause, 1]);
    assert.match(error.message, /GetImportTask.*fetch failed.*ECONNREFUSED/);
  });

  test("nothing listens at the address", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = `http://127.0.0.1:${server.address().port}`;
    await new Promise((resolve) => server.close(resolve));
    const error = await rejection(getImportTask(INPUT, { region: REGION, endpoint }));
    assert.ok(error instanceof NetworkError);
    assert.deepEqual([error.attempts, error.history.length, error.history[0].times], [3, 1, 3]);
    assert.match(error.message, /ECONNREFUSED/);
  });

  test("a redirect is an error, and nobody follows it", async (t) => {
    const visited = [];
    const server = createServer((request, response) => {
      visited.push(request.url);
      response.writeHead(307, { location: "/elsewhere" }).end();
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

// ---- looks ---------------------------------------------------------------------------------------------------------

describe("watchImportTask", () => {
  test("goes on to the end, and says how far it is", async () => {
    // Ten seconds from one look to the next.
    let time = Date.UTC(2026, 0, 1);
    const life = [["INITIALIZING", 20_000], ["IMPORTING", 80_000], ["SUCCEEDED"]];
    const service = serviceWith({ life, importTaskDetails: { errorCount: 3 } }, { now: () => time });
    const calls = [];
    const onProgress = (progress) => { calls.push(progress); time += 10_000; };
    const seen = await listOf(watchImportTask(INPUT, configOf(service, { onProgress })));
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
      const seen = await listOf(watchImportTask(INPUT, configOf(service)));
      assert.equal(seen.at(-1).status, status);
    });
  }

  test("a failure that passes does not end it, and is told", async (t) => {
    withRandom(t, 0);
    const service = serviceWith({ life: [["IMPORTING", 200], ["SUCCEEDED"]] });
    let looks = 0;
    const failed = [];
    for await (const { error, status } of watchImportTask(INPUT, configOf(service, { maxAttempts: 2, pollInterval: 20 }))) {
      if (error) failed.push([error.name, status]);
      else if ((looks += 1) === 1) service.misbehave("internal", { times: 5 });
    }
    assert.deepEqual(failed, Array(5).fill(["InternalServerException", "IMPORTING"]));
  });

  test("it has to begin with an answer", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("internal", { times: Infinity });
    const calls = [];
    const error = await rejection(listOf(watchImportTask(INPUT, configOf(service, { onProgress: ({ error: { name } }) => calls.push(name) }))));
    assert.deepEqual([error.name, error.attempts, "task" in error, calls.length], ["InternalServerException", 3, false, 3]);
  });

  test("an id that nobody knows is an error", async () => {
    const service = createFakeService();
    const error = await rejection(listOf(watchImportTask(INPUT, configOf(service))));
    assert.deepEqual([error.name, sent(service)], ["ResourceNotFoundException", 1]);
  });

  test("who leaves the loop leaves nothing behind", async () => {
    const service = serviceWith();
    for await (const { status } of watchImportTask(INPUT, configOf(service))) {
      assert.equal(status, "IMPORTING");
      break;
    }
    assert.equal(sent(service), 1);
    await assertSilent(service);
  });

  test("nothing is sent before the first turn", async () => {
    const service = serviceWith();
    watchImportTask(INPUT, configOf(service));
    listImportTasks({}, configOf(service));
    await assertSilent(service);
    assert.equal(sent(service), 0);
  });

  test("it has no time of its own, but that of maxWait", async () => {
    const service = serviceWith();
    const error = await rejection(listOf(watchImportTask(INPUT, configOf(service, { maxWait: 60 }))));
    assert.ok(error instanceof TimeoutError);
    assert.equal(error.task.status, "IMPORTING");
    assertConsistent(error, service.count());
  });
});

describe("getImportTask and cancelImportTask", () => {
  test("resolve to what the service answers", async () => {
    const service = serviceWith({ graphId: "g-0123456789", format: "CSV" });
    const { importTaskDetails, ...task } = await getImportTask(INPUT, configOf(service));
    assert.deepEqual([task.status, task.graphId, task.format, task.$metadata.httpStatusCode], ["IMPORTING", "g-0123456789", "CSV", 200]);
    assert.equal(importTaskDetails.progressPercentage, 0);
    assert.ok(importTaskDetails.startTime instanceof Date);
    const cancelled = await cancelImportTask(INPUT, configOf(service));
    assert.equal(cancelled.status, "CANCELLING");
    assert.deepEqual(service.count(), { CancelImportTask: 1, GetImportTask: 1, ListImportTasks: 0 });
  });

  test("are sent again where that can help", async (t) => {
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
    test(`as often as maxAttempts: ${maxAttempts}`, async (t) => {
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

  test("as often as it takes, with a maxAttempts that has no end", async (t) => {
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

  test("goes through all pages", async () => {
    const service = createFakeService({ tasks });
    for (const input of [undefined, {}, { maxResults: 7 }, { maxResults: 100 }, { maxResults: 1 }]) {
      const pages = await listOf(listImportTasks(input, configOf(service)));
      assert.deepEqual(idsOf(pages), tasks.map((task) => task.taskId));
      assert.equal(pages.length, Math.ceil(120 / (input?.maxResults ?? 50)));
    }
    const [page] = await listOf(listImportTasks({}, configOf(createFakeService())));
    assert.deepEqual(page.tasks, []);
  });

  test("of one graph, and from a token on", async () => {
    const service = createFakeService({ tasks });
    const ofGraph = await listOf(listImportTasks({ graphIdentifier: "g-bbbbbbbbbb", maxResults: 9 }, configOf(service)));
    assert.deepEqual(idsOf(ofGraph), tasks.filter((_, index) => index % 3 === 0).map((task) => task.taskId));
    assert.ok(ofGraph.every((page) => page.tasks.every(({ graphId }) => graphId === "g-bbbbbbbbbb")));
    const { nextToken } = ofGraph[0];
    const rest = await listOf(listImportTasks({ graphIdentifier: "g-bbbbbbbbbb", maxResults: 9, nextToken }, configOf(service)));
    assert.deepEqual(idsOf(rest), idsOf(ofGraph.slice(1)));
  });

  test("a page that fails is asked for again, and one that is refused ends it", async (t) => {
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

  test("the same token twice ends it, and never a loop", async () => {
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

  test("who leaves the loop leaves nothing behind, and an abort ends it", async () => {
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

  test("maxWait is for all pages together", async () => {
    const service = createFakeService({ tasks });
    service.misbehave({ delay: 40 }, { times: Infinity });
    const error = await rejection(listOf(listImportTasks({ maxResults: 5 }, configOf(service, { maxWait: 100 }))));
    assert.ok(error instanceof TimeoutError);
  });

  test("credentials are asked for once, not for each page", async () => {
    const service = createFakeService({ tasks, credentials: KEY });
    let asked = 0;
    const credentials = async () => ((asked += 1), KEY);
    assert.equal((await listOf(listImportTasks({}, configOf(service, { credentials })))).length, 3);
    assert.equal(asked, 1);
  });
});

// ---- time ----------------------------------------------------------------------------------------------------------

/** A clock that goes on only as long as it is told to, for timers and for whoever asks what time it is. */
function fakeClock(t) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.UTC(2026, 0, 1) });
  const { performance } = globalThis;
  Object.defineProperty(globalThis, "performance", { value: { now: () => Date.now() }, configurable: true, writable: true });
  t.after(() => Object.defineProperty(globalThis, "performance", { value: performance, configurable: true, writable: true }));
  return {
    /** Lets the time pass until a promise has an end, `step` at a time. */
    async until(promise, step) {
      let isOver = false;
      const settled = promise.finally(() => { isOver = true; });
      settled.catch(() => {});
      for (let turn = 0; turn < 50_000; turn += 1) {
        for (let wait = 0; wait < 3; wait += 1) await new Promise((resolve) => setImmediate(resolve));
        if (isOver) return settled;
        t.mock.timers.tick(step);
      }
      throw new Error("it has no end");
    },
  };
}

describe("waits", () => {
  const USUAL = [5000, 7500, 11250, 16875, 25312, 37968, 56952, 60000, 60000];

  for (const [name, watch] of [["cancelAndWait", cancelAndWait], ["watchImportTask", FUNCTIONS.watchImportTask]]) {
    test(`${name} looks after 5 s, and then less and less often, down to once a minute`, async (t) => {
      const clock = fakeClock(t);
      const service = serviceWith({ cancellingFor: 30 * MINUTE, life: [["IMPORTING", 30 * MINUTE], ["SUCCEEDED"]] }, { now: () => Date.now() });
      const waits = [];
      const onProgress = ({ nextIn }) => waits.push(nextIn);
      await clock.until(watch(INPUT, { region: REGION, fetch: service.fetch, onProgress }), 500);
      assert.deepEqual(waits.slice(0, USUAL.length), USUAL);
      assert.deepEqual([...new Set(waits.slice(USUAL.length))], [60000, undefined]);
    });
  }

  test("one that is always the same, one that grows, and one that grows from or to the usual", async (t) => {
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
      await clock.until(rejection(listOf(watchImportTask(INPUT, configOf(service, { pollInterval, onProgress, signal })))), 100);
      assert.deepEqual(waits, expected);
    }
  });

  test("cancelAndWait takes an hour at most", async (t) => {
    const clock = fakeClock(t);
    const service = serviceWith({ cancellingFor: 5 * HOUR }, { now: () => Date.now() });
    const began = Date.now();
    const result = await clock.until(cancelAndWait(INPUT, { region: REGION, fetch: service.fetch }), 500);
    assert.deepEqual([result.outcome, result.task.status], ["timed-out", "CANCELLING"]);
    const took = Date.now() - began;
    assert.ok(took > HOUR - 2000 && took <= HOUR + 500, `${took} ms`);
    assertConsistent(result, service.count());
    // The last look is just before the end, not up to a minute earlier.
    assert.ok(service.requests.at(-1).time - began > HOUR - 2000);
  });

  test("watchImportTask takes the time that it takes", async (t) => {
    const clock = fakeClock(t);
    const service = serviceWith({ life: [["IMPORTING", 50 * HOUR], ["SUCCEEDED"]] }, { now: () => Date.now() });
    const last = await clock.until(FUNCTIONS.watchImportTask(INPUT, { region: REGION, fetch: service.fetch }), 20_000);
    assert.deepEqual([last.status, last.elapsed], ["SUCCEEDED", 50 * HOUR / 1000]);
  });

  test("a request has half a minute for its answer", async (t) => {
    const clock = fakeClock(t);
    withRandom(t, 0);
    const began = Date.now();
    const begun = [];
    const hang = () => { begun.push(Date.now() - began); return new Promise(() => {}); };
    const error = await clock.until(rejection(getImportTask(INPUT, { region: REGION, fetch: hang })), 500);
    assert.ok(error instanceof NetworkError);
    assert.equal(begun.length, 3);
    const gaps = [begun[1] - begun[0], begun[2] - begun[1]];
    assert.ok(gaps.every((gap) => gap >= 30_000 && gap <= 31_000), gaps.join());
  });

  test("backoff grows: up to 50 ms and double that for what passes, up to 1 s and double that for throttling", async (t) => {
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
        // A cancel that may have arrived is looked for, which fails as well.
        assert.deepEqual(waits.slice(0, expected.length), expected);
      });
    }
  });

  test("a hint of the service makes it longer, by five seconds at most", async (t) => {
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

  test("a hint that is longer than all the time there is ends it", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave({ name: "ThrottlingException", headers: { "x-amz-retry-after": "4000" } });
    const error = await rejection(getImportTask(INPUT, configOf(service, { maxWait: 2000 })));
    assert.deepEqual([error.name, sent(service)], ["ThrottlingException", 1]);
  });

  test("maxWait of nothing sends nothing, and asks for no credentials", async () => {
    const service = serviceWith();
    const options = configOf(service, { maxWait: 0, credentials: () => assert.fail("asked") });
    const result = await cancelAndWait(INPUT, options);
    assert.deepEqual(result, { outcome: "timed-out", attempts: 0, history: [] });
    for (const name of ["cancelImportTask", "getImportTask", "watchImportTask", "listImportTasks"]) {
      const error = await rejection(FUNCTIONS[name](INPUT, options));
      assert.ok(error instanceof TimeoutError, name);
      assert.deepEqual([error.name, error.attempts, error.history], ["TimeoutError", 0, []]);
    }
    assert.equal(sent(service), 0);
  });

  test("maxWait ends the wait for a task", async () => {
    const service = serviceWith({ cancellingFor: MINUTE });
    const result = await cancelAndWait(INPUT, configOf(service, { maxWait: 80 }));
    assert.deepEqual([result.outcome, result.task.status], ["timed-out", "CANCELLING"]);
    assertConsistent(result, service.count());
    await assertSilent(service);
  });

  test("a poll interval beyond maxWait has its last look in time", async (t) => {
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

  test("attemptTimeout ends one request that hangs, and the next may do better", async (t) => {
    withRandom(t, 0);
    for (const connect of Object.values(TRANSPORTS)) {
      const service = serviceWith({ ...cancelsMeet("hang") });
      const config = configOf(service, { ...await connect(t, service), attemptTimeout: 250 });
      service.misbehave("hang", { operation: "GetImportTask" });
      const result = await cancelAndWait(INPUT, config);
      assert.deepEqual([result.outcome, result.history[0].error, service.count(ID).CancelImportTask], ["cancelled", "NetworkError", 2]);
      assertConsistent(result, service.count());
    }
  });

  test("requests that all hang: a NetworkError, after looks for what may have happened", async (t) => {
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

// ---- what is remembered --------------------------------------------------------------------------------------------

describe("tokens for retries", () => {
  const attemptsOf = async (config) => (await rejection(getImportTask(INPUT, config))).attempts;

  test("hopeless requests stop being tried again, and successes bring that back", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    const config = configOf(service);
    service.misbehave("internal", { times: 17 * 3 + 2 + 3 });
    // 500 tokens, 14 for each retry: 35 retries.
    for (let call = 0; call < 17; call += 1) assert.equal(await attemptsOf(config), 3);
    assert.equal(await attemptsOf(config), 2);
    for (let call = 0; call < 3; call += 1) assert.equal(await attemptsOf(config), 1);
    // 10 are left. Each success without a retry gives one back: with 13 there is no retry, with 14 there is one.
    for (let call = 0; call < 3; call += 1) await getImportTask(INPUT, config);
    service.misbehave("internal");
    assert.equal(await attemptsOf(config), 1);
    await getImportTask(INPUT, config);
    service.misbehave("internal");
    await getImportTask(INPUT, config);
    // What it has cost came back with its success.
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

  test("another fetch has its own, and so has another endpoint", async (t) => {
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

  test("all functions share them", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    service.misbehave("internal", { times: Infinity });
    await rejection(getImportTask(INPUT, configOf(service, { maxAttempts: 100 })));
    for (const send of [cancelImportTask, FUNCTIONS.watchImportTask, FUNCTIONS.listImportTasks]) {
      assert.equal((await rejection(send(INPUT, configOf(service)))).attempts, 1);
    }
  });
});

describe("a clock that is off", () => {
  const signed = (service, other) => configOf(service, { credentials: KEY, ...other });

  for (const hours of [1, -1]) {
    test(`by ${hours} h is put right once, for all calls that follow`, async () => {
      const service = serviceWith({}, { credentials: KEY, now: () => Date.now() + hours * HOUR });
      await getImportTask(INPUT, signed(service));
      assert.equal(sent(service), 2);
      await getImportTask(INPUT, signed(service));
      assert.equal(sent(service), 3);
      const result = await cancelAndWait(INPUT, signed(service));
      assert.equal(result.outcome, "cancelled");
      assert.ok(result.history.every(({ error }) => error === undefined));
      // What is known of one service is not believed of another.
      const other = serviceWith({}, { credentials: KEY });
      await getImportTask(INPUT, signed(other));
      assert.equal(sent(other), 1);
    });
  }

  test("costs one request in the middle of cancelAndWait, too", async () => {
    const service = serviceWith({}, { credentials: KEY, now: () => Date.now() + HOUR });
    const result = await cancelAndWait(INPUT, signed(service));
    assert.equal(result.outcome, "cancelled");
    assert.deepEqual(result.history.slice(0, 2).map(({ error, status }) => error ?? status), ["InvalidSignatureException", "CANCELLING"]);
    assertConsistent(result, service.count());
  });

  test("is put right for many at once", async () => {
    const service = createFakeService({ credentials: KEY, now: () => Date.now() + HOUR });
    const ids = Array.from({ length: 20 }, () => service.addTask().taskId);
    await Promise.all(ids.map((taskIdentifier) => getImportTask({ taskIdentifier }, signed(service))));
    assert.equal(sent(service), 40);
    await getImportTask({ taskIdentifier: ids[0] }, signed(service));
    assert.equal(sent(service), 41);
  });

  test("each error that says so puts it right", async () => {
    for (const [name, message] of [["RequestExpired"], ["RequestInTheFuture"], ["RequestTimeTooSkewed"],
      ["InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier than"],
      ["InvalidSignatureException", "Signature not yet current: 20260101T000000Z is still later than"]]) {
      const service = serviceWith();
      service.misbehave({ name, message, status: 403, headers: { date: new Date(Date.now() + HOUR).toUTCString() } });
      await getImportTask(INPUT, signed(service));
      assert.equal(sent(service), 2, name);
      const [first, second] = service.requests.map(({ headers }) => headers["x-amz-date"]);
      assert.notEqual(first.slice(0, 11), second.slice(0, 11), name);
    }
  });

  test("a date is no reason by itself, nor is a signature that is wrong for another reason", async () => {
    const date = new Date(Date.now() + HOUR).toUTCString();
    for (const name of ["AccessDeniedException", "InvalidSignatureException", "ResourceNotFoundException", "ValidationException"]) {
      const service = serviceWith({}, { credentials: KEY });
      service.misbehave({ name, headers: { date } });
      assert.equal((await rejection(getImportTask(INPUT, signed(service)))).name, name);
      assert.equal(sent(service), 1);
      await getImportTask(INPUT, signed(service));
      assert.equal(sent(service), 2);
    }
    const service = serviceWith({}, { credentials: KEY });
    service.misbehave({ status: 200, headers: { date }, body: JSON.stringify(service.task(ID)) });
    await getImportTask(INPUT, signed(service));
    await getImportTask(INPUT, signed(service));
    assert.equal(sent(service), 2);
  });

  test("a date from a cache, or none, or one that makes no sense puts nothing right", async () => {
    const date = new Date(Date.now() + HOUR).toUTCString();
    for (const headers of [{ date, age: "5" }, { date: "yesterday" }, { date: "" }]) {
      const service = serviceWith({}, { credentials: KEY });
      service.misbehave({ name: "RequestExpired", headers });
      assert.equal((await rejection(getImportTask(INPUT, signed(service)))).name, "RequestExpired");
      assert.equal(sent(service), 1);
      await getImportTask(INPUT, signed(service));
      assert.equal(sent(service), 2);
    }
  });

  test("where that does not help it ends", async () => {
    const service = serviceWith();
    service.misbehave({ name: "RequestExpired" }, { times: Infinity });
    const error = await rejection(getImportTask(INPUT, signed(service)));
    assert.deepEqual([error.name, error.attempts, sent(service)], ["RequestExpired", 3, 3]);
  });
});

// ---- credentials ---------------------------------------------------------------------------------------------------

describe("credentials", () => {
  test("without any nothing is signed", async () => {
    const service = serviceWith();
    for (const send of Object.values(FUNCTIONS)) await send(INPUT, configOf(service));
    assert.ok(service.requests.every(({ headers }) => !("authorization" in headers) && !("x-amz-date" in headers)));
  });

  test("an object or a function of either kind signs every request", async () => {
    for (const credentials of [KEY, () => KEY, async () => KEY]) {
      const service = serviceWith({}, { credentials: KEY, region: REGION });
      for (const send of Object.values(FUNCTIONS)) await send(INPUT, configOf(service, { credentials }));
      assert.ok(service.requests.every(({ headers }) => headers.authorization.includes(KEY.accessKeyId)));
    }
  });

  test("a provider is asked once for all requests of a call", async () => {
    for (const expiration of [undefined, new Date(Date.now() + 10 * MINUTE), Date.now() + 10 * MINUTE]) {
      const service = serviceWith({ staleReads: 3 }, { credentials: KEY });
      let asked = 0;
      const { attempts } = await cancelAndWait(INPUT, configOf(service, { credentials: async () => ((asked += 1), { ...KEY, expiration }) }));
      assert.ok(attempts > 2);
      assert.equal(asked, 1);
    }
  });

  test("and again when less than five minutes are left", async () => {
    const keys = [4, 20].map((minutes, index) =>
      ({ ...KEY, accessKeyId: `ASIA${index}`, sessionToken: `token ${index}`, expiration: new Date(Date.now() + minutes * MINUTE) }));
    const service = serviceWith({}, { credentials: keys });
    let asked = 0;
    await cancelAndWait(INPUT, configOf(service, { credentials: async () => keys[Math.min(asked++, 1)] }));
    assert.equal(asked, 2);
    const [first, ...others] = service.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization)[1]);
    assert.equal(first, "ASIA0");
    assert.deepEqual([...new Set(others)], ["ASIA1"]);
  });

  test("as soon as the clock that is put right says so", async () => {
    const keys = [30, 120].map((minutes, index) => ({ ...KEY, accessKeyId: `ASIA${index}`, expiration: new Date(Date.now() + minutes * MINUTE) }));
    const service = serviceWith({}, { credentials: keys, now: () => Date.now() + 28 * MINUTE });
    let asked = 0;
    await getImportTask(INPUT, configOf(service, { credentials: async () => keys[Math.min(asked++, 1)] }));
    assert.deepEqual([asked, sent(service)], [2, 2]);
  });

  test("a provider that fails is no trouble while those at hand are good", async () => {
    const service = serviceWith({ staleReads: 3 }, { credentials: KEY });
    let asked = 0;
    const { outcome } = await cancelAndWait(INPUT, configOf(service, {
      credentials: async () => {
        asked += 1;
        if (asked > 1) throw new Error("no network");
        return { ...KEY, expiration: new Date(Date.now() + 4 * MINUTE) };
      },
    }));
    assert.equal(outcome, "cancelled");
    assert.ok(asked > 2);
  });

  test("otherwise its failure is the result, and nothing is sent", async () => {
    const failure = new Error("no network");
    for (const credentials of [() => { throw failure; }, async () => { throw failure; }]) {
      const service = serviceWith();
      for (const send of Object.values(FUNCTIONS)) {
        assert.equal(await rejection(send(INPUT, configOf(service, { credentials }))), failure);
      }
      assert.equal(sent(service), 0);
    }
  });

  test("so it is when those at hand have ended meanwhile", async (t) => {
    const clock = fakeClock(t);
    const failure = new Error("no network");
    const service = serviceWith();
    let asked = 0;
    const credentials = async () => {
      asked += 1;
      if (asked > 1) throw failure;
      return { ...KEY, expiration: new Date(Date.now() + 2 * MINUTE) };
    };
    const error = await clock.until(rejection(cancelAndWait(INPUT, configOf(service, { credentials, pollInterval: 3 * MINUTE }))), 10_000);
    assert.equal(error, failure);
    assert.equal(sent(service), 1);
  });

  test("what is no credentials is refused by name, from an object and from a provider", async () => {
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

  test("a provider that takes its time counts as no request", async () => {
    const service = serviceWith({ status: "CANCELLED" });
    // Longer than an attempt may take: who is asked may have to ask a person.
    const credentials = () => new Promise((resolve) => { setTimeout(resolve, 250, KEY); });
    const result = await cancelAndWait(INPUT, configOf(service, { credentials, attemptTimeout: 100 }));
    // The only cancel that was sent was refused, so someone else's has done it.
    assert.equal(result.outcome, "already-cancelled");
    assertConsistent(result, service.count());
  });

  test("one that never answers is bounded by maxWait", async () => {
    const service = serviceWith();
    const options = configOf(service, { credentials: () => new Promise(() => {}), maxWait: 50 });
    assert.equal((await cancelAndWait(INPUT, options)).outcome, "timed-out");
    assert.equal(sent(service), 0);
  });
});

// ---- aborts --------------------------------------------------------------------------------------------------------

describe("after an abort nothing is sent", () => {
  /** What each function does when it is aborted: `cancelAndWait` resolves, the others reject with the reason. */
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
      const signal = AbortSignal.abort(new Error("mine"));
      await assertAborted(name, send(INPUT, configOf(service, { signal, credentials: () => assert.fail("asked") })), signal);
      await assertSilent(service);
      assert.equal(sent(service), 0);
    });

    test(`${name}: while a request is on its way, which is aborted as well`, async () => {
      const service = serviceWith();
      const controller = new AbortController();
      let inFlight;
      const fetch = (_url, { signal }) => {
        inFlight = signal;
        setImmediate(() => controller.abort("enough"));
        return new Promise((_resolve, reject) => { signal.addEventListener("abort", () => reject(signal.reason)); });
      };
      await assertAborted(name, send(INPUT, configOf(service, { signal: controller.signal, fetch })), controller.signal);
      assert.equal(inFlight.aborted, true);
    });

    test(`${name}: while a request is on its way that cannot be aborted`, async () => {
      const controller = new AbortController();
      let calls = 0;
      const fetch = () => { calls += 1; setImmediate(() => controller.abort()); return new Promise(() => {}); };
      await assertAborted(name, send(INPUT, { region: REGION, signal: controller.signal, fetch }), controller.signal);
      await delay(A_WHILE);
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

    test(`${name}: while credentials are asked for`, async () => {
      const service = serviceWith();
      for (const late of [10, Infinity]) {
        const controller = new AbortController();
        const credentials = () => {
          setImmediate(() => controller.abort());
          return new Promise((resolve) => { if (late < Infinity) setTimeout(resolve, late, KEY); });
        };
        await assertAborted(name, send(INPUT, configOf(service, { signal: controller.signal, credentials })), controller.signal);
      }
      await assertSilent(service);
      assert.equal(sent(service), 0);
    });

    test(`${name}: in the turn in which it would be sent`, async () => {
      for (const credentials of [undefined, KEY, () => KEY, async () => KEY]) {
        // As many turns before and after as it takes until something is sent.
        for (let turns = 0; turns < 12; turns += 1) {
          const controller = new AbortController();
          let isLate = false;
          const fetch = async () => {
            isLate = controller.signal.aborted;
            throw new Error("no network");
          };
          let turn = Promise.resolve();
          for (let passed = 0; passed < turns; passed += 1) turn = turn.then(() => {});
          turn.then(() => controller.abort());
          const options = { region: REGION, signal: controller.signal, fetch, credentials };
          await assertAborted(name, send(INPUT, options), controller.signal);
          assert.equal(isLate, false, `sent after an abort ${turns} turns after the call`);
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
    // The cancel is not taken back.
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

    test(`${name}: an error in onProgress is the caller's, and the end`, async () => {
      const service = serviceWith({ cancellingFor: MINUTE });
      const mine = new Error("mine");
      assert.equal(await rejection(send(INPUT, configOf(service, { onProgress: () => { throw mine; } }))), mine);
      await assertSilent(service);
      assert.equal(sent(service), 1);
    });
  }

  test("watchImportTask: between two turns of the loop", async () => {
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

  test("an abort after the end changes nothing, and no listener stays", async () => {
    let listeners = 0;
    const signal = {
      aborted: false,
      reason: undefined,
      addEventListener: () => { listeners += 1; },
      removeEventListener: () => { listeners -= 1; },
    };
    const service = serviceWith({ life: [["IMPORTING", 30], ["SUCCEEDED"]], cancellingFor: 30, ...readsMeet("internal") });
    for (const name of ["getImportTask", "watchImportTask", "listImportTasks", "cancelImportTask", "cancelAndWait"]) {
      await FUNCTIONS[name](INPUT, configOf(service, { signal })).catch(() => {});
      assert.equal(listeners, 0, name);
    }
    for await (const page of watchImportTask(INPUT, configOf(service, { signal }))) if (page) break;
    assert.equal(listeners, 0);
  });

  test("a process ends with nothing left behind", () => {
    // Whatever stays would keep it for minutes.
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
      const ends = [];
      for (const options of [start(), start("hang"), start({ name: "ThrottlingException", headers: { "retry-after": "5" } }),
        start(undefined, { credentials: () => new Promise(() => {}) }), start(undefined, { fetch: () => new Promise(() => {}) })]) {
        ends.push((await cancelAndWait(input, options)).outcome);
      }
      for await (const { status } of watchImportTask(input, start(undefined, { signal: undefined }))) { ends.push(status); break; }
      for await (const { tasks } of listImportTasks({}, start(undefined, { signal: undefined }))) { ends.push(tasks.length); break; }
      ends.push((await getImportTask(input, start(undefined, { signal: undefined }))).status);
      ends.push((await cancelAndWait(input, start("hang", { signal: undefined, maxWait: 30 }))).outcome);
      console.log(ends.join());`;
    const cwd = new URL("../../", import.meta.url);
    const { stdout, stderr, signal } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
      { cwd, encoding: "utf8", timeout: 30_000 });
    assert.deepEqual([stdout, stderr, signal],
      ["aborted,aborted,aborted,aborted,aborted,IMPORTING,1,IMPORTING,timed-out\n", "", null]);
  });
});

// ---- options -------------------------------------------------------------------------------------------------------

describe("what is wrong is refused before anything is sent", () => {
  const WRONG = [
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
  const WRONG_WATCH = [
    [{ pollInterval: 0 }, "option `pollInterval`"], [{ pollInterval: "5" }, "option `pollInterval`"],
    [{ pollInterval: true }, "option `pollInterval`"],
    [{ pollInterval: { first: 0, longest: 5 } }, "option `pollInterval`"], [{ pollInterval: { first: 5, longest: NaN } }, "option `pollInterval`"],
    [{ onProgress: 5 }, "onProgress"], [{ onProgress: {} }, "onProgress"],
  ];

  /** Refused with what is wrong, where, and what was expected. */
  async function assertRefused(service, promise, subject) {
    const error = await rejection(promise);
    assert.ok(error instanceof InvalidInputError, `${error}`);
    const { issue } = error;
    assert.ok(issue.message.includes(subject), issue.message);
    assert.ok(["code", "part", "expected", "message"].every((name) => typeof issue[name] === "string" && issue[name] !== ""), error.message);
    assert.equal(typeof issue.index, "number");
    assert.equal(sent(service), 0);
  }

  for (const [name, send] of Object.entries(FUNCTIONS)) {
    const isWatch = name === "cancelAndWait" || name === "watchImportTask";
    test(name, async () => {
      const service = serviceWith();
      const credentials = () => assert.fail("asked");
      for (const [other, subject] of isWatch ? [...WRONG, ...WRONG_WATCH] : WRONG) {
        await assertRefused(service, send(INPUT, configOf(service, { credentials, ...other })), subject);
      }
      for (const options of [undefined, null]) await assertRefused(service, send(INPUT, options), "options");
      if (name === "listImportTasks") return;
      for (const input of [undefined, null, {}, { taskIdentifier: 5 }, { taskIdentifier: "T-0123456789" }, { taskIdentifier: "t-0" }, ID]) {
        await assertRefused(service, send(input, configOf(service, { credentials })), input === ID ? "input" : "task id");
      }
    });
  }

  test("what is wrong with a list", async () => {
    const service = serviceWith();
    const credentials = () => assert.fail("asked");
    for (const [input, subject] of [[{ maxResults: 0 }, "maxResults"], [{ maxResults: 101 }, "maxResults"], [{ maxResults: "5" }, "maxResults"],
      [{ graphIdentifier: "g-0" }, "graph id"], [{ nextToken: 5 }, "nextToken"], ["g-0123456789", "input"]]) {
      await assertRefused(service, listImportTasks(input, configOf(service, { credentials })).next(), subject);
    }
  });

  test("null stands for what is left out", async () => {
    const service = serviceWith();
    const nothing = { endpoint: null, credentials: null, signal: null, maxAttempts: null, maxWait: null, attemptTimeout: null, onProgress: null };
    assert.equal((await cancelAndWait(INPUT, configOf(service, nothing))).outcome, "cancelled");
    await rejection(cancelAndWait(INPUT, configOf(service, { pollInterval: null, signal: AbortSignal.abort() })).then(() => Promise.reject()));
  });

  test("with no fetch at all", async (t) => {
    const { fetch } = globalThis;
    t.after(() => { globalThis.fetch = fetch; });
    delete globalThis.fetch;
    const error = await rejection(getImportTask(INPUT, { region: REGION }));
    assert.ok(error instanceof InvalidInputError);
    assert.match(error.issue.subject, /fetch/);
  });
});

describe("where requests go", () => {
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

  test("what fetch is called with", async () => {
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

  test("the same over HTTP with the runtime's own fetch", async (t) => {
    const service = serviceWith({ graphId: "g-0123456789" }, { credentials: KEY, region: REGION });
    const server = await service.listen();
    t.after(() => server.close());
    const options = { region: REGION, endpoint: server.url, credentials: KEY, pollInterval: 10 };
    assert.equal((await getImportTask(INPUT, options)).status, "IMPORTING");
    const [page] = await listOf(listImportTasks({ graphIdentifier: "g-0123456789", maxResults: 100 }, options));
    assert.deepEqual(page.tasks.map(({ taskId }) => taskId), [ID]);
    const watch = listOf(watchImportTask(INPUT, options));
    assert.equal((await cancelAndWait(INPUT, options)).outcome, "cancelled");
    assert.equal((await watch).at(-1).status, "CANCELLED");
  });
});

// ---- what a review has found ---------------------------------------------------------------------------------------

test("a cancel whose answers were all lost is found, though the first reads are older", async (t) => {
  withRandom(t, 0);
  const service = serviceWith({ staleReads: 3, cancellingFor: 20, ...cancelsMeet("drop-after", "drop", "drop") });
  const result = await cancelAndWait(INPUT, configOf(service));
  assert.equal(result.outcome, "cancelled");
  assertConsistent(result, service.count());
});

test("onProgress is called after each answer and each failure", async (t) => {
  withRandom(t, 0);
  const service = serviceWith({ status: "SUCCEEDED", ...cancelsMeet("drop", "throttle") });
  const seen = [];
  const onProgress = ({ attempts, error, nextIn }) => seen.push([attempts, error?.name, nextIn]);
  await cancelAndWait(INPUT, configOf(service, { onProgress }));
  assert.deepEqual(seen, [
    [1, "NetworkError", 0], [2, "ThrottlingException", 0], [3, "ConflictException", 0], [4, undefined, undefined],
  ]);
});

test("a provider that fails when nobody waits any more troubles nobody", async () => {
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

test("a clock that is coarse makes no other outcome of the end of the time", async (t) => {
  const { now } = performance;
  t.mock.method(performance, "now", () => Math.floor(now.call(performance) / 100) * 100);
  for (let round = 0; round < 5; round += 1) {
    const service = serviceWith({ status: "CANCELLED" });
    // Nothing is ever sent, so nothing can have been cancelled.
    const options = configOf(service, { credentials: () => new Promise(() => {}), maxWait: 130, maxAttempts: 1 });
    const { outcome, attempts } = await cancelAndWait(INPUT, options);
    assert.deepEqual([outcome, attempts, sent(service)], ["timed-out", 0, 0]);
    service.misbehave("hang");
    assert.equal((await cancelAndWait(INPUT, configOf(service, { maxWait: 130 }))).outcome, "timed-out");
  }
});

test("a clock that is off is learned also where there is no attempt left", async () => {
  const service = createFakeService({ tasks: [{ taskId: ID }], credentials: KEY, now: () => Date.now() + 3_600_000 });
  const options = configOf(service, { maxAttempts: 1, credentials: KEY });
  assert.equal((await rejection(getImportTask(INPUT, options))).name, "InvalidSignatureException");
  assert.equal((await getImportTask(INPUT, options)).taskId, ID);
});

test("a provider that returns nothing is refused, and nothing is sent unsigned", async () => {
  const service = serviceWith();
  const error = await rejection(cancelAndWait(INPUT, configOf(service, { credentials: async () => undefined })));
  assert.ok(error instanceof InvalidInputError);
  assert.equal(error.message, "the result of `credentials` is missing: expected an object");
  assert.equal(sent(service), 0);
});
