// The package as its users meet it: by name, installed from the file that would be published.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { createEnv } from "@t3-oss/env-core";

// Before the package is imported, so that its memory is seen however it starts.
const instances = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...args) {
    super(...args);
    instances.push(this);
  }
};

const compiled = [];
const { Module } = WebAssembly;
WebAssembly.Module = class extends Module {
  constructor(...args) {
    super(...args);
    compiled.push(this);
  }
};

const tasks = await import("neptune-import-tasks");
const require = createRequire(import.meta.url);

const NAMES = [
  "InvalidInputError", "NetworkError", "ServiceError", "TimeoutError", "UnreadableResponseError", "cancelAndWait",
  "cancelImportTask", "cancelImportTaskRequest", "checkCancelImportTaskResponse", "checkGetImportTaskResponse", "checkGraphId",
  "checkLines", "checkListImportTasksResponse", "checkRoleArn", "checkTaskId", "explainRequest", "explainSignatureMismatch",
  "getImportTask", "getImportTaskRequest", "graphIdSchema", "init", "isGraphId", "isRoleArn", "isTaskId", "listImportTasks",
  "listImportTasksRequest", "parseCancelImportTaskResponse", "parseGetImportTaskResponse", "parseGraphId",
  "parseListImportTasksResponse", "parseRoleArn", "parseTaskId", "patterns", "roleArnParts", "roleArnSchema", "taskIdSchema",
  "watchImportTask",
];
const ID = "t-0123456789";
const ARN = "arn:aws:iam::123456789012:role/Import";

test("an import compiles nothing", () => {
  assert.deepEqual([instances.length, compiled.length], [0, 0]);
  tasks.isTaskId(ID);
  assert.deepEqual([instances.length, compiled.length], [1, 1]);
});

test("import and require give the same names, and the types declare each", () => {
  assert.deepEqual(Object.keys(tasks).sort(), NAMES);
  const required = require("neptune-import-tasks");
  assert.deepEqual(Object.keys(required).sort(), NAMES);
  assert.equal(required.isTaskId(ID), true);
  const types = readFileSync(new URL("index.d.mts", import.meta.resolve("neptune-import-tasks")), "utf8");
  const declared = [...types.matchAll(/^export (?:function|class|const) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(declared.sort(), NAMES);
});

test("after a full stack the next call works", () => {
  const program = `import { checkTaskId } from "neptune-import-tasks";
    function deeper() { try { checkTaskId("T-0123456789"); } catch {} deeper(); }
    try { deeper(); } catch {}
    console.log(checkTaskId("t-0123456789").ok, checkTaskId("x").ok);`;
  const cwd = new URL("../../", import.meta.url);
  const { stdout, stderr, signal } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
    { cwd, encoding: "utf8", timeout: 20_000 });
  assert.equal(stdout, "true false\n", `${signal} ${stderr.slice(0, 500)}`);
});

test("the package holds what it should and nothing else", () => {
  const root = new URL("../", import.meta.resolve("neptune-import-tasks"));
  const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.scripts, undefined);
  const files = execFileSync("find", [root.pathname, "-type", "f", "-printf", "%P\n"], { encoding: "utf8" });
  const entries = ["index", "check", "snippets", "testing"];
  const built = ["cjs", "d.cts", "d.mts", "mjs", "workerd.mjs"];
  assert.deepEqual(files.trim().split("\n").sort(), [
    "LICENSE-APACHE", "LICENSE-MIT", "README.md", "check/package.json",
    ...entries.flatMap((entry) => built.map((extension) => `dist/${entry}.${extension}`)).concat(["check", "neptune"].flatMap((name) => ["", ".d.cts", ".d.mts", ".d.ts"].map((end) => `dist/${name}.wasm${end}`)), "dist/cli.mjs")
      .sort(),
    "package.json", "snippets/package.json", "testing/package.json",
  ]);
  for (const file of files.trim().split("\n").filter((name) => /^dist.*js$/.test(name))) {
    const text = readFileSync(new URL(file, root), "latin1");
    assert.doesNotMatch(text, /[^\n -~]/, "ASCII, whatever the page's encoding");
    assert.doesNotMatch(text, /\/(root|home)\//, "no path of the machine that built it");
  }
});

test("init compiles once and can be called again", async () => {
  await Promise.all([tasks.init(), tasks.init()]);
  await tasks.init();
  tasks.isTaskId(ID);
  // One of the module that was imported, one of the one that was required.
  assert.ok(instances.length <= 2, `${instances.length} instances`);
});

test("values of any type are checked, and never thrown at", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const anything = [
    undefined, null, true, 5, 5n, NaN, Symbol("s"), [], {}, () => {}, new String(ID), [ID], { toString: () => ID }, new Date(),
    Object.create(null), new Proxy({}, { get() { throw new Error("looked at"); } }), revoked.proxy,
  ];
  for (const x of anything) {
    for (const [is, check, parse] of [
      [tasks.isTaskId, tasks.checkTaskId, tasks.parseTaskId],
      [tasks.isGraphId, tasks.checkGraphId, tasks.parseGraphId],
      [tasks.isRoleArn, tasks.checkRoleArn, tasks.parseRoleArn],
    ]) {
      assert.equal(is(x), false);
      const { ok, issue } = check(x);
      assert.equal(ok, false);
      assert.match(issue.message, / (is missing|is an? \w+|is the number \w+): expected a string$/);
      assert.throws(() => parse(x), tasks.InvalidInputError);
    }
  }
});

