// The statuses of a task: what each means, where it leads, and why. The names are those of the service model.

/** Each status: its sentence, and what can follow it with the reason. */
export const STATUSES = {
  INITIALIZING: ["The task is being set up.", { EXPORTING: "the source is a Neptune cluster or snapshot", ANALYZING_DATA: "the source is in Amazon S3" }],
  EXPORTING: ["The data is exported from the Neptune cluster or snapshot.", { ANALYZING_DATA: "the export is complete" }],
  ANALYZING_DATA: ["The data is read once to find the best size of the graph.", { IMPORTING: "the graph has the right size", REPROVISIONING: "the graph needs another size" }],
  REPROVISIONING: ["The graph gets another size.", { IMPORTING: "the graph is ready" }],
  IMPORTING: ["The data is loaded into the graph.", { SUCCEEDED: "all data is loaded", REPROVISIONING: "the data does not fit" }],
  ROLLING_BACK: ["An error occurred, and what was loaded is removed again.", { FAILED: "everything is removed" }],
  CANCELLING: ["The cancellation has started. The task is not cancelled yet, and may still finish first.", { CANCELLED: "everything has stopped", SUCCEEDED: "the import was faster" }],
  SUCCEEDED: ["The import has finished. It can no longer be cancelled.", { DELETED: "the task is removed" }],
  FAILED: ["The import has failed. There is nothing left to cancel.", { DELETED: "the task is removed" }],
  CANCELLED: ["Everything has stopped.", { DELETED: "the task is removed" }],
  DELETED: ["The task is removed.", {}],
};
export const RUNNING = ["INITIALIZING", "EXPORTING", "ANALYZING_DATA", "REPROVISIONING", "IMPORTING"];
const ALWAYS = { CANCELLING: "somebody cancels it", ROLLING_BACK: "an error occurs" };

/** The statuses that can follow, each with the reason. */
export const nextOf = (status) => ({ ...STATUSES[status]?.[1], ...(RUNNING.includes(status) ? ALWAYS : {}) });

/** Also as the user guide spells it. */
export const canonical = (status) => ({ CANCELED: "CANCELLED", CANCELING: "CANCELLING" })[status] ?? status;
const TITLES = {
  CANCELLING: "Cancellation started", CANCELLED: "The task is cancelled", SUCCEEDED: "The import has succeeded", FAILED: "The import has failed", DELETED: "The task is deleted",
  ROLLING_BACK: "The import is rolled back",
};

function listSentence({ tasks, nextToken }) {
  const counts = new Map();
  for (const { status } of tasks) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${count} ${status}`).join(", ");
  return {
    title: tasks.length === 1 ? "1 task" : `${tasks.length} tasks`,
    sentence: `${parts === "" ? "The list is empty" : parts}.${nextToken ? " There are more: send its nextToken with the next request." : ""}`,
    rows: tasks.slice(0, 20).map(({ taskId, status }) => [status, taskId]),
  };
}

/** What a response says about a task, in words: `{ title, sentence, rows }`. */
export function sentenceOf(output, operation) {
  if (operation === "ListImportTasks") return listSentence(output);
  const { taskId, status, statusReason, graphId, source, importTaskDetails: { progressPercentage, errorCount, errorDetails } = {} } = output;
  const known = canonical(status);
  const progress = progressPercentage === undefined || !RUNNING.includes(known) ? "" : ` ${progressPercentage} % is done.`;
  const reason = statusReason ? ` The reason is: ${statusReason}` : "";
  return {
    title: TITLES[known] ?? (RUNNING.includes(known) ? "The task is running" : `The status is ${status}`),
    sentence: `${STATUSES[known]?.[0] ?? "No publication lists this status."}${progress}${reason}${known === "CANCELLING" ? " Get the task until it is CANCELLED." : ""}`,
    rows: [["Task ID", taskId], ["Status", status], ...(graphId ? [["Graph ID", graphId]] : []), ["Source", source],
      ...(errorCount > 0 ? [["Errors in the data", String(errorCount)]] : []), ...(errorDetails ? [["Error details", errorDetails]] : [])],
  };
}
