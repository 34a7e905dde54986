/**
 * The fake service's HTTP server, for Node.
 * It is not the fake itself: every answer comes from the handler it is given.
 */

import { once } from "node:events";
import { createServer } from "node:http";

/**
 * A running server: its `url`, without a final slash, and `close()`, which also breaks open connections.
 *
 * @param {(request: object) => object | undefined} handle answers a request; undefined breaks the connection
 * @param {{ port: number, host: string }} address
 * @throws {Error} Node's own, if the address cannot be used
 */
export async function listen(handle, { port, host }) {
  const server = createServer((request, response) => {
    // Only once the body is in: an earlier answer can make a client that is still sending report a failure.
    request.once("end", () => respond(handle, url, request, response));
    request.resume();
  });
  server.listen(port, host);
  await once(server, "listening");
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${server.address().port}`;
  return { url, close: () => close(server) };
}

function respond(handle, origin, request, response) {
  const { method, url: target, headers } = request;
  // Not through `URL`, which would resolve dot segments that a raw client can send.
  const path = target.split("?", 1)[0];
  const answer = handle({ method, url: origin + target, path, headers: { ...headers } });
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
