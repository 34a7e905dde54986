// The connection of the commands that send requests: configuration, credentials, and the states of the cancel requests.

import { configure } from "./configuration.mjs";
import { findCredentials } from "./credentials.mjs";
import { addWarnings, warningsOf } from "./warnings.mjs";

// That of the client.
const DEFAULT_MAX_ATTEMPTS = 3;

/**
 * Resolves what is needed to send requests. `buildRequest` builds the first request without signing it, so that invalid input is
 * reported before credentials are loaded.
 */
export async function connect(context, buildRequest) {
  const { output, signal } = context;
  const { profile, config, limits } = await configure(context);
  const request = buildRequest(config);
  await addWarnings(context, request.warnings);
  const credentials = await checkedCredentials(context, buildRequest, config, await findCredentials(context, { profile, config }));
  const connection = {
    config,
    credentials,
    base: request.url.slice(0, request.url.lastIndexOf("/importtasks")),
    maxAttempts: limits.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    cancelRequests: new Map(),
  };
  connection.options = { ...config, ...limits, credentials, signal, fetch: observed(connection, output) };
  context.connection = connection;
  return connection;
}

/** What is known of the cancel request for a task; undefined before it is sent. */
class CancelRequest {
  /** `sent`, `accepted` or `rejected`. */
  state = "sent";
  attempts = 0;
  /** Whether it was the last request for the task. */
  isLast = true;
  /** The `x-amz-date` header of the last attempt. */
  date;
}

/** Prints warnings about the credentials, or about those of a provider whenever it is called. */
async function checkedCredentials(context, buildRequest, config, credentials) {
  const check = async (resolved) => {
    await addWarnings(context, warningsOf(buildRequest, config, resolved));
    return resolved;
  };
  return typeof credentials === "function" ? async () => check(await credentials()) : check(credentials);
}

/** `fetch` that records the states of the cancel requests, and logs each request for `--debug`. */
function observed(connection, output) {
  return async (url, init) => {
    const { cancelRequests } = connection;
    const taskId = new URL(url).pathname.split("/").at(-1);
    const isCancel = init.method === "DELETE";
    if (isCancel && !cancelRequests.has(taskId)) cancelRequests.set(taskId, new CancelRequest());
    const request = cancelRequests.get(taskId);
    if (request) request.isLast = isCancel;
    if (isCancel) {
      request.attempts += 1;
      request.date = init.headers["x-amz-date"];
    }
    // Once accepted, a cancellation stays accepted, whatever the response to a later attempt.
    const isPending = isCancel && request.state !== "accepted";
    if (isPending) request.state = "sent";
    const start = performance.now();
    const elapsed = () => `${Math.round(performance.now() - start)} ms`;
    try {
      const response = await fetch(url, init);
      if (isPending) request.state = response.status < 300 ? "accepted" : "rejected";
      output.debug(`${init.method} ${url} ${response.status}, ${response.headers.get("x-amzn-requestid") ?? "no request id"}, ${elapsed()}`);
      return response;
    } catch (error) {
      output.debug(`${init.method} ${url} no response, ${elapsed()}`);
      throw error;
    }
  };
}
