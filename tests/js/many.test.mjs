// Ten thousand cancellations over real sockets, 200 at a time: what becomes of each its script dictates, whatever goes wrong
// on the way. The service is in this process, the client in another.

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

const soon = () => 5 + random(40);
const then = (status) => () => ({ afterCancel: [["CANCELLING", soon()], [status]] });
const is = (status) => () => ({ status });
const refusing = (status, name) => () => ({ status, cancelError: { name } });

// How often, what the task is, what becomes of it, and what it is in the end.
const SCRIPTS = [
  [30, () => ({ cancellingFor: soon(), staleReads: random(4) }), "cancelled", "CANCELLED"],
  [4, () => ({ status: "INITIALIZING", cancellingFor: soon() }), "cancelled", "CANCELLED"],
  [2, () => ({ afterCancel: [["CANCELLED"]] }), "cancelled", "CANCELLED"],
  [8, then("SUCCEEDED"), "finished-first", "SUCCEEDED"],
  [6, then("FAILED"), "failed-first", "FAILED"],
  [4, then("GONE"), "gone", undefined],
  [2, then("DELETED"), "gone", "DELETED"],
  [6, is("SUCCEEDED"), "finished-first", "SUCCEEDED"],
  [4, is("FAILED"), "failed-first", "FAILED"],
  [3, refusing("SUCCEEDED", "ValidationException"), "finished-first", "SUCCEEDED"],
  [2, is("DELETED"), "gone", "DELETED"],
  [6, is("CANCELLED"), "already-cancelled", "CANCELLED"],
  [3, () => ({ status: "CANCELLING", cancellingFor: soon() }), "already-cancelled", "CANCELLED"],
  [3, refusing("IMPORTING", "ConflictException"), "ConflictException", "IMPORTING"],
  [3, refusing("IMPORTING", "AccessDeniedException"), "AccessDeniedException", "IMPORTING"],
];

// Faults of a kind that come as a whole: what there is no other try after.
const FATAL = [
  [["truncated-json"], [], "UnreadableResponseError", "IMPORTING"],
  [["empty-body"], [], "UnreadableResponseError", "IMPORTING"],
  [["expired-token"], [], "ExpiredTokenException", "IMPORTING"],
  [["drop", "drop", "drop"], [], "NetworkError", "IMPORTING"],
  [["internal", "html-502", "internal"], [], "InternalServerException", "IMPORTING"],
  [["drop", "drop-after", "cut-off"], [], "cancelled", "CANCELLED"],
  [[], ["access-denied"], "AccessDeniedException", "CANCELLED"],
  // The reason of a refusal was looked for, and not found.
  [["drop-after"], ["expired-token"], "ConflictException", "CANCELLED"],
];

const DELAYS = [{ delay: 1 }, { delay: 5 }, { delay: 20 }];
const NOT_ARRIVED = ["throttle"];
// After these a cancel may have arrived.
const UNCERTAIN = ["internal", "html-502", "service-unavailable", "drop", "drop-after", "cut-off", { delay: 3, fault: "drop-after" }];
const OF_LOOKS = [...UNCERTAIN, "truncated-json", "empty-body"];

function weighted(list) {
  let at = random(list.reduce((sum, [weight]) => sum + weight, 0));
  return list.find(([weight]) => (at -= weight) < 0);
}

/** Fewer failures in a row than there are attempts; throttling seldom, because it takes a second. */
const failures = (most, kinds) => Array.from({ length: random(most + 1) }, () => pick(random(16) ? kinds : NOT_ARRIVED));

/**
 * A task, and what its script and its faults come to.
 *
 * Retries are paid from 500 tokens for each `fetch`, 14 or 5 each, and only the last one of a request that succeeds is given
 * back. Where all tasks share one function, few may fail, and once: one in twelve, so that of a hundred at a time there are
 * about eight retries under way, for 112 tokens, and each success gives one back. Where each five tasks have one, twice two
 * looks and two cancels in a row may fail: six retries, for 84 tokens a task at most, and 420 for five.
 */
