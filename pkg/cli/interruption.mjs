// What ends a command from outside: Ctrl-C, SIGTERM, and a reader of standard output that has gone.

import { BROKEN_PIPE, INTERRUPTED, REFUSED, TERMINATED } from "./exit-codes.mjs";

/** The reason of the signal that is aborted. */
export class Interruption extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

// How long a command may take to end in good order, in milliseconds.
const GRACE = 1000;

/** Aborts `controller` at the first SIGINT or SIGTERM. Ends the process at the second, and when it does not end by itself. */
export function heedSignals(controller, beforeExit) {
  const { signal } = controller;
  const exit = (exitCode) => {
    beforeExit();
    process.exit(exitCode);
  };
  signal.addEventListener("abort", () => setTimeout(() => exit(signal.reason.exitCode), GRACE).unref());
  for (const [name, message, exitCode] of [["SIGINT", "interrupted", INTERRUPTED], ["SIGTERM", "terminated", TERMINATED]]) {
    process.on(name, () => {
      if (signal.aborted) exit(exitCode);
      controller.abort(new Interruption(message, exitCode));
    });
  }
}

/** What it means that standard output cannot be written to. A reader that has gone wants no more, and no message either. */
export const interruptionOf = ({ code, message }) => (code === "EPIPE" ? new Interruption("", BROKEN_PIPE)
  : new Interruption(`cannot write to standard output: ${message}`, REFUSED));

/** The result of a promise, unless the signal is aborted before it is there. */
export function unlessAborted(signal, promise) {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
