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
    "/check.wasm": readFileSync(new URL("dist/check.wasm", root)),
    "/neptune.wasm": readFileSync(new URL("dist/neptune.wasm", root)),
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
  /** Runs a function in a new page each time, with the arguments of each program in turns. Returns the rows of a table. */
  async function measure(run, programs) {
    const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, args] of Object.entries(programs)) {
        const page = await browser.newPage();
        await page.goto(`http://127.0.0.1:${server.address().port}/`);
        times[name].push(await page.evaluate(run, args));
        await page.close();
      }
    }
    const all = Object.entries(times).map(([name, each]) => [name, summarize(each)]);
    return all.map(([name, { median, spread }]) => ({ name, value: median, spread, ratio: median / all[0][1].median }));
  }

  async function importAndValidate([path, check]) {
    const start = performance.now();
    const module = await import(path);
    if (check) module[check]("t-0123456789");
    else module.z.string().regex(/^t-[a-z0-9]{10}$/).safeParse("t-0123456789");
    return performance.now() - start;
  }

  async function compileAndInstantiate(path) {
    const bytes = await (await fetch(path)).arrayBuffer();
    const start = performance.now();
    const module = await WebAssembly.compile(bytes);
    const imports = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => {};
    await WebAssembly.instantiate(module, imports);
    return performance.now() - start;
  }

  try {
    const validations = await measure(importAndValidate, {
      "/check: import and isTaskId": ["/check.mjs", "isTaskId"],
      "main entry: import and isTaskId": ["/index.mjs", "isTaskId"],
      "zod: import and safeParse": ["/zod.mjs"],
    });
    const instances = await measure(compileAndInstantiate, { "check.wasm": "/check.wasm", "neptune.wasm": "/neptune.wasm" });
    return [
      { title: "In Chromium, in a new page until the first validation", unit: "ms", rows: validations },
      { title: "In Chromium, compilation and instantiation", unit: "ms", rows: instances },
    ];
  } finally {
    await browser.close();
    server.close();
  }
}
