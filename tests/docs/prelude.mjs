// What a code block of the documentation runs with: a `fetch` that reaches a fake service in place of AWS, credentials, the values that it
// is expected to compute, and timers that end sooner.

import assert from "node:assert/strict";

import { createFakeService } from "neptune-import-tasks/testing";

import "./fast-timers.mjs";
import { CREDENTIALS, TASKS } from "./tasks.mjs";

const service = createFakeService({ credentials: CREDENTIALS, cancellingFor: 60, tasks: TASKS });
globalThis.fetch = service.fetch;
globalThis.credentials = CREDENTIALS;

/** Whether `actual` has all members of `expected`, which documentation may shorten. */
function hasMembers(actual, expected) {
  if (typeof expected !== "object" || expected === null) return Object.is(actual, expected);
  return Object.keys(expected).every((key) => hasMembers(actual?.[key], expected[key]));
}

globalThis.expectValue = (actual, expected) => {
  if (!hasMembers(actual, expected)) assert.deepEqual(actual, expected);
};

globalThis.expectError = async (run, name) => {
  await assert.rejects(run, (error) => {
    assert.equal(error.name, name);
    return true;
  });
};
