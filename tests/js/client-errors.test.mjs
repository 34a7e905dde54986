// The client: the errors of its functions, and what is sent before them.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, test } from "node:test";

import {
  cancelAndWait, cancelImportTask, getImportTask, NetworkError, ServiceError, UnreadableResponseError, watchImportTask,
} from "neptune-import-tasks";

import {
  assertConsistent, assertSilent, configOf, conflict, FUNCTIONS, INPUT, KEY, REGION, rejection, sent, serviceWith, withCancelFaults,
  withRandom,
} from "./client-support.mjs";

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

  test("a NetworkError quotes whatever `fetch` rejects with", async () => {
    const unreadable = "an error that cannot be read";
    const throwing = { get message() { throw new Error("mine"); } };
    for (const [cause, reason] of [
      ["offline", "offline"], [undefined, "undefined"], [null, "null"], [5, "5"], [Symbol("s"), "Symbol(s)"], [{}, "[object Object]"], [{ message: "" }, ""],
      [{ message: "lost", cause: { code: "ECONNRESET" } }, "lost, ECONNRESET"], [{ message: "lost", cause: {} }, "lost"], [{ message: "lost", cause: null }, "lost"],
      [{ cause: { code: Symbol("c") } }, "[object Object], Symbol(c)"], [throwing, unreadable], [Object.create(null), unreadable],
    ]) {
      const error = await rejection(getImportTask(INPUT, { region: REGION, maxAttempts: 1, fetch: async () => { throw cause; } }));
      assert.equal(error.message, `no response to GetImportTask from neptune-graph.us-east-1.amazonaws.com: ${reason}`);
      assert.equal(error.cause, cause ?? undefined);
    }
    const timedOut = await rejection(getImportTask(INPUT, { region: REGION, maxAttempts: 1, attemptTimeout: 5, fetch: () => new Promise(() => {}) }));
    assert.equal(timedOut.message, "no response to GetImportTask from neptune-graph.us-east-1.amazonaws.com: timed out");
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

  test("the history has an entry for each change, and counts what is the same", async (t) => {
    withRandom(t, 0);
    const service = serviceWith({ cancellingFor: 50 });
    const throttled = { name: "ThrottlingException", status: 400 };
    for (const fault of [throttled, { ...throttled, message: "again" }, { ...throttled, status: 429 }, { name: "TooManyRequestsException", status: 429 }]) {
      service.misbehave(fault, { operation: "GetImportTask" });
    }
    const { history } = await cancelAndWait(INPUT, configOf(service, { maxAttempts: 5 }));
    const [cancelled, first, second, third, ...reads] = history.map(({ operation, status, error, httpStatusCode, times }) => [operation, status ?? error, httpStatusCode, times]);
    assert.deepEqual([cancelled, first, second, third], [
      ["CancelImportTask", "CANCELLING", 200, 1], ["GetImportTask", "ThrottlingException", 400, 2], ["GetImportTask", "ThrottlingException", 429, 1],
      ["GetImportTask", "TooManyRequestsException", 429, 1],
    ]);
    assert.deepEqual(reads.map(([operation, status]) => [operation, status]), [["GetImportTask", "CANCELLING"], ["GetImportTask", "CANCELLED"]]);
    // A read after a cancel is another entry, though the status is the same.
    const other = await cancelAndWait(INPUT, configOf(serviceWith({ cancellingFor: 50 })));
    assert.deepEqual(other.history.map(({ operation, status }) => [operation, status]),
      [["CancelImportTask", "CANCELLING"], ["GetImportTask", "CANCELLING"], ["GetImportTask", "CANCELLED"]]);
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
