// A cancellation over real sockets, against the fake service: build the request, `fetch`, parse the response.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import {
  cancelImportTaskRequest, checkCancelImportTaskResponse, explainRequest, explainSignatureMismatch, ServiceError,
  UnreadableResponseError,
} from "neptune-import-tasks";

import { createFakeService } from "neptune-import-tasks/testing";

const credentials = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "wJalr\0\"é\u{1F511}/+", sessionToken: "Fwo  GZXIvY=" };
const service = createFakeService({ cancellingFor: 50, credentials, region: "us-east-1" });
let server;
before(async () => { server = await service.listen(); });
after(() => server.close());

const configOf = (other) => ({ region: "us-east-1", endpoint: server.url, credentials, ...other });

async function cancel(taskIdentifier, other) {
  const request = cancelImportTaskRequest({ taskIdentifier }, configOf(other));
  const response = await fetch(request.url, request);
  const { status, headers } = response;
  return checkCancelImportTaskResponse({ status, headers, body: await response.text() });
}

test("a running task is cancelled", async () => {
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

test("errors have the service's names", async () => {
  const finished = service.addTask({ status: "SUCCEEDED" });
  const conflict = await cancel(finished.taskId);
  assert.ok(conflict.error instanceof ServiceError);
  assert.deepEqual([conflict.error.name, conflict.error.$fault], ["ConflictException", "client"]);
  assert.equal((await cancel("t-nosuchtask")).error.name, "ResourceNotFoundException");
});

test("faults of the service", async () => {
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

test("signatures are valid for every path of an endpoint", async () => {
  const { taskId } = service.addTask();
  const segments = ["a", "a b", "a%20b", "%2F", "%25", "%zz", "a:b@c", "~u", "(x)!*'$&,;", "a+b=c", "é", "\u{1F600}", "", ".", "..", "[1]", "|", "^"];
  for (const segment of segments) {
    for (const path of [`/${segment}`, `/${segment}/`, `//x/${segment}//y`]) {
      const { error } = await cancel(taskId, { endpoint: server.url + path });
      // The service checks the signature first. Then it responds with 404, or with the task if dot segments lead to the root.
      assert.notEqual(error?.$metadata.httpStatusCode, 403, `${path}: ${error?.message}`);
    }
  }
});

test("signature errors of the service are explained", async () => {
  const { taskId } = service.addTask();
  const minutes = 60_000;
  const mistakes = [
    [{ credentials: { ...credentials, secretAccessKey: "other" } }, "InvalidSignatureException", 0, /secret access key/],
    [{ region: "eu-west-1" }, "InvalidSignatureException", 3, /region in the scope/],
    [{ date: Date.now() - 12 * minutes }, "InvalidSignatureException", 2, /clock is 12 minutes behind/],
    [{ date: Date.now() + 7 * minutes }, "InvalidSignatureException", 2, /clock is 7 minutes ahead/],
    [{ credentials: { ...credentials, sessionToken: "other" } }, "UnrecognizedClientException"],
    [{ credentials: { ...credentials, accessKeyId: "AKIAOTHER" } }, "UnrecognizedClientException"],
  ];
  for (const [other, name, line, cause] of mistakes) {
    const { error } = await cancel(taskId, other);
    assert.deepEqual([error.name, error.$metadata.httpStatusCode], [name, 403]);
    const mismatch = explainSignatureMismatch(error, explainRequest({ taskIdentifier: taskId }, configOf(other)));
    if (cause === undefined) {
      assert.equal(mismatch, undefined);
      continue;
    }
    assert.equal(mismatch.line, line);
    assert.match(mismatch.cause, cause);
  }
  const unsigned = await cancel(taskId, { credentials: undefined });
  assert.equal(unsigned.error.name, "MissingAuthenticationTokenException");
});

test("changes to a request in transit are explained", async () => {
  const { taskId } = service.addTask();
  const explanation = explainRequest({ taskIdentifier: taskId }, configOf({ endpoint: `${server.url}/a%20b` }));
  const { url, method, headers } = explanation.request;
  const sent = [
    [url.replace("%20", "%2520"), headers, 2, /encoded once more/],
    [url.replace("/a%20b", ""), headers, 2, /path was changed/],
    [`${url}?x=1`, headers, 3, /query/],
    [url, { ...headers, "x-amz-date": `${headers["x-amz-date"].slice(0, -3)}00Z` }, 5, /another time for the request/],
  ];
  for (const [address, changed, line, cause] of sent) {
    if (changed["x-amz-date"] === headers["x-amz-date"] && changed !== headers) continue;
    const response = await fetch(address, { method, headers: changed });
    assert.equal(response.status, 403);
    const mismatch = explainSignatureMismatch(await response.text(), explanation);
    assert.equal(mismatch.line, line);
    assert.match(mismatch.cause, cause);
  }
});
