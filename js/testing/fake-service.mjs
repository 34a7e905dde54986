/**
 * A fake of the import task operations of Amazon Neptune Analytics, in memory, for development and tests.
 * It is not an emulator: it imports no data, and is no evidence of how the service behaves. It checks signatures only if it
 * is given credentials.
 *
 * The operations follow
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html,
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_GetImportTask.html and
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_ListImportTasks.html. Where the pages say
 * nothing, as about the error for a task that has already finished, the behavior is a choice of this fake.
 */

import { STATUSES } from "../statuses.mjs";
import {
  checkCount, checkMilliseconds, checkObject, checkOneOf, checkType, describeType, isObject, throwInvalid,
} from "./argument.mjs";
import { errorResponse } from "./failure.mjs";
import { Effect, FaultPlan, parseFault } from "./faults.mjs";
import { fetchFrom } from "./fetch.mjs";
import { listen as listenOverHttp } from "./listen.mjs";
import { RequestLog } from "./request-log.mjs";
import { createSignatureCheck } from "./signatures.mjs";
import { Task, TASK_ID } from "./task.mjs";

const OPTIONS = ["tasks", "cancellingFor", "now", "cors", "credentials", "region", "undocumentedStatuses"];
const OPERATIONS = ["CancelImportTask", "GetImportTask", "ListImportTasks"];
const OPERATION_OF_METHOD = { DELETE: "CancelImportTask", GET: "GetImportTask" };

const GRAPH_ID = /^g-[a-z0-9]{10}$/;
const TASK_ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const LIST_PATH = "/importtasks";
const TASK_PATH = /^\/importtasks\/([^/]+)$/;
const NOT_CANCELLABLE = new Set(["SUCCEEDED", "FAILED", "CANCELLING", "CANCELLED", "DELETED"]);

const DEFAULT_RESULTS = 50;
const MAX_RESULTS = 100;
const MAX_HOLD = 60_000;
const NEXT_TOKEN = /^after (\d{1,15})$/;

// The CORS lists of the service model. A browser cannot send or read headers that are not listed.
const PREFLIGHT_HEADERS = {
  "access-control-allow-methods": "DELETE, GET, OPTIONS",
  "access-control-allow-headers": [
    "*",
    "Authorization",
    "Date",
    "X-Amz-Date",
    "X-Amz-Security-Token",
    "X-Amz-Target",
    "content-type",
    "x-amz-content-sha256",
    "x-amz-user-agent",
    "x-amzn-platform-id",
    "x-amzn-trace-id",
  ].join(", "),
  "access-control-max-age": "86400",
};
const EXPOSED_HEADERS = [
  "x-amzn-errortype",
  "x-amzn-requestid",
  "x-amzn-errormessage",
  "x-amzn-trace-id",
  "x-amz-apigw-id",
  "date",
].join(", ");

/**
 * Creates a fake service with its own tasks, request log and planned faults. `testing.d.ts` describes the options and the result.
 *
 * @throws {TypeError | RangeError} if an option is invalid
 */
