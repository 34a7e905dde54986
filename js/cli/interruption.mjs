// Interruptions of a command: SIGINT, SIGTERM, and standard output that cannot be written to.

import { BROKEN_PIPE, INTERRUPTED, REJECTED, TERMINATED } from "./exit-codes.mjs";

/** The abort reason of an interrupted command. */
export class Interruption extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

// How long an interrupted command may take to end by itself, in milliseconds.
const GRACE_PERIOD = 1000;

/** Aborts `controller` at the first SIGINT or SIGTERM. Exits the process at the second, or when the grace period is over. */
export function handleSignals(controller, beforeExit) {
  const { signal } = controller;
  const exit = (exitCode) => {
    beforeExit();
    process.exit(exitCode);
  };
  signal.addEventListener("abort", () => setTimeout(() => exit(signal.reason.exitCode), GRACE_PERIOD).unref());
  for (const [name, message, exitCode] of [["SIGINT", "interrupted", INTERRUPTED], ["SIGTERM", "terminated", TERMINATED]]) {
    process.on(name, () => {
      if (signal.aborted) exit(exitCode);
      controller.abort(new Interruption(message, exitCode));
    });
  }
}

/** The interruption for a write error of standard output. With EPIPE, its reader has ended: that is no error, and prints no message. */
export const interruptionOf = ({ code, message }) => (code === "EPIPE" ? new Interruption("", BROKEN_PIPE)
  : new Interruption(`cannot write to standard output: ${message}`, REJECTED));

/** Settles as the promise does, or rejects with the signal's reason if it is aborted first. */
export function unlessAborted(signal, promise) {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
