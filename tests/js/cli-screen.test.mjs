// What commands print on a terminal, to the character: colours, tables, excerpts, and the notes beside them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ID, runHere, serveHere, shown } from "./cli-in-process.mjs";

const RED = "\x1b[31m";
const [GREEN, YELLOW, CYAN, DIM, BOLD, END] = ["\x1b[32m", "\x1b[33m", "\x1b[36m", "\x1b[2m", "\x1b[1m", "\x1b[0m"];
const WITHOUT_COLOURS = [["NO_COLOR", { NO_COLOR: "1" }], ["a dumb terminal", { TERM: "dumb" }]];
const UPPER_CASE = "unexpected `T` at index 0 in the prefix of the task id: expected `t-`";
const EMPTY_NAME = "arn:aws:iam::123456789012:role/";

describe("colours", () => {
  test("check: the marker, the labels and the number of the line", async () => {
    const { code, stdout } = await runHere(["check", ID, "T-0123456789", EMPTY_NAME], { columns: 80 });
    const [valid, value, marker, message, hint, suggestion, unusual, warning, end] = stdout.split("\n");
    assert.equal(code, 1);
    assert.deepEqual([valid, unusual], [`${GREEN}ok${END} ${ID}`, `${GREEN}ok${END} ${EMPTY_NAME}`]);
    assert.deepEqual([value, marker], ["T-0123456789", `${RED}^${END}`]);
    assert.equal(message, `${RED}invalid:${END} ${UPPER_CASE}`);
    assert.deepEqual([hint, suggestion], [`${CYAN}hint:${END} valid in lower case`, `${CYAN}try:${END} ${ID}`]);
    assert.ok(warning.startsWith(`${YELLOW}warning:${END} the role ARN has no role name: expected `), warning);
    assert.equal(end, "");
    const lines = await runHere(["check"], { columns: 80, input: `${ID}\nT-0123456789\n` });
    assert.deepEqual(lines.stdout.split("\n").slice(0, 3), [`${GREEN}ok${END} ${ID}`, `${DIM}line 2:${END}`, "T-0123456789"]);
    assert.equal(lines.stderr, "2 lines, 1 invalid\n");
  });

  test("errors, hints, warnings and debug messages", async () => {
    assert.match((await runHere(["request", ID, "--region", "us-eats-1"], { columns: 80 })).stderr, /^\x1b\[33mwarning:\x1b\[0m --region us-eats-1: /);
    const { code, stderr } = await runHere(["frobnicate"], { columns: 80 });
    assert.equal(code, 2);
    assert.match(stderr, /^\x1b\[31merror:\x1b\[0m unknown command `frobnicate`\n\x1b\[36mhint:\x1b\[0m the commands are check, /);
    const { stderr: debug } = await runHere(["check", "--bogus", "--debug"], { columns: 80 });
    assert.match(debug, /^\x1b\[31merror:/);
    assert.match((await runHere(["list", "--debug", "--region", "us-east-1"], { columns: 80 })).stderr, /^\x1b\[2mdebug: region us-east-1, from --region\x1b\[0m\n/);
  });

  for (const [name, env] of WITHOUT_COLOURS) {
    test(`none with ${name}`, async () => {
      const { stdout } = await runHere(["check", "T-0123456789"], { columns: 80, env });
      assert.equal(stdout, `T-0123456789\n^\ninvalid: ${UPPER_CASE}\nhint: valid in lower case\ntry: ${ID}\n`);
      assert.match((await runHere(["frobnicate"], { columns: 80, env })).stderr, /^error: unknown command .*\nhint: the commands/);
    });
  }

  test("each stream has its own", async () => {
    const piped = await runHere(["check", "T-0123456789", "--debug"], { errorColumns: 80 });
    assert.equal(piped.stdout, `invalid\tT-0123456789\t${UPPER_CASE}\tvalid in lower case\t${ID}\n`);
    assert.match((await runHere(["frobnicate"], { errorColumns: 80 })).stderr, /^\x1b\[31merror:/);
    assert.match((await runHere(["frobnicate"], { columns: 80, errorColumns: undefined })).stderr, /^\x1b?\[?/);
  });
});

describe("check on a terminal: the marker is under the character that is invalid", () => {
  const PREFIX = "arn:aws:iam::123456789012:role/";

  for (const columns of [20, 21, 60]) {
    test(`in ${columns} columns, wherever it is`, async () => {
      for (const [before, after] of [[0, 0], [0, 100], [1, 0], [5, 5], [12, 200], [100, 0], [100, 3], [100, 9], [100, 10], [100, 11], [100, 12], [100, 100]]) {
        const value = `${PREFIX}${"a".repeat(before)}!${"b".repeat(after)}`;
        const { stdout } = await runHere(["check", value], { columns, env: { NO_COLOR: "1" } });
        const [excerpt, marker] = stdout.split("\n");
        const label = `${before}, ${after}: ${excerpt}`;
        assert.ok(excerpt.length < columns, label);
        assert.equal(marker, `${" ".repeat(excerpt.indexOf("!"))}^`, label);
        assert.equal(excerpt.length === value.length, value.length < columns, label);
        // As much of the value is shown as fits, around the marker.
        const [, left, middle, right] = /^(…?)(.*?)(…?)$/.exec(excerpt);
        assert.ok(value.includes(middle), label);
        assert.equal(left === "", value.startsWith(middle), label);
        assert.equal(right === "", value.endsWith(middle), label);
        if (value.length >= columns) assert.equal(excerpt.length, columns - 1, label);
        if (left && right) assert.ok(Math.abs(excerpt.indexOf("!") - columns / 2) <= 2, label);
      }
    });
  }

  test("characters before it take one column each, and control characters none of their own", async () => {
    const { stdout } = await runHere(["check", "--kind", "task-id", "t-é\u{1F600}\t\u0301x"], { columns: 80, env: { NO_COLOR: "1" } });
    const [excerpt, marker, message] = stdout.split("\n");
    assert.match(message, /at index 2/);
    assert.deepEqual([excerpt, marker], ["t-é\u{1F600}\uFFFD\u0301x", "  ^"]);
    const later = await runHere(["check", "--kind", "role-arn", "arn:aws-é\u{1F600}:iam::1234567890x2:role/Import"], { columns: 80, env: { NO_COLOR: "1" } });
    assert.deepEqual(later.stdout.split("\n").slice(0, 2), [`arn:aws-\uFFFD\uFFFD\uFFFD:iam::1234567890x2:role/Import`, `${" ".repeat(27)}^`]);
  });

  test("lines that are typed are asked for", async () => {
    const { stdout, stderr } = await runHere(["check"], { columns: 80, typed: `${ID}\n`, env: { NO_COLOR: "1" } });
    assert.deepEqual([stdout, stderr], [`ok ${ID}\n`, "reading values from the terminal, one per line; press Ctrl-D to end\n1 line, 0 invalid\n"]);
  });

  test("a valid value is truncated to the width", async () => {
    const value = PREFIX + "a".repeat(40);
    for (const [columns, expected] of [[71 + 4, value], [71 + 3, `${value.slice(0, 69)}…`], [40, `${value.slice(0, 35)}…`]]) {
      const { stdout } = await runHere(["check", value], { columns, env: { NO_COLOR: "1" } });
      assert.equal(stdout, `ok ${expected}\n`);
    }
  });
});

describe("list on a terminal", () => {
  const source = "s3://amzn-s3-demo-bucket/a/long/path/to/the/data/";
  const tasks = [
    { taskId: ID, status: "INITIALIZING", graphId: "g-0123456789", format: "OPEN_CYPHER", source },
    { taskId: "t-abcdefghij", status: "FAILED", graphId: undefined, format: undefined, source: "s3://b/" },
  ];
  const linesIn = async (t, options) => {
    const { run } = await serveHere(t, { tasks: structuredClone(tasks) });
    const { code, stdout, stderr } = await run(["list"], options);
    assert.deepEqual([code, stderr], [0, ""]);
    return stdout.split("\n");
  };
  const ALL = [
    "TASK ID       STATUS          GRAPH ID      FORMAT       SOURCE",
    `t-0123456789  INITIALIZING    g-0123456789  OPEN_CYPHER  ${source}`,
    "t-abcdefghij  FAILED          -             -            s3://b/",
  ];

  for (const [columns, expected] of [
    [120, ALL],
    [77, [ALL[0], `${ALL[1].slice(0, 76)}…`, ALL[2]]],
    [76, ["TASK ID       STATUS          GRAPH ID      SOURCE", `t-0123456789  INITIALIZING    g-0123456789  ${source.slice(0, 31)}…`, "t-abcdefghij  FAILED          -             s3://b/"]],
    [64, ["TASK ID       STATUS          GRAPH ID      SOURCE", `t-0123456789  INITIALIZING    g-0123456789  ${source.slice(0, 19)}…`, "t-abcdefghij  FAILED          -             s3://b/"]],
    [63, ["TASK ID       STATUS          GRAPH ID", "t-0123456789  INITIALIZING    g-0123456789", "t-abcdefghij  FAILED          -"]],
    [42, ["TASK ID       STATUS          GRAPH ID", "t-0123456789  INITIALIZING    g-0123456789", "t-abcdefghij  FAILED          -"]],
    [41, ["TASK ID       STATUS", "t-0123456789  INITIALIZING", "t-abcdefghij  FAILED"]],
    [20, ["TASK ID       STATUS", "t-0123456789  INITI…", "t-abcdefghij  FAILED"]],
    [1, ["…", "…", "…"]],
  ]) {
    test(`in ${columns} columns`, async (t) => {
      const [header, ...rows] = await linesIn(t, { columns, env: { NO_COLOR: "1" } });
      assert.deepEqual([header, ...rows], [...expected, ""]);
    });
  }

  test("the header is bold", async (t) => {
    const [header] = await linesIn(t, { columns: 120 });
    assert.equal(header, `${BOLD}${ALL[0]}${END}`);
  });

  test("the width is that of the terminal, or of COLUMNS, or 80", async (t) => {
    const width = async (columns, env) => Math.max(...(await linesIn(t, { columns, env: { NO_COLOR: "1", ...env } })).map(({ length }) => length));
    assert.deepEqual([await width(70, { COLUMNS: "90" }), await width(0, { COLUMNS: "90" }), await width(0, {}), await width(0, { COLUMNS: "x" })], [70, 90, 80, 80]);
  });

  test("the header is printed once for all pages; an unknown status fits", async (t) => {
    const { run } = await serveHere(t, { tasks: Array.from({ length: 150 }, (_, i) => ({ taskId: `t-${String(i).padStart(10, "0")}` })) });
    const { stdout } = await run(["list"], { columns: 120, env: { NO_COLOR: "1" } });
    const lines = stdout.trimEnd().split("\n");
    assert.equal(lines.length, 151);
    assert.equal(lines.filter((line) => line.startsWith("TASK ID")).length, 1);
    const { service, run: runLong } = await serveHere(t);
    const task = { taskId: ID, status: "WAITING_FOR_SOMETHING_ELSE", graphId: "g-0123456789\nx", source: "s3://b/  x", roleArn: EMPTY_NAME };
    service.misbehave({ status: 200, body: JSON.stringify({ tasks: [task] }) });
    const row = (await runLong(["list"], { columns: 120, env: { NO_COLOR: "1" } })).stdout.split("\n")[1];
    assert.equal(row, "t-0123456789  WAITING_FOR_S…  g-012345678…  -            s3://b/ x");
  });
});

test("a progress line is removed before results are printed, and is not on standard output", async (t) => {
  const { service, run } = await serveHere(t, { tasks: [{ taskId: ID }], cancellingFor: 30 });
  const { code, stdout, stderr } = await run(["cancel", ID, "--wait", "--poll-interval", "10ms", "--yes"], { columns: 80 });
  assert.equal(code, 0);
  assert.equal(stdout, `${ID} cancelled\n`);
  assert.match(stderr, /^\rt-0123456789  sending  0 s\x1b\[K\r.*CANCELLING/);
  assert.equal(shown(stderr), "");
  assert.ok(service.requests.length > 1);
});

