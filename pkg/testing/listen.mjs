/**
 * The fake service's HTTP server, for Node and what has Node's modules.
 * It is not the fake itself: every answer comes from the handler it is given.
 */

import { nodeModule } from "./node-module.mjs";

// A client that reuses a connection in the very moment in which it is closed for being idle sees a failure that nobody planned.
const IDLE_TIMEOUT = 60_000;

/**
 * A running server: its `url`, without a final slash, and `close()`, which also breaks open connections.
 *
 * @param {(request: object, signal: AbortSignal) => Promise<object | undefined>} handle answers a request; undefined breaks
 *   the connection; the signal is aborted when the client is gone
 * @param {{ port: number, host: string }} address
 * @throws {Error} Node's own, if the address cannot be used, and one if there is no `node:http`
 */
export async function listen(handle, { port, host }) {
  const { createServer } = await httpModule();
  const sockets = new Set();
  const server = createServer((request, response) => {
    // Only once the body is in: an earlier answer can make a client that is still sending report a failure.
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.once("end", () => respond(handle, url, request, joined(chunks), response));
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
    throw new Error("listen() needs the module node:http, which is not here: use fetch of the service", { cause });
  }
}

async function respond(handle, origin, request, body, response) {
  const { method, url: target, headers } = request;
  // Not through `URL`, which would resolve dot segments that a raw client can send.
  const [path] = target.split("?", 1);
  const query = target.slice(path.length + 1);
  const client = new AbortController();
  response.once("close", () => {
    if (!response.writableEnded) client.abort();
  });
  let answer;
  try {
    answer = await handle({ method, url: origin + target, path, query, headers: { ...headers }, body }, client.signal);
  } catch (error) {
    // Whoever was waiting is gone. Anything else is a mistake in the test, such as a clock that throws.
    if (client.signal.aborted) return;
    throw error;
  }
  send(response, answer);
}

function send(response, answer) {
  if (!answer) {
    response.destroy();
    return;
  }
  const { status, headers, body, isCut } = answer;
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
    // The only error is "not running", which is what a second close() asks for.
    server.close(() => resolve());
    // Node 18.0 cannot close them all by itself, and some other runtimes do not tell of each.
    server.closeAllConnections?.();
    for (const socket of sockets) socket.destroy();
  });
}

function joined(chunks) {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
