// Progress on a terminal that is rewritten, in lines, and as JSON; and output that cannot be written.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createOutput } from "../../js/cli/output.mjs";
import { startManyProgress, startProgress } from "../../js/cli/progress.mjs";

import { createScreen, ID, shown } from "./cli-in-process.mjs";

const OTHER = "t-abcdefghij";

/** A command that shows progress, with the cancel requests that were sent. */
function createContext({ columns, env = {}, isJson = false, isQuiet = false, cancelRequests = [] } = {}) {
  const [stdout, stderr] = [createScreen(columns), createScreen(columns)];
  const controller = new AbortController();
  const errors = [];
  const output = createOutput({ stdout, stderr, env, signal: controller.signal, isJson, isQuiet, onWriteError: (error) => errors.push(error) });
  const connection = { maxAttempts: 3, cancelRequests: new Map(cancelRequests) };
  return { context: { output, signal: controller.signal, connection }, controller, output, stdout, stderr, errors };
}

/** A terminal of that width with a progress line, and a clock that `tick` advances. */
function rewritten(t, columns, settings) {
  t.mock.timers.enable({ apis: ["setInterval", "Date"] });
  const { context, controller, output, stderr, stdout } = createContext({ columns, ...settings });
  const progress = startProgress(context, ID);
  return { progress, controller, output, stderr, stdout, line: () => shown(stderr.written), tick: (milliseconds) => t.mock.timers.tick(milliseconds) };
}

describe("a line that is rewritten", () => {
  test("has the time since the start, and the time to the next poll", (t) => {
    const { progress, line, tick } = rewritten(t, 80);
    assert.equal(line(), `${ID}  sending  0 s`);
    tick(1250);
    assert.equal(line(), `${ID}  sending  1 s`);
    progress.report({ status: "CANCELLING", nextIn: 5000 });
    assert.equal(line(), `${ID}  CANCELLING  1 s  next poll in 5 s`);
    tick(250);
    assert.equal(line(), `${ID}  CANCELLING  1 s  next poll in 5 s`);
    tick(1000);
    assert.equal(line(), `${ID}  CANCELLING  2 s  next poll in 4 s`);
    tick(3750);
    assert.equal(line(), `${ID}  CANCELLING  6 s`, "the poll is due");
    progress.report({ status: "CANCELLING", percent: 40, errorCount: 1, nextIn: 0 });
    assert.equal(line(), `${ID}  CANCELLING  40 %  1 error  6 s`);
    for (const [milliseconds, time] of [[53_000, "59 s"], [1000, "1 min 0 s"], [125_000, "3 min 5 s"], [56 * 60_000 + 54_000, "59 min 59 s"], [1000, "1 h 0 min"], [3_600_000 * 25, "26 h 0 min"], [660_000, "26 h 11 min"]]) {
      tick(milliseconds);
      assert.equal(line(), `${ID}  CANCELLING  40 %  1 error  ${time}`);
    }
    progress.end();
  });

  test("is shorter than the terminal: it leaves out what does not fit, from the end", (t) => {
    t.mock.timers.enable({ apis: ["setInterval", "Date"] });
    const parts = [ID, "CANCELLING", "40 %", "2 errors", "0 s", "next poll in 5 s"];
    const first = (count) => parts.slice(0, count).join("  ");
    for (const [columns, expected] of [
      [64, first(6)], [63, first(5)], [46, first(5)], [45, first(4)], [41, first(4)], [40, first(3)], [31, first(3)], [30, first(2)], [25, first(2)],
      [24, ID], [13, ID], [12, "t-01234567…"], [2, "…"],
    ]) {
      const { context, stderr } = createContext({ columns });
      const progress = startProgress(context, ID);
      progress.report({ status: "CANCELLING", percent: 40, errorCount: 2, nextIn: 5000 });
      progress.end();
      assert.equal(shown(stderr.written.slice(0, stderr.written.lastIndexOf("\r"))), expected, `${columns} columns`);
    }
  });

  test("is removed at the end, or stays after an interruption", (t) => {
    const { progress, controller, output, stderr, line, tick } = rewritten(t, 80);
    progress.end();
    assert.equal(line(), "");
    const { length } = stderr.written;
    tick(1000);
    assert.equal(stderr.written.length, length, "the timer has stopped");
    const second = startProgress({ output, signal: controller.signal, connection: { cancelRequests: new Map() } }, OTHER);
    controller.abort();
    second.end();
    assert.equal(line(), `${OTHER}  sending  0 s\n`);
    output.keepProgress();
    output.clearProgress();
    assert.equal(line(), `${OTHER}  sending  0 s\n`, "once");
  });

  test("moves below what is printed in the meantime", async (t) => {
    const { progress, output, stdout, line, tick } = rewritten(t, 80);
    await output.note("a note");
    assert.equal(line(), "a note\n");
    tick(250);
    assert.equal(line(), `a note\n${ID}  sending  0 s`);
    await output.print(["result"]);
    assert.deepEqual([line(), stdout.written], ["a note\n", "result\n"]);
    progress.end();
    const piped = createContext();
    piped.output.showProgress("progress");
    await piped.output.print(["result"]);
    assert.equal(shown(piped.stderr.written), "progress", "a result in a pipe leaves the line as it is");
  });

  test("of several tasks has the number of those that have ended", (t) => {
    t.mock.timers.enable({ apis: ["setInterval", "Date"] });
    for (const [total, title] of [[1, "1 task"], [3, "3 tasks"]]) {
      const { context, stderr } = createContext({ columns: 80 });
      const ended = new Set();
      const { report, end } = startManyProgress(context, total, ended);
      assert.equal(shown(stderr.written), `${title}  sending  0 s`);
      report({ status: "CANCELLING", percent: 3, nextIn: 5000 }, ID);
      assert.equal(shown(stderr.written), `${title}  0 done  ${ID}  CANCELLING  3 %  0 s`);
      ended.add(ID);
      report({ status: "CANCELLING" }, OTHER);
      assert.equal(shown(stderr.written), `${title}  1 done  ${OTHER}  CANCELLING  0 s`);
      end();
      assert.equal(shown(stderr.written), "");
    }
  });
});

