// What `cancel` and `watch` print to the character: results, notes and warnings, as lines and as JSON.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Interruption } from "../../js/cli/interruption.mjs";

import { ID, KEY, serveHere, shown, startHere } from "./cli-in-process.mjs";

const OTHER = "t-aaaaaaaaaa";
const FAST = ["--poll-interval", "5ms"];
const ACCEPTED = "the cancel request was accepted, and the cancellation continues";
const UNKNOWN = "the cancel request was sent, and it is unknown whether it was accepted";

const objects = (output) => output.split("\n").filter(Boolean).map((line) => JSON.parse(line));
/** Without what differs from run to run. */
const steady = (output) => output.replace(/request id [-0-9a-f]{36}/g, "request id ID").replace(/127\.0\.0\.1:\d+/g, "HOST");
const interrupt = ({ controller }, message = "interrupted", exitCode = 130) => controller.abort(new Interruption(message, exitCode));

/** Waits until a condition is true. */
async function until(condition) {
  for (const end = Date.now() + 5000; !condition();) {
    assert.ok(Date.now() < end, `${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("cancel", () => {
  test("the status; on a terminal, a note about --wait", async (t) => {
    const { service, run } = await serveHere(t, { tasks: [{ taskId: ID }, { taskId: OTHER }], cancellingFor: 60_000 });
    assert.deepEqual(await run(["cancel", ID]), { code: 0, stdout: `${ID} CANCELLING\n`, stderr: "" });
    assert.deepEqual(await run(["cancel", OTHER, "--yes"], { columns: 80 }), {
      code: 0, stdout: `${OTHER} CANCELLING\n`, stderr: "the cancel request was accepted; use `--wait` to wait until the task has stopped\n",
    });
    const { taskId } = service.addTask();
    const { code, stdout, stderr } = await run(["cancel", taskId, "--json"]);
    assert.deepEqual([code, stderr], [0, ""]);
    const [{ task, ...result }, ...others] = objects(stdout);
    assert.deepEqual([result, others], [{ type: "result", outcome: "accepted", taskId, status: "CANCELLING" }, []]);
    assert.deepEqual([task.taskId, task.status], [taskId, "CANCELLING"]);
  });

  test("--wait: each outcome, its exit code and its note", async (t) => {
    const { service, run } = await serveHere(t);
    for (const [task, code, outcome, note, args = []] of [
      [{}, 0, "cancelled"],
      [{ status: "CANCELLED" }, 0, "already-cancelled", "the task was already cancelled"],
      [{ status: "CANCELLED", statusReason: "by hand" }, 0, "already-cancelled", "the task was already cancelled (by hand)"],
      [{ status: "SUCCEEDED" }, 3, "finished-first", "the import finished before the cancellation took effect: the data is in the graph"],
      [{ status: "FAILED", statusReason: `no\nbucket ${"x".repeat(300)}` }, 4, "failed-first",
        `the import failed before the cancellation took effect (no bucket ${"x".repeat(289)}…)`],
      [{ status: "DELETED" }, 5, "gone", "the task does not exist or was deleted"],
      [{ cancellingFor: 60_000 }, 6, "timed-out", `timed out after \`--max-wait 300ms\`; ${ACCEPTED}`, ["--max-wait", "300ms"]],
      [{ faults: { CancelImportTask: ["hang"] } }, 6, "timed-out", `timed out after \`--max-wait 30ms\`; ${UNKNOWN}`, ["--max-wait", "30ms"]],
    ]) {
      const ids = [service.addTask(task).taskId, service.addTask(task).taskId];
      const lines = await run(["cancel", ids[0], "--wait", ...FAST, ...args]);
      assert.deepEqual([lines.code, lines.stdout], [code, `${ids[0]} ${outcome}\n`]);
      const after = lines.stderr.split("\n").filter((line) => line && !line.startsWith(`${ids[0]}  `)).join("\n");
      assert.equal(after, note ?? "");
      const json = await run(["cancel", ids[1], "--wait", "--json", ...FAST, ...args]);
      const { attempts, history, task: last, status, ...result } = objects(json.stdout).at(-1);
      assert.deepEqual([json.code, result], [code, { type: "result", outcome, taskId: ids[1] }]);
      assert.ok(attempts > 0 && history.length > 0);
      assert.equal(last?.status, status);
      assert.equal(json.stderr, note ? `${note}\n` : "");
    }
    assert.equal((await run(["cancel", ID, "--poll-interval", "5s"])).stderr, "error: `--poll-interval` needs `--wait`\n");
    assert.equal((await run(["cancel", ID, OTHER, "--concurrency", "0"])).stderr, "error: invalid value `0` for `--concurrency`: expected a positive integer\n");
  });

  test("a confirmation on a terminal", async (t) => {
    const { service, url, run } = await serveHere(t, { cancellingFor: 60_000 });
    for (const [typed, isConfirmed] of [["y\n", true], ["Y\n", true], [" yes \n", true], ["YES\n", true], ["n\n", false], ["\n", false], ["", false], ["yn\n", false], ["ey\n", false], ["yess\n", false]]) {
      const { taskId } = service.addTask();
      const { code, stdout, stderr } = await run(["cancel", taskId], { columns: 80, typed });
      assert.deepEqual([code, stdout, service.count(taskId).CancelImportTask], isConfirmed ? [0, `${taskId} CANCELLING\n`, 1] : [8, "", 0], typed);
      const question = `Cancel import task ${taskId} in us-east-1 (${url})? [y/N] ${typed ? "" : "\n"}`;
      assert.equal(stderr, question + (isConfirmed ? "the cancel request was accepted; use `--wait` to wait until the task has stopped\n" : "not cancelled\n"));
    }
    const { stdout, stderr, code } = await run(["cancel", ID, OTHER, "--json"], { columns: 80, typed: "n\n" });
    assert.equal(code, 8);
    assert.equal(stderr, `Cancel 2 import tasks in us-east-1 (${url})? [y/N] not cancelled\n`);
    assert.deepEqual(objects(stdout), [ID, OTHER].map((taskId) => ({ type: "result", outcome: "declined", taskId })));
    const { taskId } = service.addTask();
    assert.equal((await run(["cancel", taskId, "--yes"], { typed: "" })).code, 0);
  });

  test("a confirmation that would not be visible is an error", async (t) => {
    const { service, url } = await serveHere(t, { tasks: [{ taskId: ID }] });
    for (const args of [[ID], [ID, "--wait"]]) {
      const { code, stderr } = await startHere(["cancel", ...args], { url, typed: "y\n" }).ended;
      assert.deepEqual([code, stderr], [2,
        "error: cannot ask for confirmation: standard error is not a terminal\nhint: use `--yes` to cancel without confirmation\n"]);
    }
    const { stderr } = await startHere(["cancel", "-"], { url, columns: 80, env: { NO_COLOR: "1" }, typed: `${ID}\n` }).ended;
    assert.equal(stderr, "error: cannot ask for confirmation: standard input is read for task ids\nhint: use `--yes` to cancel without confirmation\n");
    assert.equal(service.requests.length, 0);
    const typed = await startHere(["cancel", "-", "--yes"], { url, columns: 80, typed: `${ID}\n` }).ended;
    assert.deepEqual([typed.code, shown(typed.stderr)], [0, "reading task ids from the terminal, one per line; press Ctrl-D to end\n1 task: 1 accepted\n"]);
  });

  test("several tasks", async (t) => {
    const { service, run } = await serveHere(t, { cancellingFor: 60_000 });
    const add = (task) => service.addTask(task).taskId;
    const accepted = add();
    assert.deepEqual(await run(["cancel", accepted, "t-zzzzzzzzzz", "t-yyyyyyyyyy", "--concurrency", "1"]).then((result) => ({ ...result, stderr: steady(result.stderr) })), {
      code: 5,
      stdout: `${accepted} CANCELLING\nt-zzzzzzzzzz failed\nt-yyyyyyyyyy failed\n`,
      stderr: ["zzzzzzzzzz", "yyyyyyyyyy"].map((id) => `error: t-${id}: ResourceNotFoundException: Import task t-${id} not found (HTTP 404, request id ID)\n`).join("")
        + "3 tasks: 1 accepted, 2 failed\n",
    });
    const denied = [add({ faults: { CancelImportTask: ["access-denied"] } }), add({ faults: { CancelImportTask: ["access-denied"] } })];
    const { stderr, code } = await run(["cancel", ...denied]);
    assert.equal(code, 1);
    assert.equal(stderr.match(/^hint: the IAM action neptune-graph:CancelImportTask is required$/gm).length, 1, "a hint is printed once");
    assert.equal(stderr.match(/^error: t-\w+: AccessDeniedException: /gm).length, 2);
    const ended = [add({ status: "SUCCEEDED" }), add({ status: "FAILED" })];
    const conflict = await run(["cancel", ...ended, "--concurrency", "1"]);
    assert.deepEqual(conflict.stderr.match(/^hint: .*$/gm), ended.map((id) => `hint: use \`watch ${id}\` to see the current status`));
    const json = await run(["cancel", add(), add({ faults: { CancelImportTask: ["access-denied"] } }), "--json", "--concurrency", "1"]);
    const [{ task, ...first }, { message, ...second }] = objects(json.stdout);
    assert.deepEqual([first.type, first.outcome, first.status, task.status, "warnings" in first], ["result", "accepted", "CANCELLING", "CANCELLING", false]);
    assert.match(message, /^AccessDeniedException: /);
    assert.deepEqual({ ...second, taskId: undefined }, {
      type: "error", taskId: undefined, name: "AccessDeniedException", hints: ["the IAM action neptune-graph:CancelImportTask is required"], exitCode: 1,
    });
  });

  test("several tasks with --wait", async (t) => {
    const { service, run } = await serveHere(t);
    const ids = [{}, { status: "SUCCEEDED" }, { status: "CANCELLED", statusReason: "by hand" }].map((task) => service.addTask(task).taskId);
    const { code, stdout, stderr } = await run(["cancel", ...ids, "--wait", "--concurrency", "1", ...FAST]);
    assert.equal(code, 3);
    assert.equal(stdout, `${ids[0]} cancelled\n${ids[1]} finished-first\n${ids[2]} already-cancelled\n`);
    assert.deepEqual(stderr.split("\n").filter((line) => !/^t-\w+  /.test(line)), [
      `${ids[1]}: the import finished before the cancellation took effect: the data is in the graph`,
      `${ids[2]}: the task was already cancelled (by hand)`,
      "3 tasks: 1 cancelled, 1 finished-first, 1 already-cancelled", "",
    ]);
    const others = [{}, { cancellingFor: 60_000 }].map((task) => service.addTask(task).taskId);
    const json = await run(["cancel", ...others, "--wait", "--json", "--max-wait", "800ms", ...FAST]);
    assert.equal(json.code, 6);
    const results = objects(json.stdout).filter(({ type }) => type === "result");
    assert.deepEqual(results.map(({ taskId, outcome, status }) => [taskId, outcome, status]), [[others[0], "cancelled", "CANCELLED"], [others[1], "timed-out", "CANCELLING"]]);
    assert.ok(results.every(({ attempts, history, task }) => attempts > 0 && history.length > 0 && task));
    assert.equal(json.stderr, `${others[1]}: timed out after \`--max-wait 800ms\`; ${ACCEPTED}\n2 tasks: 1 cancelled, 1 timed-out\n`);
    const terminal = await run(["cancel", service.addTask().taskId, service.addTask().taskId, "--wait", "--yes", ...FAST], { columns: 80 });
    assert.equal(shown(terminal.stderr), "2 tasks: 2 cancelled\n");
    assert.match(terminal.stderr, /^\r2 tasks  sending  0 s/);
  });

  test("no task ids in standard input", async (t) => {
    const { run } = await serveHere(t);
    assert.deepEqual(await run(["cancel", "-"], { input: "\n \n" }), { code: 0, stdout: "", stderr: "no task ids in standard input\n" });
  });
});

