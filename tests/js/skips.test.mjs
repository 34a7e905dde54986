// The reporter that fails a run in continuous integration if a test is skipped.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const reporter = fileURLToPath(new URL("../setup/skips.mjs", import.meta.url));

/** Runs these tests with the reporter. */
function run(t, ...tests) {
  const folder = mkdtempSync(join(tmpdir(), "skips-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "some.test.mjs");
  writeFileSync(file, ["import { describe, test } from \"node:test\";", ...tests].join("\n"));
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, ["--test", `--test-reporter=${reporter}`, file], { env, encoding: "utf8" });
  return [status, stdout];
}

test("a skipped test is a failure", (t) => {
  const passing = "test('passing', () => {});";
  assert.deepEqual(run(t, passing), [0, ""]);
  assert.deepEqual(run(t, passing, "test('zsh', { skip: 'zsh is not installed' }, () => {});"),
    [1, "FAILED, because it is skipped: zsh: zsh is not installed\n"]);
  assert.deepEqual(run(t, "test('arrays', (t) => t.skip('too long'));"), [1, "FAILED, because it is skipped: arrays: too long\n"]);
  assert.deepEqual(run(t, "describe('tools', { skip: true }, () => { test('one', () => {}); });"),
    [1, "FAILED, because it is skipped: tools: true\n"]);
});

test("other people's data may be missing, and what a platform does not have", (t) => {
  const missing = "../shared/vectors/fetched/endpoints-model.json is not there";
  assert.deepEqual(run(t, `test('model', (t) => t.skip('${missing}'));`), [0, `skipped: model: ${missing}\n`]);
  assert.deepEqual(run(t, "test('full', { skip: 'no /dev/full' }, () => {});"), [0, "skipped: full: no /dev/full\n"]);
});

test("a failure stays one", (t) => {
  assert.deepEqual(run(t, "test('failing', () => { throw new Error('mine'); });"), [1, ""]);
});
