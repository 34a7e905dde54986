// What is printed: results on standard output, all else on standard error, and no secret on either.

const COLOURS = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 };

// Shorter ones would take whole texts with them. AWS's own have 40 characters and more.
const SHORTEST_SECRET = 8;

/** A text of others in one line, without what a terminal would obey. */
export const printable = (text) => String(text).replace(/\s+/g, " ").replace(/\p{C}/gu, "\uFFFD");

// Not as an escape in a string: the published file would have the character itself in it.
const ESCAPE = String.fromCharCode(27);

/** A text in no more than `width` columns. */
export const shortened = (text, width) => (text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`);

/** How a stream is written to: whether it is a terminal, how wide, in which colours. */
function screenOf(stream, env) {
  const isTerminal = Boolean(stream.isTTY);
  const hasColours = isTerminal && !env.NO_COLOR && env.TERM !== "dumb";
  return {
    isTerminal,
    // A line can be written anew.
    canRewrite: isTerminal && env.TERM !== "dumb",
    get width() { return stream.columns || Number(env.COLUMNS) || 80; },
    paint: (colour, text) => (hasColours ? `${ESCAPE}[${COLOURS[colour]}m${text}${ESCAPE}[0m` : text),
  };
}

/** `onFailure` is called with the error when standard output cannot be written to any more. */
export function createOutput({ stdout, stderr, env, signal, isQuiet, isJson, isDebug, onFailure }) {
  const secrets = new Set();
  const out = screenOf(stdout, env);
  const err = screenOf(stderr, env);
  let hasFailed = false;
  // The progress line, as long as it stands there.
  let progress = "";

  function fail(error) {
    if (!hasFailed) onFailure(error);
    hasFailed = true;
  }
  stdout.on("error", fail);
  // There is nowhere left to say it.
  stderr.on("error", () => {});

  /** A text with the lengths of secrets in their place. */
  function conceal(text) {
    let concealed = text;
    for (const secret of secrets) concealed = concealed.replaceAll(secret, `(${secret.length} characters)`);
    return concealed;
  }

  const write = (stream, text) => new Promise((resolve) => {
    const end = () => {
      signal.removeEventListener("abort", end);
      resolve();
    };
    // Nobody may be reading: whoever interrupts that waits no longer.
    if (!signal.aborted) signal.addEventListener("abort", end);
    if (hasFailed && stream === stdout) return end();
    try {
      stream.write(conceal(text), end);
    } catch (error) {
      // Files throw in Node 18.
      if (stream === stdout) fail(error);
      end();
    }
  });

  let hasResult = false;

  function clearProgress() {
    if (progress) stderr.write(`\r${ESCAPE}[K`);
    progress = "";
  }

  /** A line on standard error, where the progress line makes room for it. */
  function say(text) {
    clearProgress();
    return write(stderr, `${text}\n`);
  }

  return {
    out,
    err,
    isQuiet,
    isJson,
    /** From now on nothing is printed that one of these is in. */
    hide(...texts) {
      for (const text of texts) {
        if (typeof text !== "string") continue;
        const forms = [text, text.trim(), JSON.stringify(text).slice(1, -1)];
        for (const form of forms) if (form.length >= SHORTEST_SECRET) secrets.add(form);
      }
    },
    /** A result. Resolves when it has gone out. */
    print(text) {
      if (out.isTerminal) clearProgress();
      return write(stdout, `${text}\n`);
    },
    json(object) {
      hasResult ||= object.type === "result";
      return write(stdout, `${JSON.stringify(object)}\n`);
    },
    get hasResult() { return hasResult; },
    note: (text) => (isQuiet ? undefined : say(text)),
    warn: (text) => say(`${err.paint("yellow", "warning:")} ${text}`),
    error: (text) => say(`${err.paint("red", "error:")} ${text}`),
    hint: (text) => say(`${err.paint("cyan", "hint:")} ${text}`),
    say,
    debug: (text) => (isDebug ? say(err.paint("dim", `debug: ${text}`)) : undefined),
    /** Without the end of the line. */
    ask(text) { return write(stderr, text); },
    /** Writes the progress line, in place of the one that stands there. */
    showProgress(text) {
      progress = conceal(text);
      stderr.write(`\r${progress}${ESCAPE}[K`);
    },
    clearProgress,
    /** Leaves the progress line as it stands, and goes on below. */
    keepProgress() {
      if (progress) stderr.write("\n");
      progress = "";
    },
    /** Resolves when all has gone out. */
    flush: () => Promise.all([write(stdout, ""), write(stderr, "")]),
  };
}