test("a refusal says what, where and what was expected", () => {
  const error = assertThrows(() => tasks.parseTaskId("t-01A3456789"), tasks.InvalidInputError);
  assert.equal(error.name, "InvalidInputError");
  assert.deepEqual(error.issue, {
    code: "unexpected_character",
    subject: "task id",
    part: "suffix",
    index: 4,
    expected: "a-z or 0-9",
    found: "A",
    message: "unexpected `A` at index 4 in the suffix of the task id: expected a-z or 0-9",
    hint: "it would pass in lower case",
    suggestion: "t-01a3456789",
  });
  assert.equal(error.message, error.issue.message);
});

function assertThrows(run, Class) {
  let thrown;
  assert.throws(run, (error) => { thrown = error; return error instanceof Class; });
  return thrown;
}

test("revisions", () => {
  const path = "arn:aws:iam::123456789012:role/team/Import";
  assert.equal(tasks.isRoleArn(path), false);
  assert.equal(tasks.isRoleArn(path, { revision: "documented" }), false);
  assert.equal(tasks.isRoleArn(path, { revision: "current" }), true);
  assert.equal(tasks.isRoleArn(ARN, { revision: "toString" }), false);
  assert.equal(tasks.checkRoleArn(ARN, { revision: "latest" }).issue.message,
    "the revision is `latest`: expected `documented` or `current`");
  assert.equal(tasks.isRoleArn(path, { revision: ["current"] }), false);
  assert.equal(tasks.checkRoleArn(ARN, { revision: Object.create(null) }).ok, false);
  assert.equal(tasks.checkRoleArn(ARN, { revision: null }).ok, true);
  assert.deepEqual(tasks.checkRoleArn("arn:aws:iam::123456789012:role/").warnings.map(({ code }) => code),
    ["empty_role_name"]);
});

test("parts of an ARN", () => {
  const parts = (path, roleName) => ({ partition: "aws-cn", accountId: "123456789012", path, roleName });
  const arn = "arn:aws-cn:iam::123456789012:role";
  assert.deepEqual(tasks.roleArnParts(`${arn}/R`), parts("/", "R"));
  assert.deepEqual(tasks.roleArnParts(`${arn}/service-role/R`), parts("/service-role/", "R"));
  assert.deepEqual(tasks.roleArnParts(`${arn}/service-role`), parts("/", "service-role"));
  assert.deepEqual(tasks.roleArnParts(`${arn}/a/b/R`), parts("/a/b/", "R"));
  assert.deepEqual(tasks.roleArnParts(`${arn}/`), parts("/", ""));
  assert.throws(() => tasks.roleArnParts("x"), tasks.InvalidInputError);
});

