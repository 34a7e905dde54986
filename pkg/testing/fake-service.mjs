/**
 * A fake of Amazon Neptune Analytics' import task operations, held in memory, for development and tests.
 * It is not an emulator: it imports nothing and proves nothing about the service. It checks signatures only where it is
 * given the keys; without them, requests need none.
 *
 * The operations follow
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html,
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_GetImportTask.html and
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_ListImportTasks.html. What the pages leave
 * open, such as the error for a task that has already finished, is this fake's choice.
 */

import { checkMilliseconds, checkObject, checkTimes, checkType, isObject, refuse, typeName } from "./argument.mjs";
import { failure } from "./failure.mjs";
import { Effect, FaultPlan, readFault } from "./faults.mjs";
import { fetchFrom } from "./fetch.mjs";
import { listen as listenOverHttp } from "./listen.mjs";
import { RequestLog } from "./request-log.mjs";
import { createSignatureCheck } from "./signatures.mjs";
import { Task, TASK_ID } from "./task.mjs";

const OPTIONS = ["tasks", "cancellingFor", "now", "cors", "credentials", "region"];
const OPERATIONS = ["CancelImportTask", "GetImportTask", "ListImportTasks"];
const OPERATION_OF_METHOD = { DELETE: "CancelImportTask", GET: "GetImportTask" };

const GRAPH_ID = /^g-[a-z0-9]{10}$/;
const TASK_ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const LIST_PATH = "/importtasks";
const TASK_PATH = /^\/importtasks\/([^/]+)$/;
const NOT_CANCELLABLE = new Set(["SUCCEEDED", "FAILED", "CANCELLING", "CANCELLED", "DELETED"]);

const DEFAULT_RESULTS = 50;
const MAX_RESULTS = 100;
const LONGEST_HOLD = 60_000;
const TOKEN = /^after (\d{1,15})$/;

// The service model's own CORS lists: a header missing here is one that page code cannot send or read there.
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
 * A fake service with its own tasks, request log and planned faults. `testing.d.ts` describes the options and what is returned.
 *
 * @throws {TypeError | RangeError} if an option cannot be used
 */
