// Time: how much has passed, and waiting for whatever happens first.

import { onAbort } from "./abort.mjs";

/** The longest delay of `setTimeout`, 24 days. A longer one would end at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Measures milliseconds since its creation. */
export class Stopwatch {
  #start = performance.now();
  #least = 0;

  get elapsed() {
    return Math.max(this.#least, Math.round(performance.now() - this.#start));
  }

  /**
   * A timer that was due at this time has ended. Timers end a little early, and fake ones may advance without `performance`: the time that
   * was waited for has passed nevertheless.
   */
  reach(due) {
    this.#least = Math.max(this.#least, due);
  }
}

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
    const end = (settle, result) => {
      stopTimer();
      stopListening();
      settle(result);
    };
    // First, because the signal may be an odd one that throws.
    const stopListening = onAbort(signal, () => end(resolve, { type: "abort" }));
    const stopTimer = startTimer(milliseconds, () => end(resolve, { type: "timer" }));
    begin?.().then((event) => end(resolve, event), (error) => end(reject, error));
  });
}
