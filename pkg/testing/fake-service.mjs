/**
 * A fake of Amazon Neptune Analytics' import task operations, held in memory, for development and tests.
 * It is not an emulator: it imports nothing and proves nothing about the service. It checks signatures only where
 * it is given a check, such as that of `./signatures.mjs`; without one, requests need none.
 *
 * The operations follow
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html and
 * https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_GetImportTask.html. What the pages leave
 * open, such as the error for a task that has already finished, is this fake's choice.
 */

const TASK_ID = /^t-[a-z0-9]{10}$/;
const TASK_ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const TASK_PATH = /^\/importtasks\/([^/]+)$/;
const NOT_CANCELLABLE = new Set(["SUCCEEDED", "FAILED", "CANCELLING", "CANCELLED", "DELETED"]);
const MAX_REQUESTS = 1000;

const ERROR_STATUS = {
  ConflictException: 409,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 403,
  InternalServerException: 500,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  ResourceNotFoundException: 404,
  ThrottlingException: 429,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
  ValidationException: 400,
};

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

const HTML_502 = [
  "<html>",
  "<head><title>502 Bad Gateway</title></head>",
  "<body>",
  "<center><h1>502 Bad Gateway</h1></center>",
  "<hr><center>nginx</center>",
  "</body>",
  "</html>",
  "",
].join("\r\n");

// `undefined` stands for no answer at all: the connection breaks.
const FAULTS = {
  "html-502": { status: 502, headers: { "content-type": "text/html" }, body: HTML_502 },
  "empty-body": { status: 200, body: null },
  "truncated-json": { status: 200, body: '{"taskId":"t-0123456789","status":"CANCELLING","sour' },
  throttle: failure("ThrottlingException", "Rate exceeded"),
  internal: failure("InternalServerException", "An internal error occurred"),
  drop: undefined,
};

/**
 * A fake service with its own tasks, request log and planned faults.
 *
 * @param {object} [options]
 * @param {object[]} [options.tasks] tasks to begin with, each as `addTask` takes it
 * @param {number} [options.cancellingFor] milliseconds a task stays CANCELLING before it is CANCELLED
 * @param {() => number} [options.now] the clock, in milliseconds since the epoch; also sets the `date` header
 * @param {boolean} [options.cors] whether answers carry CORS headers and preflights are granted
 * @param {(request: object) => Promise<object | undefined>} [options.signatures] what `createSignatureCheck` of
 *   `./signatures.mjs` returns; without it, no request needs a signature
 */
