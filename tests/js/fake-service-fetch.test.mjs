// The `fetch` of the fake service, and its module bundled into one file.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { createFakeService } from "neptune-import-tasks/testing";

import { ENTRY, ID, TASK, UUID } from "./fake-service-support.mjs";

describe("service.fetch", () => {
  test("takes a URL or a Request, and rejects what fetch rejects", async () => {
    const { fetch } = createFakeService({ tasks: [TASK] });
    const url = `https://neptune-graph.us-east-1.amazonaws.com/importtasks/${ID}`;
    const fromUrl = await fetch(new URL(url));
    assert.ok(fromUrl instanceof Response);
    assert.equal(fromUrl.status, 200);
    const fromRequest = await fetch(new Request(url, { method: "DELETE" }));
    assert.equal((await fromRequest.json()).status, "CANCELLING");
    assert.equal((await fetch(new Request(url), { method: "DELETE" })).status, 409);
    await assert.rejects(fetch("http://"), TypeError);
    await assert.rejects(fetch(url, { method: "CONNECT" }), TypeError);
  });

  test("an aborted signal rejects with its reason, and nothing is sent", async () => {
    const service = createFakeService({ tasks: [TASK] });
    const url = `http://fake.test/importtasks/${ID}`;
    const reason = new Error("aborted by the test");
    const aborted = { method: "DELETE", signal: AbortSignal.abort(reason) };
    await assert.rejects(service.fetch(url, aborted), reason);
    await assert.rejects(service.fetch(new Request(url, aborted)), reason);

    const controller = new AbortController();
    const pending = service.fetch(url, { method: "DELETE", signal: controller.signal });
    controller.abort();
    await assert.rejects(pending, { name: "AbortError" });
    assert.deepEqual(service.requests, []);
    assert.equal(service.task(ID).status, "IMPORTING");
  });

  test("an abort after the response headers rejects the body", async () => {
    const { fetch } = createFakeService({ tasks: [TASK] });
    const controller = new AbortController();
    const response = await fetch(`http://fake.test/importtasks/${ID}`, { signal: controller.signal });
    controller.abort();
    await assert.rejects(response.text(), { name: "AbortError" });
  });

  test("the signal option, also null, overrides the signal of a Request", async () => {
    const { fetch } = createFakeService({ tasks: [TASK] });
    const request = new Request(`http://fake.test/importtasks/${ID}`, { signal: AbortSignal.abort() });
    assert.equal((await fetch(request, { signal: null })).status, 200);
    await assert.rejects(fetch(request.url, { signal: {}, method: "\n" }), TypeError);
  });

  test("a process that only waits for AbortSignal.timeout keeps running", async () => {
    const program = `
      import { createFakeService } from ${JSON.stringify(ENTRY)};
      const service = createFakeService();
      service.misbehave("hang");
      await service.fetch("http://fake.test/", { signal: AbortSignal.timeout(100) }).catch(({ name }) => console.log(name));
    `;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    assert.equal((await child.stdout.setEncoding("utf8").toArray()).join(""), "TimeoutError\n");
    assert.deepEqual(await exited, [0, null]);
  });

  test("a signal that many requests share does not accumulate listeners", async (t) => {
    const warnings = [];
    const onWarning = (warning) => warnings.push(warning);
    process.on("warning", onWarning);
    t.after(() => process.off("warning", onWarning));
    const service = createFakeService({ tasks: [TASK] });
    const { signal } = new AbortController();
    for (let i = 0; i < 2000; i += 1) {
      service.misbehave({ delay: 0.5 });
      await service.fetch(`http://fake.test/importtasks/${ID}`, { signal });
    }
    await delay(10);
    assert.deepEqual(warnings, []);
  });

  test("only the last 1000 requests are kept", async () => {
    const service = createFakeService();
    for (let i = 0; i < 1003; i += 1) await service.fetch(`http://fake.test/${i}`);
    assert.equal(service.requests.length, 1000);
    assert.equal(service.requests[0].url, "http://fake.test/3");
    for (let i = 1003; i < 4500; i += 1) await service.fetch(`http://fake.test/importtasks/${i}`);
    assert.equal(service.requests.length, 1000);
    assert.equal(service.requests[0].url, "http://fake.test/importtasks/3500");
    assert.equal(service.requests.at(-1).url, "http://fake.test/importtasks/4499");
    assert.equal(service.count().GetImportTask, 3497);
    assert.equal(service.requests, service.requests);
    assert.throws(() => service.requests.push({}), TypeError);
  });

  test("needs no global crypto, which Node 18 does not have", async (t) => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    t.after(() => Object.defineProperty(globalThis, "crypto", descriptor));
    delete globalThis.crypto;
    const service = createFakeService({ tasks: [{}] });
    const response = await service.fetch("http://fake.test/importtasks");
    assert.match(response.headers.get("x-amzn-requestid"), UUID);
    assert.equal((await response.json()).tasks.length, 1);
  });
});

describe("bundled", () => {
  const bundle = (options) => build({
    entryPoints: [fileURLToPath(ENTRY)], bundle: true, write: false, platform: "browser", logLevel: "silent", ...options,
  });

  for (const minify of [false, true]) {
    for (const format of ["esm", "iife"]) {
      test(`for browsers, ${format}${minify ? ", minified" : ""}`, async () => {
        const { warnings, errors, outputFiles, metafile } = await bundle({ format, minify, metafile: true });
        assert.deepEqual([warnings, errors], [[], []]);
        assert.deepEqual(Object.values(metafile.outputs)[0].imports, []);
        const [{ text }] = outputFiles;
        assert.doesNotMatch(text, /["'`]node:/, "no complete specifier of a Node module");
        assert.doesNotMatch(text, /^import\b|\brequire\b|\bBuffer\b|\bprocess\b/m);
        if (!minify) assert.match(text, /import\(\s*\/\* webpackIgnore: true \*\/\s*\/\* @vite-ignore \*\//);
      });
    }
  }

  test("runs in Node as a single file, in both module systems", async () => {
    for (const [format, extension] of [["esm", "mjs"], ["cjs", "cjs"]]) {
      const { outputFiles: [{ text }] } = await bundle({ format, minify: true, target: "es2022", platform: "neutral" });
      const program = format === "esm"
        ? `const { createFakeService } = await import("data:text/javascript," + ${JSON.stringify(encodeURIComponent(text))});`
        : `const module = { exports: {} }; { ${text} }; const { createFakeService } = module.exports;`;
      const run = `(async () => { ${program}
        const server = await createFakeService({ credentials: [] }).listen();
        console.log((await fetch(server.url)).status);
        await server.close();
      })()`;
      const child = spawn(process.execPath, ["--input-type", format === "esm" ? "module" : "commonjs", "--eval", run],
        { stdio: ["ignore", "pipe", "inherit"] });
      assert.equal((await child.stdout.setEncoding("utf8").toArray()).join(""), "403\n", extension);
    }
  });
});