function scripted(index, isShared) {
  const taskId = `t-${String(index).padStart(10, "0")}`;
  if (random(25) === 0) return { taskId, expected: "gone", final: undefined, faults: 0, isUnknown: true };
  const isGentle = isShared && random(12) > 0;
  if (!isGentle && random(8) === 0) {
    const [cancels, looks, expected, final] = pick(FATAL);
    const faults = { CancelImportTask: cancels, GetImportTask: looks };
    return { taskId, task: { taskId, cancellingFor: soon(), faults }, expected, final, faults: cancels.length + looks.length };
  }
  const [, taskOf, dictated, final] = weighted(SCRIPTS);
  const most = isGentle ? 0 : isShared ? 1 : 2;
  const cancels = failures(random(2) && most, UNCERTAIN);
  const looks = failures(random(2) && most, OF_LOOKS);
  const faults = {
    CancelImportTask: [...cancels, ...(random(4) ? [] : [pick(DELAYS)])],
    // Again after a success in between.
    GetImportTask: [...looks, pick(DELAYS), ...failures(random(2) && most, OF_LOOKS)],
  };
  // Who has sent a cancel that may have arrived has, as far as one can know, cancelled it.
  const isUncertain = cancels.some((fault) => fault !== "throttle");
  const expected = dictated === "already-cancelled" && isUncertain ? "cancelled" : dictated;
  return { taskId, task: { ...taskOf(), taskId, faults }, expected, final, faults: cancels.length + looks.length };
}

// ---- the load ------------------------------------------------------------------------------------------------------

/** Runs the client, and returns what it says about each task and about its memory. */
async function resultsOf(t, order) {
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
    const script = scripted(index, isShared);
    if (!script.isUnknown) service.addTask(script.task);
    scripts.set(script.taskId, script);
    ids.push(script.taskId);
  }

  const began = Date.now();
  const { results, memory: { first, last } } = await resultsOf(t, { url: server.url, credentials: CREDENTIALS, lanes });
  const seconds = (Date.now() - began) / 1000;

  const outcomes = {};
  let attempts = 0;
  for (const result of results) {
    const { expected, final, faults, task } = scripts.get(result.taskIdentifier);
    const about = `seed ${seed}: ${JSON.stringify({ task, result, count: service.count(result.taskIdentifier) })}`;
    assert.equal(result.outcome, expected, about);
    // Each request that arrived was counted, and written down as what it was; and the other way round.
    const count = service.count(result.taskIdentifier);
    assert.deepEqual(result.times, count, about);
    assert.equal(result.attempts, count.CancelImportTask + count.GetImportTask, about);
    assert.equal(service.task(result.taskIdentifier)?.status, final, about);
    // An outcome is what was seen, not what was hoped for.
    if (expected in STATUS) assert.equal(result.status, STATUS[expected], about);
    attempts += result.attempts;
    outcomes[expected] = (outcomes[expected] ?? 0) + 1;
    outcomes.faults = (outcomes.faults ?? 0) + faults;
  }
  assert.equal(results.length, TASKS);
  assert.equal(new Set(results.map(({ taskIdentifier }) => taskIdentifier)).size, TASKS, "each once");
  const { CancelImportTask, GetImportTask, ListImportTasks } = service.count();
  assert.deepEqual([CancelImportTask + GetImportTask, ListImportTasks], [attempts, 0]);

  const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(1);
  const { faults, ...ends } = outcomes;
  t.diagnostic(`${seconds} s for ${attempts} requests, of which ${CancelImportTask} to cancel; ${faults} planned faults`);
  t.diagnostic(JSON.stringify(ends));
  t.diagnostic(`heap of the client: ${megabytes(first.heapUsed)} MB after a fifth, ${megabytes(last.heapUsed)} MB at the end; `
    + `external ${megabytes(first.external)} and ${megabytes(last.external)}, in all ${megabytes(first.rss)} and ${megabytes(last.rss)}`);
  assert.ok(last.heapUsed < first.heapUsed + 3 * 2 ** 20, "memory is flat");
  assert.ok(last.external < first.external + 3 * 2 ** 20, "so is what is outside of the heap");
});

const STATUS = { cancelled: "CANCELLED", "already-cancelled": "CANCELLED", "finished-first": "SUCCEEDED", "failed-first": "FAILED" };
