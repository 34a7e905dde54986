// `cancel`: asks for confirmation, cancels one or more tasks, and with `--wait` waits for their final statuses.

import { cancelMany } from "./cancel-many.mjs";
import { describeCancelState, describeOutcome } from "./cancel-state.mjs";
import { connect } from "./connection.mjs";
import { DECLINED, DONE } from "./exit-codes.mjs";
import { taskIds } from "./ids.mjs";
import { oneLine } from "./printable.mjs";
import { startProgress } from "./progress.mjs";
import { question } from "./question.mjs";
import { count, UsageError } from "./usage.mjs";
import { addWarnings, warningsMember } from "./warnings.mjs";

/** Asks for confirmation, unless `--yes` is given or standard input is not a terminal, as in scripts. */
async function isConfirmed(context, ids, { base, config: { region } }) {
  const { options, output, streams: { stdin } } = context;
  if (options.yes || !stdin.isTTY) return true;
  if (!output.err.isTerminal) {
    throw new UsageError("cannot ask for confirmation: standard error is not a terminal", "use `--yes` to cancel without confirmation");
  }
  const what = ids.length === 1 ? `import task ${ids[0]}` : `${ids.length} import tasks`;
  const answer = await question(context, `Cancel ${what} in ${region} (${base})? [y/N] `);
  return /^\s*y(es)?\s*$/i.test(answer);
}

async function cancelOnly(context, input, { options }) {
  const { tasks, output } = context;
  const { warnings, ...task } = await tasks.cancelImportTask(input, options);
  await addWarnings(context, warnings);
  const { taskId, status } = task;
  if (output.isJson) {
    await output.json({ type: "result", outcome: "accepted", taskId, status, task, ...warningsMember(context) });
    return DONE;
  }
  await output.print([`${oneLine(taskId)} ${oneLine(status)}`]);
  if (output.out.isTerminal) await output.note("the cancel request was accepted; use `--wait` to wait until the task has stopped");
  return DONE;
}

async function cancelAndWait(context, input, { options }, onStatus) {
  const { tasks, output, signal } = context;
  const id = input.taskIdentifier;
  const display = startProgress(context, id);
  let result;
  try {
    result = await tasks.cancelAndWait(input, {
      ...options,
      onProgress(progress) {
        onStatus(progress.status);
        display.report(progress);
      },
    });
  } finally {
    display.end();
  }
  const { outcome, task, attempts, history, warnings } = result;
  await addWarnings(context, warnings);
  if (output.isJson) await output.json({ type: "result", outcome, taskId: id, status: task?.status, attempts, history, task, ...warningsMember(context) });
  signal.throwIfAborted();
  const { exitCode, note } = describeOutcome(context, id, result);
  if (!output.isJson) await output.print([`${id} ${outcome}`]);
  if (note) await output.note(note);
  return exitCode;
}

/** Cancels a single task. */
async function cancelOne(context, id, connection) {
  const input = { taskIdentifier: id };
  if (!context.options.wait) return cancelOnly(context, input, connection);
  let lastStatus;
  context.describeInterruption = () => describeCancelState(context, id, lastStatus);
  return cancelAndWait(context, input, connection, (status) => { lastStatus = status; });
}

export async function cancelCommand(context) {
  const { tasks, options, output } = context;
  if (!options.wait && options["poll-interval"] !== undefined) throw new UsageError("`--poll-interval` needs `--wait`");
  context.concurrency = count("`--concurrency`", options.concurrency);
  context.describeInterruption = () => describeCancelState(context, context.operands[0]);
  const { ids, isFromInput } = await taskIds(context);
  if (ids.length === 0) {
    await output.note("no task ids in standard input");
    return DONE;
  }
  const connection = await connect(context, (config) => tasks.cancelImportTaskRequest({ taskIdentifier: ids[0] }, config));
  if (!await isConfirmed(context, ids, connection)) {
    for (const taskId of output.isJson ? ids : []) await output.json({ type: "result", outcome: "declined", taskId });
    await output.note("not cancelled");
    return DECLINED;
  }
  return ids.length === 1 && !isFromInput ? cancelOne(context, ids[0], connection) : cancelMany(context, ids, connection);
}
