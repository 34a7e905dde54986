/**
 * An import task, whose status follows a script over time.
 * It does not handle requests: the service reads its state at a given time, and cancels it.
 */

import { checkCount, checkMilliseconds, checkObject, checkOneOf, checkType, isObject, throwInvalid } from "./argument.mjs";
import { FaultPlan, parseError, parseFault } from "./faults.mjs";

export const TASK_ID = /^t-[a-z0-9]{10}$/;

/** The status in a script after which the task does not exist any more. */
const GONE = "GONE";
const INITIALIZING = "INITIALIZING";
const FINAL_STATUSES = new Set(["SUCCEEDED", "FAILED", "CANCELLED", "DELETED"]);

const SUMMARY = {
  taskId: "string", source: "string", roleArn: "string", status: "string", graphId: "string", format: "string",
  parquetType: "string",
};
const DETAILS = {
  status: "string", startTime: "number", timeElapsedSeconds: "number", progressPercentage: "number",
  errorCount: "number", errorDetails: "string", statementCount: "number", dictionaryEntryCount: "number",
};
const MEMBERS = {
  ...SUMMARY, statusReason: "string", attemptNumber: "number", importOptions: "object", importTaskDetails: "object",
};
const SETTINGS = ["life", "afterCancel", "cancelError", "staleReads", "cancellingFor", "faults"];
const FAULT_OPERATIONS = ["CancelImportTask", "GetImportTask"];

// Arbitrary rates, so that the counts grow with the progress.
const STATEMENTS_PER_PERCENT = 1250;
const ENTRIES_PER_PERCENT = 480;

export class Task {
  #members;
  #details;
  #afterCancel;
  #staleReads;
  /** The snapshot that is returned after a cancellation, and for how many more reads. */
  #stale = { reads: 0 };
  #startedAt;
  #statuses;
  /** The current script and its start time; after a cancellation also the progress at that time, in percent. */
  #course;

