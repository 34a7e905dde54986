// The client: watchImportTask, getImportTask, cancelImportTask and listImportTasks.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  cancelImportTask, createClient, getImportTask, listImportTasks, TimeoutError, UnreadableResponseError, watchImportTask,
} from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

import {
  assertConsistent, assertSilent, collect, configOf, FUNCTIONS, INPUT, KEY, rejection, sent, serviceWith, withRandom,
} from "./client-support.mjs";

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
    assert.ok(seen.every((progress) => !Object.values(progress).includes(undefined)), "what is not known is no member");
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
    assert.equal(error.message, "`maxWait` is over");
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

  test("the metadata of a response has the attempts of its request", async (t) => {
    withRandom(t, 0);
    const service = serviceWith();
    for (const fault of ["internal", "drop"]) service.misbehave(fault);
    const client = createClient(configOf(service));
    assert.equal((await client.getImportTask(INPUT)).$metadata.attempts, 3);
    assert.equal((await client.getImportTask(INPUT)).$metadata.attempts, 1);
    service.misbehave("internal");
    service.misbehave("access-denied");
    assert.equal((await rejection(client.getImportTask(INPUT))).$metadata.attempts, 2);
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
    assert.deepEqual([error.message, error.excerpt], ["the service repeated the nextToken", ""]);
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