describe("a line for each change", () => {
  const linesOf = (reports, settings) => {
    const { context, stderr } = createContext(settings);
    const { report, end } = startProgress(context, ID);
    for (const progress of reports) report(progress);
    end();
    return stderr.written.split("\n").filter(Boolean);
  };

  test("of the status, the percentage or the errors, not of the times", () => {
    assert.deepEqual(linesOf([
      {}, { status: "IMPORTING", nextIn: 5 }, { status: "IMPORTING", nextIn: 6, waited: 7 }, { status: "IMPORTING", percent: 0 }, { status: "IMPORTING", percent: 0, errorCount: 0 },
      { status: "IMPORTING", percent: 1, errorCount: 1 }, { status: "IMPORTING", percent: 1, errorCount: 2 }, { status: "IMPORTING" },
    ]), [
      "IMPORTING", "IMPORTING  0 %", "IMPORTING  1 %  1 error", "IMPORTING  1 %  2 errors", "IMPORTING",
    ].map((line) => `${ID}  ${line}`));
  });

  test("an error is shown if the request is sent again", () => {
    const error = { name: "Throttling\nException", message: "slow down" };
    assert.deepEqual(linesOf([{ error, nextIn: 5 }, { error }, { status: "IMPORTING", error, nextIn: 0 }]), [
      `${ID}  Throttling Exception, retrying`, `${ID}  IMPORTING  Throttling Exception, retrying`,
    ]);
  });

  test("no percentage with a final status that is not complete", () => {
    const statuses = ["SUCCEEDED", "FAILED", "CANCELLED", "DELETED", "CANCELLING"];
    assert.deepEqual(linesOf(statuses.map((status) => ({ status, percent: 100 }))),
      ["SUCCEEDED  100 %", "FAILED", "CANCELLED", "DELETED", "CANCELLING  100 %"].map((line) => `${ID}  ${line}`));
  });

  test("nothing with --quiet", () => {
    for (const columns of [undefined, 80]) assert.deepEqual(linesOf([{ status: "IMPORTING" }], { isQuiet: true, columns }), []);
    const { context, stderr } = createContext({ isQuiet: true, columns: 80 });
    const { report, end } = startManyProgress(context, 2, new Set());
    report({ status: "IMPORTING" }, ID);
    end();
    assert.equal(stderr.written, "");
  });

  test("on a terminal that cannot rewrite a line", () => {
    const settings = { columns: 80, env: { TERM: "dumb" } };
    assert.deepEqual(linesOf([{ status: "IMPORTING" }, { status: "IMPORTING" }], settings), [`${ID}  IMPORTING`]);
    const { context, stderr } = createContext(settings);
    startManyProgress(context, 2, new Set()).report({ status: "IMPORTING" }, ID);
    assert.equal(stderr.written, `${ID}  IMPORTING\n`);
  });

  test("for each of several tasks", () => {
    const { context, stderr } = createContext();
    const { report, end } = startManyProgress(context, 2, new Set());
    for (const id of [ID, OTHER, ID, OTHER, ID]) report({ status: "CANCELLING" }, id);
    report({ status: "CANCELLED" }, OTHER);
    report({ status: "CANCELLED" }, OTHER);
    end();
    assert.equal(stderr.written, `${ID}  CANCELLING\n${OTHER}  CANCELLING\n${OTHER}  CANCELLED\n`);
  });
});

