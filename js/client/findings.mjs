// What a call learns from its requests: the task, the errors, the warnings and the history.

import { NetworkError } from "../errors.js";

/** The message of what `fetch` threw, which may be any value, with the code of a lost connection in Node. */
function messageOf(cause) {
  try {
    const code = cause?.cause?.code;
    return `${String(cause?.message ?? cause)}${code ? `, ${String(code)}` : ""}`;
  } catch {
    return "an error that cannot be read";
  }
}

/** Warnings with the same key are one: that credentials have expired is repeated with each request, with another time in the message. */
const keyOf = ({ code, subject, part, found }) => JSON.stringify([code, subject, part, found]);

const IDENTICAL = ["operation", "status", "error", "httpStatusCode"];

export class Findings {
  attempts = 0;
  /** The last output. */
  output;
  /** The last error of each operation. */
  errors = {};
  #host;
  #warnings;
  #history = [];
  /** The number of attempts since the last success. */
  #attempts = 0;

  /** With the request as it would be without a signature. */
  constructor({ url, warnings = [] }) {
    this.#host = new URL(url).host;
    this.#warnings = warnings;
  }

  /** Records that a request is sent, with what is unusual about it. */
  addRequest({ warnings = [] }) {
    this.attempts += 1;
    this.#attempts += 1;
    this.#addWarnings(warnings);
  }

  /** Records what came of the request, and returns its error if it failed. */
  addResult(operation, event, result, at) {
    const error = result ? result.error : this.#networkError(operation, event);
    const { $metadata, status } = result?.value ?? error;
    this.#note({ operation, ...$metadata, ...(status && { status }), ...(error && { error: error.name }) }, at);
    if ($metadata) $metadata.attempts = this.#attempts;
    if (event.type === "invalidArguments") this.attempts -= 1;
    if (error) {
      this.errors[operation] = error;
    } else {
      this.output = result.value;
      this.#attempts = 0;
      this.#addWarnings(result.warnings);
    }
    return error;
  }

  /** The error for a request without a response. */
  #networkError(operation, { type, cause }) {
    const reason = type === "timer" ? "timed out" : messageOf(cause);
    const warning = this.#warnings.find(({ subject }) => subject === "region");
    const what = type === "invalidArguments" ? "`fetch` rejected its arguments for" : "no response to";
    return new NetworkError({ message: `${what} ${operation} from ${this.#host}: ${reason}${warning ? `; ${warning.message}` : ""}`, cause });
  }

  #addWarnings(warnings) {
    const known = new Set(this.#warnings.map(keyOf));
    this.#warnings = [...this.#warnings, ...warnings.filter((warning) => !known.has(keyOf(warning)))];
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

  /** The warnings, if there are any. */
  warnings() {
    return this.#warnings.length > 0 ? { warnings: this.#warnings } : {};
  }

  /** The members that results and errors have in common. */
  summary() {
    return { ...(this.output && { task: this.output }), attempts: this.attempts, history: this.#history, ...this.warnings() };
  }

  progress(waited, error, nextIn) {
    const task = this.output;
    const { progressPercentage: percent, timeElapsedSeconds: elapsed, errorCount } = task?.importTaskDetails ?? {};
    const known = { task, status: task?.status, percent, elapsed, errorCount, error, nextIn };
    return { attempts: this.attempts, waited, ...this.warnings(), ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) };
  }
}
