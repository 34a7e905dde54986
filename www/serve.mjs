// Serves the page to this machine: the files of `www/`, and the built package beside them.
// It is no server for the internet, and no part of the package.

import { realpathSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const WWW = fileURLToPath(new URL(".", import.meta.url));
const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const DIST_PREFIX = "/neptune-import-tasks/";

/** What the page's meta element says too, but for `frame-ancestors`, which means nothing there. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types service-worker",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  // A page under work must not come from yesterday's cache.
  "Cache-Control": "no-cache",
};

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
};

/** The folder and the path in it that a request asks for, or nothing if it may not ask for that. */
function wanted(target) {
  let path;
  try {
    path = decodeURIComponent(target.split("?", 1)[0]);
  } catch {
    return undefined;
  }
  if (!path.startsWith("/") || path.includes("\0") || path.includes("\\")) return undefined;
  // After decoding, so that `%2e%2e` and `%2f` are seen for what they are. Hidden files are not served either.
  if (path.split("/").some((segment) => segment.startsWith("."))) return undefined;
  if (path === "/") return { root: WWW, path: "index.html" };
  if (path.startsWith(DIST_PREFIX)) return { root: DIST, path: path.slice(DIST_PREFIX.length) };
  return { root: WWW, path: path.slice(1) };
}

/** The file as the client gets it, or nothing. */
async function find(target) {
  const place = wanted(target);
  const type = place && TYPES[extname(place.path)];
  if (!type) return undefined;
  try {
    // A symbolic link may not lead out of the folder.
    const [root, file] = await Promise.all([realpath(place.root), realpath(join(place.root, place.path))]);
    return file.startsWith(root + sep) ? { type, content: await readFile(file) } : undefined;
  } catch {
    return undefined;
  }
}

/** The encodings that a client accepts, the smaller one first. A coding with the quality 0 is not accepted. */
function codingOf(accepted = "") {
  const names = accepted.split(",").filter((part) => !/;\s*q=0(?:\.0*)?\s*$/i.test(part)).map((part) => part.split(";")[0].trim().toLowerCase());
  return ["br", "gzip"].find((name) => names.includes(name));
}

const COMPRESS = {
  br: (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (content) => promisify(gzip)(content, { level: 9 }),
};

async function respond(request, response) {
  const send = async (status, type, content, headers) => {
    const coding = codingOf(request.headers["accept-encoding"]);
    const body = coding ? await COMPRESS[coding](content) : content;
    response.writeHead(status, {
      ...HEADERS, ...headers, ...(coding && { "Content-Encoding": coding }), "Vary": "Accept-Encoding", "Content-Type": type, "Content-Length": body.length,
    });
    response.end(request.method === "HEAD" ? undefined : body);
  };
  const reject = (status, message, headers) => send(status, "text/plain; charset=utf-8", Buffer.from(message), headers);

  if (request.method !== "GET" && request.method !== "HEAD") {
    return reject(405, "only GET and HEAD\n", { Allow: "GET, HEAD" });
  }
  const found = await find(request.url);
  return found ? send(200, found.type, found.content) : reject(404, "not found\n");
}

/** Starts the server on the loopback address. Port 0 is any free one. */
export async function serve({ port = 8080 } = {}) {
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      // Browsers keep connections open, and would keep the server alive.
      server.closeAllConnections();
    }),
  };
}

function portOf(args) {
  const { values } = parseArgs({ args, options: { port: { type: "string", default: "8080" } } });
  const port = Number(values.port);
  if (values.port === "" || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`\`${values.port}\` is no port: expected a whole number from 0 to 65535`);
  }
  return port;
}

async function main() {
  const { url, close } = await serve({ port: portOf(process.argv.slice(2)) });
  process.stdout.write(`${url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, close);
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  main().catch((error) => {
    process.stderr.write(`serve: ${error.message}\n`);
    process.exitCode = 1;
  });
}
