// The whole way over real sockets: build, `fetch`, read, against the local service.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { cancelImportTaskRequest, checkCancelImportTaskResponse, ServiceError, UnreadableResponseError }
  from "neptune-import-tasks";

import { createFakeService } from "../../pkg/testing/fake-service.mjs";

const service = createFakeService({ cancellingFor: 50 });
let server;
before(async () => { server = await service.listen(); });
after(() => server.close());

async function cancel(taskIdentifier) {
  const request = cancelImportTaskRequest({ taskIdentifier }, { region: "us-east-1", endpoint: server.url });
  const response = await fetch(request.url, request);
  const { status, headers } = response;
  return checkCancelImportTaskResponse({ status, headers, body: await response.text() });
}

test("a task that runs is cancelled", async () => {
  const { taskId, source, roleArn } = service.addTask({ graphId: "g-0123456789", format: "CSV" });
  const { ok, value, warnings } = await cancel(taskId);
  assert.equal(ok, true);
  const { $metadata, ...task } = value;
  assert.deepEqual(task, { taskId, source, roleArn, status: "CANCELLING", graphId: "g-0123456789", format: "CSV" });
  assert.equal($metadata.httpStatusCode, 200);
  assert.ok($metadata.requestId);
  assert.deepEqual(warnings, []);
  const last = service.requests.at(-1);
  assert.equal(last.method, "DELETE");
  assert.equal(new URL(last.url, server.url).pathname, `/importtasks/${taskId}`);
});

test("refusals have the service's names", async () => {
  const finished = service.addTask({ status: "SUCCEEDED" });
  const conflict = await cancel(finished.taskId);
  assert.ok(conflict.error instanceof ServiceError);
  assert.deepEqual([conflict.error.name, conflict.error.$fault], ["ConflictException", "client"]);
  assert.equal((await cancel("t-nosuchtask")).error.name, "ResourceNotFoundException");
});

test("a service that misbehaves", async () => {
  const { taskId } = service.addTask();
  const outcomes = [
    ["html-502", ServiceError, "Unknown", "server", { throttling: false }],
    ["throttle", ServiceError, "ThrottlingException", "client", { throttling: true }],
    ["internal", ServiceError, "InternalServerException", "server", { throttling: false }],
    ["empty-body", UnreadableResponseError, "UnreadableResponseError"],
    ["truncated-json", UnreadableResponseError, "UnreadableResponseError"],
  ];
  for (const [fault, Class, name, $fault, $retryable] of outcomes) {
    service.misbehave(fault);
    const { error } = await cancel(taskId);
    assert.ok(error instanceof Class, fault);
    assert.deepEqual([error.name, error.$fault, error.$retryable], [name, $fault, $retryable], fault);
  }
  service.misbehave("drop");
  await assert.rejects(cancel(taskId), TypeError);
});
