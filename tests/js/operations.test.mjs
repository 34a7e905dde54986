// The requests that the package builds, and the responses that it parses, for GetImportTask and ListImportTasks.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as tasks from "neptune-import-tasks";

import { cases } from "./vectors.mjs";

const ID = "t-0123456789";
const SUMMARY = { taskId: ID, source: "s3://bucket/data/", roleArn: "arn:aws:iam::123456789012:role/Import", status: "IMPORTING" };

const responseWith = (body, status = 200) => ({ status, headers: { "x-amzn-requestid": "A" }, body: JSON.stringify(body) });
/** The error that a function throws. */
const errorOf = (run) => {
  try {
    run();
  } catch (error) {
    return error;
  }
  return assert.fail("no error was thrown");
};

test("requests are signed as botocore signs them", () => {
  let checked = 0;
  for (const { id, operation, input, request, headers } of cases("tests/fixtures/sign-family.json")) {
    const build = { GetImportTask: tasks.getImportTaskRequest, ListImportTasks: tasks.listImportTasksRequest }[operation];
    if (!build) continue;
    const { params, region, endpoint, accessKeyId, secretAccessKey, sessionToken, epochSeconds } = input;
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const built = build(params, { region, endpoint, credentials, date: epochSeconds * 1000 });
    const sorted = (url) => url.split(/[?&]/).sort().join();
    assert.equal(sorted(built.url), sorted(request.url), id);
    assert.equal(new URL(built.url).href, built.url, `${id}: fetch sends what was signed`);
    assert.equal(built.method, "GET", id);
    assert.equal(built.headers.authorization, headers.authorization, id);
    checked += 1;
  }
  assert.equal(checked, 35);
});

test("invalid parameters of ListImportTasks are rejected before a request is sent", () => {
  const config = { region: "us-east-1" };
  const message = (input) => errorOf(() => tasks.listImportTasksRequest(input, config)).issue.message;
  assert.equal(message({ graphIdentifier: ID }), "unexpected `t` at index 0 in the prefix of the graph id: expected `g-`");
  assert.equal(message({ graphIdentifier: 5 }), "the graph id is the number 5: expected a string");
  assert.equal(message({ nextToken: {} }), "the nextToken is an object: expected a string");
  for (const maxResults of [0, -1, 1.5, NaN, "5", 2 ** 40]) {
    assert.match(message({ maxResults }), /maxResults.*expected a (?:whole )?number from 1 to 100$/, String(maxResults));
  }
  assert.match(message({ maxResults: 101 }), /^the maxResults of the list of tasks is not allowed: expected a whole number from 1 to 100$/);
  assert.match(message("g-0123456789"), /expected an object with graphIdentifier, maxResults or nextToken$/);
  const url = "https://neptune-graph.us-east-1.amazonaws.com/importtasks";
  for (const input of [undefined, null, {}, { graphIdentifier: undefined, nextToken: null, maxResults: null }, { nextToken: "" }]) {
    assert.equal(tasks.listImportTasksRequest(input, config).url, url);
  }
  assert.equal(tasks.listImportTasksRequest({ nextToken: "é \u{1F511}\uD800" }, config).url, `${url}?nextToken=%C3%A9%20%F0%9F%94%91%EF%BF%BD`);
});

test("a task with all members", () => {
  const details = {
    status: "IN_PROGRESS", startTime: 1_700_000_000.5, timeElapsedSeconds: 12, progressPercentage: 42, errorCount: 1, errorDetails: "one",
    statementCount: 1e21, dictionaryEntryCount: 0,
  };
  const importOptions = {
    neptune: { s3ExportPath: "s3://b/", s3ExportKmsKeyId: "k\u{1F511}\n", preserveDefaultVertexLabels: true, preserveEdgeIds: false },
  };
  const task = { ...SUMMARY, graphId: "g-0123456789", attemptNumber: 2, statusReason: "because", importOptions };
  const { ok, value, warnings } = tasks.checkGetImportTaskResponse(responseWith({ ...task, importTaskDetails: details, other: { deep: [1] } }));
  assert.equal(ok, true);
  assert.deepEqual(value, {
    ...task, importTaskDetails: { ...details, startTime: new Date(1_700_000_000_500) }, $metadata: { httpStatusCode: 200, requestId: "A" },
  });
  assert.deepEqual(warnings, []);
  assert.deepEqual(tasks.parseGetImportTaskResponse(responseWith(task)), { ...task, $metadata: value.$metadata });
});

