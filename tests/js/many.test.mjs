// Ten thousand cancellations over real sockets, 200 at a time, with planned faults. Each must have the outcome that its script
// determines. The service runs in this process, the client in another one.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { createFakeService } from "neptune-import-tasks/testing";

import { pick, random, seed } from "./random.mjs";

const TASKS = 10_000;
const LANES = 200;
const CREDENTIALS = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cr3t+/=", sessionToken: "a//b+c= d" };

// ---- scripts -------------------------------------------------------------------------------------------------------

const shortTime = () => 5 + random(40);
const then = (status) => () => ({ afterCancel: [["CANCELLING", shortTime()], [status]] });
const is = (status) => () => ({ status });
const rejecting = (status, name) => () => ({ status, cancelError: { name } });

// Weight, settings of the task, outcome, and final status.
const SCRIPTS = [
  [30, () => ({ cancellingFor: shortTime(), staleReads: random(4) }), "cancelled", "CANCELLED"],
  [4, () => ({ status: "INITIALIZING", cancellingFor: shortTime() }), "cancelled", "CANCELLED"],
  [2, () => ({ afterCancel: [["CANCELLED"]] }), "cancelled", "CANCELLED"],
  [8, then("SUCCEEDED"), "finished-first", "SUCCEEDED"],
  [6, then("FAILED"), "failed-first", "FAILED"],
  [4, then("GONE"), "gone", undefined],
  [2, then("DELETED"), "gone", "DELETED"],
  [6, is("SUCCEEDED"), "finished-first", "SUCCEEDED"],
  [4, is("FAILED"), "failed-first", "FAILED"],
  [3, rejecting("SUCCEEDED", "ValidationException"), "finished-first", "SUCCEEDED"],
  [2, is("DELETED"), "gone", "DELETED"],
  [6, is("CANCELLED"), "already-cancelled", "CANCELLED"],
  [3, () => ({ status: "CANCELLING", cancellingFor: shortTime() }), "already-cancelled", "CANCELLED"],
  [3, rejecting("IMPORTING", "ConflictException"), "ConflictException", "IMPORTING"],
  [3, rejecting("IMPORTING", "AccessDeniedException"), "AccessDeniedException", "IMPORTING"],
];

// Faults for which the outcome is fixed: faults of CancelImportTask, faults of GetImportTask, outcome, and final status.
const FIXED_OUTCOMES = [
  [["truncated-json"], [], "UnreadableResponseError", "IMPORTING"],
  [["empty-body"], [], "UnreadableResponseError", "IMPORTING"],
  [["expired-token"], [], "ExpiredTokenException", "IMPORTING"],
  [["drop", "drop", "drop"], [], "NetworkError", "IMPORTING"],
  [["internal", "html-502", "internal"], [], "InternalServerException", "IMPORTING"],
  [["drop", "drop-after", "cut-off"], [], "cancelled", "CANCELLED"],
  [[], ["access-denied"], "AccessDeniedException", "CANCELLED"],
  // After the conflict the client reads the task for the reason, which fails.
  [["drop-after"], ["expired-token"], "ConflictException", "CANCELLED"],
];

const DELAYS = [{ delay: 1 }, { delay: 5 }, { delay: 20 }];
const NOT_EXECUTED = ["throttle"];
// Faults after which the client does not know whether the operation ran.
const UNCERTAIN = ["internal", "html-502", "service-unavailable", "drop", "drop-after", "cut-off", { delay: 3, fault: "drop-after" }];
const READ_FAULTS = [...UNCERTAIN, "truncated-json", "empty-body"];

function weighted(list) {
  let remaining = random(list.reduce((sum, [weight]) => sum + weight, 0));
  return list.find(([weight]) => (remaining -= weight) < 0);
}

/** At most `max` faults, fewer than the attempts. Throttling is rare, because its backoff takes a second. */
const randomFaults = (max, kinds) => Array.from({ length: random(max + 1) }, () => pick(random(16) ? kinds : NOT_EXECUTED));

/**
 * A task with its faults, and the outcome that they determine.
 *
 * The token bucket must not run out. Each `fetch` has a bucket of 500 tokens. A retry takes 14 or 5, and a request that
 * succeeds returns only those of its last retry. If all tasks share one `fetch`, one task in twelve has faults, at most one in
 * a row: about eight of a hundred concurrent tasks retry, for 112 tokens. If five tasks share one, a task has at most two
 * faults of CancelImportTask and twice two of GetImportTask: six retries for 84 tokens, or 420 for five tasks.
 */
