// The members of the objects that are returned and those that the types declare: the same, in both directions.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as tasks from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

const types = ["types", "index"].map((name) => readFileSync(new URL(`../../js/${name}.d.ts`, import.meta.url), "utf8")).join("\n");

/** The members of an interface or a class, inherited ones included: their names, and whether each is optional. */
function membersOf(name) {
  const [, parent, body] = new RegExp(`^export (?:interface|class) ${name}(?: extends (\\w+))? \\{\\n(.*?)^\\}`, "ms").exec(types);
  const own = [...body.matchAll(/^ {2}(?:readonly )?([$\w]+)(\??):/gm)].map(([, member, optional]) => [member, optional === "?"]);
  return new Map([...(parent && parent !== "Error" ? membersOf(parent) : []), ...own]);
}

/** Holds objects of one type against its declaration. Together they must have every member, and each the required ones. */
function assertDeclared(name, objects, { except = [] } = {}) {
  const declared = membersOf(name);
  for (const member of except) assert.ok(declared.delete(member), `${name}.${member}`);
  const found = new Set(objects.flatMap((object) => Object.keys(object)));
  assert.deepEqual([...found].sort(), [...declared.keys()].sort(), name);
  for (const object of objects) {
    for (const [member, isOptional] of declared) assert.ok(isOptional || member in object, `${name}.${member}`);
  }
}

const ID = "t-0123456789";
const ARN = "arn:aws:iam::123456789012:role/Import";
const SUMMARY = {
  taskId: ID, source: "s3://b/", roleArn: ARN, status: "IMPORTING", graphId: "g-0123456789", format: "PARQUET", parquetType: "COLUMNAR",
};
const DETAILS = {
  status: "x", startTime: 1, timeElapsedSeconds: 1, progressPercentage: 1, errorCount: 1, errorDetails: "x", statementCount: 1,
  dictionaryEntryCount: 1,
};
const credentials = { accessKeyId: "A", secretAccessKey: "s" };
const response = (body, status = 200, headers = { "x-amzn-requestid": "A" }) => ({ status, headers, body: JSON.stringify(body) });
const { status: _, ...unfinished } = SUMMARY;

test("validation", () => {
  const { issue } = tasks.checkTaskId("t-01A3456789");
  assertDeclared("Issue", [issue, tasks.checkTaskId(5).issue, tasks.checkTaskId("").issue]);
  assertDeclared("RoleArnParts", [tasks.roleArnParts(ARN)]);
  assertDeclared("LinesCheck", [tasks.checkLines("taskId", "x")]);
  assertDeclared("Pattern", Object.values(tasks.patterns));
  assertDeclared("Partition", tasks.partitions);
});

test("requests", () => {
  const input = { taskIdentifier: ID };
  const warned = tasks.cancelImportTaskRequest(input, { region: "us-east-9" });
  assertDeclared("CancelImportTaskRequest", [warned, tasks.cancelImportTaskRequest(input, { region: "us-east-1" })]);
  const explanation = tasks.explainRequest(input, { region: "us-east-1", credentials });
  assertDeclared("RequestExplanation", [explanation]);
  const message = "Credential should be scoped to a valid region. ";
  assertDeclared("SignatureMismatch", [tasks.explainSignatureMismatch(message, explanation)]);
});

// Only functions of the client have these.
const fromClient = ["warnings"];

test("responses", () => {
  const cancelled = tasks.parseCancelImportTaskResponse(response(SUMMARY));
  assertDeclared("CancelImportTaskOutput", [cancelled], { except: fromClient });
  assertDeclared("ResponseMetadata", [cancelled.$metadata, tasks.parseCancelImportTaskResponse(response(SUMMARY, 200, {})).$metadata],
    { except: ["attempts"] });
  const neptune = { s3ExportPath: "x", s3ExportKmsKeyId: "x", preserveDefaultVertexLabels: true, preserveEdgeIds: true };
  const full = { ...SUMMARY, attemptNumber: 1, statusReason: "x", importTaskDetails: DETAILS, importOptions: { neptune } };
  const task = tasks.parseGetImportTaskResponse(response(full));
  assertDeclared("GetImportTaskOutput", [task], { except: fromClient });
  assertDeclared("ImportTaskDetails", [task.importTaskDetails]);
  assert.deepEqual(task.importOptions, { neptune });
  const page = tasks.parseListImportTasksResponse(response({ tasks: [SUMMARY], nextToken: "x" }));
  assertDeclared("ListImportTasksOutput", [page], { except: fromClient });
  assertDeclared("ImportTaskSummary", page.tasks);
  const exported = { ...SUMMARY, destination: "s3://b/", kmsKeyIdentifier: "k", statusReason: "x" };
  assertDeclared("CancelExportTaskOutput", [tasks.parseCancelExportTaskResponse(response(exported))]);
});

test("errors", () => {
  const fromClient = ["attempts", "history", "task", "warnings"];
  const withName = (error) => ({ ...error, name: error.name });
  const service = [
    tasks.checkCancelImportTaskResponse(response({ message: "m", reason: "x" }, 429)).error,
    tasks.checkCancelImportTaskResponse(response({}, 400)).error,
  ];
  assertDeclared("ServiceError", service, { except: fromClient });
  const { error } = tasks.checkCancelImportTaskResponse(response(unfinished));
  assertDeclared("UnreadableResponseError", [withName(error)], { except: fromClient });
});

test("the state machine", () => {
  const cancellation = new tasks.Cancellation({ goal: "cancelAndWait" });
  const moment = { elapsed: 0, clock: 0, random: 0, tokens: 500 };
  assertDeclared("CancellationStep", [cancellation.start(moment), cancellation.response(response(SUMMARY), moment)]);
  cancellation.free();
});

test("the client", async () => {
  // A region that is not known, and so a warning.
  const region = "us-east-9";
  const service = createFakeService({ tasks: [{ taskId: ID, cancellingFor: 5 }] });
  const progress = [];
  const options = { region, credentials, fetch: service.fetch, pollInterval: 1, onProgress: (event) => progress.push(event) };
  const result = await tasks.cancelAndWait({ taskIdentifier: ID }, options);
  assert.equal(result.outcome, "cancelled");
  assertDeclared("CancelAndWaitResult", [result]);
  assertDeclared("ResponseMetadata", [result.task.$metadata]);
  assert.deepEqual((await tasks.getImportTask({ taskIdentifier: ID }, options)).warnings, result.warnings);
  const fetch = () => Promise.reject(new Error("no network"));
  const failing = { ...options, fetch, maxAttempts: 2 };
  const network = await tasks.cancelAndWait({ taskIdentifier: ID }, failing).catch((error) => error);
  assert.ok(network instanceof tasks.NetworkError);
  assertDeclared("HistoryEntry", [...result.history, ...network.history]);
  assertDeclared("NetworkError", [{ ...network, name: network.name, cause: network.cause }], { except: ["task"] });
  const hanging = { ...options, fetch: () => new Promise(() => {}), maxWait: 5 };
  const timeout = await tasks.getImportTask({ taskIdentifier: ID }, hanging).catch((error) => error);
  assert.ok(timeout instanceof tasks.TimeoutError);
  assertDeclared("TimeoutError", [{ ...timeout, name: timeout.name }], { except: ["task"] });
  assertDeclared("Progress", progress);
  for (const event of progress) assert.ok(Object.values(event).every((value) => value !== undefined));
});
