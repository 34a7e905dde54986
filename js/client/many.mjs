// Many calls at a time.

/**
 * Runs a function for each item of an iterable or async iterable, for at most `limit` of them at a time, and yields the results in the
 * order in which they arrive. What the iterable throws is thrown after the results of what has begun.
 */
export async function* concurrently(items, limit, run) {
  const iterator = items[Symbol.asyncIterator]?.() ?? items[Symbol.iterator]();
  const results = [];
  let running = 0;
  let isOver = false;
  let failure;
  let notify = () => {};
  const work = async () => {
    running += 1;
    try {
      while (!isOver) {
        const { value, done } = await iterator.next();
        isOver ||= done;
        if (done) break;
        results.push(await run(value));
        notify();
      }
    } catch (error) {
      isOver = true;
      failure ??= { error };
    }
    running -= 1;
    notify();
  };
  try {
    for (let worker = 0; worker < limit; worker += 1) work();
    while (running > 0 || results.length > 0) {
      if (results.length > 0) yield results.shift();
      else await new Promise((resolve) => { notify = resolve; });
    }
    if (failure) throw failure.error;
  } finally {
    // Only if the caller has stopped. The iterator may still wait for an item.
    if (!isOver) Promise.resolve(iterator.return?.()).catch(() => {});
    isOver = true;
  }
}
