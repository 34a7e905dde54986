// Bodies of errors that are nearly JSON, and those of gateways: name and message are kept. The crate's own tests read the same cases.

import assert from "node:assert/strict";
import { test } from "node:test";

import { checkGetImportTaskResponse, parseCancelImportTaskResponse, ServiceError } from "neptune-import-tasks";

import { cases } from "./vectors.mjs";

const CASES = cases("tests/fixtures/error-bodies.json");

test("names and messages", () => {
  for (const { status, body, name, message } of CASES) {
    for (const form of [body, new TextEncoder().encode(body)]) {
      const { error } = checkGetImportTaskResponse({ status, body: form });
      assert.ok(error instanceof ServiceError);
      assert.deepEqual([error.name, error.message], [name, message], body);
      assert.equal(error.excerpt, /^status \d+ with/.test(message) ? body.slice(0, 256) : error.excerpt);
    }
  }
  assert.equal(CASES.length, 43);
});

test("a name of a gateway decides about retries as the service's own does", () => {
  const errorOf = (status, body) => checkGetImportTaskResponse({ status, body: JSON.stringify(body) }).error;
  assert.deepEqual(errorOf(400, { errors: [{ code: "ThrottlingException", message: "m" }] }).$retryable, { throttling: true });
  assert.equal(errorOf(403, { errors: [{ code: 429, message: "m" }] }).$retryable, undefined);
  // The header comes first, as ever.
  const headers = { "x-amzn-errortype": "ConflictException" };
  const { name, message } = checkGetImportTaskResponse({ status: 409, headers, body: '{"error":{"code":"X","message":"m"}}' }).error;
  assert.deepEqual([name, message], ["ConflictException", "m"]);
});

test("a success is not repaired", () => {
  const body = '{"taskId":"t-0123456789","source":"s3://a\nb","status":"CANCELLING","roleArn":"arn:aws:iam::123456789012:role/r"}';
  assert.throws(() => parseCancelImportTaskResponse({ status: 200, body }), { name: "UnreadableResponseError", reason: "not_json" });
});

test("a body of many megabytes is not repaired", () => {
  const body = `{"message":"\n${"x".repeat(5e6)}"}`;
  const { error } = checkGetImportTaskResponse({ status: 500, body });
  assert.deepEqual([error.message, error.excerpt.length], ["status 500 with a body that is not JSON", 256]);
});