describe("an interruption", () => {
  test("of `cancel`: what is known of the cancel request", async (t) => {
    const { service, start } = await serveHere(t, { cancellingFor: 60_000 });
    for (const [task, args, isReached, message] of [
      [{}, ["--wait"], (id) => service.count(id).GetImportTask > 0, `interrupted; ${ACCEPTED}`],
      [{ faults: { CancelImportTask: ["hang"] } }, ["--wait"], (id) => service.count(id).CancelImportTask > 0, `interrupted; ${UNKNOWN}`],
      [{ faults: { CancelImportTask: ["hang"] } }, [], (id) => service.count(id).CancelImportTask > 0, `interrupted; ${UNKNOWN}`],
      [{ status: "CANCELLING" }, ["--wait"], (id, stderr) => stderr.includes(`${id}  CANCELLING`), "interrupted; the cancel request was rejected; last known status: CANCELLING"],
      [{ status: "CANCELLING", faults: { GetImportTask: ["hang"] } }, ["--wait"], (id) => service.count(id).GetImportTask > 0, "interrupted; the cancel request was rejected"],
    ]) {
      const { taskId } = service.addTask(task);
      const command = start(["cancel", taskId, ...args, ...(args.length > 0 ? FAST : [])]);
      await until(() => isReached(taskId, command.stderr.written));
      interrupt(command);
      const { code, stdout, stderr } = await command.ended;
      assert.deepEqual([code, stdout, stderr.split("\n").at(-2)], [130, "", message]);
    }
    const early = start(["cancel", ID, "--wait"]);
    interrupt(early, "terminated", 143);
    assert.deepEqual(await early.ended, { code: 143, stdout: "", stderr: "terminated; nothing was sent\n" });
    const reading = start(["cancel", "-"]);
    interrupt(reading);
    assert.deepEqual(await reading.ended, { code: 130, stdout: "", stderr: "interrupted; nothing was sent\n" }, "before there is a connection");
  });

  test("of several: a line for each that is not finished", async (t) => {
    const { service, start } = await serveHere(t, { cancellingFor: 60_000 });
    const [done, accepted, hanging, unsent, last] = [
      { status: "CANCELLED" }, {}, { faults: { CancelImportTask: ["hang"] } }, {}, {},
    ].map((task) => service.addTask(task).taskId);
    const command = start(["cancel", done, accepted, hanging, unsent, last, "--wait", "--concurrency", "2", ...FAST]);
    await until(() => service.count(hanging).CancelImportTask === 1 && service.count(accepted).GetImportTask > 0);
    interrupt(command);
    const { code, stderr } = await command.ended;
    assert.equal(code, 130);
    assert.deepEqual(stderr.split("\n").slice(-6), [
      "interrupted", `${accepted}: ${ACCEPTED}`, `${hanging}: ${UNKNOWN}`, "2 tasks: nothing was sent", "1 task: 1 already-cancelled", "",
    ]);
    const both = [service.addTask().taskId, service.addTask().taskId];
    const json = start(["cancel", ...both, "--wait", "--json", ...FAST]);
    await until(() => both.every((id) => service.count(id).GetImportTask > 0));
    interrupt(json);
    const { stdout, stderr: lines } = await json.ended;
    assert.deepEqual(objects(stdout).filter(({ type }) => type === "result").sort((a, b) => (a.taskId < b.taskId ? -1 : 1)),
      both.toSorted().map((taskId) => ({ type: "result", outcome: "aborted", taskId, status: "CANCELLING" })));
    assert.equal(lines, `interrupted\n${both.map((id) => `${id}: ${ACCEPTED}\n`).join("")}`);
  });

  test("of several, before there is a status: nothing is a result", async (t) => {
    const { service, start } = await serveHere(t);
    for (const args of [[], ["--wait"], ["--json"], ["--wait", "--json"]]) {
      const ids = [1, 2].map(() => service.addTask({ faults: { CancelImportTask: ["hang"] } }).taskId);
      const command = start(["cancel", ...ids, ...args]);
      await until(() => ids.every((id) => service.count(id).CancelImportTask === 1));
      interrupt(command);
      const { code, stdout, stderr } = await command.ended;
      assert.deepEqual([code, stderr], [130, `interrupted\n${ids.map((id) => `${id}: ${UNKNOWN}\n`).join("")}`]);
      assert.deepEqual(objects(stdout).filter(({ type }) => type === "result"),
        args.includes("--json") ? ids.map((taskId) => ({ type: "result", outcome: "aborted", taskId })) : []);
    }
  });

  test("of several, while a result is printed: what has ended is reported", async (t) => {
    const { service, start } = await serveHere(t, { cancellingFor: 60_000 });
    const [first, second, failing] = [{}, { faults: { CancelImportTask: [{ delay: 50 }] } }, { faults: { CancelImportTask: [{ delay: 100, fault: "access-denied" }] } }]
      .map((task) => service.addTask(task).taskId);
    const command = start(["cancel", first, second, failing]);
    const { write } = command.stdout;
    command.stdout.write = (string) => {
      command.stdout.write = write;
      command.stdout.write(string);
      setTimeout(() => interrupt(command), 600);
    };
    const { stdout, stderr } = await command.ended;
    assert.equal(stdout, `${first} CANCELLING\n${second} CANCELLING\n${failing} failed\n`);
    assert.match(stderr, /^error: t-\w+: AccessDeniedException: .*\nhint: .*\ninterrupted\n3 tasks: 2 accepted, 1 failed\n$/);
  });

  test("of `watch` and of `list`", async (t) => {
    const { service, start } = await serveHere(t);
    const { taskId } = service.addTask();
    for (const [args, outcome] of [[[], undefined], [["--json"], "aborted"]]) {
      const command = start(["watch", taskId, ...FAST, ...args]);
      await until(() => /IMPORTING/.test(command.stderr.written + command.stdout.written));
      interrupt(command);
      const { code, stdout, stderr } = await command.ended;
      assert.equal(code, 130);
      assert.equal(stderr.split("\n").at(-2), "interrupted; last known status: IMPORTING; the task continues");
      assert.equal(outcome && objects(stdout).at(-1).outcome, outcome);
    }
    service.misbehave("hang", { times: Infinity });
    const pending = start(["watch", taskId]);
    await until(() => service.requests.length > 0);
    interrupt(pending);
    assert.deepEqual(await pending.ended, { code: 130, stdout: "", stderr: "interrupted\n" });
    const list = start(["list", "--json"]);
    interrupt(list);
    assert.deepEqual(await list.ended.then(({ stdout, stderr }) => [objects(stdout), stderr]),
      [[{ type: "error", name: "Interruption", message: "interrupted", hints: [], exitCode: 130 }], "interrupted\n"]);
  });
});

