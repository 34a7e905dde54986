// The published commands `neptune-import-tasks watch` and `list` over pipes, and what each command does when it is interrupted.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { alone, environment, eventually, FAST, ID, install, KEY, LOADER, objects, serve, start } from "./cli-support.mjs";

// ---- watch and list --------------------------------------------------------------------------------------------------

test("watch: until the task ends, with the exit code of its status", async (t) => {
  const { service, run: runHere } = await serve(t);
  await Promise.all([["SUCCEEDED", 0], ["FAILED", 4], ["CANCELLED", 9], ["DELETED", 5]].map(async ([status, exitCode]) => {
    const { taskId } = service.addTask({ life: [["IMPORTING", 1500], [status]], statusReason: "the reason" });
    const lines = await runHere(["watch", taskId, ...FAST]);
    assert.deepEqual([lines.code, lines.stdout], [exitCode, `${taskId} ${status}\n`]);
    assert.match(lines.stderr, /  IMPORTING  \d+ %\n/);
    assert.match(lines.stderr, /the reason\n$/);
    assert.equal(service.count(taskId).CancelImportTask, 0);
  }));
  const { taskId } = service.addTask({ life: [["IMPORTING", 1500], ["SUCCEEDED"]] });
  const all = objects((await runHere(["watch", taskId, "--json", ...FAST])).stdout);
  assert.deepEqual([all[0].type, all[0].status, all.at(-1).type, all.at(-1).outcome], ["progress", "IMPORTING", "result", "succeeded"]);
  assert.equal((await runHere(["watch", taskId, "--quiet", ...FAST])).stderr, "");
  const endless = service.addTask().taskId;
  const timedOut = await runHere(["watch", endless, "--max-wait", "200ms", ...FAST]);
  assert.deepEqual([timedOut.code, timedOut.stdout], [6, `${endless} timed-out\n`]);
  assert.equal((await runHere(["watch", "t-zzzzzzzzzz"])).code, 5);
});

test("list: all pages, or up to --max-results", async (t) => {
  const tasks = Array.from({ length: 130 }, (_, i) => ({
    taskId: `t-${String(i).padStart(10, "0")}`, ...(i % 2 && { graphId: "g-0123456789", format: "CSV" }), source: `s3://bucket/${i}`,
  }));
  const { service, run: runHere } = await serve(t, { tasks });
  const { code, stdout, stderr } = await runHere(["list"]);
  assert.deepEqual([code, stderr], [0, ""]);
  const rows = stdout.trim().split("\n").map((line) => line.split("\t"));
  assert.equal(rows.length, 130);
  assert.deepEqual(rows[0], ["t-0000000000", "IMPORTING", "-", "-", "s3://bucket/0"]);
  assert.deepEqual(rows[1], ["t-0000000001", "IMPORTING", "g-0123456789", "CSV", "s3://bucket/1"]);
  const before = service.count().ListImportTasks;
  assert.equal(objects((await runHere(["list", "--json", "--max-results", "120"])).stdout).length, 120);
  assert.equal(service.count().ListImportTasks - before, 2);
  assert.equal(objects((await runHere(["list", "--json", "--graph-id", "g-0123456789"])).stdout).length, 65);
  const none = await runHere(["list", "--graph-id", "g-zzzzzzzzzz"]);
  assert.deepEqual([none.code, none.stdout, none.stderr], [0, "", "no import tasks for this graph in us-east-1\n"]);
});