test("lines, as text and as bytes, in pieces of any size", () => {
  const lines = tasks.checkLines("taskId", `${ID}\r\nx\n\n${ID}\n`);
  assert.equal(lines.lines, 4);
  assert.equal(lines.valid, 2);
  assert.deepEqual(lines.issues.map(({ line, issue }) => [line, issue.code]),
    [[2, "unexpected_character"], [3, "empty"]]);
  assert.deepEqual(tasks.checkLines("taskId", ""), { lines: 0, valid: 0, issues: [] });
  assert.equal(tasks.checkLines("taskId", "\n").lines, 1);
  assert.equal(tasks.checkLines("taskId", `${ID}\r`).valid, 0);
  assert.equal(tasks.checkLines("roleArn", `${ARN}\narn:aws:iam::123456789012:role/a/b`, { revision: "current" }).valid, 2);

  // Longer than a piece, with a line that is longer too, and with text beyond ASCII at the seams.
  const long = [...Array(30_000).keys()].map((i) => (i % 7 ? ID : `${i}\u{1F600}`));
  long[20_000] = "t-".padEnd(200_000, "\u{1F600}");
  const text = long.join("\n");
  const wanted = long.flatMap((line, i) => (tasks.isTaskId(line) ? [] : [{ line: i + 1, issue: tasks.checkTaskId(line).issue }]));
  const bytes = new TextEncoder().encode(text);
  for (const given of [text, bytes, Buffer.from(bytes), bytes.buffer]) {
    const checked = tasks.checkLines("taskId", given);
    assert.equal(checked.lines, long.length);
    assert.equal(checked.valid, long.length - wanted.length);
    assert.deepEqual(checked.issues, wanted);
  }
  // A byte order mark and bytes that are no UTF-8 stay where they were.
  assert.equal(tasks.checkLines("taskId", Uint8Array.of(0xef, 0xbb, 0xbf, 0x74)).issues[0].issue.index, 0);
  assert.equal(tasks.checkLines("taskId", Uint8Array.of(0x74, 0x2d, 0xff)).issues[0].issue.index, 2);

  assert.equal(assertThrows(() => tasks.checkLines("role", ""), tasks.InvalidInputError).message,
    "the kind is `role`: expected `taskId`, `graphId` or `roleArn`");
  assert.throws(() => tasks.checkLines("taskId", 5), tasks.InvalidInputError);
  assert.throws(() => tasks.checkLines(Object.create(null), ""), tasks.InvalidInputError);
});