export function createFakeService(options = {}) {
  checkObject("the argument of createFakeService", options, OPTIONS);
  // `Date` is read at each call, because fake timers may replace it at any time.
  const { tasks = [], now = () => Date.now(), cors = true, credentials, region, undocumentedStatuses = [] } = options;
  const cancellingFor = checkMilliseconds("the option `cancellingFor`", options.cancellingFor ?? 300);
  checkType("the option `now`", now, "function");
  checkType("the option `cors`", cors, "boolean");
  if (!Array.isArray(tasks)) throwInvalid("the option `tasks`", tasks, "an array of tasks");
  const isNames = Array.isArray(undocumentedStatuses) && undocumentedStatuses.every((each) => typeof each === "string" && each !== "");
  if (!isNames) throwInvalid("the option `undocumentedStatuses`", undocumentedStatuses, "an array of non-empty strings");
  const statuses = [...STATUSES, ...undocumentedStatuses];
  const checkSignature = createCheck({ credentials, region, now });

  const tasksById = new Map();
  const log = new RequestLog();
  const plan = new FaultPlan();
  let sequence = 0;

  const allow = [...Object.keys(OPERATION_OF_METHOD), ...(cors ? ["OPTIONS"] : [])].join(", ");
  const operations = { CancelImportTask: cancelImportTask, GetImportTask: getImportTask, ListImportTasks: listImportTasks };

  function findTask(taskId, time) {
    const task = tasksById.get(taskId);
    return task?.existsAt(time) ? task : undefined;
  }

  function addTask(settings = {}) {
    if (!isObject(settings)) throwInvalid("the task", settings, "an object");
    const time = now();
    const { taskId = unusedTaskId() } = settings;
    const added = new Task({ ...settings, taskId }, { time, cancellingFor, sequence, statuses });
    if (findTask(taskId, time)) throw new Error(`the task \`${taskId}\` already exists`);
    // A map keeps the position of a key that is set again, but a new task comes last in lists.
    tasksById.delete(taskId);
    tasksById.set(taskId, added);
    sequence += 1;
    return added.snapshotAt(time);
  }

  function unusedTaskId() {
    let taskId = randomTaskId();
    while (tasksById.has(taskId)) taskId = randomTaskId();
    return taskId;
  }

  function task(taskId) {
    return tasksById.get(taskId)?.snapshotAt(now());
  }

  /** Returns the id of a task that was added, whether or not it still exists. */
  function checkTaskId(where, taskId) {
    if (!TASK_ID.test(taskId)) throwInvalid(where, taskId, "`t-` and ten characters a-z or 0-9");
    return checkOneOf(where, taskId, [...tasksById.keys()], "the id of a task of this service");
  }

  function setStatus(taskId, status, changes) {
    const changed = tasksById.get(checkTaskId("the task id", taskId));
    const time = now();
    changed.setStatusAt(time, status, changes);
    return changed.snapshotAt(time);
  }

  function getImportTask({ taskId }) {
    const found = tasksById.get(taskId)?.readAt(now());
    return found ? success(found) : notFound(taskId);
  }

  function cancelImportTask({ taskId }) {
    const time = now();
    const found = findTask(taskId, time);
    if (!found) return notFound(taskId);
    if (found.cancelError) return found.cancelError;
    const status = found.statusAt(time);
    if (NOT_CANCELLABLE.has(status)) {
      const message = `Import task ${taskId} is ${status} and cannot be cancelled`;
      return errorResponse("ConflictException", message, { reason: "CONCURRENT_MODIFICATION" });
    }
    return success(found.cancelAt(time));
  }

  function listImportTasks({ query }) {
    const { graphIdentifier, maxResults = DEFAULT_RESULTS, after = -1, error } = parseListQuery(query, sequence);
    if (error) return validationError(error);
    const time = now();
    const listed = [];
    for (const each of tasksById.values()) {
      if (each.sequence <= after || !each.existsAt(time)) continue;
      if (graphIdentifier !== undefined && each.graphId !== graphIdentifier) continue;
      listed.push(each);
      // One more than the maximum means that there is another page.
      if (listed.length > maxResults) break;
    }
    const page = listed.slice(0, maxResults);
    const nextToken = listed.length > maxResults ? tokenAfter(page.at(-1)) : undefined;
    return success({ tasks: page.map((each) => each.summaryAt(time)), nextToken });
  }

  function runOperation({ method, path, query }, { operation, taskId }) {
    if (operation === undefined) {
      if (!TASK_PATH.test(path)) return errorResponse("UnknownOperationException", "Unknown operation");
      const message = `Method ${method} is not allowed`;
      return errorResponse("UnknownOperationException", message, { status: 405, headers: { allow } });
    }
    if (taskId !== undefined && !TASK_ID.test(taskId)) return validationError(`taskIdentifier must match ${TASK_ID.source}`);
    return operations[operation]({ taskId, query });
  }

  /** Takes the fault for a request from those of its task, or else from those of the service. */
  function takeFault(call) {
    const found = call.taskId === undefined ? undefined : tasksById.get(call.taskId);
    return found?.faults.take(call) ?? plan.take(call);
  }

  async function authorizeAndRun(request, call) {
    const error = request.method === "OPTIONS" ? undefined : await checkSignature?.(request);
    return error ?? runOperation(request, call);
  }

  function finalize({ method }, { status, headers, body }, isCut = false) {
    return {
      status,
      headers: {
        "content-type": "application/json",
        "x-amzn-requestid": randomUuid(),
        date: new Date(now()).toUTCString(),
        ...(cors && { "access-control-allow-origin": "*", "access-control-expose-headers": EXPOSED_HEADERS }),
        ...headers,
      },
      body: method === "HEAD" ? null : bytesOf(body),
      isCut,
    };
  }

  /**
   * Handles a request and returns its response, or undefined to close the connection without one. `path` and `query` are
   * separate from `url`, because over HTTP they are not normalized: they may contain dot segments.
   *
   * @throws the signal's reason if it is aborted during a delay
   */
  async function handle(request, signal) {
    const { method, url, path, headers } = request;
    const call = parseTarget(method, path);
    log.add({ ...call, method, url, headers, time: now() });
    // Before the faults, because a preflight must not use up the fault that is meant for the request after it.
    if (cors && method === "OPTIONS") return finalize(request, { status: 204, headers: PREFLIGHT_HEADERS, body: null });
    const { delay, effect, response } = takeFault(call) ?? { delay: 0, effect: Effect.NONE };
    if (delay > 0) await pause(delay, signal);
    if (effect === Effect.HANG) await pause(Infinity, signal);
    if (effect === Effect.DROP) return undefined;
    // Before the signature check, because the fault may be that of a proxy, which does not check signatures.
    if (effect === Effect.RESPOND) return finalize(request, response);
    const result = await authorizeAndRun(request, call);
    if (effect === Effect.LOSE_RESPONSE) return undefined;
    return finalize(request, result, effect === Effect.CUT_RESPONSE);
  }

  async function listen(address = {}) {
    checkObject("the argument of listen", address, ["port", "host"]);
    const { port = 0, host = "127.0.0.1" } = address;
    const isPort = Number.isInteger(port) && port >= 0 && port <= 65535;
    if (!isPort) throwInvalid("the option `port`", port, "an integer from 0 to 65535", RangeError);
    checkType("the option `host`", host, "string");
    return listenOverHttp(handle, { port, host });
  }

  function misbehave(fault, options = {}) {
    const parsed = parseFault("the fault", fault);
    checkObject("the second argument of misbehave", options, ["times", "operation", "taskId"]);
    const { times = 1, operation, taskId } = options;
    checkCount("the option `times`", times, 1);
    if (operation !== undefined) checkOneOf("the option `operation`", operation, OPERATIONS);
    if (taskId !== undefined) checkTaskId("the option `taskId`", taskId);
    if (taskId !== undefined && operation === "ListImportTasks") {
      throwInvalid("the option `operation`", operation, "CancelImportTask or GetImportTask with `taskId`");
    }
    plan.add(parsed, { times, operation, taskId });
  }

  for (const each of tasks) addTask(each);
  return {
    fetch: fetchFrom(handle),
    listen,
    addTask,
    setStatus,
    task,
    misbehave,
    count: (taskId) => log.count(taskId),
    get requests() {
      return log.recent;
    },
  };
}

