/**
 * The fake service's HTTP server, for Node.
 * It is not the fake itself: every answer comes from the handler it is given.
 */

import { once } from "node:events";
import { createServer } from "node:http";

/**
 * A running server: its `url`, without a final slash, and `close()`, which also breaks open connections.
 *
 * @param {(request: object) => Promise<object | undefined>} handle answers a request; undefined breaks the connection
 * @param {{ port: number, host: string }} address
 * @throws {Error} Node's own, if the address cannot be used
 */
export async function listen(handle, { port, host }) {
  const server = createServer((request, response) => {
    // Only once the body is in: an earlier answer can make a client that is still sending report a failure.
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.once("end", () => respond(handle, url, request, Buffer.concat(chunks), response));
  });
  server.listen(port, host);
  await once(server, "listening");
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${server.address().port}`;
  return { url, close: () => close(server) };
}

async function respond(handle, origin, request, body, response) {
  const { method, url: target, headers } = request;
  // Not through `URL`, which would resolve dot segments that a raw client can send.
  const [path] = target.split("?", 1);
  const query = target.slice(path.length + 1);
  const answer = await handle({ method, url: origin + target, path, query, headers: { ...headers }, body });
  if (!answer) {
    request.socket.destroy();
    return;
  }
  response.statusCode = answer.status;
  response.setHeaders(new Map(Object.entries(answer.headers)));
  response.end(answer.body);
}

function close(server) {
  return new Promise((resolve) => {
    // The only error is "not running", which is what a second close() asks for.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
