// The published command `neptune-import-tasks check` over pipes, and what the command needs of its file and of standard output.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { test } from "node:test";

import { alone, environment, ID, objects, run, start } from "./cli-support.mjs";

test("check: the kind by prefix or by --kind; fields separated by tabs in a pipe", async () => {
  const good = await run(["check", ID, "g-0123456789", "arn:aws:iam::123456789012:role/Import"]);
  assert.deepEqual([good.code, good.stderr], [0, ""]);
  assert.equal(good.stdout, `ok\t${ID}\nok\tg-0123456789\nok\tarn:aws:iam::123456789012:role/Import\n`);
  const bad = await run(["check", ID, "T-0123456789", "x"]);
  assert.equal(bad.code, 1);
  assert.deepEqual(bad.stdout.split("\n").map((line) => line.split("\t")), [
    ["ok", ID],
    ["invalid", "T-0123456789", "unexpected `T` at index 0 in the prefix of the task id: expected `t-`", "valid in lower case", ID],
    ["invalid", "x",
      "not a task id, a graph id or a role ARN: expected `t-`, `g-` or `arn:` at index 0", "use `--kind` to select the kind"],
    [""],
  ]);
  assert.equal((await run(["check", "--kind", "graph-id", ID])).code, 1);
  const path = "arn:aws:iam::123456789012:role/team/Import";
  assert.equal((await run(["check", path])).code, 1);
  assert.equal((await run(["check", path, "--revision", "current"])).code, 0);
  assert.equal((await run(["check", "--quiet", ID])).stdout, "");
  assert.equal((await run(["check", "--", "-x"])).code, 1);
});

test("check --json: one object per line", async () => {
  const { code, stdout } = await run(["check", "--json", ID, "t-01", "arn:aws:iam::123456789012:role/"]);
  assert.equal(code, 1);
  const [good, bad, unusual] = objects(stdout);
  assert.deepEqual(good, { value: ID, kind: "task-id", ok: true, warnings: [] });
  assert.deepEqual([bad.value, bad.ok, bad.issue.code, bad.issue.index], ["t-01", false, "too_short", 4]);
  assert.deepEqual([unusual.ok, unusual.warnings[0].code], [true, "empty_role_name"]);
});

test("check: lines of standard input, as soon as they are complete", async () => {
  const { code, stdout, stderr } = await run(["check", "--json"], { input: `${ID}\r\n\nt-01` });
  assert.equal(code, 1);
  assert.deepEqual(objects(stdout).map(({ line, ok, value }) => [line, ok, value]), [[1, true, ID], [2, false, ""], [3, false, "t-01"]]);
  assert.equal(stderr, "");
  assert.equal((await run(["check", "-"], { input: `${ID}\n` })).stderr, "1 line, 0 invalid\n");

  const { child, ended, until } = start(["check"], { input: "open" });
  child.stdin.write(`${ID}\nt-012`);
  await until(/^ok\tt-0123456789\n$/, "stdout");
  child.stdin.end("3456789\n");
  assert.equal((await ended).stdout, `ok\t${ID}\nok\t${ID}\n`);
});

test("check: many lines", async () => {
  const { code, stdout, stderr } = await run(["check", "--quiet"], { input: `${`${ID}\n`.repeat(200_000)}t-x\n` });
  assert.deepEqual([code, stderr], [1, ""]);
  assert.match(stdout, /^invalid\tt-x\tline 200001: [^\n]+\n$/);
});

test("check: a line without an end takes no more memory than the longest line that is checked", async () => {
  const { child, ended } = start(["check"], { input: "open", nodeArgs: ["--max-old-space-size=120"] });
  const [chunk, chunks] = ["x".repeat(2 ** 20), 300];
  async function* endless() {
    for (let i = 0; i < chunks; i += 1) yield chunk;
    yield `\n${ID}\n`;
  }
  await pipeline(endless(), child.stdin);
  const { code, stdout, stderr } = await ended;
  assert.deepEqual([code, stderr], [1, "2 lines, 1 invalid\n"]);
  const [long, valid] = stdout.split("\n").map((line) => line.split("\t"));
  assert.deepEqual([long[0], long[1].length, long[2], valid], ["invalid", 4096, "line 1: the line is too long", ["ok", ID]]);
});

test("check: the longest line that is checked has 2^24 characters", async () => {
  const [longest, longer] = [2 ** 24, 2 ** 24 + 1].map((length) => ID.padEnd(length, "x"));
  const { stdout } = await run(["check", "--json"], { input: `${longest}\n${longer}` });
  assert.deepEqual(objects(stdout).map(({ line, kind, value, issue }) => [line, kind, value.length, issue.subject, issue.code, issue.index]), [
    [1, "task-id", 2 ** 24, "task id", "too_long", 12], [2, "task-id", 2 ** 24, "line", "too_long", 2 ** 24],
  ]);
});

test("a write error of standard output", { skip: process.platform !== "linux" && "no /dev/full" }, async () => {
  const full = openSync("/dev/full", "w");
  try {
    const { code, stderr } = await run(["check", ID], { stdio: ["ignore", full, "pipe"] });
    assert.equal(code, 1);
    assert.match(stderr, /^error: cannot write to standard output: .*ENOSPC/);
  } finally {
    closeSync(full);
  }
});

test("the file is executable", { skip: process.platform === "win32" && "no shebang there" }, () => {
  const { status, stdout } = spawnSync(alone.cli, ["check", ID], { encoding: "utf8", env: environment() });
  assert.deepEqual([status, stdout], [0, `ok\t${ID}\n`]);
});
