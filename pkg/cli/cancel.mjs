// `cancel`: asks, cancels, and waits if it is told to.

import { connect } from "./connection.mjs";
import { DECLINED, DONE, FAILED, FINISHED_FIRST, GONE, TIMED_OUT } from "./exit-codes.mjs";
import { printable } from "./output.mjs";
import { startProgress } from "./progress.mjs";
import { question } from "./question.mjs";
import { UsageError } from "./usage.mjs";

/** The exit code of each outcome, and what it means. */
const OUTCOMES = {
  cancelled: [DONE],
  "already-cancelled": [DONE, "it had been cancelled before"],
  "finished-first": [FINISHED_FIRST, "the import had finished before the cancel took effect: the data is in the graph"],
  "failed-first": [FAILED, "the import had failed before the cancel took effect"],
  gone: [GONE, "there is no such task, or no longer"],
  "timed-out": [TIMED_OUT, "the time to wait is up"],
};

/** Whether the task is to be cancelled. Where nobody is there to be asked, it was meant. */
async function isConfirmed(context, id, { base, config: { region } }) {
  const { options, output, streams: { stdin } } = context;
  if (options.yes || !stdin.isTTY) return true;
  if (!output.err.isTerminal) {
    throw new UsageError("the question cannot be seen, because standard error is no terminal", "`--yes` cancels without asking");
  }
  const answer = await question(context, `Cancel import task ${id} in ${region} (${base})? [y/N] `);
  return /^\s*y(es)?\s*$/i.test(answer);
}

/** What is known of the cancel when it is interrupted. */
function standOf({ connection }, status) {
  if (!connection?.cancel) return "; nothing was sent";
  if (connection.cancel === "accepted") return "; the cancel was accepted and goes on";
  if (connection.cancel === "sent") return "; the cancel was sent, and whether it was accepted is unknown";
  return `; the cancel was refused${status ? `, the task was ${printable(status)} when it was last seen` : ""}`;
}

async function cancelOnly({ tasks, output }, input, { options }) {
  const task = await tasks.cancelImportTask(input, options);
  const { taskId, status } = task;
  if (output.isJson) {
    await output.json({ type: "result", outcome: "accepted", taskId, status, task });
    return DONE;
  }
  await output.print(`${printable(taskId)} ${printable(status)}`);
  if (output.out.isTerminal) await output.note("the task was told to stop; `--wait` waits until it has");
  return DONE;
}

async function cancelAndWait(context, input, { options }, onStatus) {
  const { tasks, output, signal } = context;
  const id = input.taskIdentifier;
  const progress = startProgress(context, id);
  let result;
  try {
    result = await tasks.cancelAndWait(input, {
      ...options,
      onProgress(news) {
        onStatus(news.status);
        progress.report(news);
      },
    });
  } finally {
    if (signal.aborted) progress.keep();
    else progress.end();
  }
  const { outcome, task, attempts, history } = result;
  if (output.isJson) await output.json({ type: "result", outcome, taskId: id, status: task?.status, attempts, history, task });
  signal.throwIfAborted();
  const [exitCode, meaning] = OUTCOMES[outcome];
  const more = outcome === "timed-out" ? standOf(context) : "";
  if (!output.isJson) await output.print(`${id} ${outcome}`);
  const reason = task?.statusReason ? ` (${printable(task.statusReason).slice(0, 300)})` : "";
  if (meaning) await output.note(meaning + more + reason);
  return exitCode;
}

export async function cancelCommand(context) {
  const { tasks, operands: [taskIdentifier], options, output } = context;
  if (!options.wait && options["poll-interval"] !== undefined) throw new UsageError("`--poll-interval` needs `--wait`");
  const input = { taskIdentifier };
  let lastStatus;
  context.describeInterruption = () => standOf(context, lastStatus);
  const connection = await connect(context, (config) => tasks.cancelImportTaskRequest(input, config));
  if (!await isConfirmed(context, taskIdentifier, connection)) {
    if (output.isJson) await output.json({ type: "result", outcome: "declined", taskId: taskIdentifier });
    await output.note("not cancelled");
    return DECLINED;
  }
  if (!options.wait) return cancelOnly(context, input, connection);
  return cancelAndWait(context, input, connection, (status) => { lastStatus = status; });
}
