// Output: results go to standard output, everything else to standard error. Secrets are masked in both.

const COLOURS = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 };

// Masking shorter strings would mask unrelated output. AWS's secrets have at least 40 characters.
const MIN_SECRET_LENGTH = 8;

/** An untrusted value as one line without control characters. */
export const printable = (value) => String(value).replace(/\s+/g, " ").replace(/\p{C}/gu, "\uFFFD");

// Not an escape in a string, which the bundler would replace by the raw control character.
const ESCAPE = String.fromCharCode(27);

/** A string truncated to `width` columns. */
export const shortened = (string, width) => (string.length <= width ? string : `${string.slice(0, Math.max(0, width - 1))}…`);

/** The reason that the service gives for a task's status, bounded. */
export const statusReasonOf = ({ statusReason }) => printable(statusReason).slice(0, 300);

/** A number with its noun: `1 line`, `2 lines`. */
export const countOf = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** The terminal that a stream writes to, or the lack of one. */
function screenOf(stream, env) {
  const isTerminal = Boolean(stream.isTTY);
  const hasColours = isTerminal && !env.NO_COLOR && env.TERM !== "dumb";
  return {
    isTerminal,
    // Whether a line can be overwritten.
    canRewrite: isTerminal && env.TERM !== "dumb",
    get width() { return stream.columns || Number(env.COLUMNS) || 80; },
    paint: (colour, string) => (hasColours ? `${ESCAPE}[${COLOURS[colour]}m${string}${ESCAPE}[0m` : string),
  };
}

/** `onWriteError` is called once, with the first write error of standard output. */
export function createOutput({ stdout, stderr, env, signal, isQuiet, isJson, isDebug, onWriteError }) {
  const secrets = new Set();
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

  /** Replaces each secret by its length. */
  function mask(string) {
    let masked = string;
    for (const secret of secrets) masked = masked.replaceAll(secret, `(${secret.length} characters)`);
    return masked;
  }

  const write = (stream, string) => new Promise((resolve) => {
    const end = () => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    // If nothing reads from the pipe the write never completes, and an interruption must not wait for it.
    if (!signal.aborted) signal.addEventListener("abort", end);
    if (hasFailed && stream === stdout) return end();
    try {
      stream.write(mask(string), end);
    } catch (error) {
      // Writes to files throw synchronously in Node 18.
      if (stream === stdout) fail(error);
      end();
    }
  });

  let hasResult = false;

  function clearProgress() {
    if (progress) stderr.write(`\r${ESCAPE}[K`);
    progress = "";
  }

  /** Prints a line on standard error, in place of the progress line. */
  function log(line) {
    clearProgress();
    return write(stderr, `${line}\n`);
  }

  return {
    out,
    err,
    isQuiet,
    isJson,
    /** Masks secrets in all later output: as they are, trimmed, and escaped as in JSON. Ignores values that are not strings. */
    hide(...values) {
      for (const value of values) {
        if (typeof value !== "string") continue;
        const forms = [value, value.trim(), JSON.stringify(value).slice(1, -1)];
        for (const form of forms) if (form.length >= MIN_SECRET_LENGTH) secrets.add(form);
      }
    },
    /** Prints a result. Resolves when it is written. */
    print(result) {
      if (out.isTerminal) clearProgress();
      return write(stdout, `${result}\n`);
    },
    json(object) {
      hasResult ||= object.type === "result";
      return write(stdout, `${JSON.stringify(object)}\n`);
    },
    get hasResult() { return hasResult; },
    log,
    note: (message) => (isQuiet ? undefined : log(message)),
    warn: (message) => log(`${err.paint("yellow", "warning:")} ${message}`),
    error: (message) => log(`${err.paint("red", "error:")} ${message}`),
    hint: (message) => log(`${err.paint("cyan", "hint:")} ${message}`),
    debug: (message) => (isDebug ? log(err.paint("dim", `debug: ${message}`)) : undefined),
    /** Prints the prompt of a question, without a newline. */
    prompt(string) { return write(stderr, string); },
    /** Writes the progress line over the previous one. */
    showProgress(line) {
      progress = mask(line);
      stderr.write(`\r${progress}${ESCAPE}[K`);
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
