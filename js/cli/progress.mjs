// Progress of a task: on a terminal a line that is rewritten, elsewhere a line for each change, with `--json` an object for each response.

import { countOf, oneLine, shortened } from "./printable.mjs";

const GAP = "  ";

/** A duration such as `45 s`, `3 min 5 s` or `2 h 10 min`. */
function formatDuration(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// The final statuses with which the import is not complete.
const INCOMPLETE = new Set(["FAILED", "CANCELLED", "DELETED"]);

/** The parts of a progress line without the times: only a change in these is worth a new line. */
function partsOf({ status, percent, errorCount, error, nextIn }) {
  return [
    status && oneLine(status),
    percent !== undefined && !INCOMPLETE.has(status) && `${percent} %`,
    error && nextIn !== undefined && `${oneLine(error.name)}, retrying`,
    errorCount > 0 && countOf(errorCount, "error"),
  ].filter(Boolean);
}

/** Joins as many of the first parts as fit into `width` columns. */
function fitted(parts, width) {
  let line = parts[0];
  for (const part of parts.slice(1)) {
    if (line.length + GAP.length + part.length > width) break;
    line += GAP + part;
  }
  return shortened(line, width);
}

/** The object that `--json` prints. */
const objectOf = (id, { status, percent, elapsed, errorCount, attempts, waited, nextIn, error }) => ({
  type: "progress", taskId: id, status, percent, elapsed, errorCount, attempts, waited, nextIn,
  ...(error && { error: { name: error.name, message: error.message } }),
});

/** Starts to show progress. `report` shows an update; `end` removes the progress line, but keeps it after an interruption. */
export function startProgress(context, id) {
  const { output } = context;
  const { err, isJson, isQuiet } = output;
  if (isJson) return { report: (progress) => output.json(objectOf(id, progress)), end() {} };
  if (isQuiet) return { report() {}, end() {} };
  const { show, end } = err.canRewrite ? rewriting(context, id) : { show: lineByLine(output, id), end() {} };
  return {
    report(progress) {
      show(partsOf(noteFailedCancel(context, id, progress)), progress.nextIn);
    },
    end,
  };
}

/** Starts to show the progress of several tasks: on a terminal on one line, elsewhere as for a single one. `ended` has those that have ended. */
export function startManyProgress(context, total, ended) {
  const { output } = context;
  const { err, isJson, isQuiet } = output;
  if (isJson) return { report: (progress, id) => output.json(objectOf(id, progress)), end() {} };
  if (isQuiet) return { report() {}, end() {} };
  if (err.canRewrite) {
    const { show, end } = rewriting(context, countOf(total, "task"));
    return {
      report: (progress, id) => show([`${ended.size} done`, id, ...partsOf(noteFailedCancel(context, id, progress))]),
      end,
    };
  }
  const lines = new Map();
  return {
    report(progress, id) {
      if (!lines.has(id)) lines.set(id, lineByLine(output, id));
      lines.get(id)(partsOf(noteFailedCancel(context, id, progress)));
    },
    end() {},
  };
}

/** Prints a note if there is one about this progress, and returns the progress without its error then. */
function noteFailedCancel(context, id, progress) {
  const note = failedCancelNote(context, id, progress);
  if (!note) return progress;
  context.output.note(id + GAP + note);
  return { ...progress, error: undefined };
}

/** Whether the service has rejected a cancel request in a way that a task which has ended already may explain. */
const isRejection = ({ name, $metadata: { httpStatusCode } = {} }) =>
  httpStatusCode === 409 || (httpStatusCode === 400 && name === "ValidationException");

/** The note for a cancel request that is not sent again, because the status of the task is read next; undefined for any other progress. */
function failedCancelNote({ connection, output }, id, { error, nextIn }) {
  const request = connection.cancelRequests.get(id);
  if (!error || nextIn === undefined || !request?.isLast) return undefined;
  const isRejected = isRejection(error);
  if (!isRejected && request.attempts < connection.maxAttempts) return undefined;
  const reason = output.excerpt(`${error.name}: ${error.message}`, 200);
  return `the cancel request ${isRejected ? "was rejected" : "failed"}: ${reason}; reading the status of the task`;
}

/** Progress on a line of the terminal that is rewritten. */
function rewriting({ output, signal }, title) {
  const { err } = output;
  const start = Date.now();
  let parts = ["sending"];
  let nextPoll;
  function draw() {
    const seconds = nextPoll && Math.ceil((nextPoll - Date.now()) / 1000);
    const times = [formatDuration(Date.now() - start), ...(seconds > 0 ? [`next poll in ${seconds} s`] : [])];
    // Without the last column: some terminals wrap when it is written.
    output.showProgress(fitted([title, ...parts, ...times], err.width - 1));
  }
  draw();
  // The times change between responses too.
  const timer = setInterval(draw, 250);
  return {
    show(newParts, nextIn) {
      parts = newParts;
      nextPoll = nextIn && Date.now() + nextIn;
      draw();
    },
    end() {
      clearInterval(timer);
      if (signal.aborted) output.keepProgress();
      else output.clearProgress();
    },
  };
}

/** A function that prints a line for each change. */
function lineByLine(output, id) {
  let last;
  return (parts) => {
    const line = [id, ...parts].join(GAP);
    if (parts.length > 0 && line !== last) output.note(line);
    last = line;
  };
}