test("patterns are those of the page, and work where they are meant to", () => {
  const { taskId, graphId, roleArn, roleArnCurrent } = tasks.patterns;
  assert.equal(taskId.source, "t-[a-z0-9]{10}");
  assert.equal(graphId.source, "g-[a-z0-9]{10}");
  assert.equal(roleArn.source, String.raw`arn:aws[^:]*:iam::\d{12}:(role|role/service-role)/[\w+=,.@-]*`);
  assert.equal(roleArnCurrent.revision, "current");
  for (const { source, html, page } of [taskId, graphId, roleArn, roleArnCurrent]) {
    assert.match(page, /^https:\/\/docs\.aws\.amazon\.com\//);
    for (const text of [ID, ARN, `${ARN}/x`, "x"]) {
      assert.equal(new RegExp(`^(?:${html})$`, "v").test(text), new RegExp(`^(?:${source})$`).test(text));
    }
  }
});

test("Standard Schema, by a library that takes one", () => {
  const env = (TASK_ID) => createEnv({
    server: { TASK_ID: tasks.taskIdSchema },
    runtimeEnv: { TASK_ID },
    onValidationError(issues) { throw new Error(issues[0].message); },
  });
  assert.equal(env(ID).TASK_ID, ID);
  assert.throws(() => env("t-1"), /^Error: the task id ends at index 3 in its suffix/);
  assert.deepEqual(tasks.graphIdSchema["~standard"].validate("g-0123456789"), { value: "g-0123456789" });
  assert.equal(tasks.roleArnSchema["~standard"].validate(5).issues.length, 1);
});

const build = (config, taskIdentifier = ID) =>
  tasks.cancelImportTaskRequest({ taskIdentifier }, { region: "us-east-1", ...config });

test("requests", () => {
  assert.deepEqual(build({}), {
    method: "DELETE",
    url: `https://neptune-graph.us-east-1.amazonaws.com/importtasks/${ID}`,
    headers: {},
  });
  const hosts = [
    [{ useFipsEndpoint: true }, "https://neptune-graph-fips.us-east-1.amazonaws.com"],
    [{ useDualstackEndpoint: true, region: "cn-north-1" }, "https://neptune-graph.cn-north-1.api.amazonwebservices.com.cn"],
    [{ endpoint: "http://localhost:8080/base/" }, "http://localhost:8080/base"],
    [{ endpoint: new URL("https://h/a b") }, "https://h/a%20b"],
    [{ endpoint: undefined, useFipsEndpoint: null }, "https://neptune-graph.us-east-1.amazonaws.com"],
  ];
  for (const [config, base] of hosts) assert.equal(build(config).url, `${base}/importtasks/${ID}`);
  assert.ok(new Request(build({}).url, build({})));
});

test("what cannot become a request", () => {
  const refused = [
    [() => build({}, "."), "unexpected `.` at index 0 in the prefix of the task id: expected `t-`"],
    [() => build({}, ""), "the task id is empty: expected `t-` and 10 characters a-z or 0-9"],
    [() => build({ region: undefined }), "the region is missing: expected a string such as `us-east-1`"],
    [() => build({ region: "evil.com/" }),
      "unexpected `.` at index 4 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`"],
    [() => build({ endpoint: 5 }), "the endpoint is the number 5: expected a string or a URL"],
    [() => build({ endpoint: "javascript:alert(1)" }),
      "the scheme of the endpoint cannot be used: expected an http or https URL without user info, query and fragment"],
    [() => build({ endpoint: "blob:https://h/x" }),
      "the scheme of the endpoint cannot be used: expected an http or https URL without user info, query and fragment"],
    [() => build({ endpoint: "https:///user:pw@h/" }),
      "the URL of the endpoint cannot be used: expected an http or https URL without user info, query and fragment"],
    [() => build({ useFipsEndpoint: "yes" }), "the useFipsEndpoint is a string: expected true or false"],
    [() => build({ endpoint: "https://h", useFipsEndpoint: true }),
      "Invalid Configuration: FIPS and custom endpoint are not supported"],
    [() => tasks.cancelImportTaskRequest(), "the task id is missing: expected a string"],
    [() => tasks.cancelImportTaskRequest(ID, { region: "us-east-1" }),
      "the input is `t-0123456789`: expected an object with taskIdentifier"],
    [() => tasks.cancelImportTaskRequest({ taskIdentifier: ID }, null),
      "the region is missing: expected a string such as `us-east-1`"],
  ];
  for (const [run, message] of refused) assert.equal(assertThrows(run, tasks.InvalidInputError).message, message);
});

const TASK = { taskId: ID, source: "s3://b/", roleArn: ARN, status: "CANCELLING" };

test("headers and bodies of every shape", () => {
  const json = JSON.stringify(TASK);
  const bytes = new TextEncoder().encode(`\uFEFF${json}`);
  const id = [["X-Amzn-RequestId", "A"]];
  const shapes = [id, new Map(id), new Headers(id), Object.fromEntries(id), id[Symbol.iterator](), { "x-amzn-requestid": ["A"] },
    { forEach(each) { each("A", "x-amzn-requestid"); } }];
  for (const headers of shapes) {
    assert.deepEqual(tasks.parseCancelImportTaskResponse({ status: 200, headers, body: json }),
      { ...TASK, $metadata: { httpStatusCode: 200, requestId: "A" } });
  }
  for (const body of [`\uFEFF${json}`, bytes, bytes.buffer, Buffer.from(bytes), new DataView(bytes.buffer)]) {
    assert.deepEqual(tasks.parseCancelImportTaskResponse({ status: 200, body }),
      { ...TASK, $metadata: { httpStatusCode: 200 } });
  }
  const detached = new ArrayBuffer(8);
  structuredClone(detached, { transfer: [detached] });
  for (const response of [
    undefined, {}, { status: 0 }, { status: "200" }, { status: 200.5 }, { status: 200, headers: "a:b" },
    { status: 200, headers: [5] }, { status: 200, headers: ["ab"] }, { status: 200, headers: Promise.resolve() },
    { status: 200, headers: { a: Object.create(null) } }, { status: 200, body: { [Symbol.toStringTag]: "ArrayBuffer" } },
    { status: 200, body: detached }, { status: 200, body: {} }, { status: 200, body: Promise.resolve("") },
  ]) {
    assert.throws(() => tasks.checkCancelImportTaskResponse(response), tasks.InvalidInputError);
  }
});

test("a header cannot bring another one", () => {
  const headers = [["a", "b\r\nx-amzn-requestid:C"], ["a:\nx-amzn-requestid:C\na", "b"], ["x-amzn-requestid", "A"]];
  const { error } = tasks.checkCancelImportTaskResponse({ status: 500, headers });
  assert.equal(error.$metadata.requestId, "A");
});

test("what is no body is called by its name", () => {
  const refused = [
    [Promise.resolve(""), "a Promise"],
    [new Response("x").body, "a ReadableStream"],
    [{ taskId: ID }, "an object"],
    [[], "an Array"],
    [new Proxy({}, { get() { throw new Error("looked at"); } }), "an object"],
  ];
  for (const [body, what] of refused) {
    assert.equal(assertThrows(() => tasks.checkCancelImportTaskResponse({ status: 200, headers: {}, body }),
      tasks.InvalidInputError).message,
    `the response body is ${what}: expected a string, a Uint8Array or an ArrayBuffer`);
  }
});

test("instanceof knows the errors of either copy, and those of other classes", () => {
  const required = require("neptune-import-tasks");
  const theirs = assertThrows(() => required.parseTaskId("x"), required.InvalidInputError);
  assert.ok(theirs instanceof tasks.InvalidInputError && theirs instanceof Error);
  assert.ok(!(theirs instanceof tasks.ServiceError));
  for (const x of [undefined, null, 5, {}, new Error("x")]) assert.ok(!(x instanceof tasks.ServiceError));
  class Mine extends tasks.InvalidInputError {}
  assert.ok(!(theirs instanceof Mine));
  assert.ok(new Mine(theirs.issue) instanceof tasks.InvalidInputError);
  assert.deepEqual([tasks.InvalidInputError, tasks.ServiceError, tasks.UnreadableResponseError].map(({ name }) => name),
    ["InvalidInputError", "ServiceError", "UnreadableResponseError"]);
});

test("an error that nobody catches shows itself, not the package", () => {
  const program = 'import { parseTaskId } from "neptune-import-tasks"; parseTaskId("x");';
  const cwd = new URL("../../", import.meta.url);
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { cwd, encoding: "utf8" });
  assert.match(stderr, /InvalidInputError: unexpected `x` at index 0/);
  assert.ok(stderr.length < 3000, `${stderr.length} characters`);
});

