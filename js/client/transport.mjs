// Building a request and sending it.

import { cancelImportTaskRequest, getImportTaskRequest, listImportTasksRequest } from "../requests.mjs";
import { FETCH_OPTIONS } from "wasm:module";

const BUILDERS = {
  CancelImportTask: cancelImportTaskRequest,
  GetImportTask: getImportTaskRequest,
  ListImportTasks: listImportTasksRequest,
};

/** A request, signed if there are credentials. */
export const requestOf = (operation, input, config) => BUILDERS[operation](input, config);

/**
 * A request that is signed even if its credentials have expired by the clock of this machine, which may be wrong: the service decides.
 */
export function requestToSend(operation, input, config) {
  try {
    return requestOf(operation, input, config);
  } catch (error) {
    if (error?.issue?.code !== "expired") throw error;
    const { accessKeyId, secretAccessKey, sessionToken } = config.credentials;
    const request = requestOf(operation, input, { ...config, credentials: { accessKeyId, secretAccessKey, sessionToken } });
    return { ...request, warnings: [...request.warnings ?? [], error.issue] };
  }
}

/** Sends a request, and resolves to the event that ends it. */
export async function exchange(client, fetch, { url, method, headers }, signal) {
  const init = { method, headers, ...FETCH_OPTIONS };
  const send = (options) => receive(() => fetch(url, options));
  let event = await send(client.rejectsSignals ? init : { ...init, signal });
  if (!client.rejectsSignals && rejectsSignal(event)) {
    client.rejectsSignals = true;
    event = await send(init);
  }
  return rejectsArguments(event, url, init) ? { type: "invalidArguments", cause: event.cause } : event;
}

/** What is read of a body, in bytes after decompression. A longer one is an error, so the rest does not matter. */
const MAX_BODY_LENGTH = 2 ** 24;

/** The body of a response, or the start of it if it is too long. */
async function readBody(response) {
  const reader = response.body?.getReader?.();
  // Implementations without streams, such as that of React Native.
  if (!reader) return response.text();
  const chunks = [];
  let length = 0;
  while (length <= MAX_BODY_LENGTH) {
    const { value, done } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  if (length > MAX_BODY_LENGTH) reader.cancel().catch(() => {});
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}

async function receive(fetch) {
  try {
    const response = await fetch();
    const body = await readBody(response);
    // Browsers hide a redirect, its status included.
    return { type: "response", response: { status: response.status || 300, headers: response.headers, body } };
  } catch (cause) {
    return { type: "networkError", cause };
  }
}

/** Whether `fetch` has thrown a `TypeError`, of any realm. It may throw anything, also what cannot be read, or nothing. */
function isTypeError(cause) {
  try {
    return cause.name === "TypeError" && typeof cause.message === "string";
  } catch {
    return false;
  }
}

/** Whether `fetch` has rejected the signal, because its `AbortSignal` is another one: that of Node, for example, if jsdom defines the global. */
const rejectsSignal = ({ cause }) => isTypeError(cause) && /signal/i.test(cause.message);

/** Whether `fetch` has rejected its arguments, and sent nothing. For a lost connection it throws a `TypeError` too. */
function rejectsArguments({ cause }, url, init) {
  if (!isTypeError(cause) || typeof Request !== "function") return false;
  try {
    new Request(url, init);
    return false;
  } catch {
    return true;
  }
}
