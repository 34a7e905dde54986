// What a plain `wasm-pack build` makes: usable and typed as it is, for each target, and without secrets in memory.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { derivedKeys, isFound, memories, traces } from "./memory.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = (target) => `${root}target/wasm-pack/${target}`;
const run = (program, ...args) => execFileSync(program, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const TARGETS = ["bundler", "web", "nodejs"];
rmSync(folder(""), { recursive: true, force: true });
for (const target of TARGETS) run("wasm-pack", "build", "--target", target, "--out-dir", folder(target), "--", "--locked");

const ID = "t-0123456789";
const NAMES = [
  "Cancellation", "InvalidInputError", "ServiceError", "UnreadableResponseError", "cancelExportTaskRequest", "cancelImportTaskRequest",
  "checkCancelExportTaskResponse", "checkCancelImportTaskResponse", "checkGetImportTaskResponse", "checkGraphId", "checkLines",
  "checkListImportTasksResponse", "checkRoleArn", "checkTaskId", "explainRequest", "explainSignatureMismatch", "getImportTaskRequest",
  "isGraphId", "isRoleArn", "isTaskId", "listImportTasksRequest", "parseCancelExportTaskResponse", "parseCancelImportTaskResponse",
  "parseGetImportTaskResponse", "parseGraphId", "parseListImportTasksResponse", "parseRoleArn", "parseTaskId", "patterns", "roleArnParts",
];
const tasks = createRequire(import.meta.url)(`${folder("nodejs")}/neptune_import_tasks.js`);

test("the exports are the public functions, and the types declare each", () => {
  assert.deepEqual(Object.keys(tasks).sort(), NAMES);
  for (const target of TARGETS) {
    const types = readFileSync(`${folder(target)}/neptune_import_tasks.d.ts`, "utf8");
    const declared = [...types.matchAll(/^export (?:function|class|const) (\w+)/gm)].map(([, name]) => name);
    assert.deepEqual(declared.filter((name) => name !== "initSync").sort(), NAMES, target);
    // Only the raw exports of the WebAssembly, which "web" lists in `InitOutput`, have it.
    assert.doesNotMatch(types.replace(/^export interface InitOutput \{.*?^\}/ms, ""), /: any\b|\bany\[\]|<any>/, target);
  }
});

test("a program with these types compiles", () => {
  const program = `import { cancelImportTaskRequest, checkTaskId, isTaskId, parseCancelImportTaskResponse, type TaskId } from "./neptune_import_tasks.js";
const x: unknown = "${ID}";
if (isTaskId(x)) { const id: TaskId = x; cancelImportTaskRequest({ taskIdentifier: id }, { region: "us-east-1" }).url.length; }
const checked = checkTaskId(x);
if (!checked.ok) { const { index, explanation }: { index: number; explanation: string } = checked.issue; console.log(index, explanation); }
const status: string = parseCancelImportTaskResponse({ status: 200, headers: new Headers(), body: "" }).status;
// @ts-expect-error: the region is required
cancelImportTaskRequest({ taskIdentifier: status }, {});
`;
  for (const target of TARGETS) {
    writeFileSync(`${folder(target)}/program.ts`, program);
    const args = ["--noEmit", "--strict", "--ignoreConfig", "--module", "esnext", "--moduleResolution", "bundler", "--target", "es2022", "--lib", "es2022,dom"];
    run("tsc", ...args, `${folder(target)}/program.ts`);
  }
});

test("the functions take values of any type, and throw errors of the exported classes", () => {
  assert.equal(tasks.isTaskId(ID), true);
  assert.equal(tasks.isTaskId(Symbol("x")), false);
  assert.throws(() => tasks.parseTaskId("x"), (error) => error instanceof tasks.InvalidInputError && error.issue.index === 0);
  const response = { status: 409, headers: new Headers({ "x-amzn-errortype": "ConflictException" }), body: '{"message":"m"}' };
  assert.throws(() => tasks.parseCancelImportTaskResponse(response), tasks.ServiceError);
  assert.equal(tasks.patterns.taskId.source, "t-[a-z0-9]{10}");
});

test("for the web, with a module that is passed", async () => {
  const web = await import(`${folder("web")}/neptune_import_tasks.js`);
  web.initSync({ module: readFileSync(`${folder("web")}/neptune_import_tasks_bg.wasm`) });
  assert.equal(web.checkTaskId(ID).ok, true);
  assert.throws(() => web.parseTaskId("x"), web.InvalidInputError);
});

test("no secret stays in memory after signing", () => {
  const secretAccessKey = "q9XvT3mZr8LkW2pNs7HdJ4bFy6GcA1eUo5iQhRtB";
  const sessionToken = "FQoGZXIvYXdzEL7wPnDk3zVtQmS9xR2uJcB8yHfKgE5aLiWo1TqZ4vNjX6sMrCpUhGdYbA0eIlO".repeat(9);
  const secrets = [...traces(secretAccessKey), ...traces(sessionToken.slice(0, 160)), ...derivedKeys({ secretAccessKey })];
  const config = { region: "us-east-1", date: 1_440_938_160_000, credentials: { accessKeyId: "AKID", secretAccessKey, sessionToken } };
  for (const invalid of [{}, { region: "Bad" }, { date: 1e300 }]) {
    try {
      tasks.cancelImportTaskRequest({ taskIdentifier: ID }, { ...config, ...invalid });
    } catch (error) {
      assert.ok(error instanceof tasks.InvalidInputError);
    }
    assert.equal(isFound(secrets), false, JSON.stringify(invalid));
  }
  // The search finds a secret that is in memory.
  const memory = Buffer.from(memories[0].buffer);
  memory.write(secretAccessKey.slice(5, 13), memory.length - 100);
  assert.equal(isFound(secrets), true);
});

test("the work tree stays clean", () => {
  run("wasm-pack", "build", "--", "--locked");
  assert.doesNotMatch(run("git", "status", "--porcelain"), /pkg/);
});
