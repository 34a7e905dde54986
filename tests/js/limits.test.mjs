// Arrays with lengths and offsets beyond 32 bits, limits of lengths, and getters that throw, in the published files.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import {
  Cancellation, cancelImportTaskRequest, checkCancelImportTaskResponse, checkLines, checkRoleArn, checkTaskId, explainSignatureMismatch,
  getImportTask, InvalidInputError, isRoleArn, isTaskId, listImportTasksRequest, parseCancelImportTaskResponse, parseRoleArn, roleArnParts, UnreadableResponseError,
} from "neptune-import-tasks";

import { memories } from "./memory.mjs";

const ID = "t-0123456789";
const MOMENT = { elapsed: 0, clock: 1_800_000_000_000, random: 0.5, tokens: 500 };
const MIB = 2 ** 20;

const invalidInput = (message) => (error) => error instanceof InvalidInputError && error.message === message;

test("what is not read is not copied: headers, and members of a body", () => {
  const headers = Array.from({ length: 40 }, (_, i) => [`other-${i}`, "h".repeat(16 * MIB)]);
  const body = JSON.stringify({ message: "m", other: { other: "o".repeat(15 * MIB) } });
  assert.equal(checkCancelImportTaskResponse({ status: 403, headers, body }).error.message, "m");
  const [{ buffer: { byteLength } }] = memories;
  assert.ok(byteLength < 2 * MIB, `${byteLength} bytes`);
});

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
  assert.equal(checkCancelImportTaskResponse({ status: 200, body: bytes }).error.reason, "too_long");
  // An ID at the end of the buffer, in a view on it.
  bytes.set(new TextEncoder().encode(ID), 2 ** 32 - ID.length);
  const view = new Uint8Array(bytes.buffer, 2 ** 32 - ID.length, ID.length);
  assert.deepEqual(checkLines("taskId", view), { lines: 1, valid: 1, issues: [] });
});

test("a body may have 16 MiB", () => {
  const task = { taskId: ID, source: "s3://b/", roleArn: "arn:aws:iam::123456789012:role/r", status: "CANCELLING" };
  const json = JSON.stringify(task);
  for (const [length, isAccepted] of [[16 * MIB, true], [16 * MIB + 1, false]]) {
    const text = json.slice(0, -1).padEnd(length - 1) + "}";
    for (const body of [text, new TextEncoder().encode(text)]) {
      const read = checkCancelImportTaskResponse({ status: 200, headers: {}, body });
      assert.equal(read.ok, isAccepted);
      if (isAccepted) continue;
      assert.equal(read.error.reason, "too_long");
      assert.equal(read.error.message, "status 200, but the body is longer than 16 MiB");
      assert.equal(read.error.excerpt, text.slice(0, 256));
      const { error } = checkCancelImportTaskResponse({ status: 403, headers: { "x-amzn-errortype": "AccessDeniedException" }, body });
      assert.deepEqual([error.name, error.message], ["AccessDeniedException", "status 403 with a body that is longer than 16 MiB"]);
    }
  }
});

test("a string may have 16 MiB", () => {
  const long = "x".repeat(17 * MIB);
  const config = { region: "us-east-1", credentials: { accessKeyId: "A", secretAccessKey: "s" } };
  const request = (options) => () => cancelImportTaskRequest({ taskIdentifier: ID }, { ...config, ...options });
  const tooLong = (subject) => invalidInput(`the length of the ${subject} is not allowed: expected at most 16 MiB`);
  assert.throws(request({ region: long }), tooLong("region"));
  assert.throws(request({ endpoint: `https://${long}` }), tooLong("endpoint"));
  for (const [name, subject] of [["accessKeyId", "access key id"], ["secretAccessKey", "secret access key"], ["sessionToken", "session token"]]) {
    assert.throws(request({ credentials: { ...config.credentials, [name]: long } }), tooLong(subject));
  }
  for (const [name, subject] of [["nextToken", "nextToken"], ["graphIdentifier", "graph id"]]) {
    assert.throws(() => listImportTasksRequest({ [name]: long }, config), tooLong(subject));
  }
  for (const body of [long, new TextEncoder().encode(long)]) {
    assert.throws(() => explainSignatureMismatch(body, { canonicalRequest: "", stringToSign: "" }), tooLong("error body"));
  }
});

