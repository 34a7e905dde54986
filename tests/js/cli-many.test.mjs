// The published command with several tasks: `cancel ID…`, `cancel -`, and `list --status`; and `get`, which shows a single one.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, FAST, ID, objects, run, serve } from "./cli-support.mjs";

const OTHERS = ["t-aaaaaaaaaa", "t-bbbbbbbbbb"];
const linesOf = (output) => output.trim().split("\n");

test("cancel ID…: a line for each task, a summary, the exit code of the worst result", async (t) => {
  const { service, run: runHere } = await serve(t, { tasks: [ID, ...OTHERS].map((taskId) => ({ taskId })) });
  const accepted = await runHere(["cancel", ID, OTHERS[0], ID]);
  assert.deepEqual([accepted.code, linesOf(accepted.stdout).sort()], [0, [`${ID} CANCELLING`, `${OTHERS[0]} CANCELLING`]]);
  assert.match(accepted.stderr, /^2 tasks: 2 accepted\n$/);
  assert.equal(service.count(ID).CancelImportTask, 1, "an id that occurs twice is cancelled once");
  const { taskId } = service.addTask({ status: "SUCCEEDED" });
  const mixed = await runHere(["cancel", "t-zzzzzzzzzz", OTHERS[1], taskId]);
  assert.equal(mixed.code, 1);
  assert.deepEqual(linesOf(mixed.stdout).sort(), [`${OTHERS[1]} CANCELLING`, `${taskId} failed`, "t-zzzzzzzzzz failed"].sort());
  assert.match(mixed.stderr, new RegExp(`^error: ${taskId}: ConflictException: .*\\n`, "m"));
  assert.match(mixed.stderr, /^error: t-zzzzzzzzzz: ResourceNotFoundException: /m);
  assert.match(linesOf(mixed.stderr).at(-1), /^3 tasks: (1 accepted, 2 failed|2 failed, 1 accepted)$/);
  assert.equal((await runHere(["cancel", ID, OTHERS[0], "--quiet"])).stderr.match(/tasks:/), null);
});

test("cancel ID… --wait: results in the order in which they arrive", async (t) => {
  const { service, run: runHere } = await serve(t);
  const slow = service.addTask({ cancellingFor: 1500 }).taskId;
  const fast = service.addTask({ cancellingFor: 10 }).taskId;
  const done = service.addTask({ status: "SUCCEEDED" }).taskId;
  const { code, stdout, stderr } = await runHere(["cancel", slow, fast, done, "--wait", ...FAST]);
  assert.equal(code, 3);
  assert.deepEqual(linesOf(stdout).sort(), [`${slow} cancelled`, `${fast} cancelled`, `${done} finished-first`].sort());
  assert.equal(linesOf(stdout).at(-1), `${slow} cancelled`);
  assert.match(stderr, new RegExp(`^${done}: the import finished before the cancellation took effect`, "m"));
  assert.match(linesOf(stderr).at(-1), /^3 tasks: (2 cancelled, 1 finished-first|1 finished-first, 2 cancelled)$/);

  const ids = [{ cancellingFor: 20 }, { status: "FAILED", statusReason: "no such bucket" }].map((task) => service.addTask(task).taskId);
  const json = await runHere(["cancel", ...ids, "t-zzzzzzzzzz", "--wait", "--json", ...FAST]);
  const all = objects(json.stdout);
  assert.equal(json.code, 4);
  const results = all.filter(({ type }) => type === "result").map(({ taskId, outcome, status }) => [taskId, outcome, status]);
  assert.deepEqual(results.sort(), [[ids[0], "cancelled", "CANCELLED"], [ids[1], "failed-first", "FAILED"], ["t-zzzzzzzzzz", "gone", undefined]].sort());
  assert.ok(all.some(({ type, taskId }) => type === "progress" && taskId === ids[0]));
});

