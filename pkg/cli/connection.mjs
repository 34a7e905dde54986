// What the commands that send have in common: settings, credentials, and an eye on what was sent.

import { configure } from "./configuration.mjs";
import { findCredentials } from "./credentials.mjs";

/** Says what is unusual about a request. */
export async function warnOf({ output }, { warnings = [] }) {
  for (const { message } of warnings) await output.warn(message);
}

/**
 * Everything that is needed to send. `requestFor` makes the request that is sent first, unsigned: what is wrong with the input is
 * found before credentials are asked for.
 */
export async function connect(context, requestFor) {
  const { output, signal } = context;
  const { profile, config, limits } = await configure(context);
  const request = requestFor(config);
  await warnOf(context, request);
  const credentials = await findCredentials(context, { profile, config });
  const connection = {
    config,
    credentials,
    warnings: request.warnings ?? [],
    base: request.url.slice(0, request.url.lastIndexOf("/importtasks")),
    // What has become of the request to cancel: `sent`, `accepted`, `refused`.
    cancel: undefined,
    // When the last request was signed.
    date: undefined,
  };
  connection.options = { ...config, ...limits, credentials, signal, fetch: observed(connection, output) };
  context.connection = connection;
  return connection;
}

/** `fetch`, and a look at what goes and comes. */
function observed(connection, output) {
  return async (url, init) => {
    const isCancel = init.method === "DELETE";
    // One that was accepted stays accepted, whatever the answer to another try.
    const isOpen = isCancel && connection.cancel !== "accepted";
    if (isOpen) connection.cancel = "sent";
    connection.date = init.headers["x-amz-date"];
    const start = performance.now();
    const since = () => `${Math.round(performance.now() - start)} ms`;
    try {
      const response = await fetch(url, init);
      if (isOpen) connection.cancel = response.status < 300 ? "accepted" : "refused";
      output.debug(`${init.method} ${url} ${response.status}, ${response.headers.get("x-amzn-requestid") ?? "no request id"}, ${since()}`);
      return response;
    } catch (error) {
      output.debug(`${init.method} ${url} no response, ${since()}`);
      throw error;
    }
  };
}