test("a role ARN may have 16 MiB", () => {
  const prefix = "arn:aws:iam::123456789012:role/";
  for (const [length, isAccepted] of [[16 * MIB, true], [16 * MIB + 1, false]]) {
    const arn = prefix.padEnd(length, "r");
    for (const revision of ["documented", "current"]) {
      assert.equal(isRoleArn(arn, { revision }), isAccepted);
      const checked = checkRoleArn(arn, { revision });
      assert.equal(checked.ok, isAccepted);
      if (isAccepted) continue;
      const message = "the length of the role ARN is not allowed: expected at most 16 MiB";
      assert.deepEqual([checked.issue.code, checked.issue.message], ["not_allowed", message]);
      assert.throws(() => parseRoleArn(arn, { revision }), invalidInput(message));
      assert.throws(() => roleArnParts(arn), invalidInput(message));
    }
  }
});

test("a header that is read may have 16 MiB, others any length", () => {
  const read = (name, length) => checkCancelImportTaskResponse({ status: 403, headers: [[name, "N".repeat(length)]], body: "{}" });
  const tooLong = invalidInput("the length of the response header is not allowed: expected at most 16 MiB");
  assert.equal(read("X-Amzn-ErrorType", 16 * MIB).error.name.length, 16 * MIB);
  assert.throws(() => read("X-Amzn-ErrorType", 16 * MIB + 1), tooLong);
  assert.throws(() => read("x-amzn-requestid", 16 * MIB + 1), tooLong);
  assert.equal(read("other", 400 * MIB).error.name, "Unknown");
  assert.equal(read("x-amzn-requestid".padEnd(17 * MIB), 1).error.$metadata.requestId, undefined);
});

test("headers may have 16 MiB together, and there may be 65536", () => {
  const read = (headers) => checkCancelImportTaskResponse({ status: 403, headers, body: "{}" });
  const tooLong = invalidInput("the length of the response headers is not allowed: expected at most 16 MiB");
  assert.throws(() => read(Array.from({ length: 3 }, () => ["x-amzn-requestid", "A".repeat(8 * MIB)])), tooLong);
  const tooMany = invalidInput("the number of the response headers is not allowed: expected at most 65536");
  assert.equal(read(Array.from({ length: 65_536 }, () => ["other", "A"])).error.name, "Unknown");
  assert.throws(() => read((function* endless() { for (;;) yield ["other", "A"]; })()), tooMany);
  assert.throws(() => read((function* endless() { for (;;) yield ["other", undefined]; })()), tooMany);
});

test("the longest strings that there are", () => {
  const longest = "a".repeat(500 * MIB);
  assert.equal(isTaskId(longest), false);
  assert.equal(checkTaskId(longest).issue.code, "unexpected_character");
  assert.throws(() => cancelImportTaskRequest({ taskIdentifier: longest }, { region: "us-east-1" }), InvalidInputError);
  assert.equal(isTaskId(ID), true);
});

test("the client reads no more of a body than that, decompressed", async (t) => {
  const body = gzipSync(Buffer.alloc(240 * MIB, " "));
  let written = 0;
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip", "content-type": "application/json" });
    response.end(body, () => { written += 1; });
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const options = { region: "us-east-1", endpoint: `http://127.0.0.1:${server.address().port}`, maxAttempts: 1 };
  const error = await getImportTask({ taskIdentifier: ID }, options).catch((thrown) => thrown);
  assert.ok(error instanceof UnreadableResponseError);
  assert.deepEqual([error.reason, written], ["too_long", 1]);
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

test("a million empty lines share an issue", () => {
  const { lines, issues } = checkLines("taskId", "\n".repeat(1_000_000));
  assert.deepEqual([lines, issues.length, issues[0].line, issues.at(-1).line], [1_000_000, 1_000_000, 1, 1_000_000]);
  assert.equal(issues[0].issue, issues.at(-1).issue);
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
  // `InternalError` is a stack overflow in Firefox.
  const internal = Object.assign(new Error("mine"), { name: "InternalError" });
  for (const error of [new RangeError("mine"), new TypeError("mine"), internal, "mine", undefined, null]) {
    const input = { get taskIdentifier() { throw error; } };
    try {
      cancelImportTaskRequest(input, { region: "us-east-1" });
      assert.fail("no error");
    } catch (thrown) {
      assert.equal(thrown, error);
    }
    assert.equal(cancellation.abort(MOMENT).action.outcome, "aborted");
  }
  const headers = { "x-amzn-errortype": "InternalError" };
  assert.throws(() => parseCancelImportTaskResponse({ status: 500, headers, body: "{}" }), { name: "InternalError" });
  assert.equal(cancellation.abort(MOMENT).action.outcome, "aborted");
  cancellation.free();
});