const EXIT_CODES = [
  [[{ faults: ["access-denied"] }, { status: "SUCCEEDED" }, {}], 1],
  [[{ cancellingFor: 60_000 }, { status: "SUCCEEDED" }, { status: "FAILED" }], 6],
  [[{ status: "SUCCEEDED" }, { status: "FAILED" }, { status: "DELETED" }], 3],
  [[{ status: "FAILED" }, { status: "DELETED" }, {}], 4],
  [[{ status: "DELETED" }, {}], 5],
  [[{ status: "CANCELLED" }, {}], 0],
];

test("the exit codes of several tasks, from the worst", async (t) => {
  const { service, run: runHere } = await serve(t);
  await Promise.all(EXIT_CODES.map(async ([tasks, exitCode]) => {
    const ids = tasks.map((task) => service.addTask(task).taskId);
    const { code, stderr } = await runHere(["cancel", ...ids, "--wait", "--max-wait", "4s", ...FAST]);
    assert.equal(code, exitCode, stderr);
  }));
});

test("cancel -: lines of standard input, also those of list; all are validated before anything is sent", async (t) => {
  const { service, run: runHere } = await serve(t, { tasks: [ID, ...OTHERS].map((taskId) => ({ taskId })) });
  const invalid = await runHere(["cancel", "-"], { input: `${ID}\nT-0123456789\n\nt-01\n` });
  assert.deepEqual([invalid.code, invalid.stdout, service.requests.length], [2, "", 0]);
  assert.deepEqual(linesOf(invalid.stderr), [
    "error: line 2: unexpected `T` at index 0 in the prefix of the task id: expected `t-`; did you mean `t-0123456789`?",
    "error: line 4: the task id ends at index 4 in its suffix: expected 10 characters a-z or 0-9, found 2",
    "error: 2 of 3 task ids are invalid; nothing was sent",
  ]);
  const operands = await runHere(["cancel", ID, "x", "y", "--json"]);
  assert.deepEqual(objects(operands.stdout).map(({ type, exitCode, issues }) => [type, exitCode, issues.map(({ value }) => value)]),
    [["error", 2, ["x", "y"]]]);
  const { stdout: listed } = await runHere(["list"]);
  const { code, stdout, stderr } = await runHere(["cancel", "-"], { input: `\r\n${listed}\n  \n${ID}\r\n` });
  assert.equal(code, 0);
  assert.deepEqual(linesOf(stdout).sort(), [ID, ...OTHERS].map((id) => `${id} CANCELLING`));
  assert.equal(stderr, "3 tasks: 3 accepted\n");
  assert.equal(service.count().CancelImportTask, 3);

  assert.equal((await runHere(["cancel", "-"], { input: "\n" })).stderr, "no task ids in standard input\n");
  assert.match((await runHere(["cancel", "-", ID])).stderr, /^error: `-` cannot be used together with task ids\n/);
  assert.match((await runHere(["cancel", ID, "--concurrency", "0"])).stderr, /^error: invalid value `0` for `--concurrency`/);
});

test("--concurrency limits the tasks at a time; a huge value is none", async (t) => {
  const { service, run: runHere } = await serve(t);
  const ids = Array.from({ length: 6 }, () => service.addTask({ cancellingFor: 200 }).taskId);
  await runHere(["cancel", ...ids, "--wait", "--concurrency", "1", ...FAST]);
  const cancelled = service.requests.map(({ taskId }) => taskId).filter((id, i, all) => id !== all[i - 1]);
  assert.deepEqual(cancelled, ids, "one after the other");
  const others = Array.from({ length: 3 }, () => service.addTask().taskId);
  assert.equal((await runHere(["cancel", ...others, "--concurrency", "999999999"])).code, 0);
});

