/**
 * The fake service's HTTP server, for Node and other runtimes with `node:http`.
 * The responses come from a handler.
 */

import { nodeModule } from "./node-module.mjs";

// Long, because a client that reuses a connection at the moment when it is closed as idle gets an error that no test planned.
const IDLE_TIMEOUT = 60_000;

/**
 * Starts a server. Returns its `url`, without a trailing slash, and `close()`, which also closes open connections.
 *
 * @param {(request: object, signal: AbortSignal) => Promise<object | undefined>} handle returns the response to a request;
 *   undefined closes the connection; the signal is aborted when the client closes it
 * @param {{ port: number, host: string }} address
 * @throws {Error} Node's error if the address cannot be used, or an error if there is no `node:http`
 */
export async function listen(handle, { port, host }) {
  const { createServer } = await httpModule();
  const sockets = new Set();
  const server = createServer((request, response) => {
    // Responds only after the whole body, because a client that is still sending may report an early response as an error.
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.once("end", () => respond(handle, url, request, concatenated(chunks), response));
  });
  server.keepAliveTimeout = IDLE_TIMEOUT;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${server.address().port}`;
  return { url, close: () => close(server, sockets) };
}

async function httpModule() {
  try {
    return await nodeModule("http");
  } catch (cause) {
    throw new Error("listen() requires node:http, which this runtime does not have: use the `fetch` of the service", { cause });
  }
}

async function respond(handle, origin, request, body, response) {
  const { method, url: target, headers } = request;
  // Not with `URL`, which resolves the dot segments that a client may send.
  const [path] = target.split("?", 1);
  const query = target.slice(path.length + 1);
  const client = new AbortController();
  response.once("close", () => {
    if (!response.writableEnded) client.abort();
  });
  let result;
  try {
    result = await handle({ method, url: origin + target, path, query, headers: { ...headers }, body }, client.signal);
  } catch (error) {
    // The client closed the connection. Any other error is a mistake in the test, such as a clock that throws.
    if (client.signal.aborted) return;
    throw error;
  }
  send(response, result);
}

function send(response, result) {
  if (!result) {
    response.destroy();
    return;
  }
  const { status, headers, body, isCut } = result;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!isCut || !body) {
    response.end(body ?? undefined);
    return;
  }
  response.setHeader("content-length", body.length);
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
}

function close(server, sockets) {
  return new Promise((resolve) => {
    // The only error is that the server is not running, as at a second close().
    server.close(() => resolve());
    // Both ways: Node 18.0 has no closeAllConnections, and some other runtimes do not emit `connection` for each socket.
    server.closeAllConnections?.();
    for (const socket of sockets) socket.destroy();
  });
}

function concatenated(chunks) {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
