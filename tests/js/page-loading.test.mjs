// Tests of the page in use: offline, the files that it loads and their size, and the page on a static host.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { isReady, launch, openPage } from "./page-in-browser.mjs";
import { ID, page, problems, restartServer, server, text, usePage } from "./page-session-support.mjs";

describe("using the page", { timeout: 240_000 }, () => {
  usePage();

  test("works offline after the first visit", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    // The worker controls the page after it has cached the files.
    await page.waitForFunction(async () => (await (await caches.open("page")).keys()).length > 15);
    await server.close();
    try {
      await page.reload();
      await isReady(page);
      await page.fill("#task-id", ID);
      await page.fill("#region", "us-east-1");
      assert.match(await text("task-id-verdict"), /Valid/);
      assert.match(await page.locator("#snippet-text").textContent(), /^curl/);
    } finally {
      await restartServer();
    }
    assert.deepEqual(problems.splice(0).filter((problem) => !/ERR_CONNECTION_REFUSED|ERR_FAILED/.test(problem)), []);
  });

  test("caches every file of the page", async () => {
    const [, list] = /FILES = \[([^\]]*)\]/s.exec(readFileSync(new URL("../../www/offline.js", import.meta.url), "utf8"));
    const cached = [...list.matchAll(/"([^"]+)"/g)].map(([, file]) => new URL(file, server.url).href).sort();
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const files = [server.url, ...loaded.filter((name) => !name.endsWith("offline.js")), `${server.url}manifest.webmanifest`, `${server.url}icon.svg`];
    assert.deepEqual(cached, [...new Set(files)].sort());
  });

  test("size, response time and layout shift of the first view", async (t) => {
    const files = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    let bytes = 0;
    for (const file of new Set([server.url, ...files])) bytes += gzipSync(Buffer.from(await (await fetch(file)).arrayBuffer())).length;
    t.diagnostic(`first view: ${bytes} bytes compressed, ${files.length + 1} files`);
    // Most of it is the package: see the sizes in the README.
    assert.ok(bytes <= 135_000, `${bytes} bytes`);
    const measured = await page.evaluate(async () => {
      const times = [];
      const shifts = [];
      new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: "layout-shift", buffered: true });
      const input = document.getElementById("task-id");
      for (let round = 0; round < 40; round += 1) {
        for (const typed of ["t", "t-", "t-0", "t-01", "t-01A", "t-01", "t-012345678", "t-0123456789"]) {
          const start = performance.now();
          input.value = typed;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          document.getElementById("task-id-verdict").getBoundingClientRect();
          times.push(performance.now() - start);
          await new Promise((resolve) => { setTimeout(resolve); });
        }
      }
      times.sort((a, b) => a - b);
      return { median: times[times.length >> 1], slow: times[Math.floor(times.length * 0.99)], shift: shifts.reduce((a, b) => a + b, 0) };
    });
    t.diagnostic(`keystroke to verdict, including layout: median ${measured.median.toFixed(2)} ms, 99th percentile ${measured.slow.toFixed(2)} ms`);
    t.diagnostic(`layout shift at start: ${measured.shift.toFixed(4)}`);
  });
});

describe("the page as static files", { timeout: 60_000 }, () => {
  const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json" };

  test("works at any path of a static host", async () => {
    const folder = mkdtempSync(join(tmpdir(), "site-"));
    execFileSync(process.execPath, [fileURLToPath(new URL("../../www/site.mjs", import.meta.url)), folder]);
    const host = createServer((request, response) => {
      const path = new URL(request.url, "http://host").pathname.replace(/^\/tools\/neptune\//, "");
      try {
        const content = readFileSync(join(folder, path || "index.html"));
        response.writeHead(200, { "content-type": TYPES[extname(path || "index.html")] }).end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise((resolve) => { host.listen(0, "127.0.0.1", resolve); });
    const browser = await launch();
    try {
      const { page, problems } = await openPage(browser, `http://127.0.0.1:${host.address().port}/tools/neptune/`);
      await isReady(page);
      await page.fill("#task-id", ID);
      await page.fill("#region", "us-east-1");
      assert.match(await page.innerText("#request-verdict"), /Built/);
      assert.deepEqual(problems, []);
    } finally {
      await browser.close();
      host.closeAllConnections();
      host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
