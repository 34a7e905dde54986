// Times of several ways to do the same, in turns: what else the machine does changes more than what is measured.

const WARM_UP = 2;

const median = (sorted) => sorted[Math.floor(sorted.length / 2)];

/** The median of the numbers, and half the distance between the first and the third quartile in percent of it. */
export function summarize(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const quartile = (part) => sorted[Math.floor((sorted.length - 1) * part)];
  return { median: median(sorted), spread: ((quartile(0.75) - quartile(0.25)) / 2 / median(sorted)) * 100 };
}

/**
 * Runs each function `count` times a round, and returns the microseconds of one time. A function is called with a number that differs
 * from call to call, and may be asynchronous.
 */
export async function measure(functions, { count, rounds = 9 }) {
  const times = Object.fromEntries(Object.keys(functions).map((name) => [name, []]));
  let call = 0;
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    for (const [name, run] of Object.entries(functions)) {
      const isAsync = run.constructor.name === "AsyncFunction";
      const start = performance.now();
      if (isAsync) for (let each = 0; each < count; each += 1) await run(call++);
      else for (let each = 0; each < count; each += 1) run(call++);
      if (round >= WARM_UP) times[name].push(((performance.now() - start) / count) * 1000);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, each]) => [name, summarize(each)]));
}

/** Rows of a table with the ratio of each time to the first one's. */
export function rowsOf(times, goals = {}) {
  const [[, first]] = Object.entries(times);
  return Object.entries(times).map(([name, { median: value, spread }]) => ({ name, value, spread, ratio: value / first.median, goal: goals[name] }));
}
