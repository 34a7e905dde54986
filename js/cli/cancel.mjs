// `cancel`: asks for confirmation, cancels the task, and with `--wait` waits for its final status.

import { connect } from "./connection.mjs";
import { DECLINED, DONE, FAILED, FINISHED_FIRST, GONE, TIMED_OUT } from "./exit-codes.mjs";
import { timedOut } from "./failure.mjs";
import { oneLine } from "./printable.mjs";
import { startProgress } from "./progress.mjs";
import { question } from "./question.mjs";
import { UsageError } from "./usage.mjs";
import { addWarnings, warningsMember } from "./warnings.mjs";

// Of a statusReason in a note.
const MAX_REASON = 300;

/** The exit code and the note for each outcome. */
const OUTCOMES = {
  cancelled: [DONE],
  "already-cancelled": [DONE, "the task was already cancelled"],
  "finished-first": [FINISHED_FIRST, "the import finished before the cancellation took effect: the data is in the graph"],
  "failed-first": [FAILED, "the import failed before the cancellation took effect"],
  gone: [GONE, "the task does not exist or was deleted"],
  "timed-out": [TIMED_OUT],
};

/** Asks for confirmation, unless `--yes` is given or standard input is not a terminal, as in scripts. */
async function isConfirmed(context, id, { base, config: { region } }) {
  const { options, output, streams: { stdin } } = context;
  if (options.yes || !stdin.isTTY) return true;
  if (!output.err.isTerminal) {
    throw new UsageError("cannot ask for confirmation: standard error is not a terminal", "use `--yes` to cancel without confirmation");
  }
  const answer = await question(context, `Cancel import task ${id} in ${region} (${base})? [y/N] `);
  return /^\s*y(es)?\s*$/i.test(answer);
}

/** The state of the cancel request when the command ends early. */
function describeCancelState({ connection, output }, id, lastStatus) {
  const { state } = connection?.cancelRequests.get(id) ?? {};
  if (!state) return "nothing was sent";
  if (state === "accepted") return "the cancel request was accepted, and the cancellation continues";
  if (state === "sent") return "the cancel request was sent, and it is unknown whether it was accepted";
  return `the cancel request was rejected${lastStatus ? `; last known status: ${output.excerpt(lastStatus)}` : ""}`;
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
  const isTimedOut = outcome === "timed-out";
  const [exitCode, meaning] = OUTCOMES[outcome];
  const note = isTimedOut ? `${timedOut(context)}; ${describeCancelState(context, id)}` : meaning;
  if (!output.isJson) await output.print([`${id} ${outcome}`]);
  if (note) await output.note(note + (task?.statusReason ? ` (${output.excerpt(task.statusReason, MAX_REASON)})` : ""));
  return exitCode;
}

export async function cancelCommand(context) {
  const { tasks, operands: [taskIdentifier], options, output } = context;
  if (!options.wait && options["poll-interval"] !== undefined) throw new UsageError("`--poll-interval` needs `--wait`");
  const input = { taskIdentifier };
  let lastStatus;
  context.describeInterruption = () => describeCancelState(context, taskIdentifier, lastStatus);
  const connection = await connect(context, (config) => tasks.cancelImportTaskRequest(input, config));
  if (!await isConfirmed(context, taskIdentifier, connection)) {
    if (output.isJson) await output.json({ type: "result", outcome: "declined", taskId: taskIdentifier });
    await output.note("not cancelled");
    return DECLINED;
  }
  if (!options.wait) return cancelOnly(context, input, connection);
  return cancelAndWait(context, input, connection, (status) => { lastStatus = status; });
}
