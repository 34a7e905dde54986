// What became of a cancellation, in words.

import { DONE, FAILED, FINISHED_FIRST, GONE, TIMED_OUT } from "./exit-codes.mjs";
import { timedOut } from "./failure.mjs";

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

/** The state of the cancel request for a task whose final status is not known. */
export function describeCancelState({ connection, output }, id, lastStatus) {
  const { state } = connection?.cancelRequests.get(id) ?? {};
  if (!state) return "nothing was sent";
  if (state === "accepted") return "the cancel request was accepted, and the cancellation continues";
  if (state === "sent") return "the cancel request was sent, and it is unknown whether it was accepted";
  return `the cancel request was rejected${lastStatus ? `; last known status: ${output.excerpt(lastStatus)}` : ""}`;
}

/** The exit code for an outcome of `cancelAndWait`, and the note about it, if there is one. */
export function describeOutcome(context, id, { outcome, task }) {
  const [exitCode, meaning] = OUTCOMES[outcome];
  const note = outcome === "timed-out" ? `${timedOut(context)}; ${describeCancelState(context, id)}` : meaning;
  const reason = task?.statusReason ? ` (${context.output.excerpt(task.statusReason, MAX_REASON)})` : "";
  return { exitCode, note: note && note + reason };
}