describe("watch", () => {
  test("the final status, its exit code and its reason", async (t) => {
    const { service, run } = await serveHere(t);
    for (const [status, code] of [["SUCCEEDED", 0], ["FAILED", 4], ["CANCELLED", 9], ["DELETED", 5]]) {
      const { taskId } = service.addTask({ status, statusReason: `because\nof ${"x".repeat(300)}` });
      const lines = await run(["watch", taskId]);
      assert.deepEqual([lines.code, lines.stdout, lines.stderr.split("\n").at(-2)], [code, `${taskId} ${status}\n`, `because of ${"x".repeat(288)}…`]);
      const { attempts, waited, task, ...result } = objects((await run(["watch", taskId, "--json"])).stdout).at(-1);
      assert.deepEqual(result, { type: "result", outcome: status.toLowerCase(), taskId, status });
      assert.ok(attempts === 1 && waited >= 0 && task.status === status);
    }
    const { taskId } = service.addTask();
    const timedOut = await run(["watch", taskId, "--max-wait", "300ms", ...FAST]);
    assert.deepEqual([timedOut.code, timedOut.stdout, timedOut.stderr.split("\n").at(-2)],
      [6, `${taskId} timed-out\n`, "timed out after `--max-wait 300ms`; last known status: IMPORTING"]);
    service.misbehave("hang", { times: Infinity });
    assert.equal((await run(["watch", taskId, "--max-wait", "20ms"])).stderr, "timed out after `--max-wait 20ms`\n");
  });
});

