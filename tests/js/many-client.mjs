// The client of many.test.mjs, in a separate process, so that its memory can be measured without the service. It receives the
// endpoint and the ids from the parent process, and sends back the result for each task.

import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { cancelAndWait } from "neptune-import-tasks";

// The parent process has exited.
process.once("disconnect", () => process.exit());

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

async function memoryUsage() {
  // Messages to the parent and closed sockets become garbage only in later turns of the event loop.
  for (let turn = 0; turn < 5; turn += 1) {
    await delay(20);
    collectGarbage();
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

const sharedFetch = (...args) => fetch(...args);

/** Cancels tasks one after the other. Every five tasks have their own `fetch`, with its own retry tokens, unless it is shared. */
async function cancelInOrder({ ids, isShared }, from, to) {
  let send = sharedFetch;
  for (let index = from; index < to; index += 1) {
    if (!isShared && index % 5 === 0) send = (...args) => fetch(...args);
    await cancel(ids[index], send);
  }
}

/** Cancels a fraction of the tasks of all lanes concurrently. */
const cancelFraction = (from, to) => Promise.all(lanes.map((lane) => cancelInOrder(lane, lane.ids.length * from, lane.ids.length * to)));

await cancelFraction(0, 0.2);
const first = await memoryUsage();
await cancelFraction(0.2, 1);
const last = await memoryUsage();
process.send({ first, last }, () => process.disconnect());
