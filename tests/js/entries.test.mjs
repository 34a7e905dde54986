// The other entries of the package, and environments without some of Node's globals.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";
import * as tasks from "neptune-import-tasks";
import * as checks from "neptune-import-tasks/check";

import { TextDecoder as Decoder, TextEncoder as Encoder } from "../../js/text-codec.mjs";
import { cases, stringOf } from "./vectors.mjs";

const require = createRequire(import.meta.url);
const NAMES = [
  "InvalidInputError", "checkGraphId", "checkLines", "checkRoleArn", "checkTaskId", "graphIdSchema", "init", "isGraphId", "isRoleArn",
  "isTaskId", "parseGraphId", "parseRoleArn", "parseTaskId", "partitions", "patterns", "roleArnCurrentSchema", "roleArnParts", "roleArnSchema",
  "taskIdSchema",
];

test("/check has the same names, imported and required, and the types declare them", () => {
  assert.deepEqual(Object.keys(checks).sort(), NAMES);
  assert.deepEqual(Object.keys(require("neptune-import-tasks/check")).sort(), NAMES);
  const types = readFileSync(new URL("check.d.mts", import.meta.resolve("neptune-import-tasks/check")), "utf8");
  const [, declared] = /export \{([^}]*)\}/.exec(types);
  assert.deepEqual(declared.split(",").map((name) => name.trim()).filter(Boolean).sort(), NAMES);
});

test("every export of the types has a sentence and an example", () => {
  for (const name of ["types", "index", "snippets", "testing"]) {
    const types = readFileSync(new URL(`${name}.d.mts`, import.meta.resolve("neptune-import-tasks")), "utf8");
    const exported = [...types.matchAll(/(\/\*\*(?:(?!\*\/).)*\*\/\n)?^export (?:declare )?(?:function|const|class|interface|type) (\w+)/gms)];
    assert.ok(exported.length > 0);
    for (const [, comment = "", export_] of exported) assert.match(comment, /@example \S|@example\n \* \S/, export_);
  }
});

test("/check returns the same results", () => {
  const current = { revision: "current" };
  const kinds = {
    TaskId: ["checkTaskId", []], GraphId: ["checkGraphId", []], RoleArnDocumented: ["checkRoleArn", []],
    RoleArnModel: ["checkRoleArn", [current]],
  };
  const values = [];
  for (const { id, pattern, s, template } of cases("tests/fixtures/ids.json")) {
    if (!(pattern in kinds)) continue;
    const [name, options] = kinds[pattern];
    const value = stringOf(s, template);
    assert.deepEqual(checks[name](value, ...options), tasks[name](value, ...options), id);
    values.push(value);
  }
  const lines = values.filter((value) => value.length < 1000).join("\n");
  for (const kind of ["taskId", "graphId", "roleArn"]) {
    assert.deepEqual(checks.checkLines(kind, lines), tasks.checkLines(kind, lines));
  }
  assert.deepEqual({ ...checks.patterns.roleArn }, { ...tasks.patterns.roleArn });
  const arn = "arn:aws:iam::123456789012:role/a/b";
  assert.deepEqual(checks.roleArnParts(arn), tasks.roleArnParts(arn));
  assert.throws(() => checks.parseTaskId("x"), (error) => error instanceof tasks.InvalidInputError);
});

