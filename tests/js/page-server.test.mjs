// The server of the page of www/, over HTTP on the loopback address.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request } from "node:http";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { serve } from "../../www/serve.mjs";

const BOUNDED = { timeout: 120_000 };

const PROGRAM = fileURLToPath(new URL("../../www/serve.mjs", import.meta.url));
const run = (port, stdio) => spawn(process.execPath, [PROGRAM, "--port", port], { stdio });

describe("the server", BOUNDED, () => {
  let server;
  before(async () => { server = await serve({ port: 0 }); });
  after(() => server?.close());

  /** Sends a request without normalizing the path, as `fetch` would. */
  async function send(path, method = "GET", headers = {}) {
    const { hostname, port } = new URL(server.url);
    const [response] = await once(request({ hostname, port, path, method, headers }).end(), "response");
    const bytes = Buffer.concat(await response.toArray());
    return { status: response.statusCode, headers: response.headers, bytes, body: bytes.toString() };
  }

  test("listens on the loopback address only", () => {
    assert.equal(new URL(server.url).hostname, "127.0.0.1");
  });

  test("serves the page, its files and the package with content type and charset", async () => {
    for (const [path, type] of [
      ["/", "text/html; charset=utf-8"],
      ["/index.html?any=query", "text/html; charset=utf-8"],
      ["/style/base.css", "text/css; charset=utf-8"],
      ["/main.js", "text/javascript; charset=utf-8"],
      ["/icon.svg", "image/svg+xml; charset=utf-8"],
      ["/neptune-import-tasks/index.mjs", "text/javascript; charset=utf-8"],
    ]) {
      const { status, headers } = await send(path);
      assert.equal(status, 200, path);
      assert.equal(headers["content-type"], type, path);
    }
  });

  test("sends the page's policy and the security headers, with errors too", async () => {
    const html = (await send("/")).body;
    const [, policy] = html.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/);
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types service-worker$/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/);
    for (const path of ["/", "/nowhere.html"]) {
      const { headers } = await send(path);
      assert.equal(headers["content-security-policy"], `${policy}; frame-ancestors 'none'`);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(headers["referrer-policy"], "no-referrer");
    }
  });

  test("compresses for clients that accept it", async () => {
    const plain = (await send("/main.js")).bytes;
    for (const [accepted, coding, decode] of [
      ["gzip", "gzip", gunzipSync], ["br", "br", brotliDecompressSync], ["gzip, deflate, br", "br", brotliDecompressSync], ["GZIP;q=0.5", "gzip", gunzipSync],
      ["br;q=0, gzip", "gzip", gunzipSync], ["identity", undefined, (bytes) => bytes], ["deflate", undefined, (bytes) => bytes], ["gzip;q=0", undefined, (bytes) => bytes],
    ]) {
      const { headers, bytes } = await send("/main.js", "GET", { "Accept-Encoding": accepted });
      assert.equal(headers["content-encoding"], coding, accepted);
      assert.equal(headers.vary, "Accept-Encoding");
      assert.equal(Number(headers["content-length"]), bytes.length);
      assert.deepEqual(decode(bytes), plain, accepted);
      if (coding) assert.ok(bytes.length < plain.length / 2);
    }
  });

  test("responds to HEAD without a body, and rejects other methods", async () => {
    const head = await send("/", "HEAD");
    assert.equal(head.status, 200);
    assert.equal(head.body, "");
    assert.equal(head.headers["content-length"], String(Buffer.byteLength((await send("/")).body)));
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const { status, headers } = await send("/", method);
      assert.equal(status, 405, method);
      assert.equal(headers.allow, "GET, HEAD");
    }
  });

  test("serves no files outside its folders", async () => {
    // The files exist, and have a type that is served.
    assert.ok(existsSync(new URL("../../js/check.mjs", import.meta.url)));
    for (const path of [
      "/../js/check.mjs",
      "/%2e%2e/js/check.mjs",
      "/..%2fjs/check.mjs",
      "/..%5cjs/check.mjs",
      "/%252e%252e/js/check.mjs",
      "/neptune-import-tasks/../js/check.mjs",
      "/neptune-import-tasks/%2E%2E/js/check.mjs",
      "/neptune-import-tasks/..%2Fjs%2Fcheck.mjs",
      "/neptune-import-tasks//../../js/check.mjs",
      `/${fileURLToPath(new URL("../../js/check.mjs", import.meta.url))}`,
      "/neptune-import-tasks/",
      "/.hidden.html",
      "/index.html%00.js",
      "/%zz",
      "http://example.com/index.html",
    ]) {
      assert.equal((await send(path)).status, 404, path);
    }
  });

  test("runs from the command line and stops at a signal", async () => {
    for (const signal of ["SIGINT", "SIGTERM"]) {
      const child = run("0", ["ignore", "pipe", "inherit"]);
      try {
        const exited = once(child, "exit");
        const [line] = await once(child.stdout.setEncoding("utf8"), "data");
        assert.match(line, /^http:\/\/127\.0\.0\.1:\d+\/\n$/);
        assert.equal((await fetch(line.trim())).status, 200);
        child.kill(signal);
        assert.deepEqual(await exited, [0, null]);
      } finally {
        child.kill("SIGKILL");
      }
    }
  });

  test("rejects an invalid port with a message", async () => {
    const child = run("70000", ["ignore", "ignore", "pipe"]);
    const exited = once(child, "exit");
    const message = (await child.stderr.toArray()).join("");
    assert.equal(message, "serve: `70000` is no port: expected a whole number from 0 to 65535\n");
    assert.deepEqual(await exited, [1, null]);
  });
});