// ---- signatures ----------------------------------------------------------------------------------------------------

function createCheck({ credentials, region, now }) {
  if (region !== undefined) checkType("the option `region`", region, "string");
  if (credentials === undefined) return undefined;
  const isArray = Array.isArray(credentials);
  const keys = isArray ? credentials : [credentials];
  keys.forEach((key, index) => checkKey(`the option \`credentials${isArray ? `[${index}]` : ""}\``, key));
  // Not a copy of the array, because a test may add and remove keys.
  return createSignatureCheck({ credentials: keys, region, now });
}

/** Checks a key. The messages do not contain its values, which may be secrets. */
function checkKey(where, key) {
  const throwInvalidMember = (name, expected) => {
    throw new TypeError(`\`${name}\` of ${where} is ${describeType(key[name])}: expected ${expected}`);
  };
  if (!isObject(key)) throw new TypeError(`${where} is ${describeType(key)}: expected an object with accessKeyId and secretAccessKey`);
  const { accessKeyId, secretAccessKey, sessionToken = "", expiration = 0 } = key;
  for (const [name, value] of Object.entries({ accessKeyId, secretAccessKey, sessionToken })) {
    if (typeof value !== "string") throwInvalidMember(name, "a string");
  }
  const isTime = (expiration instanceof Date || typeof expiration === "number") && !Number.isNaN(Number(expiration));
  if (!isTime) throwInvalidMember("expiration", "a valid Date, or milliseconds since 1970");
}

