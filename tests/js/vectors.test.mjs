// The recorded verdicts and responses, through the package as it is published.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  checkCancelImportTaskResponse, checkGraphId, checkRoleArn, checkTaskId, isGraphId, isRoleArn, isTaskId, ServiceError,
  UnreadableResponseError,
} from "neptune-import-tasks";

import { bodyOf, cases, textOf } from "./vectors.mjs";

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
    const text = textOf(s, template);
    const verdict = check(text);
    assert.equal(is(text), valid, id);
    assert.equal(verdict.ok, valid, id);
    if (valid) assert.equal(verdict.value, text, id);
    else assert.ok(verdict.issue.index <= text.length && verdict.issue.message.length < 400, id);
    // Half a surrogate pair is the one thing that passes and cannot be sent as it is.
    if (valid) assert.equal(verdict.warnings.some(({ code }) => code === "unpaired_surrogate"), !text.isWellFormed(), id);
    checked += 1;
  }
  assert.equal(checked, 1682);
});

/** Holds one case against its recording: what the SDKs make of it, or what is recommended where they differ. */
function holdAgainst(recorded) {
  const { id, status, headers, lenient, jsSdk } = recorded;
  const wanted = recorded.expected ?? recorded.recommended;
  const read = checkCancelImportTaskResponse({ status, headers, body: bodyOf(recorded) });
  const { $metadata } = read.ok ? read.value : read.error;
  assert.equal($metadata.httpStatusCode, status, id);
  if ("requestId" in wanted) assert.equal($metadata.requestId, wanted.requestId ?? undefined, id);
  if (status < 300) {
    // Strict where the SDKs let pass what breaks the service model.
    if (lenient || wanted.kind === "unparseable") {
      assert.ok(read.error instanceof UnreadableResponseError, id);
      assert.ok(read.error.excerpt.length <= 256, id);
      return;
    }
    const { $metadata, ...output } = read.value;
    assert.deepEqual(output, wanted.output, id);
    return;
  }
  const { error } = read;
  assert.ok(error instanceof ServiceError, id);
  assert.equal(error.name, wanted.name ?? "Unknown", id);
  if (typeof wanted.message === "string") assert.equal(error.message, wanted.message, id);
  else if (typeof wanted.message === "number") assert.equal(error.message, String(wanted.message), id);
  else if (wanted.message?.$long) assert.equal(error.message.length, wanted.message.$long, id);
  else if (wanted.kind === "error") assert.match(error.message, new RegExp(`^status ${status} with`), id);
  assert.equal(error.reason, (typeof jsSdk.reason === "string" && jsSdk.reason) || undefined, id);
  if (jsSdk.fault) assert.equal(error.$fault, jsSdk.fault, id);
  if (typeof wanted.retryable === "boolean") assert.equal(error.$retryable !== undefined, wanted.retryable, id);
  if (error.$retryable && jsSdk.retryType) {
    assert.equal(error.$retryable.throttling, jsSdk.retryType === "THROTTLING", id);
  }
  assert.ok((error.excerpt ?? "").length <= 256, id);
}

test("every recorded response", () => {
  const recorded = cases("tests/fixtures/responses.json");
  recorded.forEach(holdAgainst);
  assert.equal(recorded.length, 276);
});

test("responses of the protocol's own tests", (t) => {
  const path = "../shared/vectors/fetched/responses-smithy.json";
  const recorded = cases(path);
  if (!recorded) return t.skip(`${path} is not there`);
  recorded.forEach(holdAgainst);
});