test("when the reader of standard output ends, no error is printed and no more requests are sent", async (t) => {
  const { service, env } = await serve(t, { tasks: Array.from({ length: 3000 }, () => ({ source: `s3://bucket/${"x".repeat(200)}` })) });
  const script = `"$0" "$1" list --debug | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const child = spawn("bash", ["-c", script, process.execPath, alone.cli], { env: environment(KEY, env) });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => { stdout += chunk; });
  child.stderr.on("data", (chunk) => { stderr += chunk; });
  await once(child, "close");
  assert.match(stdout, /^t-\w{10}\tIMPORTING\t[^\n]+\n141\n$/);
  assert.doesNotMatch(stderr, /error|EPIPE/i);
  assert.ok(service.count().ListImportTasks < 60, "not all pages were requested");
});

// ---- interruption ----------------------------------------------------------------------------------------------------

/** Sends a signal to the command, and asserts that it sends no more requests after it has ended. */
async function interrupt({ child, ended }, service, signal = "SIGINT") {
  child.kill(signal);
  const result = await ended;
  const count = service.requests.length;
  await delay(100);
  assert.equal(service.requests.length, count);
  return result;
}

test("SIGINT and SIGTERM while waiting: the state is printed, and no more requests are sent", async (t) => {
  const { service, start: startHere } = await serve(t, { cancellingFor: 60_000 });
  for (const [signal, exitCode, word] of [["SIGINT", 130, "interrupted"], ["SIGTERM", 143, "terminated"]]) {
    const cancel = startHere(["cancel", service.addTask().taskId, "--wait", ...FAST]);
    await cancel.until(/CANCELLING/);
    const cancelled = await interrupt(cancel, service, signal);
    assert.deepEqual([cancelled.code, cancelled.stdout], [exitCode, ""]);
    assert.ok(cancelled.stderr.endsWith(`${word}; the cancel request was accepted, and the cancellation continues\n`), cancelled.stderr);

    const watch = startHere(["watch", service.addTask().taskId]);
    await watch.until(/IMPORTING/);
    const watched = await interrupt(watch, service, signal);
    assert.equal(watched.code, exitCode);
    assert.ok(watched.stderr.endsWith(`${word}; last known status: IMPORTING; the task continues\n`), watched.stderr);
  }
});

test("SIGINT with --json: the last object has the outcome `aborted`", async (t) => {
  const { service, start: startHere } = await serve(t, { cancellingFor: 60_000 });
  for (const [args, outcome] of [[["cancel", "--wait"], "aborted"], [["watch"], "aborted"]]) {
    const command = startHere([...args, service.addTask().taskId, "--json", ...FAST]);
    await command.until(/progress/, "stdout");
    const { code, stdout } = await interrupt(command, service);
    assert.deepEqual([code, objects(stdout).at(-1).type, objects(stdout).at(-1).outcome], [130, "result", outcome]);
  }
});

test("SIGINT before a response, after a rejection, and before a request", async (t) => {
  const { service, start: startHere } = await serve(t);
  const { taskId } = service.addTask();
  service.misbehave("hang", { taskId });
  const pending = startHere(["cancel", taskId]);
  await eventually(() => service.count(taskId).CancelImportTask === 1, () => "a request");
  const { code, stderr } = await interrupt(pending, service);
  assert.deepEqual([code, stderr], [130, "interrupted; the cancel request was sent, and it is unknown whether it was accepted\n"]);

  const other = service.addTask({ status: "CANCELLING", cancellingFor: 60_000 }).taskId;
  const rejected = startHere(["cancel", other, "--wait"]);
  await rejected.until(/  CANCELLING  /);
  assert.match((await interrupt(rejected, service)).stderr,
    /interrupted; the cancel request was rejected; last known status: CANCELLING\n$/);

  const check = start(["check"], { input: "open" });
  check.child.stdin.write(`${ID}\n`);
  await check.until(/ok/, "stdout");
  const checked = await interrupt(check, service);
  assert.deepEqual([checked.code, checked.stderr], [130, "interrupted\n"]);
});

test("the first SIGINT ends a command that hangs after a second, the second SIGINT at once", async (t) => {
  const { service, start: startHere } = await serve(t);
  const others = { [LOADER]: `
    exports.loadSharedConfigFiles = () => {
      process.stderr.write("reading\\n");
      setInterval(() => {}, 1e6);
      return new Promise(() => {});
    };` };
  const place = install("hanging", { others });
  for (const times of [1, 2]) {
    const command = startHere(["list"], { place, env: { AWS_REGION: "" } });
    await command.until(/reading/);
    const begin = Date.now();
    command.child.kill("SIGINT");
    if (times === 2) {
      await delay(50);
      command.child.kill("SIGINT");
    }
    assert.equal((await command.ended).code, 130);
    const took = Date.now() - begin;
    assert.ok(times === 2 ? took < 800 : took >= 900 && took < 4000, `${took} ms`);
  }
  assert.equal(service.requests.length, 0);
});

test("SIGINT while the pipe of standard output is full", async (t) => {
  const tasks = Array.from({ length: 3000 }, () => ({ source: `s3://bucket/${"x".repeat(200)}` }));
  const { service, start: startHere } = await serve(t, { tasks });
  const command = startHere(["list", "--debug"]);
  command.child.stdout.pause();
  let last = -1;
  // The pipe is full when no more requests are sent.
  await eventually(async () => {
    const isBlocked = last > 0 && service.requests.length === last;
    last = service.requests.length;
    await delay(150);
    return isBlocked;
  }, () => "a full pipe");
  command.child.kill("SIGINT");
  const [code] = await once(command.child, "exit");
  assert.equal(code, 130);
  command.child.stdout.resume();
  assert.match((await command.ended).stderr, /interrupted\n$/);
});
