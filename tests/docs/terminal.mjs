// Commands in a terminal, as a reader of the documentation types them.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { createFakeService } from "neptune-import-tasks/testing";

import { CREDENTIALS, TASKS } from "./tasks.mjs";

const bin = fileURLToPath(new URL("bin", import.meta.url));
const fastTimers = new URL("fast-timers.mjs", import.meta.url).href;

/** Starts a fake service, and returns the environment of a shell that has a key for it. */
export async function openShell({ tasks = TASKS, cancellingFor = 60, isFast = true } = {}) {
  const server = await createFakeService({ credentials: CREDENTIALS, cancellingFor, tasks }).listen();
  const cwd = mkdtempSync(join(tmpdir(), "docs-"));
  writeFileSync(join(cwd, "ids.txt"), "t-0123456789\nt-abcdefghij\n");
  const env = {
    PATH: `${bin}:${process.env.PATH}`, HOME: cwd, TERM: "xterm-256color", COLUMNS: "80", LANG: "C.UTF-8", SHELL: "/bin/bash",
    AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId, AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_NEPTUNE_GRAPH: server.url, AWS_EC2_METADATA_DISABLED: "true",
    ...(isFast && { NODE_OPTIONS: `--import=${fastTimers}` }),
  };
  return {
    env, cwd,
    async close() {
      rmSync(cwd, { recursive: true, force: true });
      await server.close();
    },
  };
}

/** Runs a program. Resolves to its exit code and its output, a list of pieces with the time in milliseconds when each was printed. */
export async function run({ env, cwd }, program, args) {
  const start = performance.now();
  const child = spawn(program, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  const pieces = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => pieces.push({ time: performance.now() - start, text }));
  }
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  return { code, pieces, output: pieces.map(({ text }) => text).join("") };
}

/** Runs a command in a terminal of its own. */
export const runInTerminal = (shell, command) => run(shell, "script", ["-qec", command, "/dev/null"]);

/** What is left on the screen: without colours, and without what was overwritten. */
export const visible = (output) => output.split(/\r*\n/).map((line) =>
  line.replace(/[^\r]*\x1b\[K(?=\r)/g, "").split("\r").reduce((shown, part) => (part.startsWith("\x1b[K") || part ? part : shown), "")
    .replace(/\x1b\[[\d;]*[A-Za-z]/g, "")).join("\n").trimEnd();
