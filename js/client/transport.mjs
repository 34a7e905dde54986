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
  const send = (options) => receive(() => fetch(url, options), signal);
  let event = await send(client.rejectsSignals ? init : { ...init, signal });
  if (!client.rejectsSignals && rejectsSignal(event)) {
    client.rejectsSignals = true;
    event = await send(init);
  }
  return rejectsArguments(event, url, init) ? { type: "invalidArguments", cause: event.cause } : event;
}

/** What is read of a body, in bytes after decompression. A longer one is an error, so the rest does not matter. */
const MAX_BODY_LENGTH = 2 ** 24;

/** Chunks after which other tasks run. Of a stream that always has a chunk, the next one is there before any timer ends. */
const CHUNKS_AT_ONCE = 1024;

/** The body of a response, or the start of it if it is too long or the signal is aborted. */
async function readBody(response, signal) {
  const reader = response.body?.getReader?.();
  // Implementations without streams, such as that of React Native.
  if (!reader) return response.text();
  let body = new Uint8Array();
  let length = 0;
  for (let chunks = 1; length <= MAX_BODY_LENGTH && !signal.aborted; chunks += 1) {
    const { value, done } = await reader.read();
    if (done) return body.subarray(0, length);
    if (!ArrayBuffer.isView(value)) throw new TypeError("a chunk of the body is not a Uint8Array");
    if (length + value.length > body.length) {
      const longer = new Uint8Array(Math.max(2 * length, length + value.length));
      longer.set(body);
      body = longer;
    }
    body.set(value, length);
    length += value.length;
    if (chunks % CHUNKS_AT_ONCE === 0) await new Promise((resolve) => { setTimeout(resolve); });
  }
  reader.cancel().catch(() => {});
  return body.subarray(0, length);
}

async function receive(fetch, signal) {
  try {
    const response = await fetch();
    const body = await readBody(response, signal);
    // Browsers hide a redirect, its status included.
    return { type: "response", response: { status: response.status || 300, headers: response.headers, body } };
  } catch (cause) {
    return { type: "networkError", cause };
  }
}

/** Whether `fetch` has thrown a `TypeError`, of any realm. It may throw anything, also what cannot be read. */
function isTypeError({ type, cause }) {
  // A response has no cause. To catch the error of reading it would take 5 µs.
  if (type === "response") return false;
  try {
    return cause.name === "TypeError" && typeof cause.message === "string";
  } catch {
    return false;
  }
}

/** Whether `fetch` has rejected the signal, because its `AbortSignal` is another one: that of Node, for example, if jsdom defines the global. */
const rejectsSignal = (event) => isTypeError(event) && event.cause.message.includes("AbortSignal");

/** Whether `fetch` has rejected its arguments, and sent nothing. For a lost connection it throws a `TypeError` too. */
function rejectsArguments(event, url, init) {
  if (!isTypeError(event) || typeof Request !== "function") return false;
  try {
    new Request(url, init);
    return false;
  } catch {
    return true;
  }
}
