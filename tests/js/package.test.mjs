// The package as users get it: imported by its name, and built from the files that would be published.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { createEnv } from "@t3-oss/env-core";

// Set before the package is imported, so that every instance and module is captured, however it starts.
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
  "Cancellation", "InvalidInputError", "NetworkError", "ServiceError", "TimeoutError", "UnreadableResponseError", "cancelAll",
  "cancelAndWait", "cancelExportTaskRequest", "cancelImportTask", "cancelImportTaskRequest", "checkCancelExportTaskResponse",
  "checkCancelImportTaskResponse", "checkGetImportTaskResponse", "checkGraphId", "checkLines", "checkListImportTasksResponse",
  "checkRoleArn", "checkTaskId", "createClient", "explainRequest", "explainSignatureMismatch", "fromEnvironment", "getImportTask",
  "getImportTaskRequest", "graphIdSchema", "init", "isGraphId", "isRoleArn", "isTaskId", "listImportTasks", "listImportTasksRequest",
  "parseCancelExportTaskResponse", "parseCancelImportTaskResponse", "parseGetImportTaskResponse", "parseGraphId",
  "parseListImportTasksResponse", "parseRoleArn", "parseTaskId", "partitions", "patterns", "roleArnCurrentSchema", "roleArnParts",
  "roleArnSchema", "taskIdSchema", "watchImportTask",
];
const PAGES = [
  "command-line", "compatibility", "edge", "forms", "http", "migrating", "node", "rejected-signature", "rust", "security", "testing",
  "troubleshooting",
];
const ID = "t-0123456789";
const ARN = "arn:aws:iam::123456789012:role/Import";

test("an import compiles no WebAssembly", () => {
  assert.deepEqual([instances.length, compiled.length], [0, 0]);
  tasks.isTaskId(ID);
  assert.deepEqual([instances.length, compiled.length], [1, 1]);
});

test("import and require have the same names, and the types declare them", () => {
  assert.deepEqual(Object.keys(tasks).sort(), NAMES);
  const required = require("neptune-import-tasks");
  assert.deepEqual(Object.keys(required).sort(), NAMES);
  assert.equal(required.isTaskId(ID), true);
  const typesOf = (name) => readFileSync(new URL(`${name}.d.mts`, import.meta.resolve("neptune-import-tasks")), "utf8");
  const declared = [..."types index".split(" ").map(typesOf).join("").matchAll(/^export (?:function|class|const) (\w+)/gm)].map(([, name]) => name);
  // A function with overloads is declared several times.
  assert.deepEqual([...new Set(declared)].sort(), NAMES);
});

test("after a stack overflow the next call works", () => {
  const program = `import { checkTaskId } from "neptune-import-tasks";
    function deeper() { try { checkTaskId("T-0123456789"); } catch {} deeper(); }
    try { deeper(); } catch {}
    console.log(checkTaskId("t-0123456789").ok, checkTaskId("x").ok);`;
  const cwd = new URL("../../", import.meta.url);
  const { stdout, stderr, signal } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
    { cwd, encoding: "utf8", timeout: 20_000 });
  assert.equal(stdout, "true false\n", `${signal} ${stderr.slice(0, 500)}`);
});

