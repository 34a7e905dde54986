// What a call learns from its requests: the task, the errors and the history.

import { NetworkError } from "../errors.js";

/** The error for a request without a response. */
function networkError(operation, { type, cause }) {
  const code = cause?.cause?.code;
  const reason = type === "timer" ? "timed out" : `${cause?.message ?? cause}${code ? `, ${code}` : ""}`;
  return new NetworkError({ message: `no response to ${operation}: ${reason}`, cause });
}

const IDENTICAL = ["operation", "status", "error", "httpStatusCode"];

export class Findings {
  attempts = 0;
  /** The last output. */
  output;
  /** The last error of each operation. */
  errors = {};
  #history = [];

  /** Records what came of a request, and returns its error if it failed. */
  add(operation, event, result, at) {
    const error = result ? result.error : networkError(operation, event);
    const { $metadata, status } = result?.value ?? error;
    this.#note({ operation, ...$metadata, ...(status && { status }), ...(error && { error: error.name }) }, at);
    if (error) this.errors[operation] = error;
    else this.output = result.value;
    return error;
  }

  /** Adds a history entry, or counts the last one again if it is the same. */
  #note(entry, at) {
    const last = this.#history.at(-1);
    if (last && IDENTICAL.every((key) => last[key] === entry[key])) {
      Object.assign(last, entry, { until: at, times: last.times + 1 });
    } else {
      this.#history.push({ ...entry, since: at, until: at, times: 1 });
    }
  }

  /** The members that results and errors have in common. */
  summary() {
    return { ...(this.output && { task: this.output }), attempts: this.attempts, history: this.#history };
  }

  progress(waited, error, nextIn) {
    const task = this.output;
    const { progressPercentage: percent, timeElapsedSeconds: elapsed, errorCount } = task?.importTaskDetails ?? {};
    const known = { task, status: task?.status, percent, elapsed, errorCount, error, nextIn };
    return { attempts: this.attempts, waited, ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) };
  }
}
