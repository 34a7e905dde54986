// Helpers for the tests of the client. Each service has its own `fetch`, and therefore its own retry tokens and clock correction.

import assert from "node:assert/strict";

import { createFakeService } from "neptune-import-tasks/testing";

export const ID = "t-0123456789";
export const REGION = "us-east-1";
export const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

/** A fake service with one task, whose id is `ID`. */
export const serviceWith = (task, options) => createFakeService({ tasks: [{ taskId: ID, cancellingFor: 30, ...task }], ...options });

/** The client options for a service, with a short poll interval. */
export const configOf = (service, options) => ({ region: REGION, fetch: service.fetch, pollInterval: 10, ...options });

/** The number of requests that the service has received. */
export const sent = (service, taskId) => Object.values(service.count(taskId)).reduce((sum, count) => sum + count, 0);

/** The error that a promise rejects with. */
export const rejection = (promise) => promise.then((value) => assert.fail(`resolved to ${JSON.stringify(value)}`), (error) => error);

/** Asserts that the attempts and the history of a result match the requests that the service has counted. */
export function assertConsistent({ attempts, history }, count) {
  assert.equal(attempts, Object.values(count).reduce((sum, times) => sum + times, 0), "attempts are the received requests");
  for (const [operation, times] of Object.entries(count)) {
    const entries = history.filter((entry) => entry.operation === operation);
    assert.equal(entries.reduce((sum, entry) => sum + entry.times, 0), times, `history of ${operation}`);
  }
  let last = 0;
  for (const { since, until } of history) {
    assert.ok(last <= since && since <= until, "history is in order");
    last = until;
  }
}
