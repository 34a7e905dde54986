// Many calls at a time.

import { onAbort } from "./abort.mjs";

/**
 * Runs a function for each item of an iterable or async iterable, for at most `limit` of them at a time, and yields the results in the
 * order in which they arrive. What the iterable throws is thrown after the results of what has begun. After an abort, nothing more begins.
 */
export async function* concurrently(items, limit, signal, run) {
  const iterator = items[Symbol.asyncIterator]?.() ?? items[Symbol.iterator]();
  const results = [];
  let [started, busy] = [0, 0];
  let isOver = false;
  let failure;
  let notify = () => {};
  const stop = () => {
    isOver = true;
    notify();
  };
  const work = async () => {
    started += 1;
    try {
      while (!isOver) {
        const { value, done } = await iterator.next();
        // An abort does not wait for the next item.
        if (isOver) return;
        if (done) break;
        // No more begin than there are items.
        if (started < limit) work();
        busy += 1;
        results.push(await run(value));
        busy -= 1;
        notify();
      }
    } catch (error) {
      failure ??= { error };
    }
    stop();
  };
  const stopListening = onAbort(signal, stop);
  try {
    if (signal.aborted) isOver = true;
    else work();
    while (!isOver || busy > 0 || results.length > 0) {
      if (results.length > 0) yield results.shift();
      else await new Promise((resolve) => { notify = resolve; });
    }
    if (failure) throw failure.error;
  } finally {
    stopListening();
    isOver = true;
    // The iterator may still wait for an item.
    Promise.resolve(iterator.return?.()).catch(() => {});
  }
}
