// The cancellation of several tasks: a line for each in the order in which they end, and a summary.

import { describeCancelState, describeOutcome } from "./cancel-state.mjs";
import { DONE, worst } from "./exit-codes.mjs";
import { describe } from "./failure.mjs";
import { countOf, oneLine } from "./printable.mjs";
import { startManyProgress } from "./progress.mjs";
import { addWarnings } from "./warnings.mjs";

/** Counts by a word: `2 cancelled, 1 failed`. */
const summaryOf = (counts) => [...counts].map(([word, count]) => `${count} ${word}`).join(", ");

/** What is known of each task that has not ended, and of those that have. */
function describeTasks(context, ids, ended, counts) {
  const open = ids.filter((id) => !ended.has(id));
  const isSent = (id) => context.connection.cancelRequests.has(id);
  const unsent = open.filter((id) => !isSent(id)).length;
  return [
    ...open.filter(isSent).map((id) => `${id}: ${describeCancelState(context, id)}`),
    ...(unsent > 0 ? [`${countOf(unsent, "task")}: nothing was sent`] : []),
    ...(ended.size > 0 ? [`${countOf(ended.size, "task")}: ${summaryOf(counts)}`] : []),
  ];
}

/** Prints the result of a task, and returns the word for the summary and the exit code. */
async function reportResult(context, taskId, { warnings, ...result }) {
  const { options: { wait }, output } = context;
  await addWarnings(context, warnings);
  const { status } = wait ? result.task ?? {} : result;
  const outcome = wait ? result.outcome : "accepted";
  if (output.isJson) {
    const { attempts, history, task } = wait ? result : { task: result };
    await output.json({ type: "result", outcome, taskId, status, attempts, history, task, ...(warnings && { warnings }) });
  } else {
    await output.print([`${taskId} ${wait ? outcome : oneLine(status)}`]);
  }
  const { exitCode, note } = wait ? describeOutcome(context, taskId, result) : { exitCode: DONE };
  if (note) await output.note(`${taskId}: ${note}`);
  return { word: outcome, exitCode };
}

/** Prints the error of a task, likewise. Hints that were printed already are not repeated. */
async function reportError(context, taskId, error, printedHints) {
  const { output } = context;
  await addWarnings(context, error?.warnings);
  const { message, hints, exitCode } = await describe(error, { ...context, operands: [taskId] });
  const { warnings } = error ?? {};
  if (output.isJson) await output.json({ type: "error", taskId, name: error?.name, message, hints, exitCode, ...(warnings && { warnings }) });
  else await output.print([`${taskId} failed`]);
  await output.error(`${taskId}: ${message}`);
  for (const hint of hints.filter((each) => !printedHints.has(each))) {
    printedHints.add(hint);
    await output.hint(hint);
  }
  return { word: "failed", exitCode };
}

/** Whether a task was not finished because of the interruption. */
const isAborted = ({ signal }, { ok, result, error }) => signal.aborted && (ok ? result.outcome === "aborted" : error === signal.reason);

/** Cancels the tasks and returns the exit code of the worst outcome. */
export async function cancelMany(context, ids, { options }) {
  const { tasks, output, signal, options: { wait = false }, concurrency } = context;
  const [ended, counts, exitCodes, printedHints] = [new Set(), new Map(), new Set(), new Set()];
  context.describeInterruption = () => describeTasks(context, ids, ended, counts);
  const display = startManyProgress(context, ids.length, ended);
  const outcomes = tasks.cancelAll(ids, { ...options, wait, concurrency, onProgress: display.report });
  try {
    for await (const end of outcomes) {
      const { taskId, ok, result, error } = end;
      if (isAborted(context, end)) {
        if (output.isJson) await output.json({ type: "result", outcome: "aborted", taskId, status: result?.task?.status });
        continue;
      }
      ended.add(taskId);
      const { word, exitCode } = await (ok ? reportResult(context, taskId, result) : reportError(context, taskId, error, printedHints));
      counts.set(word, (counts.get(word) ?? 0) + 1);
      exitCodes.add(exitCode);
    }
  } finally {
    display.end();
  }
  signal.throwIfAborted();
  await output.note(`${countOf(ids.length, "task")}: ${summaryOf(counts)}`);
  return worst(exitCodes);
}