// ---- requests ------------------------------------------------------------------------------------------------------

/** The operation and the task of a request; an empty object if there is no such operation. */
function parseTarget(method, path) {
  if (path === LIST_PATH) return method === "GET" ? { operation: "ListImportTasks" } : {};
  const label = TASK_PATH.exec(path)?.[1];
  if (label === undefined || !Object.hasOwn(OPERATION_OF_METHOD, method)) return {};
  return { operation: OPERATION_OF_METHOD[method], taskId: decodeLabel(label) };
}

function decodeLabel(label) {
  try {
    return decodeURIComponent(label);
  } catch {
    // It still contains a "%", and so does not match the pattern of task ids.
    return label;
  }
}

/** The parameters of ListImportTasks, or the `error` in them. */
function parseListQuery(query, sequence) {
  const { graphIdentifier, maxResults, nextToken } = Object.fromEntries(new URLSearchParams(`?${query}`));
  if (graphIdentifier !== undefined && !GRAPH_ID.test(graphIdentifier)) {
    return { error: `graphIdentifier must match ${GRAPH_ID.source}` };
  }
  const isMaximum = maxResults === undefined || (/^[1-9]\d{0,2}$/.test(maxResults) && Number(maxResults) <= MAX_RESULTS);
  if (!isMaximum) return { error: `maxResults must be an integer from 1 to ${MAX_RESULTS}` };
  const after = nextToken === undefined ? undefined : sequenceOf(nextToken);
  if (after >= sequence || Number.isNaN(after)) return { error: "nextToken is invalid" };
  return { graphIdentifier, maxResults: maxResults && Number(maxResults), after };
}

function tokenAfter({ sequence }) {
  return btoa(`after ${sequence}`);
}

/** The sequence number in a token; NaN if the token is invalid. */
function sequenceOf(token) {
  try {
    return Number(NEXT_TOKEN.exec(atob(token))?.[1] ?? NaN);
  } catch {
    return NaN;
  }
}

// ---- responses -----------------------------------------------------------------------------------------------------

function success(output) {
  return { status: 200, body: JSON.stringify(output) };
}

function validationError(message) {
  return errorResponse("ValidationException", message, { reason: "ILLEGAL_ARGUMENT" });
}

function notFound(taskId) {
  return errorResponse("ResourceNotFoundException", `Import task ${taskId} not found`);
}

function bytesOf(body) {
  return typeof body === "string" ? new TextEncoder().encode(body) : body;
}

// ---- delays --------------------------------------------------------------------------------------------------------

/** Resolves after a delay, or never if it is Infinity. Rejects with the signal's reason when it is aborted. */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = milliseconds === Infinity ? holdProcess(signal) : setTimeout(done, milliseconds);
    function done() {
      signal?.removeEventListener("abort", stop);
      resolve();
    }
    function stop() {
      clearTimeout(timer);
      reject(signal.reason);
    }
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}

/**
 * A timer that keeps the process running as an open connection would, because AbortSignal.timeout alone does not. It is
 * limited, so that a forgotten request does not keep the process running forever.
 */
function holdProcess(signal) {
  return signal ? setTimeout(() => {}, MAX_HOLD) : undefined;
}

// ---- ids -----------------------------------------------------------------------------------------------------------

// The ids need not be unpredictable. WebCrypto is no global in Node 18, and missing in pages that are not secure contexts.
const randomBelow = (limit) => Math.floor(Math.random() * limit);

function randomTaskId() {
  const characters = Array.from({ length: 10 }, () => TASK_ID_ALPHABET[randomBelow(TASK_ID_ALPHABET.length)]);
  return `t-${characters.join("")}`;
}

function randomUuid() {
  return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => randomBelow(16).toString(16));
}
