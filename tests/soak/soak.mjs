// `make soak`: long runs. Operations must neither slow down nor take more memory, workers must not disturb each other, and no cancellation may
// be reported wrongly, whatever fails on the way. Prints what it measured, and fails if memory grows or operations become slower.

import assert from "node:assert/strict";
import { Worker } from "node:worker_threads";

import { cancelAll } from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

import { measureGrowth } from "../../benches/growth.mjs";

const WORKERS = 200;
const TASKS = Number(process.env.SOAK_TASKS ?? 10_000);
const MINUTE = 60_000;

async function operations() {
  const [{ rows }] = await measureGrowth();
  for (const { name, value, memory } of rows) console.log(`${name}: ${value.toFixed(2)} µs each, ${(memory / 1e6).toFixed(1)} MB`);
  // Buffers of Node are among it.
  assert.ok(rows.at(-1).memory < 1.1 * rows[0].memory, "memory grows");
  // Whatever else the machine does changes less than that.
  assert.ok(rows.at(-1).value < 1.5 * rows[0].value, "operations become slower");
}

/** Starts workers, all at the same time. Each validates and signs. */
async function workers() {
  const program = `import { parentPort } from "node:worker_threads";
    import { cancelImportTaskRequest, checkTaskId } from "neptune-import-tasks";
    const config = { region: "us-east-1", credentials: { accessKeyId: "A", secretAccessKey: "s" } };
    let valid = 0;
    for (let i = 0; i < 5000; i += 1) {
      valid += checkTaskId("t-0123456789").ok && cancelImportTaskRequest({ taskIdentifier: "t-0123456789" }, config).headers.authorization.length > 100;
    }
    parentPort.postMessage(valid);`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(program.replaceAll('"neptune-import-tasks"', JSON.stringify(import.meta.resolve("neptune-import-tasks"))))}`);
  const run = () => new Promise((resolve, reject) => {
    const worker = new Worker(url);
    worker.once("message", (valid) => { worker.terminate(); resolve(valid); });
    worker.once("error", reject);
  });
  const results = await Promise.all(Array.from({ length: WORKERS }, run));
  assert.ok(results.every((valid) => valid === 5000));
  console.log(`${results.length} workers at the same time, each with 5,000 checks and signatures`);
}

const FAULTS = ["throttle", "internal", "html-502", "drop", "drop-after", "cut-off", "empty-body", "truncated-json"];

/** Cancels many tasks while responses are lost, the clocks of service and client jump and keys are rotated. */
async function cancellations() {
  const { now } = Date;
  let offset = 0;
  let generation = 0;
  const keyOf = (index) => ({ accessKeyId: `ASIA${index}`, secretAccessKey: "s".repeat(40), sessionToken: `token ${index}` });
  const keys = Array.from({ length: 50 }, (_, index) => keyOf(index));
  const service = createFakeService({ credentials: keys, now: () => now() + offset, cancellingFor: 20 });
  const ids = Array.from({ length: TASKS }, () => service.addTask().taskId);
  let requests = 0;
  const fetch = (...args) => {
    requests += 1;
    if (requests % 7 === 0) service.misbehave(FAULTS[requests % FAULTS.length]);
    if (requests % 501 === 0) service.misbehave("expired-token");
    if (requests % 997 === 0) offset = ((requests % 11) - 5) * 10 * MINUTE;
    if (requests % 2003 === 0) Date.now = () => now() + ((requests % 7) - 3) * 15 * MINUTE;
    return service.fetch(...args);
  };
  const credentials = async () => keys[Math.min(generation++, keys.length - 1)];
  const options = { region: "us-east-1", fetch, credentials, concurrency: 200, pollInterval: 20, maxAttempts: 10 };
  const outcomes = {};
  const start = performance.now();
  for await (const { taskId, ok, result, error } of cancelAll(ids, options)) {
    const name = ok ? result.outcome : error.name;
    outcomes[name] = (outcomes[name] ?? 0) + 1;
    const { attempts } = ok ? result : error;
    const { status } = service.task(taskId);
    if (ok && ["cancelled", "already-cancelled"].includes(result.outcome)) assert.equal(status, "CANCELLED", `${taskId} is ${status}`);
    // No other outcome is possible: the faults are errors, and no task ends in another way.
    else assert.equal(ok, false, `${taskId}: ${result?.outcome}`);
    // Every request has reached the fake service.
    assert.equal(attempts, Object.values(service.count(taskId)).reduce((sum, count) => sum + count, 0), taskId);
  }
  Date.now = now;
  console.log(`${TASKS} cancellations, ${requests} requests, ${((performance.now() - start) / 1000).toFixed(1)} s:`, outcomes);
  assert.equal(Object.values(outcomes).reduce((sum, count) => sum + count, 0), TASKS);
}

await cancellations();
await workers();
await operations();
