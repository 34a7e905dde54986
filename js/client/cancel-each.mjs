// The cancellation of many tasks.

import { abortReason, onAbort } from "./abort.mjs";
import { assertObject, isAbsent, throwWrongType } from "./options.mjs";
import { concurrently } from "./many.mjs";

const DEFAULT_CONCURRENCY = 4;

/** Each ID once. */
async function* distinct(ids) {
  const seen = new Set();
  for await (const id of ids) {
    if (!seen.has(id)) yield id;
    seen.add(id);
  }
}

function assertIterable(ids) {
  const isIterable = typeof ids !== "string" && Boolean(ids?.[Symbol.iterator] ?? ids?.[Symbol.asyncIterator]);
  if (!isIterable) throwWrongType("argument `ids`", "an iterable of task ids", ids);
}

/** Yields the outcome of each cancellation, in the order in which they end. */
export async function* cancelEach(client, { cancel, wait }, ids, options = {}) {
  assertObject("argument `options`", options);
  const { concurrency: limit, wait: waits, ...call } = options;
  const concurrency = limit ?? DEFAULT_CONCURRENCY;
  assertIterable(ids);
  if (!(Number.isInteger(concurrency) && concurrency > 0)) throwWrongType("option `concurrency`", "a whole number from 1", concurrency);
  if (!isAbsent(waits) && typeof waits !== "boolean") throwWrongType("option `wait`", "true or false", waits);
  client.assertValid(call);
  const { signal, onProgress } = client.optionsOf(call);
  const send = (waits ?? true) ? wait : cancel;
  // Nothing is sent after the caller has stopped iterating, either.
  const controller = new AbortController();
  const abort = () => controller.abort(abortReason(signal));
  const stopListening = onAbort(signal, abort);
  if (signal?.aborted) abort();
  const cancelOne = async (taskId) => {
    const options = { ...call, signal: controller.signal, onProgress: onProgress && ((progress) => onProgress(progress, taskId)) };
    try {
      return { taskId, ok: true, result: await send(client, { taskIdentifier: taskId }, options) };
    } catch (error) {
      return { taskId, ok: false, error };
    }
  };
  try {
    yield* concurrently(distinct(ids), concurrency, controller.signal, cancelOne);
  } finally {
    stopListening();
    controller.abort();
  }
}
