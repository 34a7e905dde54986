// Waiting for whatever happens first.

/** The longest delay of `setTimeout`, 24 days. A longer one would end at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Calls `end` after `milliseconds`, however many those are. Returns a function that stops the timer. */
function startTimer(milliseconds, end) {
  let timer;
  const wait = (remaining) => {
    const delay = Math.min(remaining, LONGEST_TIMEOUT);
    timer = setTimeout(() => (remaining > delay ? wait(remaining - delay) : end()), delay);
  };
  wait(milliseconds);
  return () => clearTimeout(timer);
}

/**
 * Resolves to the first event: the end of `milliseconds`, an abort, or the result of `begin`. Rejects if `begin` does. Later events are
 * ignored.
 */
export function firstEvent(signal, milliseconds, begin) {
  return new Promise((resolve, reject) => {
    const stopTimer = startTimer(milliseconds, () => end(resolve, { type: "timer" }));
    const onAbort = () => end(resolve, { type: "abort" });
    const end = (settle, result) => {
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
      settle(result);
    };
    signal?.addEventListener("abort", onAbort);
    begin?.().then((event) => end(resolve, event), (error) => end(reject, error));
  });
}
