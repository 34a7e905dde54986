// Arrays with lengths and offsets beyond 32 bits, limits of lengths, and getters that throw, in the published files.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Cancellation, cancelImportTaskRequest, checkCancelImportTaskResponse, checkLines, InvalidInputError, isTaskId } from "neptune-import-tasks";

const ID = "t-0123456789";
const MOMENT = { elapsed: 0, clock: 1_800_000_000_000, random: 0.5, tokens: 500 };
const MIB = 2 ** 20;

const invalidInput = (message) => (error) => error instanceof InvalidInputError && error.message === message;

test("lengths and offsets of 2^32 bytes are not cut to 32 bits", (t) => {
  let bytes;
  try {
    bytes = new Uint8Array(2 ** 32);
  } catch {
    return t.skip("this runtime has no arrays of 4 GiB");
  }
  const tooLong = invalidInput("the length of a line of the text is not allowed: expected at most 16 MiB");
  assert.throws(() => checkLines("taskId", bytes), tooLong);
  assert.throws(() => checkLines("taskId", bytes.subarray(1)), tooLong);
  const body = invalidInput("the length of the response body is not allowed: expected at most 256 MiB");
  assert.throws(() => checkCancelImportTaskResponse({ status: 200, body: bytes }), body);
  // An ID at the end of the buffer, in a view on it.
  bytes.set(new TextEncoder().encode(ID), 2 ** 32 - ID.length);
  const view = new Uint8Array(bytes.buffer, 2 ** 32 - ID.length, ID.length);
  assert.deepEqual(checkLines("taskId", view), { lines: 1, valid: 1, issues: [] });
});

test("a line may have 16 MiB", () => {
  const line = (length) => new Uint8Array(length).fill(0x61);
  assert.equal(checkLines("taskId", line(16 * MIB)).issues[0].issue.code, "unexpected_character");
  assert.throws(() => checkLines("taskId", line(17 * MIB)), InvalidInputError);
  assert.throws(() => checkLines("taskId", "a".repeat(17 * MIB)), InvalidInputError);
  const lines = new Uint8Array(40 * MIB).fill(0x61);
  for (let i = MIB - 1; i < lines.length; i += MIB) lines[i] = 0x0A;
  assert.equal(checkLines("taskId", lines).lines, 40);
});

test("an error of a getter leaves the state machine as it was", () => {
  const cancellation = new Cancellation({ goal: "watch" });
  const mine = new RangeError("mine");
  const throwing = { ...MOMENT, get elapsed() { throw mine; } };
  for (let i = 0; i < 5_000; i += 1) assert.throws(() => cancellation.start(throwing), mine);
  assert.throws(() => cancellation.start({ ...MOMENT, elapsed: 5n }), invalidInput("the member `elapsed` is a bigint: expected a number"));
  assert.throws(() => cancellation.start(), invalidInput("the member `elapsed` is missing: expected a number"));
  assert.equal(cancellation.start(MOMENT).action.type, "send");
  assert.equal(isTaskId(ID), true);
  cancellation.free();
});

test("a getter may use the same state machine", () => {
  const cancellation = new Cancellation({ goal: "watch" });
  let inner;
  const outer = cancellation.start({
    ...MOMENT,
    get elapsed() {
      inner ??= cancellation.start(MOMENT);
      return 1;
    },
  });
  assert.equal(inner.action.type, "send");
  assert.equal(outer.action.type, "wait");
  cancellation.free();
});

test("an error of a getter does not end other cancellations, whatever its class", () => {
  const cancellation = new Cancellation({ goal: "watch" });
  for (const error of [new RangeError("mine"), new TypeError("mine"), "mine", undefined, null]) {
    const input = { get taskIdentifier() { throw error; } };
    try {
      cancelImportTaskRequest(input, { region: "us-east-1" });
      assert.fail("no error");
    } catch (thrown) {
      assert.equal(thrown, error);
    }
    assert.equal(cancellation.abort(MOMENT).action.outcome, "aborted");
  }
  cancellation.free();
});