test("watch on a terminal: the progress line is removed", async (t) => {
  const { service, run } = await serveHere(t);
  const { taskId } = service.addTask({ status: "SUCCEEDED" });
  const { stdout, stderr } = await run(["watch", taskId], { errorColumns: 80 });
  assert.deepEqual([stdout, shown(stderr)], [`${taskId} SUCCEEDED\n`, ""]);
});

describe("warnings", () => {
  const WARNING = /^warning: AWS_REGION=us-eats-1: `us-eats-1` is not a known [^\n]*\n$/;
  const env = { AWS_REGION: "us-eats-1" };

  test("are printed once, and are members of each object", async (t) => {
    const { service, run } = await serveHere(t, { credentials: undefined, cancellingFor: 10 });
    for (const args of [[], ["--wait", ...FAST]]) {
      for (const count of [1, 2]) {
        const ids = Array.from({ length: count }, () => service.addTask().taskId);
        const { code, stdout, stderr } = await run(["cancel", ...ids, ...args, "--json"], { env });
        assert.equal(code, 0);
        assert.match(stderr.replace(/^2 tasks: .*\n/m, ""), WARNING);
        const results = objects(stdout).filter(({ type }) => type === "result");
        assert.deepEqual(results.map(({ warnings }) => warnings.map(({ suggestion }) => suggestion)), ids.map(() => ["us-east-1"]));
      }
    }
    const { taskId } = service.addTask({ status: "SUCCEEDED" });
    for (const [args, code] of [[["watch", taskId], 0], [["get", taskId], 0], [["cancel", taskId], 1], [["cancel", taskId, "t-zzzzzzzzzz"], 1]]) {
      const { code: found, stdout } = await run([...args, "--json"], { env });
      assert.equal(found, code, args.join());
      assert.ok(objects(stdout).filter(({ type }) => type !== "progress").every(({ warnings }) => warnings.length === 1), stdout);
    }
    assert.match((await run(["list"], { env })).stderr, WARNING);
  });

  test("of a response", async (t) => {
    const { service, run } = await serveHere(t, { tasks: [{ taskId: ID }] });
    const task = { ...service.task(ID), status: "PAUSING", importTaskDetails: undefined };
    const respond = (body) => service.misbehave({ status: 200, body: JSON.stringify(body) }, { times: Infinity });
    respond(task);
    for (const args of [["get", ID], ["cancel", ID], ["cancel", ID, OTHER]]) assert.match((await run(args)).stderr, /^warning: `PAUSING` is not a known/, args.join());
  });

  test("of two settings that exclude each other: both are named", async (t) => {
    const { run } = await serveHere(t);
    for (const option of ["--use-fips", "--use-dualstack"]) {
      const { code, stderr } = await run(["list", option, "--endpoint-url", "https://a.example"]);
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`^error: ${option} and --endpoint-url https://a\\.example: `));
    }
  });

  test("of credentials that have expired: they are sent", async (t) => {
    const { run } = await serveHere(t, { tasks: [{ taskId: ID }] });
    const { code, stdout, stderr } = await run(["get", ID], { env: { AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z" } });
    assert.equal(code, 0);
    assert.match(stdout, /^taskId\tt-0123456789\n/m);
    assert.match(stderr, /^warning: AWS_CREDENTIAL_EXPIRATION: [^\n]*expired[^\n]*\n$/);
  });

  test("of credentials: all of them, before anything is sent", async (t) => {
    const { service, run } = await serveHere(t, { tasks: [{ taskId: ID }] });
    const env = { AWS_SECRET_ACCESS_KEY: `${KEY.secretAccessKey} `, AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z", NO_COLOR: "1" };
    const { stderr } = await run(["cancel", ID], { env, columns: 80, typed: "n\n" });
    assert.match(stderr, /^warning: AWS_SECRET_ACCESS_KEY: white space [^\n]*\nwarning: AWS_CREDENTIAL_EXPIRATION: [^\n]*expired[^\n]*\nCancel import task/);
    const { stderr: expired } = await run(["cancel", ID], { env: { ...env, AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey }, columns: 80, typed: "n\n" });
    assert.match(expired, /^warning: AWS_CREDENTIAL_EXPIRATION: [^\n]*\nCancel import task/);
    const invalid = await run(["cancel", ID], { env: { AWS_ACCESS_KEY_ID: "AKIA\nEXAMPLE" } });
    assert.deepEqual([invalid.code, service.requests.length], [2, 0]);
    assert.match(invalid.stderr, /^error: AWS_ACCESS_KEY_ID: [^\n]*\n/);
  });
});
