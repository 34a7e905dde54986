// The WebAssembly instance: it starts at the first call, and is replaced after a trap.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { memories } from "./memory.mjs";

const { cancelAndWait, Cancellation, cancelImportTaskRequest, checkTaskId, init, InvalidInputError, isTaskId, parseTaskId } = await import("neptune-import-tasks");

const ID = "t-0123456789";
const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const OPTIONS = { region: "us-east-1", credentials: KEY };
const MOMENT = { elapsed: 0, clock: 1_800_000_000_000, random: 0.5, tokens: 500 };

/** Overwrites the memory, so that the next call traps. */
function trap() {
  new Uint8Array(memories.at(-1).buffer).fill(0xff);
  assert.throws(() => checkTaskId(`${ID}-`), WebAssembly.RuntimeError);
}

test("the first call starts it", () => {
  assert.equal(memories.length, 0);
  assert.equal(isTaskId(ID), true);
  assert.equal(memories.length, 1);
});

test("an error does not replace it", () => {
  const count = memories.length;
  assert.throws(() => parseTaskId("x"), InvalidInputError);
  const getterError = new TypeError("getter");
  assert.throws(() => cancelImportTaskRequest({ get taskIdentifier() { throw getterError; } }, OPTIONS), getterError);
  assert.equal(memories.length, count);
});

test("a trap wipes its memory, and the next call works", () => {
  const count = memories.length;
  cancelImportTaskRequest({ taskIdentifier: ID }, OPTIONS);
  trap();
  assert.ok(new Uint8Array(memories[count - 1].buffer).every((byte) => byte === 0));
  assert.equal(isTaskId(ID), true);
  assert.equal(memories.length, count + 1);
});

test("so does a stack overflow, wherever in the call it happens", () => {
  const count = memories.length;
  const overflow = () => overflow();
  assert.throws(() => cancelImportTaskRequest({ taskIdentifier: ID, get unknown() { return overflow(); } }, OPTIONS), RangeError);
  assert.ok(new Uint8Array(memories[count - 1].buffer).every((byte) => byte === 0));
  assert.equal(isTaskId(ID), true);
  assert.equal(memories.length, count + 1);
});

test("a getter may call the package, which still works after a trap in that call", () => {
  const input = {
    get taskIdentifier() {
      assert.equal(isTaskId(ID), true);
      return ID;
    },
  };
  assert.equal(cancelImportTaskRequest(input, OPTIONS).method, "DELETE");
  const count = memories.length;
  const trapping = { get taskIdentifier() { trap(); return ID; } };
  try {
    cancelImportTaskRequest(trapping, OPTIONS);
  } catch {
    // The result of the outer call is undefined.
  }
  assert.equal(isTaskId(ID), true);
  assert.equal(memories.length, count + 1);
});

test("a cancellation of a replaced instance ends with a clear error", async () => {
  const cancellation = new Cancellation({ goal: "cancelAndWait" });
  assert.equal(cancellation.start(MOMENT).action.type, "send");
  trap();
  assert.throws(() => cancellation.networkError(MOMENT), /the WebAssembly instance .* has trapped/);
  cancellation.free();
  const fetch = async () => {
    trap();
    throw new TypeError("no network");
  };
  await assert.rejects(cancelAndWait({ taskIdentifier: ID }, { ...OPTIONS, fetch }), /the WebAssembly instance .* has trapped/);
  assert.equal(isTaskId(ID), true);
});

test("the state machine for other HTTP clients", () => {
  const cancellation = new Cancellation({ goal: "cancelAndWait", pollInterval: 2 ** 32, maxWait: Infinity });
  const { action } = cancellation.start(MOMENT);
  assert.deepEqual(action, { type: "send", operation: "CancelImportTask", timeout: 30_000, remaining: Infinity });
  const body = (status) => JSON.stringify({ taskId: ID, source: "s3://b/", roleArn: "arn:aws:iam::123456789012:role/r", status });
  const accepted = cancellation.response({ status: 200, headers: {}, body: body("CANCELLING") }, { ...MOMENT, elapsed: 80 });
  assert.deepEqual(accepted.action, { type: "wait", delay: 2 ** 32 });
  assert.deepEqual([accepted.report, accepted.clockCorrection, accepted.tokens, accepted.result.value.status], [true, 0, 500, "CANCELLING"]);
  const sent = cancellation.timer({ ...MOMENT, elapsed: 2 ** 32 + 80 });
  assert.equal(sent.action.operation, "GetImportTask");
  const seen = cancellation.response({ status: 200, headers: {}, body: body("CANCELLED") }, { ...MOMENT, elapsed: 2 ** 32 + 160 });
  assert.deepEqual(seen.action, { type: "finish", outcome: "cancelled" });
  cancellation.free();
  assert.throws(() => new Cancellation({ goal: "nothing" }), InvalidInputError);
});

test("init takes the module of this package, and nothing else", async () => {
  const count = memories.length;
  const read = (name) => new WebAssembly.Module(readFileSync(new URL(import.meta.resolve(`neptune-import-tasks/dist/${name}.wasm`))));
  const empty = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  for (const invalid of [read("check"), empty, {}, "x"]) await assert.rejects(init(invalid), TypeError);
  await init(read("neptune"));
  await init();
  assert.equal(isTaskId(ID), true);
  assert.equal(memories.length, count);
});

test("init before the first call leaves the package as it was, if the module is another one", () => {
  const program = `import { readFileSync } from "node:fs";
    import { checkTaskId, init } from "neptune-import-tasks";
    const read = (name) => readFileSync(new URL(import.meta.resolve("neptune-import-tasks/dist/" + name + ".wasm")));
    // Another version has the same exports, and imports of other names.
    const other = read("neptune");
    const [{ name }] = WebAssembly.Module.imports(new WebAssembly.Module(other));
    other.write("?", other.indexOf(name));
    const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    for (const bytes of [read("check"), empty, other]) {
      await init(new WebAssembly.Module(bytes)).then(() => console.log("accepted"), ({ message }) => console.log(message.includes("version")));
    }
    console.log(checkTaskId("t-0123456789").ok);
    await init(new WebAssembly.Module(read("neptune")));
    console.log(checkTaskId("x").ok);`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
    { cwd: new URL("../../", import.meta.url), encoding: "utf8", timeout: 30_000 });
  assert.equal(stdout, "true\ntrue\ntrue\ntrue\nfalse\n", stderr);
});

// Of functions that returned one reference, V8 could not: "Fatal error: unreachable code".
for (const name of ["checkTaskId", "checkGraphId", "checkRoleArn"]) {
  test(`V8 can deoptimize code that calls ${name}`, () => {
    const program = `import { ${name} } from "neptune-import-tasks";
      const ids = Array.from({ length: 100_000 }, () => "t-0123456789");
      const run = (list) => list.map((id) => ({ id, checked: ${name}(id) })).length;
      for (let i = 0; i < 30; i += 1) run(ids.slice(0, 10_000));
      ${name}({});
      console.log(run([...ids, "x", "y"]));`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
      { cwd: new URL("../../", import.meta.url), encoding: "utf8", timeout: 60_000 });
    assert.equal(stdout, "100002\n", stderr);
  });
}
