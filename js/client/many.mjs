// Many calls at a time.

/**
 * Runs a function for each item of an iterable or async iterable, for at most `limit` of them at a time, and yields the results in the
 * order in which they arrive. What the iterable throws is thrown after the results of what has begun.
 */
export async function* concurrently(items, limit, run) {
  const iterator = items[Symbol.asyncIterator]?.() ?? items[Symbol.iterator]();
  const results = [];
  let [started, running] = [0, 0];
  let isOver = false;
  let failure;
  let notify = () => {};
  const work = async () => {
    started += 1;
    running += 1;
    try {
      while (!isOver) {
        const { value, done } = await iterator.next();
        isOver ||= done;
        if (done) break;
        // No more begin than there are items.
        if (started < limit) work();
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
    work();
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