test("optional members of another type are left out, with a warning", () => {
  const importTaskDetails = { progressPercentage: "42", errorCount: null, status: 5, startTime: 3 };
  const { value, warnings } = tasks.checkGetImportTaskResponse(responseWith({
    ...SUMMARY, attemptNumber: true, importTaskDetails, importOptions: { neptune: { preserveEdgeIds: "yes" }, other: 1 },
  }));
  assert.deepEqual(value.importTaskDetails, { startTime: new Date(3000) });
  assert.deepEqual(value.importOptions, { neptune: {} });
  assert.deepEqual(warnings.map(({ code, part }) => [code, part]).sort(), [
    ["unknown_value", "attemptNumber"], ["unknown_value", "preserveEdgeIds"], ["unknown_value", "progressPercentage"],
    ["unknown_value", "status"],
  ]);
  for (const odd of [{ importTaskDetails: [] }, { importTaskDetails: "x" }, { importOptions: { neptune: 5 } }, { importOptions: null }]) {
    const { importTaskDetails: details, importOptions: options } = tasks.parseGetImportTaskResponse(responseWith({ ...SUMMARY, ...odd }));
    assert.deepEqual([details, options], [undefined, undefined]);
  }
  const huge = `{"taskId":"${ID}","source":"s","roleArn":"r","status":"x","importTaskDetails":{"errorCount":1e999}}`;
  assert.deepEqual(tasks.parseGetImportTaskResponse({ status: 200, headers: {}, body: huge }).importTaskDetails, {});
});

test("a page of tasks", () => {
  const other = { ...SUMMARY, taskId: "t-9876543210", graphId: "g-0123456789", status: "SOMETHING_NEW" };
  const result = tasks.checkListImportTasksResponse(responseWith({ tasks: [SUMMARY, other], nextToken: "a\u{1F511}" }));
  assert.deepEqual(result.value, { tasks: [SUMMARY, other], nextToken: "a\u{1F511}", $metadata: { httpStatusCode: 200, requestId: "A" } });
  assert.deepEqual(result.warnings.map(({ code, part, found }) => [code, part, found]), [["unknown_value", "status", "SOMETHING_NEW"]]);
  assert.deepEqual(tasks.parseListImportTasksResponse(responseWith({ tasks: [] })).tasks, []);
  assert.equal(tasks.parseListImportTasksResponse(responseWith({ tasks: [], nextToken: "" })).nextToken, undefined);
  for (const [body, reason] of [
    [{}, "missing_member"], [{ tasks: null }, "missing_member"], [{ tasks: {} }, "wrong_type"], [{ tasks: [SUMMARY, null] }, "wrong_type"],
    [{ tasks: [[]] }, "wrong_type"], [{ tasks: [{}] }, "missing_member"], [{ tasks: [{ ...SUMMARY, status: 5 }] }, "wrong_type"],
    [{ tasks: [], nextToken: 5 }, "wrong_type"], [[], "not_an_object"],
  ]) {
    assert.equal(tasks.checkListImportTasksResponse(responseWith(body)).error.reason, reason, JSON.stringify(body));
  }
  assert.equal(errorOf(() => tasks.parseListImportTasksResponse(responseWith({ message: "no" }, 400))).message, "no");
  const many = Array.from({ length: 100 }, (_, i) => ({ ...SUMMARY, taskId: `t-${String(i).padStart(10, "0")}` }));
  assert.deepEqual(tasks.parseListImportTasksResponse(responseWith({ tasks: many })).tasks, many);
});

test("a deeply nested body is parsed", () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const body = `{"taskId":"${ID}","source":"s","roleArn":"r","status":"x","importTaskDetails":{"errorCount":${deep}},"x":${deep}}`;
  assert.equal(tasks.parseGetImportTaskResponse({ status: 200, headers: {}, body }).taskId, ID);
});
