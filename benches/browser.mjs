// Compiling and starting in Chromium: in a new page each time.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";

import { chromium } from "playwright-core";

import { bundle } from "./bytes.mjs";
import { summarize } from "./measure.mjs";

const ROUNDS = 15;
const root = new URL("../", import.meta.url);

export async function measureBrowser() {
  const files = {
    "/index.mjs": readFileSync(new URL("dist/index.mjs", root)),
    "/check.mjs": readFileSync(new URL("dist/check.mjs", root)),
    "/zod.mjs": await bundle('export { z } from "zod";', "browser"),
  };
  const server = createServer(({ url }, response) => {
    response.setHeader("content-type", files[url] ? "text/javascript" : "text/html");
    response.end(files[url] ?? "<!doctype html>");
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
  const programs = {
    "/check: import and isTaskId": ["/check.mjs", "isTaskId"],
    "main entry: import and isTaskId": ["/index.mjs", "isTaskId"],
    "zod: import and safeParse": ["/zod.mjs"],
  };
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, args] of Object.entries(programs)) {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${server.address().port}/`);
        times[name].push(await page.evaluate(async ([path, check]) => {
          const start = performance.now();
          const module = await import(path);
          if (check) module[check]("t-0123456789");
          else module.z.string().regex(/^t-[a-z0-9]{10}$/).safeParse("t-0123456789");
          return performance.now() - start;
        }, args));
        await page.close();
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  const all = Object.entries(times).map(([name, each]) => [name, summarize(each)]);
  const rows = all.map(([name, { median, spread }]) => ({ name, value: median, spread, ratio: median / all[0][1].median }));
  return [{ title: "In Chromium, in a new page until the first validation", unit: "ms", rows }];
}
