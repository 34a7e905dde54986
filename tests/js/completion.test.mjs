// The completions of the command line: current, and what bash and zsh make of them.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { COMMANDS, OPTIONS } from "../../js/cli/usage.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const script = join(root, "completions/neptune-import-tasks.bash");

/** What bash proposes for the last of these words. */
const completed = (...words) => execFileSync("bash", ["-euc", `source "$0"; COMP_WORDS=(neptune-import-tasks "$@"); COMP_CWORD=$#
_neptune_import_tasks; printf '%s\\n' "\${COMPREPLY[@]}"`, script, ...words], { encoding: "utf8" }).split("\n").filter(Boolean);

test("the files are those that the tables of the command line give", (t) => {
  const copy = mkdtempSync(join(tmpdir(), "completion-"));
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  for (const path of ["scripts/completion.mjs", "js", "package.json"]) cpSync(join(root, path), join(copy, path), { recursive: true });
  execFileSync(process.execPath, [join(copy, "scripts/completion.mjs")]);
  for (const file of ["completions/neptune-import-tasks.bash", "completions/_neptune-import-tasks"]) {
    assert.equal(readFileSync(join(root, file), "utf8"), readFileSync(join(copy, file), "utf8"), `${file}: run \`make completions\``);
  }
});

test("bash: commands, the options of a command, and the values of an option", () => {
  for (const command of Object.keys(COMMANDS)) assert.ok(completed("").includes(command), command);
  assert.deepEqual(completed("wat"), ["watch"]);
  for (const option of COMMANDS.cancel.options) assert.ok(completed("cancel", "--").includes(`--${option}`), option);
  assert.deepEqual(completed("cancel", "t-0123456789", "--poll"), ["--poll-interval"]);
  assert.ok(!completed("watch", "--").includes("--yes"));
  assert.deepEqual(completed("check", "--kind", ""), OPTIONS.kind.choices);
  assert.deepEqual(completed("--region", ""), []);
  assert.ok(completed("--region", "cancel", "").includes("cancel"), "a value is not the command");
});

test("zsh: the file can be read", { skip: spawnSync("zsh", ["--version"]).error && "zsh is not installed" }, () => {
  execFileSync("zsh", ["--no-exec", join(root, "completions/_neptune-import-tasks")]);
});
