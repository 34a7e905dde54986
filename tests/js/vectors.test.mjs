// The recorded verdicts and responses, checked with the published package.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  checkCancelImportTaskResponse, checkGraphId, checkRoleArn, checkTaskId, isGraphId, isRoleArn, isTaskId, ServiceError,
  UnreadableResponseError,
} from "neptune-import-tasks";

import { bodyOf, cases, stringOf } from "./vectors.mjs";

const current = { revision: "current" };
const kinds = {
  TaskId: [isTaskId, checkTaskId],
  GraphId: [isGraphId, checkGraphId],
  RoleArnDocumented: [isRoleArn, checkRoleArn],
  RoleArnModel: [(x) => isRoleArn(x, current), (x) => checkRoleArn(x, current)],
};

test("every recorded verdict", () => {
  let checked = 0;
  for (const { id, pattern, s, template, valid } of cases("tests/fixtures/ids.json")) {
    if (!(pattern in kinds)) {
      assert.ok(["GraphName", "KmsKeyArn"].includes(pattern), "a pattern of another operation");
      continue;
    }
    const [is, check] = kinds[pattern];
    const value = stringOf(s, template);
    const verdict = check(value);
    assert.equal(is(value), valid, id);
    assert.equal(verdict.ok, valid, id);
    if (valid) assert.equal(verdict.value, value, id);
    else assert.ok(verdict.issue.index <= value.length && verdict.issue.message.length < 400, id);
    // An unpaired surrogate is valid, but cannot be sent unchanged.
    if (valid) assert.equal(verdict.warnings.some(({ code }) => code === "unpaired_surrogate"), !value.isWellFormed(), id);
    checked += 1;
  }
  assert.equal(checked, 1682);
});

/** Asserts that a response is parsed as recorded: as the SDKs do, or as recommended where they differ. */
function assertResponse(recorded) {
  const { id, status, headers, lenient, jsSdk } = recorded;
  const expected = recorded.expected ?? recorded.recommended;
  const result = checkCancelImportTaskResponse({ status, headers, body: bodyOf(recorded) });
  const { $metadata } = result.ok ? result.value : result.error;
  assert.equal($metadata.httpStatusCode, status, id);
  if ("requestId" in expected) assert.equal($metadata.requestId, expected.requestId ?? undefined, id);
  if (status < 300) {
    // Stricter than the SDKs, which accept responses that violate the service model.
    if (lenient || expected.kind === "unparseable") {
      assert.ok(result.error instanceof UnreadableResponseError, id);
      assert.ok(result.error.excerpt.length <= 256, id);
      return;
    }
    const { $metadata, ...output } = result.value;
    assert.deepEqual(output, expected.output, id);
    return;
  }
  const { error } = result;
  assert.ok(error instanceof ServiceError, id);
  assert.equal(error.name, expected.name ?? "Unknown", id);
  if (typeof expected.message === "string") assert.equal(error.message, expected.message, id);
  else if (typeof expected.message === "number") assert.equal(error.message, String(expected.message), id);
  else if (expected.message?.$long) assert.equal(error.message.length, expected.message.$long, id);
  else if (expected.kind === "error") assert.match(error.message, new RegExp(`^status ${status} with`), id);
  assert.equal(error.reason, (typeof jsSdk.reason === "string" && jsSdk.reason) || undefined, id);
  if (jsSdk.fault) assert.equal(error.$fault, jsSdk.fault, id);
  if (typeof expected.retryable === "boolean") assert.equal(error.$retryable !== undefined, expected.retryable, id);
  if (error.$retryable && jsSdk.retryType) {
    assert.equal(error.$retryable.throttling, jsSdk.retryType === "THROTTLING", id);
  }
  assert.ok((error.excerpt ?? "").length <= 256, id);
}

test("every recorded response", () => {
  const recorded = cases("tests/fixtures/responses.json");
  recorded.forEach(assertResponse);
  assert.equal(recorded.length, 276);
});

test("the responses of Smithy's protocol tests", (t) => {
  const path = "../shared/vectors/fetched/responses-smithy.json";
  const recorded = cases(path);
  if (!recorded) return t.skip(`${path} is not there`);
  recorded.forEach(assertResponse);
});