test("errors are errors, with the names of the AWS SDK", () => {
  const headers = { "x-amzn-errortype": "ConflictException", "x-amzn-requestid": "A" };
  const body = '{"message":"m","reason":"CONCURRENT_MODIFICATION","$retryable":{"throttling":true},"stack":"forged"}';
  const error = assertThrows(() => tasks.parseCancelImportTaskResponse({ status: 409, headers, body }), tasks.ServiceError);
  assert.ok(error instanceof Error);
  assert.deepEqual({ ...error }, {
    name: "ConflictException", reason: "CONCURRENT_MODIFICATION", $fault: "client",
    $metadata: { httpStatusCode: 409, requestId: "A" },
  });
  assert.equal(error.message, "m");
  assert.match(error.stack, /^ConflictException: m\n/);

  const unreadable = assertThrows(() => tasks.parseCancelImportTaskResponse({ status: 200, body: "<p>" }),
    tasks.UnreadableResponseError);
  assert.deepEqual([unreadable.name, unreadable.reason, unreadable.excerpt],
    ["UnreadableResponseError", "not_json", "<p>"]);
  assert.equal(tasks.checkCancelImportTaskResponse({ status: 502, body: "<p>" }).error.$retryable.throttling, false);
  const long = tasks.checkCancelImportTaskResponse({ status: 502, body: `${"a".repeat(255)}\u{1F600}` });
  assert.equal(long.error.excerpt, "a".repeat(255), "no half of a character");
});

test("a million rounds leave the memory where ten thousand left it", () => {
  const round = (i) => {
    const id = `t-${String(i).padStart(10, "0")}`;
    tasks.checkTaskId(`${id}X`);
    build({ endpoint: i % 2 ? "http://h/b" : undefined }, tasks.parseTaskId(id));
    tasks.checkRoleArn(ARN);
    tasks.checkCancelImportTaskResponse({ status: i % 3 ? 200 : 404, body: i % 3 ? '{"taskId":"t"}' : '{"message":"m"}' });
  };
  const size = () => instances.map(({ exports }) =>
    Object.values(exports).find((value) => value instanceof WebAssembly.Memory).buffer.byteLength);
  let i = 0;
  for (; i < 10_000; i += 1) round(i);
  const before = size();
  assert.ok(before.length > 0);
  for (; i < 1_000_000; i += 1) round(i);
  assert.deepEqual(size(), before);
});
