// `watch`: shows the progress of a task until it ends.

import { connect } from "./connection.mjs";
import { CANCELLED, DONE, FAILED, GONE, TIMED_OUT } from "./exit-codes.mjs";
import { timedOut } from "./failure.mjs";
import { oneLine } from "./printable.mjs";
import { startProgress } from "./progress.mjs";
import { addWarnings, warningsMember } from "./warnings.mjs";

const EXIT_CODES = { SUCCEEDED: DONE, FAILED, CANCELLED, DELETED: GONE };

/** The last progress, with an `outcome`: the final status in lower case, `timed-out` or `aborted`. */
async function watchUntilEnd(context, input, { options }, onStatus) {
  const { tasks, signal } = context;
  const display = startProgress(context, input.taskIdentifier);
  let last;
  try {
    for await (const progress of tasks.watchImportTask(input, { ...options, onProgress: display.report })) {
      last = progress;
      onStatus(progress.status);
    }
    return { ...last, outcome: last.status.toLowerCase() };
  } catch (error) {
    if (signal.aborted) return { ...last, outcome: "aborted" };
    if (error instanceof tasks.TimeoutError) return { ...last, outcome: "timed-out" };
    throw error;
  } finally {
    display.end();
  }
}

export async function watchCommand(context) {
  const { tasks, operands: [taskIdentifier], output, signal } = context;
  const input = { taskIdentifier };
  let lastStatus;
  context.describeInterruption = () => lastStatus && `last known status: ${output.excerpt(lastStatus)}; the task continues`;
  const connection = await connect(context, (config) => tasks.getImportTaskRequest(input, config));
  const { outcome, status, task, attempts, waited, warnings } = await watchUntilEnd(context, input, connection, (current) => { lastStatus = current; });
  await addWarnings(context, warnings);
  if (output.isJson) await output.json({ type: "result", outcome, taskId: taskIdentifier, status, attempts, waited, task, ...warningsMember(context) });
  signal.throwIfAborted();
  const isTimedOut = outcome === "timed-out";
  if (!output.isJson) await output.print([`${taskIdentifier} ${isTimedOut ? outcome : oneLine(status)}`]);
  if (isTimedOut) await output.note(timedOut(context) + (status ? `; last known status: ${output.excerpt(status)}` : ""));
  if (task?.statusReason) await output.note(output.excerpt(task.statusReason, 300));
  return isTimedOut ? TIMED_OUT : EXIT_CODES[status] ?? DONE;
}
