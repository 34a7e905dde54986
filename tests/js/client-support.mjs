// What the tests of the functions share that send requests. Each service has a `fetch` of its own, and so tokens and a clock of its own.

import assert from "node:assert/strict";

import { createFakeService } from "neptune-import-tasks/testing";

export const ID = "t-0123456789";
export const REGION = "us-east-1";
export const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

/** A service with one task, whose id is `ID`. */
export const serviceWith = (task, options) => createFakeService({ tasks: [{ taskId: ID, cancellingFor: 30, ...task }], ...options });

/** Options for a service, with short waits. */
export const configOf = (service, other) => ({ region: REGION, fetch: service.fetch, pollInterval: 10, ...other });

/** How many requests have arrived. */
export const sent = (service, taskId) => Object.values(service.count(taskId)).reduce((sum, count) => sum + count, 0);

/** What a promise rejects with. */
export const rejection = (promise) => promise.then((value) => assert.fail(`resolved to ${JSON.stringify(value)}`), (error) => error);

/** What was sent, what was counted, and what was written down are one and the same. */
export function assertConsistent({ attempts, history }, count) {
  assert.equal(attempts, Object.values(count).reduce((sum, each) => sum + each, 0), "attempts are what has arrived");
  for (const [operation, times] of Object.entries(count)) {
    const listed = history.filter((entry) => entry.operation === operation);
    assert.equal(listed.reduce((sum, entry) => sum + entry.times, 0), times, `history of ${operation}`);
  }
  let last = 0;
  for (const { since, until } of history) {
    assert.ok(last <= since && since <= until, "history is in order");
    last = until;
  }
}
