// Error reports: a message of one line, hints where they help, and the exit code.

import { GONE, NO_RESPONSE, REJECTED, TIMED_OUT, USAGE } from "./exit-codes.mjs";
import { didYouMean } from "./usage.mjs";
import { sourced } from "./warnings.mjs";

// AWS's messages about signatures quote the whole canonical request.
const MAX_LENGTH = 600;

/** The first paragraph of a message as one line. */
const brief = (message, { output }) => output.excerpt(String(message).split("\n\n")[0], MAX_LENGTH);

/** The milliseconds since 1970 of an `x-amz-date` header such as `20150830T123600Z`. */
const parseDate = (date) => Date.parse(date.replace(/(....)(..)(..T..)(..)/, "$1-$2-$3:$4:"));

/** The cause of a signature mismatch, if the response to CancelImportTask quotes what the service signed. */
async function signatureHint(error, { tasks, operands: [taskIdentifier], connection: { config, credentials, cancelRequests } }) {
  const { explainRequest, explainSignatureMismatch } = tasks;
  const { date } = cancelRequests.get(taskIdentifier) ?? {};
  if (!date || error.history?.at(-1)?.operation !== "CancelImportTask") return undefined;
  try {
    const resolved = typeof credentials === "function" ? await credentials() : credentials;
    const explanation = explainRequest({ taskIdentifier }, { ...config, credentials: resolved, date: parseDate(date) });
    return explainSignatureMismatch(error, explanation)?.cause;
  } catch {
    return undefined;
  }
}

const HINTS = {
  ExpiredTokenException: () => "the temporary credentials have expired: sign in again",
  ExpiredToken: () => "the temporary credentials have expired: sign in again",
  AccessDeniedException: (error) => {
    const operation = error.history?.at(-1)?.operation;
    return operation && `the IAM action neptune-graph:${operation} is required`;
  },
  UnrecognizedClientException: () => "AWS does not know the access key id or the session token: check its account and its partition",
  IncompleteSignature: () => "the request was modified in transit, or the endpoint belongs to another service",
  MissingAuthenticationTokenException: () => "the request was not signed",
  ConflictException: (error, { command, options, operands: [id] }) =>
    command === "cancel" && !options.wait ? `use \`watch ${id}\` to see the current status` : undefined,
  ThrottlingException: () => "too many requests: try again later",
};

/** Likely reasons for a connection that fails. */
function connectionHints({ env, connection, warnings }) {
  if (!connection) return [];
  const { base } = connection;
  const hints = [`check that ${base} is the right endpoint and can be reached from this network`];
  const suggestion = warnings.map((warning) => warning.suggestion).find(Boolean);
  if (suggestion) hints.unshift(`did you mean the region \`${suggestion}\`?`);
  const proxy = ["HTTPS_PROXY", "https_proxy"].find((name) => env[name]);
  if (proxy && !env.NODE_USE_ENV_PROXY) hints.push(`${proxy} is set: Node 24 and later use it if NODE_USE_ENV_PROXY=1 is set too`);
  return hints;
}

async function describeServiceError(error, context) {
  const { name, message, $metadata: { httpStatusCode, requestId } } = error;
  // AWS rejects a wrong signature, key or token with 403, or 400.
  const isAboutCredentials = httpStatusCode === 401 || httpStatusCode === 403 || /Signature|Token|UnrecognizedClient/.test(name);
  const warnings = isAboutCredentials ? context.warnings : [];
  // White space explains the difference better than another key does.
  const isKeyUnusual = warnings.some(({ subject }) => subject === "secret access key");
  const hints = [
    ...warnings.map((warning) => sourced(warning, context)),
    /Signature/.test(name) && !isKeyUnusual && await signatureHint(error, context),
    HINTS[name]?.(error, context),
    // Why there are no other credentials.
    error.cause && brief(error.cause.message ?? error.cause, context),
  ];
  const { excerpt } = context.output;
  const about = `HTTP ${httpStatusCode}${requestId ? `, request id ${excerpt(requestId)}` : ""}`;
  return {
    message: `${name === "Unknown" ? "" : `${excerpt(name)}: `}${brief(message, context)} (${about})`,
    hints: hints.filter(Boolean),
    exitCode: name === "ResourceNotFoundException" ? GONE : REJECTED,
  };
}

/** The message for an elapsed `--max-wait`. */
export const timedOut = ({ options }) => `timed out after \`--max-wait ${options["max-wait"]}\``;

/** The report of an error: `{ message, hints, exitCode }`. */
export async function describe(error, context) {
  const { message, hints, exitCode } = await describeError(error, context);
  const isAccepted = context.connection?.cancelRequests.get(context.operands[0])?.state === "accepted";
  const note = "the cancel request was accepted, and the cancellation continues: use `watch` to see the status";
  return { message, hints: isAccepted ? [...hints, note] : hints, exitCode };
}

async function describeError(error, context) {
  const { tasks, command } = context;
  const { InvalidInputError, NetworkError, ServiceError, TimeoutError, UnreadableResponseError } = tasks;
  if (error instanceof ServiceError) return describeServiceError(error, context);
  if (error instanceof InvalidInputError) {
    const { hint, suggestion } = error.issue;
    return {
      message: brief(sourced(error.issue, context), context),
      hints: [hint, didYouMean(suggestion)].filter(Boolean),
      exitCode: USAGE,
    };
  }
  if (error instanceof NetworkError) return { message: brief(error.message, context), hints: connectionHints(context), exitCode: NO_RESPONSE };
  if (error instanceof TimeoutError) {
    return { message: timedOut(context), hints: [], exitCode: TIMED_OUT };
  }
  if (error instanceof UnreadableResponseError) {
    const hint = command === "cancel" ? "it is unknown whether the cancel request was accepted: use `watch` to see the status" : undefined;
    return { message: brief(error.message, context), hints: [hint].filter(Boolean), exitCode: REJECTED };
  }
  return { message: brief(error?.message ?? error, context), hints: error?.hints ?? [], exitCode: error?.exitCode ?? REJECTED };
}
