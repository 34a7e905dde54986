// `watch`: shows how a task goes on until it has ended.

import { connect } from "./connection.mjs";
import { CANCELLED, DONE, FAILED, GONE, TIMED_OUT } from "./exit-codes.mjs";
import { printable } from "./output.mjs";
import { startProgress } from "./progress.mjs";

const EXIT_CODES = { SUCCEEDED: DONE, FAILED, CANCELLED, DELETED: GONE };

/** What is known in the end: `outcome` is the last status in lower case, `timed-out` or `aborted`. */
async function watchToTheEnd(context, input, { options }, onStatus) {
  const { tasks, signal } = context;
  const progress = startProgress(context, input.taskIdentifier);
  let last;
  try {
    for await (const news of tasks.watchImportTask(input, { ...options, onProgress: progress.report })) {
      last = news;
      onStatus(news.status);
    }
    return { ...last, outcome: last.status.toLowerCase() };
  } catch (error) {
    if (signal.aborted) return { ...last, outcome: "aborted" };
    if (error instanceof tasks.TimeoutError) return { ...last, outcome: "timed-out" };
    throw error;
  } finally {
    if (signal.aborted) progress.keep();
    else progress.end();
  }
}

export async function watchCommand(context) {
  const { tasks, operands: [taskIdentifier], options, output, signal } = context;
  const input = { taskIdentifier };
  let lastStatus;
  context.describeInterruption = () => (lastStatus ? `; the task was ${printable(lastStatus)} when it was last seen, and goes on` : "");
  const connection = await connect(context, (config) => tasks.getImportTaskRequest(input, config));
  const { outcome, status, task, attempts, waited } = await watchToTheEnd(context, input, connection, (seen) => { lastStatus = seen; });
  if (output.isJson) await output.json({ type: "result", outcome, taskId: taskIdentifier, status, attempts, waited, task });
  signal.throwIfAborted();
  const isTimedOut = outcome === "timed-out";
  if (!output.isJson) await output.print(`${taskIdentifier} ${isTimedOut ? outcome : printable(status)}`);
  const last = status ? `: the task is ${printable(status)}` : "";
  if (isTimedOut) await output.note(`the time of \`--max-wait\` is up after ${options["max-wait"]}${last}`);
  if (task?.statusReason) await output.note(printable(task.statusReason).slice(0, 300));
  return isTimedOut ? TIMED_OUT : EXIT_CODES[status] ?? DONE;
}
