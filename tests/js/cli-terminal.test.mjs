// The published command `neptune-import-tasks` in a real terminal (tmux).

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { alone, environment, eventually, ID, KEY, record, serve } from "./cli-support.mjs";

let terminals = 0;

/** Runs the command in a new terminal. `screen` returns its contents, `type` presses keys, `exitCode` waits for the end. */
function openTerminal(t, args, { env, columns = 80, redirection = "" } = {}) {
  const socket = `cli-${process.pid}-${terminals += 1}`;
  const tmux = (...words) => {
    const { error, status, stdout, stderr } = spawnSync("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...words], {
      encoding: "utf8", cwd: alone.folder, env: environment(KEY, { LANG: "C.UTF-8", TERM: "xterm-256color", SHELL: "/bin/sh", ...env }),
    });
    assert.ok(!error, "tmux is required for the terminal tests: `apt-get install tmux`");
    assert.equal(status, 0, stderr);
    return stdout;
  };
  t.after(() => spawnSync("tmux", ["-L", socket, "kill-server"]));
  // The shell must survive Ctrl-C, to print the exit code.
  const script = `trap : INT; "$@" ${redirection}; echo "exit code $?"; trap - INT; exec sleep 60`;
  tmux("new-session", "-d", "-x", String(columns), "-y", "24", "sh", "-c", script, "sh", process.execPath, alone.cli, ...args);
  const screen = (...options) => {
    const contents = tmux("capture-pane", "-p", ...options);
    record(contents);
    return contents;
  };
  const until = (pattern) => eventually(() => pattern.test(screen()), () => `${pattern} on\n${screen()}`);
  return {
    screen, until,
    type: (...keys) => tmux("send-keys", ...keys),
    isCursorVisible: () => tmux("display-message", "-p", "#{cursor_flag}").trim() === "1",
    async exitCode() {
      await until(/^exit code \d+$/m);
      return Number(/^exit code (\d+)$/m.exec(screen())[1]);
    },
  };
}

const linesOn = (screen) => screen().split("\n").filter(Boolean);

test("terminal: the confirmation, and its answers", async (t) => {
  const { service, env, url } = await serve(t);
  const answers = [["y", true, 120], ["Yes", true, 40], ["n", false, 80], ["", false, 80], ["yn", false, 80], ["C-d", false, 80]];
  for (const [keys, isCancelled, columns] of answers) {
    const { taskId } = service.addTask();
    const terminal = openTerminal(t, ["cancel", taskId], { env, columns });
    await terminal.until(/\[y\/N\]/);
    assert.ok(linesOn(terminal.screen).join("").includes(`Cancel import task ${taskId} in us-east-1 (${url})? [y/N]`));
    assert.equal(service.count(taskId).CancelImportTask, 0, "nothing is sent before the answer");
    terminal.type(keys, ...(keys === "C-d" ? [] : ["Enter"]));
    assert.equal(await terminal.exitCode(), isCancelled ? 0 : 8);
    assert.equal(service.count(taskId).CancelImportTask, isCancelled ? 1 : 0);
    assert.match(terminal.screen(), isCancelled ? new RegExp(`^${taskId} CANCELLING$`, "m") : /^not cancelled$/m);
  }
});

test("terminal: --yes skips the confirmation; where it would not be visible, nothing is cancelled", async (t) => {
  const { service, env } = await serve(t, { tasks: [{ taskId: ID }] });
  const hidden = openTerminal(t, ["cancel", ID], { env, redirection: "2>errors" });
  assert.equal(await hidden.exitCode(), 2);
  assert.equal(service.requests.length, 0);
  assert.match(readFileSync(join(alone.folder, "errors"), "utf8"), /^error: cannot ask for confirmation: standard error is not a terminal/);
  const yes = openTerminal(t, ["cancel", ID, "-y"], { env });
  assert.equal(await yes.exitCode(), 0);
  assert.doesNotMatch(yes.screen(), /\?/);
});

test("terminal: one confirmation for several tasks, and one line of progress", async (t) => {
  const { service, env, url } = await serve(t, { cancellingFor: 1500 });
  const ids = [1, 2, 3].map(() => service.addTask().taskId);
  const terminal = openTerminal(t, ["cancel", ...ids, "--wait", "--poll-interval", "100ms"], { env, columns: 100 });
  await terminal.until(/\[y\/N\]/);
  assert.ok(linesOn(terminal.screen).join("").includes(`Cancel 3 import tasks in us-east-1 (${url})? [y/N]`));
  assert.equal(service.requests.length, 0);
  terminal.type("y", "Enter");
  await terminal.until(/^3 tasks  0 done  t-\w{10}  CANCELLING .*$/m);
  assert.equal(await terminal.exitCode(), 0);
  const [, ...lines] = linesOn(terminal.screen);
  assert.deepEqual(lines.slice(0, 3).sort(), ids.map((id) => `${id} cancelled`).sort());
  assert.deepEqual(lines.slice(3), ["3 tasks: 3 cancelled", "exit code 0"]);
  const input = openTerminal(t, ["cancel", "-"], { env, columns: 100 });
  assert.equal(await input.exitCode(), 2);
  assert.match(input.screen(), /^error: cannot ask for confirmation: standard input is read for task ids$/m);
});

