// The connection of the commands that send requests: configuration, credentials, and the state of the cancel request.

import { configure } from "./configuration.mjs";
import { findCredentials } from "./credentials.mjs";

export async function printWarnings({ output }, { warnings = [] }) {
  for (const { message } of warnings) await output.warn(message);
}

/**
 * Resolves what is needed to send requests. `buildRequest` builds the first request without signing it, so that invalid input is
 * reported before credentials are loaded.
 */
export async function connect(context, buildRequest) {
  const { output, signal } = context;
  const { profile, config, limits } = await configure(context);
  const request = buildRequest(config);
  await printWarnings(context, request);
  const credentials = await findCredentials(context, { profile, config });
  const connection = {
    config,
    credentials,
    warnings: request.warnings ?? [],
    base: request.url.slice(0, request.url.lastIndexOf("/importtasks")),
    // The state of the cancel request: `sent`, `accepted` or `rejected`; undefined before it is sent.
    cancelState: undefined,
    // The `x-amz-date` header of the last request.
    date: undefined,
  };
  connection.options = { ...config, ...limits, credentials, signal, fetch: observed(connection, output) };
  context.connection = connection;
  return connection;
}

/** `fetch` that records the state of the cancel request, and logs each request for `--debug`. */
function observed(connection, output) {
  return async (url, init) => {
    const isCancel = init.method === "DELETE";
    // Once accepted, a cancellation stays accepted, whatever the response to a later attempt.
    const isPending = isCancel && connection.cancelState !== "accepted";
    if (isPending) connection.cancelState = "sent";
    connection.date = init.headers["x-amz-date"];
    const start = performance.now();
    const elapsed = () => `${Math.round(performance.now() - start)} ms`;
    try {
      const response = await fetch(url, init);
      if (isPending) connection.cancelState = response.status < 300 ? "accepted" : "rejected";
      output.debug(`${init.method} ${url} ${response.status}, ${response.headers.get("x-amzn-requestid") ?? "no request id"}, ${elapsed()}`);
      return response;
    } catch (error) {
      output.debug(`${init.method} ${url} no response, ${elapsed()}`);
      throw error;
    }
  };
}
