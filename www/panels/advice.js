// What to do after an error: a table by name. The sentences are the page's; what the error is, and whether a retry can help, is
// the package's to say.

import { block, code, element, paragraph } from "../dom.js";
import { nameByMessage } from "../recognise/errors.js";

const MINUTE = 60_000;
const minutes = (milliseconds) => {
  const count = Math.round(Math.abs(milliseconds) / MINUTE);
  return `${count} minute${count === 1 ? "" : "s"}`;
};

/** The account and the resource in a message of AWS, with what the page knows in their place. */
function resourceOf(message, { taskId, region }) {
  const [arn] = /arn:[\w-]*:neptune-graph:[^\s"',]+/.exec(message) ?? [];
  if (arn) return arn;
  const [, account = "*"] = /arn:[\w-]*:(?:iam|sts)::(\d{12}):/.exec(message) ?? [];
  return `arn:aws:neptune-graph:${region || "*"}:${account}:import-task/${/^t-[a-z0-9]{10}$/.test(taskId) ? taskId : "*"}`;
}

function statementFor(error, state, operation) {
  const [, action = `neptune-graph:${operation}`] = /perform: (neptune-graph:\w+)/.exec(error.message) ?? [];
  return JSON.stringify({ Effect: "Allow", Action: action, Resource: resourceOf(error.message, state) }, undefined, 2);
}

function denied(error, state, operation) {
  const isExplicit = /explicit deny/.test(error.message);
  return [
    paragraph("", isExplicit
      ? "A policy denies it explicitly. A statement that allows it does not help: remove the one that denies it."
      : "Add this statement to the policy of the user or role that sends the request:"),
    isExplicit ? undefined : block("IAM policy statement", statementFor(error, state, operation), "policy statement"),
  ];
}

function missing(error, { region }) {
  const [, account] = /arn:[\w-]*:[\w-]+:[\w-]*:(\d{12}):/.exec(error.message) ?? [];
  return [paragraph("", "A task exists in one region of one account. Check the region", region ? [" (here ", code(region), ")"] : "",
    ", the account of the keys", account ? [" (the message names ", code(account), ")"] : "", " and the ID. A task that ended long ago may be gone too.")];
}

const readFirst = () => [paragraph("", "Get the task with ", code("GetImportTask"), " and read its status. If it is final, there is nothing left to cancel; if it is ",
  code("CANCELLING"), ", the cancellation has started already.")];

/** How far the clock that signed is from AWS's, in milliseconds, or nothing. */
function skewOf({ message }, headers, requestDate) {
  const compact = (text) => Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  const [, signed, now] = /Signature (?:expired|not yet current): (\w+) is (?:now earlier|still later) than \w+ \((\w+) [-+]/.exec(message) ?? [];
  if (signed) return compact(signed) - compact(now);
  const date = headers.find(([name]) => name.toLowerCase() === "date")?.[1];
  return requestDate && date ? compact(requestDate) - Date.parse(date) : undefined;
}

function skewed(error, state, operation, { headers, requestDate }) {
  const skew = skewOf(error, headers, requestDate);
  if (skew === undefined || Number.isNaN(skew) || Math.abs(skew) < MINUTE) return undefined;
  return [paragraph("", `The clock of the machine that signed is ${minutes(skew)} ${skew < 0 ? "behind" : "ahead of"} AWS's. Set it right, or sign with the corrected time. The client of this package corrects it by itself.`)];
}

const expired = (error, state, operation, context) => skewed(error, state, operation, context)
  ?? [paragraph("", "The temporary credentials have expired. Get new ones, for example with ", code("aws sso login"), " or by assuming the role again.")];

const signature = (error, state, operation, context) => skewed(error, state, operation, context)
  ?? [paragraph("", "Compare what was signed with what AWS received, below. If both are equal, the secret access key belongs to another access key ID.")];

function throttled(error, state, operation, { headers }) {
  const header = (name) => headers.find(([other]) => other.toLowerCase() === name)?.[1];
  const [milliseconds, seconds] = [Number(header("x-amz-retry-after")), Number(header("retry-after"))];
  const wait = milliseconds > 0 ? `${milliseconds / 1000} seconds, as the response says`
    : seconds > 0 ? `${seconds} seconds, as the response says` : "1 second, then 2, then 4, each shortened at random";
  return [paragraph("", `Wait ${wait}, and send it again. Poll less often, and cancel fewer tasks at once.`)];
}

const transient = () => [paragraph("", "Send it again after a tenth of a second, and twice as long after each further error. Get the task before you cancel again: the cancellation may have started.")];
const invalid = () => [paragraph("", "Correct what the message names. A task ID is ", code("t-"), " and 10 lower-case letters or digits.")];
const keys = () => [paragraph("", "AWS does not know the access key: it was deleted or deactivated, has a typing mistake, belongs to another partition, or came without its session token.")];
const rights = () => [paragraph("", "The account must sign up for the service, or the request must go to another endpoint.")];

/** What happened, in a sentence; the status that the service model gives the error; and what to do. */
const ERRORS = {
  AccessDeniedException: ["The caller may not do this.", 403, denied],
  ConflictException: ["The task is in a status that does not allow this.", 409, readFirst],
  ResourceNotFoundException: ["There is no such task in this region and account.", 404, missing],
  ValidationException: ["AWS rejected a value in the request.", 400, invalid],
  ThrottlingException: ["AWS received too many requests.", 429, throttled],
  InternalServerException: ["Something failed inside the service.", 500, transient],
  ServiceUnavailableException: ["The service is not available at the moment.", 503, transient],
  ExpiredTokenException: ["The session token has expired.", 403, expired],
  RequestExpired: ["The request was signed too long ago.", 400, expired],
  InvalidSignatureException: ["The signature is not the one that AWS calculated.", 403, signature],
  IncompleteSignatureException: ["The authorization header is incomplete.", 403, signature],
  UnrecognizedClientException: ["AWS does not know the credentials.", 403, keys],
  MissingAuthenticationTokenException: ["The request was not signed.", 403, () => [paragraph("", "Sign the request: without credentials AWS rejects every one.")]],
  ServiceQuotaExceededException: ["A quota of the account is reached.", 402, () => [paragraph("", "Wait until other tasks end, or ask AWS for a higher quota.")]],
  UnknownOperationException: ["The host does not know this path and method.", 404, () => [paragraph("", "Check the endpoint: the control plane is ", code("neptune-graph.REGION.amazonaws.com"), ", the queries of a graph go elsewhere.")]],
  OptInRequired: ["The account is not signed up for this.", 403, rights],
};
const SAME = {
  AccessDenied: "AccessDeniedException", UnauthorizedOperation: "AccessDeniedException", NotAuthorized: "AccessDeniedException",
  SignatureDoesNotMatch: "InvalidSignatureException", IncompleteSignature: "IncompleteSignatureException", ExpiredToken: "ExpiredTokenException",
  InvalidClientTokenId: "UnrecognizedClientException", InvalidAccessKeyId: "UnrecognizedClientException", MissingAuthenticationToken: "MissingAuthenticationTokenException",
  Throttling: "ThrottlingException", TooManyRequestsException: "ThrottlingException", RequestLimitExceeded: "ThrottlingException", SlowDown: "ThrottlingException",
  InternalFailure: "InternalServerException", InternalServerError: "InternalServerException", ServiceUnavailable: "ServiceUnavailableException", ValidationError: "ValidationException",
};

const entryOf = (name) => ERRORS[SAME[name] ?? name];

/** The status of an error in the service model; 400 if it has none. */
export const modelledStatus = (name) => entryOf(name)?.[1] ?? 400;

/** What an error of this status is if its name says nothing. */
function byStatus(status) {
  if (status === 429) return entryOf("ThrottlingException");
  if ([502, 503, 504].includes(status)) return ["A proxy or a gateway responded, and not the service.", status, transient];
  if (status >= 500) return ["Something failed on the way or inside the service.", status, transient];
  if (status === 404) return ["The host has nothing under this path.", status, ERRORS.UnknownOperationException[2]];
  if (status >= 300 && status < 400) return ["A redirect: the service itself sends none.", status, () => [paragraph("", "Check the endpoint. Another host responded, such as a captive portal.")]];
  return ["The request was rejected.", status, () => [paragraph("", "Change what the message names before you send it again.")]];
}

/** What happened, whether to retry, and what to do: `{ what, retry, todo }`. `todo` makes nodes. */
export function adviceFor(error, state, operation, context) {
  // A browser hides the name of the error, and so do some proxies.
  const [what, , todo] = entryOf(error.name) ?? entryOf(nameByMessage(error.message)) ?? byStatus(error.$metadata.httpStatusCode);
  const retry = error.$retryable === undefined ? "Do not retry before something has changed."
    : error.$retryable.throttling ? "Retry after a longer wait." : "Retry after a short wait.";
  return { what, retry, todo: () => element("div", "todo", ...(todo(error, state, operation, context) ?? []).filter(Boolean)) };
}