test("terminal: Ctrl-C at the confirmation", async (t) => {
  const { service, env } = await serve(t, { tasks: [{ taskId: ID }] });
  const terminal = openTerminal(t, ["cancel", ID, "--wait"], { env, columns: 120 });
  await terminal.until(/\[y\/N\]/);
  terminal.type("C-c");
  assert.equal(await terminal.exitCode(), 130);
  assert.match(terminal.screen(), /\[y\/N\].*\ninterrupted; nothing was sent\nexit code 130\n/);
  await delay(100);
  assert.equal(service.requests.length, 0);
});

test("terminal: the progress line is rewritten in place, and removed at the end", async (t) => {
  const { service, env } = await serve(t, { cancellingFor: 3000 });
  await Promise.all([80, 40].map(async (columns) => {
    const { taskId } = service.addTask({ life: [["IMPORTING", 4000], ["SUCCEEDED"]] });
    const terminal = openTerminal(t, ["cancel", taskId, "--wait", "--yes", "--poll-interval", "800ms"], { env, columns });
    const seen = new Set();
    await eventually(() => {
      const lines = linesOn(terminal.screen);
      if (lines[0]?.startsWith(`${taskId}  CANCELLING`)) {
        assert.equal(lines.length, 1, "one line, rewritten");
        seen.add(lines[0]);
      }
      return seen.size > 2;
    }, () => `three states of the line: ${[...seen]}`);
    assert.ok(terminal.isCursorVisible());
    const withTime = [...seen].find((line) => / s/.test(line));
    assert.match(withTime, columns === 80 ? /CANCELLING  (\d+ %  )?\d s  next poll in \d s$/ : /CANCELLING  (\d+ %  )?\d s/);
    assert.equal(await terminal.exitCode(), 0);
    assert.deepEqual(linesOn(terminal.screen), [`${taskId} cancelled`, "exit code 0"]);
  }));
});

test("terminal: Ctrl-C while waiting keeps the progress line, prints the state, and restores the terminal", async (t) => {
  const { service, env } = await serve(t, { tasks: [{ taskId: ID }], cancellingFor: 60_000 });
  const terminal = openTerminal(t, ["cancel", ID, "--wait", "--yes", "--poll-interval", "100ms"], { env });
  await terminal.until(/CANCELLING/);
  terminal.type("C-c");
  assert.equal(await terminal.exitCode(), 130);
  const count = service.requests.length;
  const lines = linesOn(terminal.screen);
  assert.match(lines[0], new RegExp(`^${ID}  CANCELLING`));
  assert.deepEqual(lines.slice(1), ["interrupted; the cancel request was accepted, and the cancellation continues", "exit code 130"]);
  assert.ok(terminal.isCursorVisible());
  await delay(250);
  assert.equal(service.requests.length, count);
});

test("terminal: check marks the position, in colours unless NO_COLOR is set", async (t) => {
  const long = `arn:aws:iam::123456789012:role/${"a".repeat(200)}!${"b".repeat(100)}`;
  const terminal = openTerminal(t, ["check", ID, "T-0123456789", "t-01234X6789", long], { columns: 60 });
  assert.equal(await terminal.exitCode(), 1);
  const lines = terminal.screen().split("\n");
  assert.equal(lines[0], `ok ${ID}`);
  const at = lines.indexOf("t-01234X6789");
  assert.equal(lines[at + 1], "       ^");
  assert.match(lines[at + 2], /^invalid: unexpected `X` at index 7/);
  assert.deepEqual(lines.slice(at - 2, at), ["hint: valid in lower case", `try: ${ID}`]);
  const window = lines.findIndex((line) => line.includes("a!b"));
  assert.ok(lines[window].startsWith("…") && lines[window].length < 60);
  assert.equal(lines[window + 1].indexOf("^"), lines[window].indexOf("!"));
  assert.match(terminal.screen("-e"), /\x1b\[/);
  const plain = openTerminal(t, ["check", ID, "T-0123456789"], { env: { NO_COLOR: "1" } });
  assert.equal(await plain.exitCode(), 1);
  assert.doesNotMatch(plain.screen("-e"), /\x1b\[[1-9]/);
});

test("terminal: check reads lines from the terminal, after a note", async (t) => {
  const terminal = openTerminal(t, ["check"]);
  await terminal.until(/^reading values from the terminal, one per line; press Ctrl-D to end$/m);
  terminal.type(ID, "Enter");
  await terminal.until(/^ok t-0123456789$/m);
  terminal.type("C-d");
  assert.equal(await terminal.exitCode(), 0);
  assert.match(terminal.screen(), /^1 line, 0 invalid$/m);
});

test("terminal: list prints a table that fits", async (t) => {
  const { env } = await serve(t, {
    tasks: [{ taskId: ID, graphId: "g-0123456789", format: "OPEN_CYPHER", source: "s3://amzn-s3-demo-bucket/a/long/\x1b[31mpath/to/the/data/" }],
  });
  for (const [columns, titles] of [[100, /^TASK ID +STATUS +GRAPH ID +FORMAT +SOURCE$/], [40, /^TASK ID +STATUS$/]]) {
    const terminal = openTerminal(t, ["list"], { env, columns });
    assert.equal(await terminal.exitCode(), 0);
    const [header, row, end] = linesOn(terminal.screen);
    assert.match(header, titles);
    assert.match(row, /^t-0123456789  IMPORTING/);
    assert.ok(row.length <= columns && row.indexOf("IMPORTING") === header.indexOf("STATUS"));
    assert.equal(end, "exit code 0");
  }
});
