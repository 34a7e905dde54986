// Output: results go to standard output, everything else to standard error. Only this file writes to them. What it writes has passed through
// `clean` or `jsonOf`, so that no secret and no unprintable character can be in it.

import { Control, oneLine, painted, printableJson, rendered, replaced, shortened } from "./printable.mjs";
import { createMask } from "./secrets.mjs";

/** The terminal that a stream writes to, or the lack of one. */
function screenOf(stream, env) {
  const isTerminal = Boolean(stream.isTTY);
  return {
    isTerminal,
    hasColours: isTerminal && !env.NO_COLOR && env.TERM !== "dumb",
    // Whether a line can be overwritten.
    canRewrite: isTerminal && env.TERM !== "dumb",
    get width() { return stream.columns || Number(env.COLUMNS) || 80; },
  };
}

/** `onWriteError` is called once, with the first write error of standard output. */
export function createOutput({ stdout, stderr, env, signal, isQuiet, isJson, isDebug, onWriteError }) {
  const { hide, mask } = createMask();
  const out = screenOf(stdout, env);
  const err = screenOf(stderr, env);
  let hasFailed = false;
  // The progress line that is on the terminal; empty if there is none.
  let progress = "";

  function fail(error) {
    if (!hasFailed) onWriteError(error);
    hasFailed = true;
  }
  stdout.on("error", fail);
  // There is no other stream to report it on.
  stderr.on("error", () => {});

  const clean = (string) => replaced(mask(string));

  /** The text of lines, see `rendered`. */
  const textOf = (lines, { hasColours }) => lines.map((line) => `${rendered(line, { clean, hasColours })}\n`).join("");

  /** Masks secrets in the strings of a value for JSON, names of members included. */
  function maskValue(_, value) {
    if (typeof value === "string") return mask(value);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [mask(name), member]));
  }

  const jsonOf = (object) => `${printableJson(object, maskValue)}\n`;

  const write = (stream, string) => new Promise((resolve) => {
    const end = () => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    // If nothing reads from the pipe the write never completes, and an interruption must not wait for it.
    signal.addEventListener("abort", end);
    if (hasFailed && stream === stdout) return end();
    try {
      stream.write(string, end);
    } catch (error) {
      // Writes to files throw synchronously in Node 18.
      if (stream === stdout) fail(error);
      end();
    }
  });

  let hasResult = false;

  function clearProgress() {
    if (progress) stderr.write(Control.START_OF_LINE + Control.CLEAR_TO_END_OF_LINE);
    progress = "";
  }

  /** Prints lines on standard error, in place of the progress line. */
  function log(...lines) {
    clearProgress();
    return write(stderr, textOf(lines, err));
  }

  return {
    out,
    err,
    isQuiet,
    isJson,
    /** Masks secrets in all later output. Ignores values that are not strings. */
    hide,
    /** An untrusted value for a message: one line of at most `length` characters, masked before it is truncated. */
    excerpt: (value, length = 100) => shortened(oneLine(mask(String(value))), length),
    /** Prints lines of a result. Resolves when they are written. */
    print(lines) {
      if (out.isTerminal) clearProgress();
      return write(stdout, textOf(lines, out));
    },
    /** Prints an object as a line of JSON. */
    json(object) {
      hasResult ||= object.type === "result";
      return write(stdout, jsonOf(object));
    },
    /** Prints each object as a line of JSON. */
    jsonLines: (objects) => write(stdout, objects.map(jsonOf).join("")),
    get hasResult() { return hasResult; },
    log,
    note: (message) => (isQuiet ? undefined : log(message)),
    warn: (message) => log([painted("yellow", "warning:"), ` ${message}`]),
    error: (message) => log([painted("red", "error:"), ` ${message}`]),
    hint: (message) => log([painted("cyan", "hint:"), ` ${message}`]),
    debug: (...messages) => (isDebug ? log(...messages.map((message) => [painted("dim", `debug: ${message}`)])) : undefined),
    /** Prints the prompt of a question, without a newline. */
    prompt(string) { return write(stderr, clean(string)); },
    /** Ends the line of a prompt. */
    endPrompt() { return write(stderr, "\n"); },
    /** Writes the progress line over the previous one. */
    showProgress(line) {
      progress = clean(line);
      stderr.write(Control.START_OF_LINE + progress + Control.CLEAR_TO_END_OF_LINE);
    },
    clearProgress,
    /** Keeps the progress line on the terminal; later output starts on the next line. */
    keepProgress() {
      if (progress) stderr.write("\n");
      progress = "";
    },
    /** Resolves when all output is written. */
    flush: () => Promise.all([write(stdout, ""), write(stderr, "")]),
  };
}
