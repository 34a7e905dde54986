/**
 * Faults that a test can plan: what the service, or something on the way to it, does with a request instead of answering it
 * as it should. They are read once, when they are planned, into `{ delay, does, answer }`.
 */

import { checkObject, isObject, refuse } from "./argument.mjs";
import { failure } from "./failure.mjs";

// What setTimeout can wait: with more it would not wait at all.
const MAX_DELAY = 2 ** 31 - 1;
const NO_BODY = new Set([204, 205, 304]);

const ERROR_MEMBERS = ["name", "message", "status", "reason", "headers"];
const ANSWER_MEMBERS = ["status", "headers", "body"];
const DELAY_MEMBERS = ["delay", "fault"];

// What every HTTP client and server can send. Text outside of this would only fail once it is sent.
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
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

/** What becomes of a request. */
export const Effect = {
  /** The answer comes as it should. */
  OPERATE: "operate",
  /** The operation takes effect, and the connection breaks before its answer. */
  LOSE: "lose",
  /** The operation takes effect, and the connection breaks in the middle of its answer. */
  CUT: "cut",
  /** The connection breaks, and nothing has happened. */
  DROP: "drop",
  /** Nothing happens, for ever. */
  HANG: "hang",
  /** Something else is answered. */
  ANSWER: "answer",
};

const NAMED = {
  "html-502": answering({ status: 502, headers: { "content-type": "text/html" }, body: HTML_502 }),
  "empty-body": answering({ status: 200, body: null }),
  "truncated-json": answering({ status: 200, body: '{"taskId":"t-0123456789","status":"CANCELLING","sour' }),
  throttle: answering(failure("ThrottlingException", "Rate exceeded")),
  internal: answering(failure("InternalServerException", "An internal error occurred")),
  "service-unavailable": answering({ status: 503, body: null }),
  "expired-token": answering(
    failure("ExpiredTokenException", "The security token included in the request is expired"),
  ),
  "access-denied": answering(
    failure("AccessDeniedException", "The user is not authorized to perform this operation on this import task"),
  ),
  drop: { delay: 0, does: Effect.DROP },
  "drop-after": { delay: 0, does: Effect.LOSE },
  "cut-off": { delay: 0, does: Effect.CUT },
  slow: { delay: 1000, does: Effect.OPERATE },
  hang: { delay: 0, does: Effect.HANG },
};

/**
 * A fault as a test writes it, read.
 *
 * @throws {TypeError | RangeError} if it is none
 */
export function readFault(where, fault) {
  if (typeof fault === "string") {
    if (!Object.hasOwn(NAMED, fault)) refuse(where, fault, `an object or one of ${Object.keys(NAMED).join(", ")}`);
    return NAMED[fault];
  }
  if (!isObject(fault)) refuse(where, fault, "the name of a fault, or an object with `name`, `status` or `delay`");
  if ("delay" in fault) return readDelay(where, fault);
  if ("name" in fault) return answering(readError(where, fault));
  return answering(readAnswer(where, fault));
}

/** An error as a test writes it, `{ name, message?, status?, reason?, headers? }`, as the service answers it. */
export function readError(where, error) {
  checkObject(where, error, ERROR_MEMBERS);
  const { name, message = `This ${error.name} was planned by a test`, status, reason, headers } = error;
  if (typeof name !== "string" || !ERROR_NAME.test(name)) refuse(`\`name\` of ${where}`, name, "the name of an error");
  if (typeof message !== "string") refuse(`\`message\` of ${where}`, message, "a string");
  if (reason !== undefined && typeof reason !== "string") refuse(`\`reason\` of ${where}`, reason, "a string");
  if (status !== undefined) checkStatus(where, status);
  if (NO_BODY.has(status)) refuse(`\`status\` of ${where}`, status, "one that has a body", RangeError);
  return failure(name, message, { reason, status, headers: readHeaders(where, headers) });
}

function readAnswer(where, answer) {
  checkObject(where, answer, ANSWER_MEMBERS);
  const { status, headers, body = null } = answer;
  checkStatus(where, status);
  const isBody = body === null || typeof body === "string" || body instanceof Uint8Array;
  if (!isBody) refuse(`\`body\` of ${where}`, body, "a string or a Uint8Array");
  if (NO_BODY.has(status) && body !== null) refuse(`\`body\` of ${where}`, body, `none, because of status ${status}`);
  return { status, headers: readHeaders(where, headers), body };
}

function readDelay(where, fault) {
  checkObject(where, fault, DELAY_MEMBERS);
  const { delay } = fault;
  const expected = `milliseconds from 0 to ${MAX_DELAY}`;
  if (typeof delay !== "number") refuse(`\`delay\` of ${where}`, delay, expected);
  if (!(delay >= 0 && delay <= MAX_DELAY)) refuse(`\`delay\` of ${where}`, delay, expected, RangeError);
  if (fault.fault === undefined) return { delay, does: Effect.OPERATE };
  const then = readFault(`\`fault\` of ${where}`, fault.fault);
  const both = delay + then.delay;
  if (both > MAX_DELAY) refuse(`the whole delay of ${where}`, both, expected, RangeError);
  return { ...then, delay: both };
}

function checkStatus(where, status) {
  const expected = "an integer from 200 to 599";
  if (typeof status !== "number") refuse(`\`status\` of ${where}`, status, expected);
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) {
    refuse(`\`status\` of ${where}`, status, expected, RangeError);
  }
}

/** With names in lower case, so that they come in place of the service's own. */
function readHeaders(where, headers = {}) {
  if (!isObject(headers)) refuse(`\`headers\` of ${where}`, headers, "an object of names and values");
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => {
    if (!TOKEN.test(name)) refuse(`a name in \`headers\` of ${where}`, name, "the name of a header");
    const isValue = typeof value === "string" && FIELD_VALUE.test(value);
    if (!isValue) refuse(`\`${name}\` in \`headers\` of ${where}`, value, "a string that a header can hold");
    return [name.toLowerCase(), value];
  }));
}

function answering(answer) {
  return { delay: 0, does: Effect.ANSWER, answer };
}

/** Faults that are yet to come, in the order planned. */
export class FaultPlan {
  #planned = [];

  /** Plans a fault for the next `times` requests of this operation and this task; of any, where they are not named. */
  add(fault, { times = 1, operation, taskId } = {}) {
    this.#planned.push({ fault, times, operation, taskId });
  }

  /** The first fault that is meant for such a request, which is used up then; undefined if there is none. */
  take(call) {
    const at = this.#planned.findIndex((planned) =>
      (planned.operation === undefined || planned.operation === call.operation)
      && (planned.taskId === undefined || planned.taskId === call.taskId));
    if (at === -1) return undefined;
    const planned = this.#planned[at];
    planned.times -= 1;
    if (planned.times === 0) this.#planned.splice(at, 1);
    return planned.fault;
  }
}