export function createFakeService({
  tasks = [],
  cancellingFor = 300,
  now = Date.now,
  cors = true,
  signatures,
} = {}) {
  const entries = new Map();
  const requests = [];
  const planned = [];

  const operations = { DELETE: cancelImportTask, GET: getImportTask };
  const allow = [...Object.keys(operations), ...(cors ? ["OPTIONS"] : [])].join(", ");

  /**
   * Adds a task and returns a snapshot of it. `status` is any string, since the service's list has grown
   * before.
   *
   * @throws {TypeError} if `taskId` is malformed, because no request could reach such a task
   * @throws {Error} if `taskId` is taken
   */
  function addTask({
    taskId = randomTaskId(),
    status = "IMPORTING",
    source = "s3://amzn-s3-demo-bucket/import/",
    roleArn = "arn:aws:iam::111122223333:role/NeptuneImportRole",
    graphId,
    format,
    parquetType,
    cancellingFor: stays = cancellingFor,
  } = {}) {
    if (!TASK_ID.test(taskId)) throw new TypeError(`taskId must match ${TASK_ID.source}: ${taskId}`);
    if (entries.has(taskId)) throw new Error(`taskId is taken: ${taskId}`);
    const members = { taskId, source, roleArn, status, graphId, format, parquetType };
    entries.set(taskId, { members, stays, cancelledAt: now() + stays });
    return task(taskId);
  }

  /** A snapshot of a task as the service would return it now, or undefined if there is none. */
  function task(taskId) {
    const entry = entries.get(taskId);
    if (!entry) return undefined;
    const { members, cancelledAt } = entry;
    const done = members.status === "CANCELLING" && now() >= cancelledAt;
    return withoutAbsent({ ...members, status: done ? "CANCELLED" : members.status });
  }

  function getImportTask(taskId) {
    const found = task(taskId);
    return found ? success(found) : failure("ResourceNotFoundException", `Import task ${taskId} not found`);
  }

  function cancelImportTask(taskId) {
    const found = task(taskId);
    if (!found) return getImportTask(taskId);
    if (NOT_CANCELLABLE.has(found.status)) {
      const message = `Import task ${taskId} is ${found.status} and cannot be cancelled`;
      return failure("ConflictException", message, { reason: "CONCURRENT_MODIFICATION" });
    }
    const entry = entries.get(taskId);
    entry.members.status = "CANCELLING";
    entry.cancelledAt = now() + entry.stays;
    // Not a second look at the task: with a cancellingFor of 0 that would already say CANCELLED.
    return success({ ...found, status: "CANCELLING" });
  }

  function route(method, path) {
    const label = TASK_PATH.exec(path)?.[1];
    if (label === undefined) return failure("UnknownOperationException", "Unknown operation");
    if (!Object.hasOwn(operations, method)) {
      const message = `Method ${method} is not allowed here`;
      return failure("UnknownOperationException", message, { status: 405, headers: { allow } });
    }
    const taskId = decodeLabel(label);
    if (!TASK_ID.test(taskId)) {
      const message = `taskIdentifier must match ${TASK_ID.source}`;
      return failure("ValidationException", message, { reason: "ILLEGAL_ARGUMENT" });
    }
    return operations[method](taskId);
  }

  function takeFault() {
    const next = planned[0];
    next.times -= 1;
    if (next.times === 0) planned.shift();
    return FAULTS[next.fault];
  }

  async function choose(request) {
    const { method, path } = request;
    // Ahead of the faults: a preflight that used one up would leave none for the request it announces.
    if (cors && method === "OPTIONS") return { status: 204, headers: PREFLIGHT_HEADERS, body: null };
    // A fault stands for a breakdown on the way here, and a proxy that breaks down has read no signature.
    if (planned.length > 0) return takeFault();
    const refused = method === "OPTIONS" ? undefined : await signatures?.(request);
    return refused ?? route(method, path);
  }

  function commonHeaders() {
    return {
      "content-type": "application/json",
      "x-amzn-requestid": globalThis.crypto.randomUUID(),
      date: new Date(now()).toUTCString(),
      ...(cors && { "access-control-allow-origin": "*", "access-control-expose-headers": EXPOSED_HEADERS }),
    };
  }

  // `path` and `query` come apart from `url`, because over HTTP they are the raw ones, dot segments and all.
  async function handle(request) {
    const { method, url, headers } = request;
    requests.push({ method, url, headers, time: now() });
    if (requests.length > MAX_REQUESTS) requests.shift();
    const answer = await choose(request);
    if (!answer) return undefined;
    return {
      status: answer.status,
      headers: { ...commonHeaders(), ...answer.headers },
      body: method === "HEAD" ? null : answer.body,
    };
  }

  /**
   * Answers like the global fetch, without a network.
   *
   * @throws {TypeError} for what `new Request` refuses, and for the fault "drop"
   * @throws the signal's reason if the signal is aborted
   */
  async function fetch(input, init) {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    // An abort in the same turn as the call must still win, as it does with the real fetch.
    const sent = new Uint8Array(await request.arrayBuffer());
    request.signal.throwIfAborted();
    const { method, url } = request;
    const { host, pathname, search } = new URL(url);
    // The URL's host comes before one that the caller names, as it does with Node's own fetch.
    const headers = { ...Object.fromEntries(request.headers), host };
    const answer = await handle({ method, url, path: pathname, query: search.slice(1), headers, body: sent });
    if (!answer) throw new TypeError("fetch failed", { cause: new Error("other side closed") });
    const { body, ...head } = answer;
    return new Response(body, head);
  }

  /** Serves the same tasks over HTTP in Node; `port` 0 lets the system choose one. */
  async function listen({ port = 0, host = "127.0.0.1" } = {}) {
    const http = await import("./listen.mjs");
    return http.listen(handle, { port, host });
  }

  /**
   * Plans a fault for the next `times` requests, after those already planned. A fault stands in place of the
   * operation: no task changes. Preflights neither meet a fault nor use one up.
   *
   * @throws {TypeError} if the fault is unknown
   * @throws {RangeError} if `times` is neither a positive integer nor Infinity
   */
  function misbehave(fault, { times = 1 } = {}) {
    if (!Object.hasOwn(FAULTS, fault)) {
      throw new TypeError(`unknown fault ${fault}; known are ${Object.keys(FAULTS).join(", ")}`);
    }
    if (times !== Infinity && !(Number.isSafeInteger(times) && times > 0)) {
      throw new RangeError(`times must be a positive integer or Infinity: ${times}`);
    }
    planned.push({ fault, times });
  }

  for (const each of tasks) addTask(each);
  return { fetch, listen, addTask, task, requests, misbehave };
}

function success(task) {
  return { status: 200, body: JSON.stringify(task) };
}

/** An error as the service answers it; also for a check of signatures, which answers in the service's name. */
export function failure(name, message, { reason, status = ERROR_STATUS[name], headers } = {}) {
  return {
    status,
    headers: { "x-amzn-errortype": name, ...headers },
    body: JSON.stringify({ message, reason }),
  };
}

function withoutAbsent(members) {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function decodeLabel(label) {
  try {
    return decodeURIComponent(label);
  } catch {
    // Whatever cannot be decoded still holds a "%", so it fails the pattern like any other malformed id.
    return label;
  }
}

function randomTaskId() {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(10));
  return `t-${Array.from(bytes, (byte) => TASK_ID_ALPHABET[byte % TASK_ID_ALPHABET.length]).join("")}`;
}