function randomScript(index, isShared) {
  const taskId = `t-${String(index).padStart(10, "0")}`;
  if (random(25) === 0) return { taskId, expected: "gone", final: undefined, faults: 0, isUnknown: true };
  const hasFewFaults = isShared && random(12) > 0;
  if (!hasFewFaults && random(8) === 0) {
    const [cancels, reads, expected, final] = pick(FIXED_OUTCOMES);
    const faults = { CancelImportTask: cancels, GetImportTask: reads };
    return { taskId, task: { taskId, cancellingFor: shortTime(), faults }, expected, final, faults: cancels.length + reads.length };
  }
  const [, settingsOf, outcome, final] = weighted(SCRIPTS);
  const max = hasFewFaults ? 0 : isShared ? 1 : 2;
  const cancels = randomFaults(random(2) && max, UNCERTAIN);
  const reads = randomFaults(random(2) && max, READ_FAULTS);
  const faults = {
    CancelImportTask: [...cancels, ...(random(4) ? [] : [pick(DELAYS)])],
    // With a success between two series of faults.
    GetImportTask: [...reads, pick(DELAYS), ...randomFaults(random(2) && max, READ_FAULTS)],
  };
  // After a cancel request that may have run, the client reports the task as cancelled by itself.
  const isUncertain = cancels.some((fault) => fault !== "throttle");
  const expected = outcome === "already-cancelled" && isUncertain ? "cancelled" : outcome;
  return { taskId, task: { ...settingsOf(), taskId, faults }, expected, final, faults: cancels.length + reads.length };
}

// ---- load ----------------------------------------------------------------------------------------------------------

/** Runs the client process. Returns the result for each task, and its memory usage. */
async function runClient(t, order) {
  const client = fork(fileURLToPath(new URL("many-client.mjs", import.meta.url)), [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  t.after(() => client.kill("SIGKILL"));
  const results = [];
  let memory;
  client.on("message", (message) => {
    if (message.first) memory = message;
    else results.push(message);
  });
  client.send(order);
  const [code] = await once(client, "exit");
  assert.equal(code, 0);
  return { results, memory };
}

test("ten thousand cancellations", { timeout: 120_000 }, async (t) => {
  t.diagnostic(`seed ${seed}: SEED=${seed} repeats this`);
  const service = createFakeService({ credentials: CREDENTIALS, region: "us-east-1" });
  const server = await service.listen();
  t.after(() => server.close());
  const scripts = new Map();
  const lanes = Array.from({ length: LANES }, (_, lane) => ({ ids: [], isShared: lane % 2 === 0 }));
  for (let index = 0; index < TASKS; index += 1) {
    const { ids, isShared } = lanes[index % LANES];
    const script = randomScript(index, isShared);
    if (!script.isUnknown) service.addTask(script.task);
    scripts.set(script.taskId, script);
    ids.push(script.taskId);
  }

  const start = Date.now();
  const { results, memory: { first, last } } = await runClient(t, { url: server.url, credentials: CREDENTIALS, lanes });
  const seconds = (Date.now() - start) / 1000;

  const outcomes = {};
  let attempts = 0;
  for (const result of results) {
    const { expected, final, faults, task } = scripts.get(result.taskIdentifier);
    const about = `seed ${seed}: ${JSON.stringify({ task, result, count: service.count(result.taskIdentifier) })}`;
    assert.equal(result.outcome, expected, about);
    // The history of the client has exactly the requests that the service received.
    const count = service.count(result.taskIdentifier);
    assert.deepEqual(result.times, count, about);
    assert.equal(result.attempts, count.CancelImportTask + count.GetImportTask, about);
    assert.equal(service.task(result.taskIdentifier)?.status, final, about);
    // The outcome is based on the status that the client has read.
    if (expected in STATUS) assert.equal(result.status, STATUS[expected], about);
    attempts += result.attempts;
    outcomes[expected] = (outcomes[expected] ?? 0) + 1;
    outcomes.faults = (outcomes.faults ?? 0) + faults;
  }
  assert.equal(results.length, TASKS);
  assert.equal(new Set(results.map(({ taskIdentifier }) => taskIdentifier)).size, TASKS, "one result per task");
  const { CancelImportTask, GetImportTask, ListImportTasks } = service.count();
  assert.deepEqual([CancelImportTask + GetImportTask, ListImportTasks], [attempts, 0]);

  const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(1);
  const { faults, ...counts } = outcomes;
  t.diagnostic(`${seconds} s for ${attempts} requests, ${CancelImportTask} of them CancelImportTask; ${faults} planned faults`);
  t.diagnostic(JSON.stringify(counts));
  t.diagnostic(`memory of the client after a fifth and at the end, in MB: heap ${megabytes(first.heapUsed)} and ${megabytes(last.heapUsed)}, `
    + `external ${megabytes(first.external)} and ${megabytes(last.external)}, rss ${megabytes(first.rss)} and ${megabytes(last.rss)}`);
  assert.ok(last.heapUsed < first.heapUsed + 3 * 2 ** 20, "the heap does not grow");
  assert.ok(last.external < first.external + 3 * 2 ** 20, "external memory does not grow");
});

const STATUS = { cancelled: "CANCELLED", "already-cancelled": "CANCELLED", "finished-first": "SUCCEEDED", "failed-first": "FAILED" };