test("with --json, each response is an object on standard output", () => {
  const error = { name: "ThrottlingException", message: "slow down", stack: "at" };
  const progress = { status: "IMPORTING", percent: 1, elapsed: 2, errorCount: 0, attempts: 3, waited: 4, nextIn: 5, task: {}, error };
  const expected = {
    type: "progress", taskId: ID, status: "IMPORTING", percent: 1, elapsed: 2, errorCount: 0, attempts: 3, waited: 4, nextIn: 5,
    error: { name: "ThrottlingException", message: "slow down" },
  };
  for (const startAny of [(context) => startProgress(context, ID), (context) => startManyProgress(context, 2, new Set())]) {
    const { context, output, stdout, stderr } = createContext({ isJson: true, columns: 80 });
    const { report, end } = startAny(context);
    report(progress, ID);
    report({ attempts: 1, waited: 0 }, ID);
    end();
    assert.deepEqual(stdout.written.trim().split("\n").map((line) => JSON.parse(line)), [expected, { type: "progress", taskId: ID, attempts: 1, waited: 0 }]);
    assert.deepEqual([stderr.written, output.hasResult], ["", false]);
  }
});

describe("a cancel request that is not sent again: a note, and the status is read", () => {
  const NOTE = `${ID}  the cancel request`;
  const conflict = { name: "ConflictException", message: "it has ended", $metadata: { httpStatusCode: 409 } };
  const invalid = { name: "ValidationException", message: "it has ended", $metadata: { httpStatusCode: 400 } };
  const unavailable = { name: "InternalServerException", message: "try later", $metadata: { httpStatusCode: 500 } };
  const lost = { name: "NetworkError", message: "no response" };
  const isLast = true;

  for (const [name, request, progress, note, line] of [
    ["a conflict", { isLast, attempts: 1 }, { error: conflict, nextIn: 0 }, "was rejected: ConflictException: it has ended"],
    ["an invalid request", { isLast, attempts: 1 }, { error: invalid, nextIn: 0 }, "was rejected: ValidationException: it has ended"],
    ["the last attempt", { isLast, attempts: 3 }, { error: unavailable, nextIn: 0 }, "failed: InternalServerException: try later"],
    ["the last attempt, without a response", { isLast, attempts: 3 }, { error: lost, nextIn: 0 }, "failed: NetworkError: no response"],
    ["a long message", { isLast, attempts: 3 }, { error: { ...lost, message: "x".repeat(300) }, nextIn: 0 }, `failed: NetworkError: ${"x".repeat(185)}…`],
    ["an earlier attempt", { isLast, attempts: 2 }, { error: unavailable, nextIn: 5 }, undefined, "InternalServerException, retrying"],
    ["another 400", { isLast, attempts: 1 }, { error: { ...invalid, name: "ThrottlingException" }, nextIn: 5 }, undefined, "ThrottlingException, retrying"],
    ["a ValidationException with another status", { isLast, attempts: 1 }, { error: { ...invalid, $metadata: { httpStatusCode: 500 } }, nextIn: 5 }, undefined, "ValidationException, retrying"],
    ["a later request", { isLast: false, attempts: 3 }, { error: conflict, nextIn: 5 }, undefined, "ConflictException, retrying"],
    ["no cancel request", undefined, { error: conflict, nextIn: 5 }, undefined, "ConflictException, retrying"],
    ["the end", { isLast, attempts: 3 }, { status: "IMPORTING", error: conflict }, undefined, "IMPORTING"],
    ["no error", { isLast, attempts: 3 }, { status: "CANCELLING", nextIn: 5 }, undefined, "CANCELLING"],
  ]) {
    test(name, () => {
      const expected = (note ? `${NOTE} ${note}; reading the status of the task\n` : "") + (line ? `${ID}  ${line}\n` : "");
      for (const startAny of [(context) => startProgress(context, ID), (context) => startManyProgress(context, 2, new Set())]) {
        const { context, stderr } = createContext({ cancelRequests: request ? [[ID, request]] : [] });
        startAny(context).report(progress, ID);
        assert.equal(stderr.written, expected);
      }
    });
  }

  test("on a terminal", (t) => {
    const { progress, line } = rewritten(t, 80, { cancelRequests: [[ID, { isLast, attempts: 1 }]] });
    progress.report({ status: "IMPORTING", error: conflict, nextIn: 0 });
    assert.equal(line(), `${NOTE} was rejected: ConflictException: it has ended; reading the status of the task\n${ID}  IMPORTING  0 s`);
    progress.end();
  });
});