  /**
   * Creates a task whose script starts at `time`.
   *
   * @param {object} settings the members that a test declares, with a `taskId`
   * @param {{ time: number, cancellingFor: number, sequence: number, statuses: string[] }} service the current time, the default
   *   of `cancellingFor`, the position in lists, and the statuses that a task can have
   * @throws {TypeError | RangeError} if a member is invalid
   */
  constructor(settings, { time, cancellingFor, sequence, statuses }) {
    checkObject("the task", settings, [...Object.keys(MEMBERS), ...SETTINGS]);
    checkMembers("the task", settings, MEMBERS);
    const {
      taskId,
      source = "s3://amzn-s3-demo-bucket/import/",
      roleArn = "arn:aws:iam::111122223333:role/NeptuneImportRole",
      graphId, format, parquetType, statusReason, attemptNumber, importOptions, importTaskDetails = {},
      staleReads = 0, cancelError, faults = [],
    } = settings;
    if (!TASK_ID.test(taskId)) throwInvalid("`taskId` of the task", taskId, "`t-` and ten characters a-z or 0-9");
    checkDetails(importTaskDetails);
    this.sequence = sequence;
    this.faults = parseFaults(faults);
    this.cancelError = cancelError === undefined ? undefined : parseError("`cancelError` of the task", cancelError);
    this.#staleReads = checkCount("`staleReads` of the task", staleReads, 0);
    this.#members = jsonCopy({
      taskId, source, roleArn, status: "", graphId, format, parquetType, statusReason, attemptNumber, importOptions,
    });
    this.#details = jsonCopy(importTaskDetails);
    const duration = checkMilliseconds("`cancellingFor` of the task", settings.cancellingFor ?? cancellingFor);
    const cancelling = [{ status: "CANCELLING", duration }, { status: "CANCELLED", duration: Infinity }];
    this.#afterCancel = settings.afterCancel === undefined ? cancelling : parseScript("afterCancel", settings.afterCancel, statuses);
    this.#startedAt = time;
    this.#statuses = statuses;
    this.#course = { script: initialScript(settings, cancelling, statuses), since: time };
  }

  get taskId() {
    return this.#members.taskId;
  }

  get graphId() {
    return this.#members.graphId;
  }

  statusAt(time) {
    return this.#stageAt(time).status;
  }

  existsAt(time) {
    return this.statusAt(time) !== GONE;
  }

  /** The members that CancelImportTask and ListImportTasks return. */
  summaryAt(time) {
    return this.#summary(this.statusAt(time));
  }

  /** The members that GetImportTask returns, without using up a stale read; undefined if the task is gone. */
  snapshotAt(time) {
    const { status, begins } = this.#stageAt(time);
    if (status === GONE) return undefined;
    const importTaskDetails = status === INITIALIZING ? undefined : this.#detailsAt(time, status, begins);
    return jsonCopy({ ...this.#members, status, importTaskDetails });
  }

  /** The members that a request of GetImportTask gets. It uses up a stale read if one is left. */
  readAt(time) {
    if (this.#stale.reads === 0) return this.snapshotAt(time);
    this.#stale.reads -= 1;
    return this.#stale.snapshot;
  }

  /** Starts the script for after a cancellation, and returns the members with its first status, even if that has no duration. */
  cancelAt(time) {
    this.#stale = { reads: this.#staleReads, snapshot: this.snapshotAt(time) };
    this.#course = { script: this.#afterCancel, since: time, reached: this.#progressAt(time) };
    return this.#summary(this.#afterCancel[0].status);
  }

  /** Sets the status until the task is cancelled or its status is set again. */
  setStatusAt(time, status, changes = {}) {
    checkOneOf("the status", status, [...this.#statuses, GONE]);
    checkObject("the third argument of setStatus", changes, ["statusReason", "importTaskDetails"]);
    checkMembers("the third argument of setStatus", changes, MEMBERS);
    const { statusReason = this.#members.statusReason, importTaskDetails = {} } = changes;
    checkDetails(importTaskDetails);
    const reached = this.#progressAt(time);
    this.#members = jsonCopy({ ...this.#members, statusReason });
    this.#details = jsonCopy({ ...this.#details, ...importTaskDetails });
    this.#stale = { reads: 0 };
    this.#course = { script: [{ status, duration: Infinity }], since: time, reached };
  }

  #summary(status) {
    const { taskId, source, roleArn, graphId, format, parquetType } = this.#members;
    return jsonCopy({ taskId, source, roleArn, status, graphId, format, parquetType });
  }

  /** The current status, and when it began. */
  #stageAt(time) {
    const { script, since } = this.#course;
    let begins = since;
    for (const { status, duration } of script) {
      if (time < begins + duration) return { status, begins };
      begins += duration;
    }
    // Reached only if the time is NaN or Infinity.
    return { status: script.at(-1).status, begins: since };
  }

  #detailsAt(time, status, begins) {
    const isFinal = FINAL_STATUSES.has(status);
    const { progressPercentage = this.#progressAt(time) } = this.#details;
    return {
      status: isFinal ? status : "IN_PROGRESS",
      startTime: this.#startedAt / 1000,
      timeElapsedSeconds: Math.max(0, Math.floor(((isFinal ? begins : time) - this.#startedAt) / 1000)),
      progressPercentage,
      errorCount: 0,
      statementCount: Math.floor(progressPercentage * STATEMENTS_PER_PERCENT),
      dictionaryEntryCount: Math.floor(progressPercentage * ENTRIES_PER_PERCENT),
      ...this.#details,
    };
  }

  /** The progress in percent: 0 if the script has no end, and 100 only with SUCCEEDED. */
  #progressAt(time) {
    const { script, since, reached } = this.#course;
    if (this.statusAt(time) === "SUCCEEDED") return 100;
    if (reached !== undefined) return reached;
    const total = script.slice(0, -1).reduce((sum, { duration }) => sum + duration, 0);
    if (total === 0 || total === Infinity) return 0;
    return Math.min(99, Math.max(0, Math.floor((100 * (time - since)) / total)));
  }
}

function initialScript({ status = "IMPORTING", life }, cancelling, statuses) {
  checkOneOf("`status` of the task", status, statuses);
  if (life !== undefined) return parseScript("life", life, statuses);
  return status === "CANCELLING" ? cancelling : [{ status, duration: Infinity }];
}

function parseScript(name, pairs, statuses) {
  const where = `\`${name}\` of the task`;
  const isScript = Array.isArray(pairs) && pairs.length > 0;
  if (!isScript) throwInvalid(where, pairs, "an array of pairs of a status and milliseconds");
  return pairs.map((pair, index) => {
    // A task that is gone from the start is no task.
    const known = index === 0 ? statuses : [...statuses, GONE];
    return parseStage(`\`${name}[${index}]\` of the task`, pair, known, index === pairs.length - 1);
  });
}

function parseStage(where, pair, known, isLast) {
  const isPair = Array.isArray(pair) && pair.length > 0 && pair.length <= 2;
  if (!isPair) throwInvalid(where, pair, "a pair of a status and milliseconds");
  const [status, milliseconds] = pair;
  checkOneOf(`the status in ${where}`, status, known);
  // The last status lasts forever, whatever its time.
  if (isLast && milliseconds === undefined) return { status, duration: Infinity };
  const duration = checkMilliseconds(`the time in ${where}`, milliseconds);
  return { status, duration: isLast ? Infinity : duration };
}

function parseFaults(faults) {
  const plan = new FaultPlan();
  const add = (name, list, operation) => {
    if (!Array.isArray(list)) throwInvalid(`\`${name}\` of the task`, list, "an array of faults");
    list.forEach((fault, index) => plan.add(parseFault(`\`${name}[${index}]\` of the task`, fault), { operation }));
  };
  if (!isObject(faults)) {
    add("faults", faults);
    return plan;
  }
  checkObject("`faults` of the task", faults, FAULT_OPERATIONS);
  for (const [operation, list = []] of Object.entries(faults)) add(`faults.${operation}`, list, operation);
  return plan;
}

function checkDetails(details) {
  checkObject("`importTaskDetails` of the task", details, Object.keys(DETAILS));
  checkMembers("`importTaskDetails` of the task", details, DETAILS);
}

function checkMembers(where, object, types) {
  for (const [name, type] of Object.entries(types)) {
    if (object[name] === undefined) continue;
    checkType(`\`${name}\` of ${where}`, object[name], type);
    if (type === "number" && !Number.isFinite(object[name])) throwInvalid(`\`${name}\` of ${where}`, object[name], "a finite number", RangeError);
  }
}

/** A deep copy, without undefined members, as in a response. */
function jsonCopy(value) {
  return JSON.parse(JSON.stringify(value));
}