test("init accepts a compiled module", () => {
  const program = `import { readFileSync } from "node:fs";
    import { init, isTaskId } from "neptune-import-tasks";
    const file = new URL(import.meta.resolve("neptune-import-tasks/dist/neptune.wasm"));
    const module = new WebAssembly.Module(readFileSync(file));
    const fail = () => { throw new Error("compiled again"); };
    WebAssembly.Module = new Proxy(WebAssembly.Module, { construct: fail });
    WebAssembly.compile = fail;
    await init(module);
    console.log(isTaskId("t-0123456789"), isTaskId("x"));`;
  assert.equal(execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" }), "true false\n");
});

test("init rejects other values, and the package still works", async () => {
  const program = `import { init, isTaskId } from "neptune-import-tasks";
    for (const invalid of [{}, Promise.resolve(), "x", new Uint8Array(8)]) await init(invalid).then(() => console.log("accepted"), ({ name }) => console.log(name));
    console.log(isTaskId("t-0123456789"));
    await init();`;
  assert.equal(execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" }),
    "TypeError\nTypeError\nTypeError\nTypeError\ntrue\n");
});

test("without TextEncoder and TextDecoder", () => {
  const program = `
    delete globalThis.TextEncoder; delete globalThis.TextDecoder;
    const tasks = await import("neptune-import-tasks");
    const bytes = Uint8Array.of(...[..."t-0123456789\\n"].map((c) => c.charCodeAt(0)), 0xc3, 0xa9, 0x0a, 0xf0, 0x9f, 0x98, 0x80);
    const lines = tasks.checkLines("taskId", bytes);
    const { message } = tasks.checkTaskId("t-\\u{1F600}123456789").issue;
    const body = Uint8Array.of(...[...'{"message":"'].map((c) => c.charCodeAt(0)), 0xc3, 0xa9, 0xff, 0x22, 0x7d);
    const { error } = tasks.checkCancelImportTaskResponse({ status: 400, body });
    const credentials = { accessKeyId: "AKID", secretAccessKey: "s\\u00e9cr\\u{1F511}t" };
    const request = tasks.cancelImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials, date: 0 });
    console.log(JSON.stringify([lines.valid, lines.issues.map(({ issue }) => issue.found), message, error.message,
      request.headers.authorization.slice(-64)]));`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  const credentials = { accessKeyId: "AKID", secretAccessKey: "s\u00e9cr\u{1F511}t" };
  const { headers } = tasks.cancelImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials, date: 0 });
  const [valid, found, message, error, signature] = JSON.parse(printed);
  assert.deepEqual([valid, found], [1, ["\u00e9", "\u{1F600}"]]);
  assert.equal(message, tasks.checkTaskId("t-\u{1F600}123456789").issue.message);
  assert.equal(error, "\u00e9\uFFFD");
  assert.equal(signature, headers.authorization.slice(-64));
});

test("TextEncoder and TextDecoder of the package are like the globals", () => {
  const text = "a\u00e9\u4e2d\u{1F600}\uFEFF";
  const encoder = new Encoder();
  assert.equal(new Decoder("utf-8", { ignoreBOM: true }).decode(encoder.encode(text)), text);
  assert.deepEqual([...encoder.encode("\uD83D")], [0xef, 0xbf, 0xbd]);
});

test("a bundle with /check contains no code of requests, signatures, responses or the client", async (t) => {
  const bundled = async (entry) => {
    const contents = `import { isTaskId } from "${entry}"; console.log(isTaskId("t-0123456789"));`;
    const stdin = { contents, resolveDir: new URL("../../", import.meta.url).pathname };
    const { outputFiles: [{ text }] } = await build({ stdin, bundle: true, minify: true, format: "esm", write: false, logLevel: "error" });
    return text;
  };
  const [checks, all] = [await bundled("neptune-import-tasks/check"), await bundled("neptune-import-tasks")];
  // Strings in the JavaScript and in the WebAssembly: names of operations, headers and outcomes.
  const markers = ["AbortController", "GetImportTask", "importtasks", "x-amz-date", "finished-first", "throttling"];
  assert.deepEqual(markers.filter((marker) => checks.includes(marker)), []);
  const wasm = readFileSync(new URL(import.meta.resolve("neptune-import-tasks/dist/check.wasm")), "latin1");
  assert.deepEqual(markers.filter((marker) => wasm.includes(marker)), []);
  // The default entry contains them all. Bundlers remove unused JavaScript, but not parts of the WebAssembly.
  const full = readFileSync(new URL(import.meta.resolve("neptune-import-tasks/dist/neptune.wasm")), "latin1");
  const entry = readFileSync(new URL(import.meta.resolve("neptune-import-tasks")), "latin1");
  assert.deepEqual(markers.filter((marker) => !full.includes(marker) && !entry.includes(marker)), []);
  const [small, large] = [checks, all].map((bundle) => gzipSync(bundle, { level: 9 }).length);
  t.diagnostic(`bundled with esbuild, gzip: ${small} bytes from /check, ${large} from the default entry`);
  assert.ok(small < 35_300 && small < large / 2, `${small} ${large}`);
});

