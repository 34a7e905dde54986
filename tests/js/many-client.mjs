// The client of many.test.mjs, in a process of its own: so that its memory is its own, and that there are two processes as there
// would be. Takes the address and the ids from its parent, and says what became of each.

import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { cancelAndWait } from "neptune-import-tasks";

// The parent is gone.
process.once("disconnect", () => process.exit());

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

async function memory() {
  // What waits for a turn is garbage afterwards: answers on their way to the parent, sockets that were closed.
  for (let turn = 0; turn < 5; turn += 1) {
    await delay(20);
    collect();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapUsed, external, rss };
}

const timesOf = (history, operation) =>
  history.reduce((sum, entry) => sum + (entry.operation === operation ? entry.times : 0), 0);

const [{ url, credentials, lanes }] = await once(process, "message");

async function cancel(taskIdentifier, send) {
  const options = { region: "us-east-1", endpoint: url, credentials, fetch: send, pollInterval: 15, maxWait: 60_000 };
  let result;
  try {
    result = await cancelAndWait({ taskIdentifier }, options);
  } catch (error) {
    result = error;
  }
  const { outcome = result.name, task, attempts, history = [] } = result;
  const times = { CancelImportTask: timesOf(history, "CancelImportTask"), GetImportTask: timesOf(history, "GetImportTask"), ListImportTasks: 0 };
  process.send({ taskIdentifier, outcome, status: task?.status, attempts, times, message: String(result.message ?? "") });
}

const shared = (...args) => fetch(...args);

/** One task after the other, each five with a `fetch` of their own and its tokens for retries, or all with one. */
async function work({ ids, isShared }, from, to) {
  let send = shared;
  for (let at = from; at < to; at += 1) {
    if (!isShared && at % 5 === 0) send = (...args) => fetch(...args);
    await cancel(ids[at], send);
  }
}

/** A part of all lanes at once. */
const workOn = (from, to) => Promise.all(lanes.map((lane) => work(lane, lane.ids.length * from, lane.ids.length * to)));

await workOn(0, 0.2);
const first = await memory();
await workOn(0.2, 1);
const last = await memory();
process.send({ first, last }, () => process.disconnect());
