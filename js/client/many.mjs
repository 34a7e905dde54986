// Many calls at a time.

import { onAbort } from "./abort.mjs";

/**
 * Runs a function for each item of an async generator, for at most `limit` of them at a time, and yields the results in the order in which
 * they arrive. A result that is not taken counts too, so no more begins than the caller can use. What the generator throws is thrown after
 * the results of what has begun. After an abort, nothing more begins: the caller aborts `signal` also at the end.
 */
export async function* concurrently(items, limit, signal, run) {
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
      for (;;) {
        const { value, done } = await items.next();
        if (done || isOver) break;
        // No more begin than there are items.
        if (started < limit) work();
        busy += 1;
        const result = await run(value);
        busy -= 1;
        await new Promise((take) => {
          results.push({ result, take });
          notify();
        });
      }
    } catch (error) {
      failure ??= { error };
    }
    stop();
  };
  onAbort(signal, stop);
  try {
    if (signal.aborted) isOver = true;
    else work();
    while (!isOver || busy > 0 || results.length > 0) {
      const next = results.shift();
      if (next) {
        next.take();
        yield next.result;
      } else await new Promise((resolve) => { notify = resolve; });
    }
    if (failure) throw failure.error;
  } finally {
    // It may still wait for an item.
    items.return().catch(() => {});
  }
}
