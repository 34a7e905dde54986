// The client: each outcome of cancelAndWait, with the fake service's `fetch`, with which every request is recorded, and over real
// sockets.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Cancellation, cancelAndWait, getImportTask, watchImportTask } from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

import {
  assertConsistent, configOf, conflict, ID, INPUT, KEY, REGION, serviceWith, TRANSPORTS, withCancelFaults, withRandom, withReadFaults,
} from "./client-support.mjs";

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
  ["an unknown status", { afterCancel: [["CANCELLING", 15], ["PONDERING", 150], ["CANCELLED"]] }, "cancelled", "CANCELLED", 1],
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
        const service = serviceWith(task, { credentials: KEY, region: REGION, undocumentedStatuses: ["PONDERING"] });
        const config = await connect(t, service);
        withRandom(t, 0);
        const result = await cancelAndWait(INPUT, configOf(service, { ...config, credentials: KEY }));
        assert.deepEqual([result.outcome, result.task?.status], [outcome, status]);
        const count = service.count(ID);
        assertConsistent(result, count);
        assert.equal(count.CancelImportTask, cancels);
        if (reads !== undefined) assert.equal(count.GetImportTask, reads);
        const others = name === "an unknown status" ? ["warnings"] : [];
        assert.deepEqual(Object.keys(result).filter((key) => key !== "task"), ["outcome", "attempts", "history", ...others]);
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

test("after lost responses an accepted cancellation is found, even if the first reads are stale", async (t) => {
  withRandom(t, 0);
  const service = serviceWith({ staleReads: 3, cancellingFor: 20, ...withCancelFaults("drop-after", "drop", "drop") });
  const result = await cancelAndWait(INPUT, configOf(service));
  assert.equal(result.outcome, "cancelled");
  assertConsistent(result, service.count());
});

test("the state machine of each call is freed, however it ends", async (t) => {
  const { mock } = t.mock.method(Cancellation.prototype, "free");
  const ended = async (calls, promise) => {
    await promise.catch(() => {});
    assert.equal(mock.callCount(), calls);
  };
  const service = serviceWith();
  await ended(1, getImportTask(INPUT, configOf(service)));
  await ended(2, getImportTask({ taskIdentifier: "x" }, configOf(service)));
  await ended(3, cancelAndWait(INPUT, configOf(service, { signal: AbortSignal.abort() })));
  await ended(4, cancelAndWait(INPUT, configOf(service)));
  const watched = watchImportTask(INPUT, configOf(serviceWith()));
  await watched.next();
  await ended(5, watched.return());
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
