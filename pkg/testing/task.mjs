/**
 * An import task and its life, which follows a script as the clock goes on.
 * It knows nothing of requests: the service asks for what it is at some time, and tells it that it is cancelled.
 */

import { checkMilliseconds, checkObject, checkTimes, checkType, isObject, refuse } from "./argument.mjs";
import { FaultPlan, readError, readFault } from "./faults.mjs";

export const TASK_ID = /^t-[a-z0-9]{10}$/;

/** The status in a script that stands for a task that does not exist any more. */
const GONE = "GONE";
const FIRST = "INITIALIZING";
const ENDED = new Set(["SUCCEEDED", "FAILED", "CANCELLED", "DELETED"]);

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
const FAULTY = ["CancelImportTask", "GetImportTask"];

// Something that grows with the progress, and looks like what AWS counts.
const STATEMENTS_PER_PERCENT = 1250;
const ENTRIES_PER_PERCENT = 480;

export class Task {
  #members;
  #details;
  #afterCancel;
  #staleReads;
  /** What is shown after a cancellation while there are stale reads left. */
  #stale = { reads: 0 };
  #startedAt;
  /** The script that is followed, since when, and in percent what was reached before, where that stays. */
  #course;

  /**
   * A task that begins its life at `time`.
   *
   * @param {object} given what a test says about it, with a `taskId`
   * @param {{ time: number, cancellingFor: number, sequence: number }} service the time, how long a task stays CANCELLING if
   *   it says nothing, and its place in lists
   * @throws {TypeError | RangeError} if something of it cannot be used
   */
  constructor(given, { time, cancellingFor, sequence }) {
    checkObject("the task", given, [...Object.keys(MEMBERS), ...SETTINGS]);
    checkMembers("the task", given, MEMBERS);
    const {
      taskId,
      source = "s3://amzn-s3-demo-bucket/import/",
      roleArn = "arn:aws:iam::111122223333:role/NeptuneImportRole",
      graphId, format, parquetType, statusReason, attemptNumber, importOptions, importTaskDetails = {},
      staleReads = 0, cancelError, faults = [],
    } = given;
    if (!TASK_ID.test(taskId)) refuse("`taskId` of the task", taskId, "`t-` and ten characters a-z or 0-9");
    checkObject("`importTaskDetails` of the task", importTaskDetails, Object.keys(DETAILS));
    checkMembers("`importTaskDetails` of the task", importTaskDetails, DETAILS);
    this.sequence = sequence;
    this.faults = readFaults(faults);
    this.cancelError = cancelError === undefined ? undefined : readError("`cancelError` of the task", cancelError);
    this.#staleReads = checkTimes("`staleReads` of the task", staleReads, 0);
    this.#members = plain({
      taskId, source, roleArn, status: "", graphId, format, parquetType, statusReason, attemptNumber, importOptions,
    });
    this.#details = plain(importTaskDetails);
    const stays = checkMilliseconds("`cancellingFor` of the task", given.cancellingFor ?? cancellingFor);
    const cancelling = [{ status: "CANCELLING", lasts: stays }, { status: "CANCELLED", lasts: Infinity }];
    this.#afterCancel = given.afterCancel === undefined ? cancelling : readScript("afterCancel", given.afterCancel);
    this.#startedAt = time;
    this.#course = { script: readLife(given, cancelling), since: time };
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

  /** What the answers of CancelImportTask and ListImportTasks show. */
  summaryAt(time) {
    return this.#summary(this.statusAt(time));
  }

  /** What the answer of GetImportTask shows, and changes nothing; undefined if the task is gone. */
  snapshotAt(time) {
    const { status, begins } = this.#stageAt(time);
    if (status === GONE) return undefined;
    const importTaskDetails = status === FIRST ? undefined : this.#detailsAt(time, status, begins);
    return plain({ ...this.#members, status, importTaskDetails });
  }

  /** The same for a request, which uses up a stale read if there is one left. */
  readAt(time) {
    if (this.#stale.reads === 0) return this.snapshotAt(time);
    this.#stale.reads -= 1;
    return this.#stale.snapshot;
  }

  /** Begins the script for after a cancellation, and returns what the answer shows: its first status, however short. */
  cancelAt(time) {
    this.#stale = { reads: this.#staleReads, snapshot: this.snapshotAt(time) };
    this.#course = { script: this.#afterCancel, since: time, reached: this.#progressAt(time) };
    return this.#summary(this.#afterCancel[0].status);
  }

  #summary(status) {
    const { taskId, source, roleArn, graphId, format, parquetType } = this.#members;
    return plain({ taskId, source, roleArn, status, graphId, format, parquetType });
  }

  /** Where the script is: the status, and when it began. */
  #stageAt(time) {
    const { script, since } = this.#course;
    let begins = since;
    for (const { status, lasts } of script) {
      if (time < begins + lasts) return { status, begins };
      begins += lasts;
    }
    // Only a clock that is no number, or at its end, leads here.
    return { status: script.at(-1).status, begins: since };
  }

  #detailsAt(time, status, begins) {
    const isOver = ENDED.has(status);
    const { progressPercentage = this.#progressAt(time) } = this.#details;
    return {
      status: isOver ? status : "IN_PROGRESS",
      startTime: this.#startedAt / 1000,
      timeElapsedSeconds: Math.max(0, Math.floor(((isOver ? begins : time) - this.#startedAt) / 1000)),
      progressPercentage,
      errorCount: 0,
      statementCount: Math.floor(progressPercentage * STATEMENTS_PER_PERCENT),
      dictionaryEntryCount: Math.floor(progressPercentage * ENTRIES_PER_PERCENT),
      ...this.#details,
    };
  }

  /** In percent. What has no end in sight has not come far, and what failed or was cancelled never got to 100. */
  #progressAt(time) {
    const { script, since, reached } = this.#course;
    if (this.statusAt(time) === "SUCCEEDED") return 100;
    if (reached !== undefined) return reached;
    const total = script.slice(0, -1).reduce((sum, { lasts }) => sum + lasts, 0);
    if (total === 0 || total === Infinity) return 0;
    return Math.min(99, Math.max(0, Math.floor((100 * (time - since)) / total)));
  }
}

function readLife({ status = "IMPORTING", life }, cancelling) {
  if (life !== undefined) return readScript("life", life);
  return status === "CANCELLING" ? cancelling : readScript("status", [[status]]);
}

function readScript(name, pairs) {
  const where = `\`${name}\` of the task`;
  const isScript = Array.isArray(pairs) && pairs.length > 0;
  if (!isScript) refuse(where, pairs, "an array of pairs of a status and milliseconds");
  return pairs.map((pair, index) => readStage(`\`${name}[${index}]\` of the task`, pair, index, index === pairs.length - 1));
}

function readStage(where, pair, index, isLast) {
  const isPair = Array.isArray(pair) && pair.length > 0 && pair.length <= 2;
  if (!isPair) refuse(where, pair, "a pair of a status and milliseconds");
  const [status, milliseconds] = pair;
  if (typeof status !== "string" || status === "") refuse(`the status in ${where}`, status, "a status");
  if (status === GONE && index === 0) refuse(`the status in ${where}`, status, "one that an answer can show first");
  // Whatever the last one says: there is nothing to come after it.
  if (isLast && milliseconds === undefined) return { status, lasts: Infinity };
  const lasts = checkMilliseconds(`the time in ${where}`, milliseconds);
  return { status, lasts: isLast ? Infinity : lasts };
}

function readFaults(faults) {
  const plan = new FaultPlan();
  const add = (name, list, operation) => {
    if (!Array.isArray(list)) refuse(`\`${name}\` of the task`, list, "an array of faults");
    list.forEach((fault, index) => plan.add(readFault(`\`${name}[${index}]\` of the task`, fault), { operation }));
  };
  if (!isObject(faults)) {
    add("faults", faults);
    return plan;
  }
  checkObject("`faults` of the task", faults, FAULTY);
  for (const [operation, list = []] of Object.entries(faults)) add(`faults.${operation}`, list, operation);
  return plan;
}

function checkMembers(where, given, types) {
  for (const [name, type] of Object.entries(types)) {
    if (given[name] === undefined) continue;
    checkType(`\`${name}\` of ${where}`, given[name], type);
    if (type === "number" && !Number.isFinite(given[name])) refuse(`\`${name}\` of ${where}`, given[name], "a number", RangeError);
  }
}

/** A copy as it would come out of an answer: without what is undefined, and nothing in it is shared. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}
