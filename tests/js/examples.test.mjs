// The programs in examples/, each in a short form: what it prints against the fake service, or what it serves.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { launch } from "./page-in-browser.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const examples = join(root, "examples");

/** Starts a program in a process group of its own. `until` waits for its output. */
function start(t, program, args, { cwd = examples, env } = {}) {
  const child = spawn(program, args, { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has already exited.
    }
  });
  let output = "";
  const ended = once(child, "close");
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => { output += text; });
  return {
    /** The output of a program that must succeed. */
    async result() {
      const [code] = await ended;
      assert.equal(code, 0, output);
      return output;
    },
    async until(pattern) {
      const end = Date.now() + 60_000;
      for (;;) {
        const match = pattern.exec(output);
        if (match) return match;
        assert.ok(Date.now() < end && child.exitCode === null, `${pattern} in ${output}`);
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      }
    },
  };
}

const npm = (t, workspace, script, options) => start(t, "npm", ["run", "--silent", script, "--workspace", workspace], options);

describe("examples", { concurrency: 2 }, () => {
  test("form: a wrong letter is explained, and a button corrects it", async (t) => {
    const opened = launch();
    t.after(async () => (await opened).close());
    await npm(t, "form", "build").result();
    const vite = join(examples, "node_modules/vite/bin/vite.js");
    const preview = start(t, process.execPath, [vite, "preview", "--host", "127.0.0.1", "--port", "0"], { cwd: join(examples, "form") });
    const [url] = await preview.until(/http:\/\/127\.0\.0\.1:\d+\//);
    const page = await (await opened).newPage();
    const problems = [];
    page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
    await page.goto(url);
    await page.getByLabel("Task ID").fill("t-01A3456789");
    await page.getByLabel("Graph ID").fill("g-0123456789");
    await page.getByLabel("Role ARN").fill("arn:aws:iam::123456789012:role/team/Import");
    await page.getByText("Character 5, `A`, must be a lower-case letter or a digit").waitFor();
    await page.getByRole("button", { name: "Use t-01a3456789" }).click();
    await page.getByRole("button", { name: "Check" }).click();
    assert.match(await page.locator("output").innerText(), /All values are valid: .*"t-01a3456789"/);
    assert.deepEqual(problems, []);
  });

  test("script: all running tasks of a graph are cancelled", async (t) => {
    const output = await npm(t, "script", "start").result();
    assert.equal(output, "2 running tasks of g-0123456789\nt-racing0000 finished-first\nt-0123456789 cancelled\n");
  });

  test("lambda: the bundled handler cancels a task, and rejects an invalid ID", async (t) => {
    const output = await npm(t, "lambda", "start").result();
    assert.match(output, /t-0123456789 \{\s*statusCode: 200,\s*body: '\{"outcome":"cancelled","status":"CANCELLED"\}'/);
    assert.match(output, /t-01A3456789 \{\s*statusCode: 400,\s*body: '\{"message":"Character 5, /);
  });

  test("worker: tasks are cancelled over HTTP in workerd", async (t) => {
    const worker = npm(t, "worker", "start", { env: { PORT: "0" } });
    const [, url] = await worker.until(/Ready on (http:\/\/127\.0\.0\.1:\d+)/);
    const send = async (path, method = "DELETE") => {
      const response = await fetch(url + path, { method });
      return [response.status, await response.text()];
    };
    assert.deepEqual(await send("/t-0123456789"), [202, '{"taskId":"t-0123456789","status":"CANCELLING"}']);
    assert.deepEqual(await send("/t-finished00"), [409, '{"error":"ConflictException"}']);
    assert.match(String(await send("/t-01A3456789")), /^400,\{"message":"Character 5, /);
    assert.equal((await send("/t-0123456789", "GET"))[0], 405);
  });

  test("rust: a task is cancelled with ureq", async (t) => {
    const args = (id) => ["examples/with-service.mjs", "cargo", "run", "--quiet", "--locked", "--example", "rust", id];
    const run = (id) => start(t, process.execPath, args(id), { cwd: root }).result();
    assert.equal(await run("t-0123456789"), "t-0123456789 cancelled\n");
    assert.equal(await run("t-unknown000"), "t-unknown000 gone\n");
  });

  test("every example is in the table, and has a target of make", () => {
    const readme = readFileSync(join(examples, "README.md"), "utf8");
    const folders = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "node_modules");
    for (const { name } of folders) assert.match(readme, new RegExp(`\`make example-${name}\``), name);
    assert.equal(folders.length, 5);
  });
});
