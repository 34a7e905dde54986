// An error in words: one line of what has happened, hints where they help, and the exit code.

import { GONE, NO_CONNECTION, REFUSED, TIMED_OUT, USAGE } from "./exit-codes.mjs";
import { printable } from "./output.mjs";

// AWS's messages about signatures go on for pages.
const MOST = 600;

const line = (text) => printable(String(text).split("\n\n")[0]).slice(0, MOST);

/** When a request was signed, by its header: `20150830T123600Z`. */
const timeOf = (date) => Date.parse(date.replace(/(....)(..)(..T..)(..)/, "$1-$2-$3:$4:"));

/** What AWS's answer says about the signature of a cancel, if it says anything. */
async function signatureHint(error, { tasks, operands: [taskIdentifier], connection: { config, credentials, date } }) {
  const { explainRequest, explainSignatureMismatch } = tasks;
  if (!date || error.history?.at(-1)?.operation !== "CancelImportTask") return undefined;
  try {
    const own = typeof credentials === "function" ? await credentials() : credentials;
    const explanation = explainRequest({ taskIdentifier }, { ...config, credentials: own, date: timeOf(date) });
    return explainSignatureMismatch(error, explanation)?.cause;
  } catch {
    return undefined;
  }
}

const OF_ERRORS = {
  ExpiredTokenException: () => "the temporary credentials have ended: sign in again",
  ExpiredToken: () => "the temporary credentials have ended: sign in again",
  AccessDeniedException: (error) => {
    const operation = error.history?.at(-1)?.operation;
    return operation && `it needs the IAM action neptune-graph:${operation}`;
  },
  UnrecognizedClientException: () => "the access key id or the session token is not known to AWS: is it of another account or partition?",
  IncompleteSignature: () => "the request was changed on the way, or the endpoint is not that of the service",
  MissingAuthenticationTokenException: () => "the request was not signed",
  ConflictException: (error, { command, options, operands: [id] }) =>
    command === "cancel" && !options.wait ? `\`watch ${id}\` shows the task as it is` : undefined,
  ThrottlingException: () => "too many requests: try again later",
};

/** Where a wrong host may come from. */
function connectionHints({ env, connection }) {
  if (!connection) return [];
  const { base, warnings } = connection;
  const hints = [`is ${base} the right address, and can it be reached from here?`];
  const suggestion = warnings.map((warning) => warning.suggestion).find(Boolean);
  if (suggestion) hints.unshift(`did you mean the region \`${suggestion}\`?`);
  const proxy = ["HTTPS_PROXY", "https_proxy"].find((name) => env[name]);
  if (proxy && !env.NODE_USE_ENV_PROXY) hints.push(`${proxy} is set: Node 24 and later heed it with NODE_USE_ENV_PROXY=1`);
  return hints;
}

/** An error of the service. */
async function describeServiceError(error, context) {
  const { name, message, $metadata: { httpStatusCode, requestId } } = error;
  const hints = [/Signature/.test(name) && await signatureHint(error, context), OF_ERRORS[name]?.(error, context)];
  const about = `HTTP ${httpStatusCode}${requestId ? `, request id ${requestId}` : ""}`;
  return {
    message: line(`${name === "Unknown" ? "" : `${name}: `}${message} (${about})`),
    hints: hints.filter(Boolean),
    exitCode: name === "ResourceNotFoundException" ? GONE : REFUSED,
  };
}

/** What is to be said about an error: `message`, `hints` and `exitCode`. */
export async function describe(error, context) {
  const { tasks, command, options } = context;
  const { InvalidInputError, NetworkError, ServiceError, TimeoutError, UnreadableResponseError } = tasks;
  if (error instanceof ServiceError) return describeServiceError(error, context);
  if (error instanceof InvalidInputError) {
    const { hint, suggestion } = error.issue;
    return {
      message: line(error.message),
      hints: [hint, suggestion && `did you mean \`${printable(suggestion)}\`?`].filter(Boolean).map(line),
      exitCode: USAGE,
    };
  }
  if (error instanceof NetworkError) return { message: line(error.message), hints: connectionHints(context), exitCode: NO_CONNECTION };
  if (error instanceof TimeoutError) {
    return { message: `the time of \`--max-wait\` is up after ${options["max-wait"]}`, hints: [], exitCode: TIMED_OUT };
  }
  if (error instanceof UnreadableResponseError) {
    const hint = command === "cancel" ? "what has become of the task is unknown: `watch` shows it" : undefined;
    return { message: line(error.message), hints: [hint].filter(Boolean), exitCode: REFUSED };
  }
  return { message: line(error?.message ?? error), hints: (error?.hints ?? []).map(line), exitCode: error?.exitCode ?? REFUSED };
}
