/**
 * Faults that a test can plan: what the service, or a proxy in front of it, does with a request in place of its operation.
 * They are parsed when they are planned, into `{ delay, effect, response }`.
 */

import { checkObject, checkOneOf, isObject, throwInvalid } from "./argument.mjs";
import { errorResponse } from "./failure.mjs";

// The maximum of setTimeout. Above it, setTimeout does not wait at all.
const MAX_DELAY = 2 ** 31 - 1;
const NO_BODY = new Set([204, 205, 304]);

const ERROR_MEMBERS = ["name", "message", "status", "reason", "headers"];
const RESPONSE_MEMBERS = ["status", "headers", "body"];
const DELAY_MEMBERS = ["delay", "fault"];

// The header names and values that every HTTP client and server can send. Others would fail only when they are sent.
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const ERROR_NAME = /^[\x21-\x7e]+$/;

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

/** The effect of a fault on a request. */
export const Effect = {
  /** The operation runs and its response is sent. */
  NONE: "none",
  /** The operation runs, and the connection is closed before the response. */
  LOSE_RESPONSE: "lose-response",
  /** The operation runs, and the connection is closed in the middle of the response. */
  CUT_RESPONSE: "cut-response",
  /** The connection is closed, and the operation does not run. */
  DROP: "drop",
  /** The operation does not run, and the connection stays open without a response. */
  HANG: "hang",
  /** The operation does not run, and the fault's response is sent. */
  RESPOND: "respond",
};

const NAMED = {
  "html-502": respondWith({ status: 502, headers: { "content-type": "text/html" }, body: HTML_502 }),
  "empty-body": respondWith({ status: 200, body: null }),
  "truncated-json": respondWith({ status: 200, body: '{"taskId":"t-0123456789","status":"CANCELLING","sour' }),
  throttle: respondWith(errorResponse("ThrottlingException", "Rate exceeded")),
  internal: respondWith(errorResponse("InternalServerException", "An internal error occurred")),
  "service-unavailable": respondWith({ status: 503, body: null }),
  "expired-token": respondWith(
    errorResponse("ExpiredTokenException", "The security token included in the request is expired"),
  ),
  "access-denied": respondWith(
    errorResponse("AccessDeniedException", "The user is not authorized to perform this operation on this import task"),
  ),
  drop: { delay: 0, effect: Effect.DROP },
  "drop-after": { delay: 0, effect: Effect.LOSE_RESPONSE },
  "cut-off": { delay: 0, effect: Effect.CUT_RESPONSE },
  slow: { delay: 1000, effect: Effect.NONE },
  hang: { delay: 0, effect: Effect.HANG },
};

/**
 * Parses a fault as a test declares it.
 *
 * @throws {TypeError | RangeError} if it is invalid
 */
export function parseFault(where, fault) {
  if (typeof fault === "string") {
    const names = Object.keys(NAMED);
    return NAMED[checkOneOf(where, fault, names, `an object or one of ${names.join(", ")}`)];
  }
  if (!isObject(fault)) throwInvalid(where, fault, "the name of a fault, or an object with `name`, `status` or `delay`");
  if ("delay" in fault) return parseDelay(where, fault);
  if ("name" in fault) return respondWith(parseError(where, fault));
  return respondWith(parseResponse(where, fault));
}

/** Parses `{ name, message?, status?, reason?, headers? }` into the response for this error. */
export function parseError(where, error) {
  checkObject(where, error, ERROR_MEMBERS);
  const { name, message = `This ${error.name} was planned by a test`, status, reason, headers } = error;
  if (typeof name !== "string" || !ERROR_NAME.test(name)) throwInvalid(`\`name\` of ${where}`, name, "an error name");
  if (typeof message !== "string") throwInvalid(`\`message\` of ${where}`, message, "a string");
  if (reason !== undefined && typeof reason !== "string") throwInvalid(`\`reason\` of ${where}`, reason, "a string");
  if (status !== undefined) checkStatus(where, status);
  if (NO_BODY.has(status)) throwInvalid(`\`status\` of ${where}`, status, "a status code that allows a body", RangeError);
  return errorResponse(name, message, { reason, status, headers: parseHeaders(where, headers) });
}

function parseResponse(where, response) {
  checkObject(where, response, RESPONSE_MEMBERS);
  const { status, headers, body = null } = response;
  checkStatus(where, status);
  const isBody = body === null || typeof body === "string" || body instanceof Uint8Array;
  if (!isBody) throwInvalid(`\`body\` of ${where}`, body, "a string or a Uint8Array");
  if (NO_BODY.has(status) && body !== null) throwInvalid(`\`body\` of ${where}`, body, `no body with status ${status}`);
  return { status, headers: parseHeaders(where, headers), body };
}

function parseDelay(where, fault) {
  checkObject(where, fault, DELAY_MEMBERS);
  const { delay } = fault;
  const expected = `milliseconds from 0 to ${MAX_DELAY}`;
  if (typeof delay !== "number") throwInvalid(`\`delay\` of ${where}`, delay, expected);
  if (!(delay >= 0 && delay <= MAX_DELAY)) throwInvalid(`\`delay\` of ${where}`, delay, expected, RangeError);
  if (fault.fault === undefined) return { delay, effect: Effect.NONE };
  const next = parseFault(`\`fault\` of ${where}`, fault.fault);
  const total = delay + next.delay;
  if (total > MAX_DELAY) throwInvalid(`the total delay of ${where}`, total, expected, RangeError);
  return { ...next, delay: total };
}

function checkStatus(where, status) {
  const expected = "an integer from 200 to 599";
  if (typeof status !== "number") throwInvalid(`\`status\` of ${where}`, status, expected);
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throwInvalid(`\`status\` of ${where}`, status, expected, RangeError);
  }
}

/** Returns the headers with lower-case names, so that they override those of the service. */
function parseHeaders(where, headers = {}) {
  if (!isObject(headers)) throwInvalid(`\`headers\` of ${where}`, headers, "an object of names and values");
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => {
    if (!HEADER_NAME.test(name)) throwInvalid(`a name in \`headers\` of ${where}`, name, "a header name");
    const isValue = typeof value === "string" && HEADER_VALUE.test(value);
    if (!isValue) throwInvalid(`\`${name}\` in \`headers\` of ${where}`, value, "a header value");
    return [name.toLowerCase(), value];
  }));
}

function respondWith(response) {
  return { delay: 0, effect: Effect.RESPOND, response };
}

/** The planned faults, in the order in which they were planned. */
export class FaultPlan {
  #planned = [];

  /** Plans a fault for the next `times` requests, optionally only those for one operation or one task. */
  add(fault, { times = 1, operation, taskId } = {}) {
    this.#planned.push({ fault, times, operation, taskId });
  }

  /** Takes the first fault that applies to a request; undefined if there is none. */
  take(call) {
    const index = this.#planned.findIndex(({ operation, taskId }) =>
      (operation === undefined || operation === call.operation) && (taskId === undefined || taskId === call.taskId));
    if (index === -1) return undefined;
    const planned = this.#planned[index];
    planned.times -= 1;
    if (planned.times === 0) this.#planned.splice(index, 1);
    return planned.fault;
  }
}
