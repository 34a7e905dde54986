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
import { assertFast, example, ID, page, problems, reopen, restartServer, server, shows, text, usePage } from "./page-session-support.mjs";

describe("using the page", { timeout: 240_000 }, () => {
  usePage();

  test("works offline after the first visit", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    // The worker controls the page after it has cached the files.
    await page.waitForFunction(async () => (await (await caches.open("page")).keys()).length > 40);
    await server.close();
    try {
      await page.reload();
      await isReady(page);
      await page.fill("#task-id", ID);
      await page.fill("#region", "us-east-1");
      assert.match(await text("task-id-verdict"), /Valid/);
      await page.locator("#snippet-text", { hasText: "cancelAndWait" }).waitFor();
      await example("409");
      await shows("response", "ConflictException");
      await page.locator("#simulate").scrollIntoViewIfNeeded();
      await page.getByRole("button", { name: "Run" }).waitFor();
    } finally {
      await restartServer();
    }
    assert.deepEqual(problems.splice(0).filter((problem) => !/ERR_CONNECTION_REFUSED|ERR_FAILED/.test(problem)), []);
  });

  test("caches every file of the page", async () => {
    const [, list] = /FILES = \[([^\]]*)\]/s.exec(readFileSync(new URL("../../www/offline.js", import.meta.url), "utf8"));
    const cached = [...list.matchAll(/"([^"]+)"/g)].map(([, file]) => new URL(file, server.url).href).sort();
    // Everything that is loaded late.
    await example("Signature");
    await page.locator("#mismatch").waitFor();
    await example("List");
    await shows("lines", "task IDs");
    await page.locator("#simulate").scrollIntoViewIfNeeded();
    await page.getByRole("button", { name: "Run" }).waitFor();
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const files = [server.url, ...loaded.filter((name) => !name.endsWith("offline.js")), `${server.url}manifest.webmanifest`, `${server.url}icon.svg`];
    assert.deepEqual(cached, [...new Set(files)].sort());
  });

  test("size and layout shift of the first view, on a large and on a small screen", async (t) => {
    for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
      await reopen({ viewport });
      await page.waitForLoadState("networkidle");
      const files = new Set([server.url, ...await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name))]);
      assert.ok(![...files].some((file) => file.endsWith("index.mjs")), "the main entry is loaded later");
      const sizes = await Promise.all([...files].map(async (file) => gzipSync(Buffer.from(await (await fetch(file)).arrayBuffer()), { level: 9 }).length));
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      t.diagnostic(`first view at ${viewport.width} pixels: ${bytes} bytes compressed, ${files.size} files`);
      assert.ok(bytes <= 95_000, `${bytes} bytes`);
      const shift = await page.evaluate(() => new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => { for (const { value } of list.getEntries()) sum += value; }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 200);
      }));
      t.diagnostic(`layout shift at ${viewport.width} pixels: ${shift.toFixed(4)}`);
      assert.ok(shift < 0.01, `${shift}`);
    }
  });

  test("time from a keystroke to the verdict", async (t) => {
    await page.fill("#region", "us-east-1");
    await page.locator("#request-verdict", { hasText: "it needs a task ID" }).waitFor();
    await page.evaluate(() => document.getElementById("life").scrollIntoView());
    await page.waitForTimeout(300);
    for (const id of ["task-id", "paste", "role-arn"]) {
      const start = id === "role-arn" ? "arn:aws:iam::123456789012:role/" : "t-";
      await assertFast(t, `in ${id}`, id, ["", "0", "01", "01A", "01", "012345678", "0123456789"].map((typed) => start + typed), 60);
    }
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
      await page.locator("#request-verdict", { hasText: "Built" }).waitFor();
      await page.locator("#simulate").scrollIntoViewIfNeeded();
      await page.getByRole("button", { name: "Run" }).waitFor();
      assert.deepEqual(problems, []);
    } finally {
      await browser.close();
      host.closeAllConnections();
      host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