test("the package contains exactly the expected files", () => {
  const root = new URL("../../target/package/package/", import.meta.url);
  const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  assert.equal(manifest.dependencies, undefined);
  const hooks = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
  assert.deepEqual(Object.keys(manifest.scripts).filter((name) => hooks.includes(name)), [], "no script runs during the installation");
  const files = execFileSync("find", [root.pathname, "-type", "f", "-printf", "%P\n"], { encoding: "utf8" });
  const entries = ["index", "check", "snippets", "testing"];
  const built = entries.flatMap((entry) => ["cjs", "d.cts", "d.mts", "mjs", "workerd.mjs"].map((extension) => `dist/${entry}.${extension}`));
  const wasm = ["check", "neptune"].flatMap((name) => ["", ".d.cts", ".d.mts", ".d.ts"].map((end) => `dist/${name}.wasm${end}`));
  assert.deepEqual(files.trim().split("\n").sort(), [
    "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "SECURITY.md", "check/package.json",
    "completions/_neptune-import-tasks", "completions/neptune-import-tasks.bash",
    ...[...built, ...wasm, "dist/cli.mjs", "dist/types.d.cts", "dist/types.d.mts"].sort(),
    ...[...PAGES.map((page) => `docs/${page}.md`), "docs/recording.svg"].sort(), "package.json", "snippets/package.json", "testing/package.json",
  ]);
  for (const file of files.trim().split("\n").filter((name) => /^dist.*js$/.test(name))) {
    const source = readFileSync(new URL(file, root), "latin1");
    assert.doesNotMatch(source, /[^\t\n -~]/, "only ASCII, so that the page's encoding does not matter");
    assert.doesNotMatch(source, /\/(root|home)\//, "no paths of the build machine");
  }
});

test("init compiles once and can be called again", async () => {
  await Promise.all([tasks.init(), tasks.init()]);
  await tasks.init();
  tasks.isTaskId(ID);
  // One instance of the imported module, and one of the required module.
  assert.ok(instances.length <= 2, `${instances.length} instances`);
});

test("checks accept values of every type, and never throw", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const anything = [
    undefined, null, true, 5, 5n, NaN, Symbol("s"), [], {}, () => {}, new String(ID), [ID], { toString: () => ID }, new Date(),
    Object.create(null), new Proxy({}, { get() { throw new Error("must not be read"); } }), revoked.proxy,
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

test("an issue has the kind, the position and the expectation", () => {
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
    explanation: "Character 5, `A`, must be a lower-case letter or a digit. It is valid in lower case.",
    hint: "valid in lower case",
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

test("lines, as a string and as bytes, in chunks of every size", () => {
  const lines = tasks.checkLines("taskId", `${ID}\r\nx\n\n${ID}\n`);
  assert.equal(lines.lines, 4);
  assert.equal(lines.valid, 2);
  assert.deepEqual(lines.issues.map(({ line, issue }) => [line, issue.code]),
    [[2, "unexpected_character"], [3, "empty"]]);
  assert.deepEqual(tasks.checkLines("taskId", ""), { lines: 0, valid: 0, issues: [] });
  assert.equal(tasks.checkLines("taskId", "\n").lines, 1);
  assert.equal(tasks.checkLines("taskId", `${ID}\r`).valid, 0);
  assert.equal(tasks.checkLines("roleArn", `${ARN}\narn:aws:iam::123456789012:role/a/b`, { revision: "current" }).valid, 2);

  // Longer than a chunk, with a line that is longer than a chunk, and with other characters than ASCII at the chunk boundaries.
  const long = [...Array(30_000).keys()].map((i) => (i % 7 ? ID : `${i}\u{1F600}`));
  long[20_000] = "t-".padEnd(200_000, "\u{1F600}");
  const joined = long.join("\n");
  const expected = long.flatMap((line, i) => (tasks.isTaskId(line) ? [] : [{ line: i + 1, issue: tasks.checkTaskId(line).issue }]));
  const bytes = new TextEncoder().encode(joined);
  for (const input of [joined, bytes, Buffer.from(bytes), bytes.buffer]) {
    const checked = tasks.checkLines("taskId", input);
    assert.equal(checked.lines, long.length);
    assert.equal(checked.valid, long.length - expected.length);
    assert.deepEqual(checked.issues, expected);
  }
  // A byte order mark and invalid UTF-8 keep their positions.
  assert.equal(tasks.checkLines("taskId", Uint8Array.of(0xef, 0xbb, 0xbf, 0x74)).issues[0].issue.index, 0);
  assert.equal(tasks.checkLines("taskId", Uint8Array.of(0x74, 0x2d, 0xff)).issues[0].issue.index, 2);

  assert.equal(assertThrows(() => tasks.checkLines("role", ""), tasks.InvalidInputError).message,
    "the kind is `role`: expected `taskId`, `graphId` or `roleArn`");
  assert.throws(() => tasks.checkLines("taskId", 5), tasks.InvalidInputError);
  assert.throws(() => tasks.checkLines(Object.create(null), ""), tasks.InvalidInputError);
});

test("the patterns are those of the AWS documentation, and `html` is equivalent to `source`", () => {
  const { taskId, graphId, roleArn, roleArnCurrent } = tasks.patterns;
  assert.equal(taskId.source, "t-[a-z0-9]{10}");
  assert.equal(graphId.source, "g-[a-z0-9]{10}");
  assert.equal(roleArn.source, String.raw`arn:aws[^:]*:iam::\d{12}:(role|role/service-role)/[\w+=,.@-]*`);
  assert.equal(roleArnCurrent.revision, "current");
  for (const { source, html, page } of [taskId, graphId, roleArn, roleArnCurrent]) {
    assert.match(page, /^https:\/\/docs\.aws\.amazon\.com\//);
    for (const value of [ID, ARN, `${ARN}/x`, "x"]) {
      assert.equal(new RegExp(`^(?:${html})$`, "v").test(value), new RegExp(`^(?:${source})$`).test(value));
    }
  }
});

test("Standard Schema, with a library that accepts it", () => {
  const env = (TASK_ID) => createEnv({
    server: { TASK_ID: tasks.taskIdSchema },
    runtimeEnv: { TASK_ID },
    onValidationError(issues) { throw new Error(issues[0].message); },
  });
  assert.equal(env(ID).TASK_ID, ID);
  assert.throws(() => env("t-1"), /^Error: 9 characters short: 1 of 10 after t-\.$/);
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

test("invalid input and configuration of a request", () => {
  const invalid = [
    [() => build({}, "."), "unexpected `.` at index 0 in the prefix of the task id: expected `t-`"],
    [() => build({}, ""), "the task id is empty: expected `t-` and 10 characters a-z or 0-9"],
    [() => build({ region: undefined }), "the region is missing: expected a string such as `us-east-1`"],
    [() => build({ region: "evil.com/" }),
      "unexpected `.` at index 4 in the name of the region: expected a-z, 0-9 and `-`, such as `us-east-1`"],
    [() => build({ endpoint: 5 }), "the endpoint is the number 5: expected a string or a URL"],
    [() => build({ endpoint: "javascript:alert(1)" }),
      "the scheme of the endpoint is not allowed: expected an http or https URL without user info, query and fragment"],
    [() => build({ endpoint: "blob:https://h/x" }),
      "the scheme of the endpoint is not allowed: expected an http or https URL without user info, query and fragment"],
    [() => build({ endpoint: "https:///user:pw@h/" }),
      "the URL of the endpoint is not allowed: expected an http or https URL without user info, query and fragment"],
    [() => build({ useFipsEndpoint: "yes" }), "the option `useFipsEndpoint` is a string: expected true or false"],
    [() => build({ endpoint: "https://h", useFipsEndpoint: true }),
      "Invalid Configuration: FIPS and custom endpoint are not supported"],
    [() => tasks.cancelImportTaskRequest(), "the task id is missing: expected a string"],
    [() => tasks.cancelImportTaskRequest(ID, { region: "us-east-1" }),
      "the input is `t-0123456789`: expected an object with taskIdentifier"],
    [() => tasks.cancelImportTaskRequest({ taskIdentifier: ID }, null),
      "the region is missing: expected a string such as `us-east-1`"],
  ];
  for (const [run, message] of invalid) assert.equal(assertThrows(run, tasks.InvalidInputError).message, message);
});

function detached() {
  const buffer = new ArrayBuffer(8);
  structuredClone(buffer, { transfer: [buffer] });
  return buffer;
}

const TASK = { taskId: ID, source: "s3://b/", roleArn: ARN, status: "CANCELLING" };

test("headers and bodies of every type", () => {
  const json = JSON.stringify(TASK);
  const bytes = new TextEncoder().encode(`\uFEFF${json}`);
  const id = [["X-Amzn-RequestId", "A"]];
  const headersOfEveryType = [id, new Map(id), new Headers(id), Object.fromEntries(id), id[Symbol.iterator](), { "x-amzn-requestid": ["A"] },
    { forEach(each) { each("A", "x-amzn-requestid"); } }];
  for (const headers of headersOfEveryType) {
    assert.deepEqual(tasks.parseCancelImportTaskResponse({ status: 200, headers, body: json }),
      { ...TASK, $metadata: { httpStatusCode: 200, requestId: "A" } });
  }
  for (const body of [`\uFEFF${json}`, bytes, bytes.buffer, Buffer.from(bytes), new DataView(bytes.buffer)]) {
    assert.deepEqual(tasks.parseCancelImportTaskResponse({ status: 200, body }),
      { ...TASK, $metadata: { httpStatusCode: 200 } });
  }
  for (const response of [
    undefined, {}, { status: 0 }, { status: "200" }, { status: 200.5 }, { status: 200, headers: "a:b" },
    { status: 200, headers: [5] }, { status: 200, headers: ["ab"] }, { status: 200, headers: Promise.resolve() },
    { status: 200, headers: { a: Object.create(null) } }, { status: 200, body: { [Symbol.toStringTag]: "ArrayBuffer" } },
    { status: 200, body: detached() }, { status: 200, body: {} }, { status: 200, body: Promise.resolve("") },
  ]) {
    assert.throws(() => tasks.checkCancelImportTaskResponse(response), tasks.InvalidInputError);
  }
});

test("a header cannot inject another one", () => {
  const headers = [["a", "b\r\nx-amzn-requestid:C"], ["a:\nx-amzn-requestid:C\na", "b"], ["x-amzn-requestid", "A"]];
  const { error } = tasks.checkCancelImportTaskResponse({ status: 500, headers });
  assert.equal(error.$metadata.requestId, "A");
});

test("an invalid body is named by its type", () => {
  const invalid = [
    [Promise.resolve(""), "a Promise"],
    [new Response("x").body, "a ReadableStream"],
    [{ taskId: ID }, "an object"],
    [[], "an Array"],
    [new Proxy({}, { get() { throw new Error("must not be read"); } }), "an object"],
    [detached(), "an ArrayBuffer"],
  ];
  for (const [body, type] of invalid) {
    assert.equal(assertThrows(() => tasks.checkCancelImportTaskResponse({ status: 200, headers: {}, body }),
      tasks.InvalidInputError).message,
    `the response body is ${type}: expected a string, or a Uint8Array or ArrayBuffer that is not detached`);
  }
});

test("instanceof accepts the errors of both copies of the package, but not of other classes", () => {
  const required = require("neptune-import-tasks");
  const theirs = assertThrows(() => required.parseTaskId("x"), required.InvalidInputError);
  assert.ok(theirs instanceof tasks.InvalidInputError && theirs instanceof Error);
  assert.ok(!(theirs instanceof tasks.ServiceError));
  for (const x of [undefined, null, 5, {}, new Error("x")]) assert.ok(!(x instanceof tasks.ServiceError));
  class Subclass extends tasks.InvalidInputError {}
  assert.ok(!(theirs instanceof Subclass));
  assert.ok(new Subclass(theirs.issue) instanceof tasks.InvalidInputError);
  assert.deepEqual([tasks.InvalidInputError, tasks.ServiceError, tasks.UnreadableResponseError].map(({ name }) => name),
    ["InvalidInputError", "ServiceError", "UnreadableResponseError"]);
});

test("an uncaught error prints its message, not the source of the package", () => {
  const program = 'import { parseTaskId } from "neptune-import-tasks"; parseTaskId("x");';
  const cwd = new URL("../../", import.meta.url);
  const { stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { cwd, encoding: "utf8" });
  assert.match(stderr, /InvalidInputError: unexpected `x` at index 0/);
  assert.ok(stderr.length < 3000, `${stderr.length} characters`);
});

test("errors are instances of Error, with the members of the AWS SDK", () => {
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
  assert.equal(long.error.excerpt, "a".repeat(255), "no unpaired surrogate");
});

test("memory does not grow from ten thousand to a million rounds", () => {
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