export function createFakeService(options = {}) {
  checkObject("the argument of createFakeService", options, OPTIONS);
  const { tasks = [], now = Date.now, cors = true, credentials, region } = options;
  const cancellingFor = checkMilliseconds("the option `cancellingFor`", options.cancellingFor ?? 300);
  checkType("the option `now`", now, "function");
  checkType("the option `cors`", cors, "boolean");
  if (!Array.isArray(tasks)) refuse("the option `tasks`", tasks, "an array of tasks");
  const refuseSigner = signatureCheckOf({ credentials, region, now });

  const taskOfId = new Map();
  const log = new RequestLog();
  const plan = new FaultPlan();
  let sequence = 0;

  const allow = [...Object.keys(OPERATION_OF_METHOD), ...(cors ? ["OPTIONS"] : [])].join(", ");
  const operations = { CancelImportTask: cancelImportTask, GetImportTask: getImportTask, ListImportTasks: listImportTasks };

  function existing(taskId, time) {
    const task = taskOfId.get(taskId);
    return task?.existsAt(time) ? task : undefined;
  }

  function addTask(given = {}) {
    if (!isObject(given)) refuse("the task", given, "an object");
    const time = now();
    const { taskId = freeTaskId() } = given;
    const added = new Task({ ...given, taskId }, { time, cancellingFor, sequence });
    if (existing(taskId, time)) throw new Error(`the taskId is taken: \`${taskId}\` has been added before`);
    // Not only set: the id of a task that is gone would keep its old place in lists.
    taskOfId.delete(taskId);
    taskOfId.set(taskId, added);
    sequence += 1;
    return added.snapshotAt(time);
  }

  function freeTaskId() {
    let taskId = randomTaskId();
    while (taskOfId.has(taskId)) taskId = randomTaskId();
    return taskId;
  }

  function task(taskId) {
    return taskOfId.get(taskId)?.snapshotAt(now());
  }

  function getImportTask({ taskId }) {
    const found = taskOfId.get(taskId)?.readAt(now());
    return found ? success(found) : notFound(taskId);
  }

  function cancelImportTask({ taskId }) {
    const time = now();
    const found = existing(taskId, time);
    if (!found) return notFound(taskId);
    if (found.cancelError) return found.cancelError;
    const status = found.statusAt(time);
    if (NOT_CANCELLABLE.has(status)) {
      const message = `Import task ${taskId} is ${status} and cannot be cancelled`;
      return failure("ConflictException", message, { reason: "CONCURRENT_MODIFICATION" });
    }
    return success(found.cancelAt(time));
  }

  function listImportTasks({ query }) {
    const { graphIdentifier, maxResults = DEFAULT_RESULTS, after = -1, wrong } = readListQuery(query, sequence);
    if (wrong) return malformed(wrong);
    const time = now();
    const listed = [];
    for (const each of taskOfId.values()) {
      if (each.sequence <= after || !each.existsAt(time)) continue;
      if (graphIdentifier !== undefined && each.graphId !== graphIdentifier) continue;
      listed.push(each);
      // One more than fits tells that there is another page.
      if (listed.length > maxResults) break;
    }
    const page = listed.slice(0, maxResults);
    const nextToken = listed.length > maxResults ? tokenAfter(page.at(-1)) : undefined;
    return success({ tasks: page.map((each) => each.summaryAt(time)), nextToken });
  }

  function answerTo({ method, path, query }, { operation, taskId }) {
    if (operation === undefined) {
      if (!TASK_PATH.test(path)) return failure("UnknownOperationException", "Unknown operation");
      const message = `Method ${method} is not allowed here`;
      return failure("UnknownOperationException", message, { status: 405, headers: { allow } });
    }
    if (taskId !== undefined && !TASK_ID.test(taskId)) return malformed(`taskIdentifier must match ${TASK_ID.source}`);
    return operations[operation]({ taskId, query });
  }

  /** The fault that a request meets, which is used up then: one of its task's own, or else of the service's. */
  function takeFault(call) {
    const own = call.taskId === undefined ? undefined : taskOfId.get(call.taskId);
    return own?.faults.take(call) ?? plan.take(call);
  }

  async function choose(request, call) {
    const refused = request.method === "OPTIONS" ? undefined : await refuseSigner?.(request);
    return refused ?? answerTo(request, call);
  }

  function complete({ method }, { status, headers, body }, isCut = false) {
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
   * Answers a request; undefined stands for no answer at all: the connection breaks. `path` and `query` come apart from
   * `url`, because over HTTP they are the raw ones, dot segments and all.
   *
   * @throws the signal's reason if it is aborted while the request has to wait
   */
  async function handle(request, signal) {
    const { method, url, path, headers } = request;
    const call = callOf(method, path);
    log.add({ ...call, method, url, headers, time: now() });
    // Ahead of the faults: a preflight that used one up would leave none for the request it announces.
    if (cors && method === "OPTIONS") return complete(request, { status: 204, headers: PREFLIGHT_HEADERS, body: null });
    const { delay, does, answer } = takeFault(call) ?? { delay: 0, does: Effect.OPERATE };
    if (delay > 0) await pause(delay, signal);
    if (does === Effect.HANG) await pause(Infinity, signal);
    if (does === Effect.DROP) return undefined;
    // A fault stands for a breakdown on the way here, and a proxy that breaks down has read no signature.
    if (does === Effect.ANSWER) return complete(request, answer);
    const chosen = await choose(request, call);
    if (does === Effect.LOSE) return undefined;
    return complete(request, chosen, does === Effect.CUT);
  }

  async function listen(address = {}) {
    checkObject("the argument of listen", address, ["port", "host"]);
    const { port = 0, host = "127.0.0.1" } = address;
    const isPort = Number.isInteger(port) && port >= 0 && port <= 65535;
    if (!isPort) refuse("the option `port`", port, "an integer from 0 to 65535", RangeError);
    checkType("the option `host`", host, "string");
    return listenOverHttp(handle, { port, host });
  }

  function misbehave(fault, which = {}) {
    const read = readFault("the fault", fault);
    checkObject("the second argument of misbehave", which, ["times", "operation", "taskId"]);
    const { times = 1, operation, taskId } = which;
    checkTimes("the option `times`", times, 1);
    if (operation !== undefined && !OPERATIONS.includes(operation)) {
      refuse("the option `operation`", operation, OPERATIONS.join(", "));
    }
    if (taskId !== undefined && !TASK_ID.test(taskId)) {
      refuse("the option `taskId`", taskId, "`t-` and ten characters a-z or 0-9");
    }
    if (taskId !== undefined && operation === "ListImportTasks") {
      refuse("the option `operation`", operation, "one that is about the task of `taskId`");
    }
    plan.add(read, { times, operation, taskId });
  }

  for (const each of tasks) addTask(each);
  return {
    fetch: fetchFrom(handle),
    listen,
    addTask,
    task,
    misbehave,
    count: (taskId) => log.count(taskId),
    get requests() {
      return log.recent;
    },
  };
}

// ---- signatures ----------------------------------------------------------------------------------------------------

function signatureCheckOf({ credentials, region, now }) {
  if (region !== undefined) checkType("the option `region`", region, "string");
  if (credentials === undefined) return undefined;
  const isOne = !Array.isArray(credentials);
  const keys = isOne ? [credentials] : credentials;
  keys.forEach((key, index) => checkKey(`the option \`credentials${isOne ? "" : `[${index}]`}\``, key));
  // Not a copy of the array: a test may add keys to it, and take them away.
  return createSignatureCheck({ credentials: keys, region, now });
}

/** What is wrong is never shown, because it may be a secret. */
function checkKey(where, key) {
  const refuseMember = (name, expected) => {
    throw new TypeError(`\`${name}\` of ${where} is ${typeName(key[name])}: expected ${expected}`);
  };
  if (!isObject(key)) throw new TypeError(`${where} is ${typeName(key)}: expected an object with accessKeyId and secretAccessKey`);
  const { accessKeyId, secretAccessKey, sessionToken = "", expiration = 0 } = key;
  for (const [name, value] of Object.entries({ accessKeyId, secretAccessKey, sessionToken })) {
    if (typeof value !== "string") refuseMember(name, "a string");
  }
  const isTime = (expiration instanceof Date || typeof expiration === "number") && !Number.isNaN(Number(expiration));
  if (!isTime) refuseMember("expiration", "a valid Date, or milliseconds since 1970");
}

// ---- requests ------------------------------------------------------------------------------------------------------

/** Which operation a request is for, and which task; neither if it is for none. */
function callOf(method, path) {
  if (path === LIST_PATH) return method === "GET" ? { operation: "ListImportTasks" } : {};
  const label = TASK_PATH.exec(path)?.[1];
  if (label === undefined || !Object.hasOwn(OPERATION_OF_METHOD, method)) return {};
  return { operation: OPERATION_OF_METHOD[method], taskId: decodeLabel(label) };
}

function decodeLabel(label) {
  try {
    return decodeURIComponent(label);
  } catch {
    // Whatever cannot be decoded still holds a "%", so it fails the pattern like any other malformed id.
    return label;
  }
}

/** The parameters of ListImportTasks, or `wrong`: what is wrong with them. */
function readListQuery(query, sequence) {
  const { graphIdentifier, maxResults, nextToken } = Object.fromEntries(new URLSearchParams(`?${query}`));
  if (graphIdentifier !== undefined && !GRAPH_ID.test(graphIdentifier)) {
    return { wrong: `graphIdentifier must match ${GRAPH_ID.source}` };
  }
  const isMaximum = maxResults === undefined || (/^[1-9]\d{0,2}$/.test(maxResults) && Number(maxResults) <= MAX_RESULTS);
  if (!isMaximum) return { wrong: `maxResults must be an integer from 1 to ${MAX_RESULTS}` };
  const after = nextToken === undefined ? undefined : placeIn(nextToken);
  if (after >= sequence || Number.isNaN(after)) return { wrong: "nextToken is not one that this service has returned" };
  return { graphIdentifier, maxResults: maxResults && Number(maxResults), after };
}

function tokenAfter({ sequence }) {
  return btoa(`after ${sequence}`);
}

/** The place that a token stands for; NaN if it is no token. */
function placeIn(token) {
  try {
    return Number(TOKEN.exec(atob(token))?.[1] ?? NaN);
  } catch {
    return NaN;
  }
}

// ---- answers -------------------------------------------------------------------------------------------------------

function success(output) {
  return { status: 200, body: JSON.stringify(output) };
}

function malformed(message) {
  return failure("ValidationException", message, { reason: "ILLEGAL_ARGUMENT" });
}

function notFound(taskId) {
  return failure("ResourceNotFoundException", `Import task ${taskId} not found`);
}

function bytesOf(body) {
  return typeof body === "string" ? new TextEncoder().encode(body) : body;
}

// ---- waiting -------------------------------------------------------------------------------------------------------

/** Waits so many milliseconds, or for ever. Rejects with the signal's reason as soon as that is aborted. */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const isForEver = milliseconds === Infinity;
    const timer = isForEver ? holdProcess(signal) : setTimeout(done, milliseconds);
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
 * A timer in the stead of an open connection, which would keep the process from ending: AbortSignal.timeout alone does not.
 * Not without an end, for whoever forgets about the request.
 */
function holdProcess(signal) {
  return signal ? setTimeout(() => {}, LONGEST_HOLD) : undefined;
}

// ---- ids -----------------------------------------------------------------------------------------------------------

// Not with WebCrypto, which Node 18 has no global for, and pages have only at some addresses. Nobody has to be kept from guessing.
const randomBelow = (limit) => Math.floor(Math.random() * limit);

function randomTaskId() {
  const characters = Array.from({ length: 10 }, () => TASK_ID_ALPHABET[randomBelow(TASK_ID_ALPHABET.length)]);
  return `t-${characters.join("")}`;
}

function randomUuid() {
  return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, () => randomBelow(16).toString(16));
}