describe("output", () => {
  const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  test("an untrusted value in a message: one line of 100 characters, masked before it is truncated", () => {
    const { output } = createContext();
    output.hide(SECRET, undefined, 5);
    assert.equal(output.excerpt("a \n\t b"), "a b");
    assert.equal(output.excerpt("x".repeat(100)), "x".repeat(100));
    assert.equal(output.excerpt("x".repeat(101)), `${"x".repeat(99)}…`);
    assert.equal(output.excerpt(`${"x".repeat(90)}${SECRET}`), `${"x".repeat(90)}(40 chara…`);
    assert.equal(output.excerpt(undefined), "undefined");
  });

  test("secrets in names and values of JSON, and in a prompt", async () => {
    const { output, stdout, stderr } = createContext();
    output.hide(SECRET);
    await output.json({ type: "progress", [SECRET]: [SECRET, 1, null, { a: SECRET }], date: new Date(0) });
    assert.equal(output.hasResult, false);
    await output.json({ type: "result" });
    await output.json({ type: "progress" });
    assert.equal(output.hasResult, true);
    const [first] = stdout.written.split("\n");
    assert.deepEqual(JSON.parse(first), {
      type: "progress", "(40 characters)": ["(40 characters)", 1, null, { a: "(40 characters)" }], date: "1970-01-01T00:00:00.000Z",
    });
    await output.prompt(`${SECRET}\x1b? `);
    await output.endPrompt();
    assert.equal(stderr.written, "(40 characters)\uFFFD? \n");
  });

  test("unprintable characters: U+FFFD, and in JSON an escape", async () => {
    const { output, stdout } = createContext();
    const string = "a\x1b[31m\x7f\x9b\u200b\u2028\u{E0041}\ud800\u{1F600}\u00e9";
    await output.print([string]);
    await output.json({ string });
    await output.jsonLines([{ string: "\u202e" }, {}]);
    assert.equal(stdout.written, "a\uFFFD[31m\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\u{1F600}\u00e9\n"
      + String.raw`{"string":"a\u001b[31m\u007f\u009b\u200b\u2028\udb40\udc41\ud800${"\u{1F600}\u00e9"}"}` + "\n"
      + String.raw`{"string":"\u202e"}` + "\n{}\n");
  });

  test("the first write error is reported, and nothing more is written to that stream", async () => {
    const { output, stdout, stderr, errors } = createContext();
    stdout.emit("error", new Error("first"));
    stdout.emit("error", new Error("second"));
    stderr.emit("error", new Error("ignored"));
    assert.deepEqual(errors.map(({ message }) => message), ["first"]);
    await output.print(["result"]);
    await output.note("note");
    assert.deepEqual([stdout.written, stderr.written], ["", "note\n"]);
  });

  test("a write that throws", async () => {
    const { output, stdout, stderr, errors } = createContext();
    stdout.write = stderr.write = () => { throw new Error("no space left"); };
    await output.note("note");
    assert.equal(errors.length, 0);
    await output.print(["result"]);
    assert.deepEqual(errors.map(({ message }) => message), ["no space left"]);
  });

  test("a write that does not end is abandoned by an interruption; a later one is tried", async () => {
    const { output, controller, stdout } = createContext();
    const written = [];
    stdout.write = (string) => written.push(string);
    const pending = output.print(["first"]);
    let isResolved = false;
    pending.then(() => { isResolved = true; });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isResolved, false);
    controller.abort();
    await pending;
    stdout.write = (string, done) => { written.push(string); done(); };
    await output.print(["second"]);
    await output.flush();
    assert.deepEqual(written, ["first\n", "second\n", ""]);
  });

  test("leaves no listener behind", async () => {
    const { output, controller } = createContext();
    const [added, removed] = [[], []];
    const { signal } = controller;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args) => { added.push(args); addEventListener.apply(signal, args); };
    signal.removeEventListener = (...args) => { removed.push(args); removeEventListener.apply(signal, args); };
    await output.print(["a", "b"]);
    await output.note("c");
    assert.equal(added.length, 2);
    assert.deepEqual(removed, added);
  });

  test("notes and debug messages only where they are wanted", async () => {
    const { output, stderr } = createContext({ isQuiet: true });
    await output.note("note");
    await output.debug("debug");
    await output.warn("warning");
    await output.error("error");
    await output.hint("hint");
    assert.equal(stderr.written, "warning: warning\nerror: error\nhint: hint\n");
  });
});