test("unpaired surrogates of different strings are not combined", () => {
  const task = '"taskId":"t-0123456789","source":"s","roleArn":"arn:aws:iam::123456789012:role/r","status":"CANCELLING"';
  const body = `{"x":"\\ud800","\\udc00":0,${task}}`;
  assert.equal(tasks.checkCancelImportTaskResponse({ status: 200, headers: {}, body }).value?.taskId, "t-0123456789");
  const build = (taskIdentifier, region, credentials) => () =>
    tasks.cancelImportTaskRequest({ taskIdentifier }, { region, credentials, date: 0 });
  assert.throws(build("t-0123456789\ud83d", "\ude00us-east-1"), /unexpected `\uFFFD` at index 12 after the task id/);
  assert.throws(build("t-0123456789", "us-east-1", { accessKeyId: "A", secretAccessKey: "\ude00s", sessionToken: "t\ud83d" }),
    /unexpected character at index 1 in the value of the session token/);
});

test("the parts of an ARN are exact, with unpaired surrogates", () => {
  const arn = "arn:aws\ud800:iam::123456789012:role/x";
  assert.equal(tasks.roleArnParts(arn).partition, "aws\ud800");
});

test("a header that is repeated ten thousand times", () => {
  const headers = Array.from({ length: 10_000 }, () => ["x-amzn-requestid", "x".repeat(100)]);
  const { error } = tasks.checkCancelImportTaskResponse({ status: 404, headers, body: "" });
  assert.equal(error.$metadata.requestId.length, 10_000 * 102 - 2);
});

test("the prefix and the length of the patterns of IDs are those of valid values", () => {
  const { taskId, graphId, ...others } = tasks.patterns;
  for (const [{ prefix, length }, check] of [[taskId, tasks.checkTaskId], [graphId, tasks.checkGraphId]]) {
    assert.equal(check(prefix.padEnd(length, "0")).ok, true);
    assert.equal(check(prefix.padEnd(length - 1, "0")).issue.code, "too_short");
    assert.equal(check(prefix.padEnd(length + 1, "0")).issue.code, "too_long");
  }
  for (const pattern of Object.values(others)) assert.equal("length" in pattern, false);
});

test("a caller cannot change the patterns for others", () => {
  for (const entry of [tasks, checks]) {
    assert.throws(() => { entry.patterns.taskId = entry.patterns.graphId; }, TypeError);
    for (const pattern of Object.values(entry.patterns)) assert.throws(() => { pattern.source = ".*"; }, TypeError);
  }
});

test("the partitions are those that requests are built by, and no region is missing", () => {
  const requestFor = (region, config) => tasks.cancelImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region, ...config });
  const hostOf = (region, config) => new URL(requestFor(region, config).url).host;
  const regions = tasks.partitions.flatMap(({ dnsSuffix, dualStackDnsSuffix, regions: names }) => names.map((region) => {
    assert.equal(hostOf(region), `neptune-graph.${region}.${dnsSuffix}`);
    assert.equal(hostOf(region, { useDualstackEndpoint: true }), `neptune-graph.${region}.${dualStackDnsSuffix}`);
    assert.equal("warnings" in requestFor(region), false, region);
    return region;
  }));
  const [, table] = /static PARTITIONS[^=]*= (\[.*?\n\];)/s.exec(readFileSync(new URL("../../src/region.rs", import.meta.url), "utf8"));
  const known = [...table.matchAll(/regions: &\[(.*?)\]/gs)].flatMap(([, names]) => [...names.matchAll(/"([^"]+)"/g)].map(([, name]) => name));
  assert.deepEqual(regions, known);
  assert.ok(Object.isFrozen(tasks.partitions) && tasks.partitions.every((one) => Object.isFrozen(one) && Object.isFrozen(one.regions)));
});