test("SIGINT with several tasks: what is known of each", async (t) => {
  const { service, start } = await serve(t, { cancellingFor: 60_000 });
  const done = service.addTask({ status: "CANCELLED" }).taskId;
  const [accepted, unsent] = [service.addTask().taskId, service.addTask().taskId];
  const hanging = service.addTask({ faults: { CancelImportTask: ["hang"] } }).taskId;
  const command = start(["cancel", done, accepted, hanging, unsent, "--wait", "--concurrency", "2", ...FAST]);
  await command.until(new RegExp(`${accepted}  CANCELLING`));
  await eventually(() => service.count(hanging).CancelImportTask === 1, () => "a request that hangs");
  command.child.kill("SIGINT");
  const { code, stdout, stderr } = await command.ended;
  assert.deepEqual([code, stdout], [130, `${done} already-cancelled\n`]);
  assert.deepEqual(linesOf(stderr).slice(-5), [
    "interrupted",
    `${accepted}: the cancel request was accepted, and the cancellation continues`,
    `${hanging}: the cancel request was sent, and it is unknown whether it was accepted`,
    "1 task: nothing was sent",
    "1 task: 1 already-cancelled",
  ]);
  assert.equal(service.count(unsent).CancelImportTask, 0);

  const [first, second] = [service.addTask(), service.addTask()];
  const json = start(["cancel", first.taskId, second.taskId, "--wait", "--json", ...FAST]);
  await json.until(new RegExp(`progress.*${second.taskId}`), "stdout");
  json.child.kill("SIGINT");
  const results = objects((await json.ended).stdout).filter(({ type }) => type === "result");
  assert.deepEqual(results.map(({ taskId, outcome }) => [taskId, outcome]).sort(),
    [first, second].map(({ taskId }) => [taskId, "aborted"]).sort());
});

test("list --status: repeated, with commas, in any case; an unknown one is an error", async (t) => {
  const statuses = ["IMPORTING", "SUCCEEDED", "FAILED", "CANCELLED"];
  const tasks = Array.from({ length: 120 }, (_, i) => ({ status: statuses[i % 4] }));
  const { run: runHere } = await serve(t, { tasks });
  const listed = async (...args) => objects((await runHere(["list", "--json", ...args])).stdout).map(({ status }) => status);
  assert.deepEqual(await listed("--status", "failed"), Array(30).fill("FAILED"));
  assert.equal((await listed("--status", "FAILED,IMPORTING", "--status=CANCELED")).length, 90);
  assert.equal((await listed("--status", "CANCELLED", "--max-results", "25")).length, 25);
  const none = await runHere(["list", "--status", "DELETED"]);
  assert.deepEqual([none.code, none.stdout, none.stderr], [0, "", "no import tasks with this status in us-east-1\n"]);
  const unknown = await run(["list", "--status", "FAILED,SUCEEDED"]);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /^error: invalid value `SUCEEDED` for `--status`: expected one of INITIALIZING, .*\nhint: did you mean `SUCCEEDED`\?\n$/);
});

test("get: the members of a task, as lines and as JSON", async (t) => {
  const task = { taskId: ID, status: "FAILED", statusReason: "no such\nbucket", importOptions: { neptune: { preserveEdgeIds: true } } };
  const { run: runHere } = await serve(t, { tasks: [task] });
  const { code, stdout, stderr } = await runHere(["get", ID]);
  assert.deepEqual([code, stderr], [0, ""]);
  const rows = Object.fromEntries(linesOf(stdout).map((line) => line.split("\t")));
  assert.deepEqual([rows.taskId, rows.status, rows.statusReason, rows["importTaskDetails.status"]], [ID, "FAILED", "no such bucket", "FAILED"]);
  assert.equal(rows.importOptions, "{\"neptune\":{\"preserveEdgeIds\":true}}");
  assert.match(rows["importTaskDetails.startTime"], /^\d{4}-\d\d-\d\dT/);
  const [object] = objects((await runHere(["get", ID, "--json"])).stdout);
  assert.deepEqual([object.status, object.statusReason, object.importTaskDetails.errorCount], ["FAILED", "no such\nbucket", 0]);
  const gone = await runHere(["get", "t-zzzzzzzzzz"]);
  assert.deepEqual([gone.code, gone.stdout], [5, ""]);
  assert.match((await run(["get", "x"])).stderr, /^error: unexpected `x` at index 0 in the prefix of the task id/);
});
