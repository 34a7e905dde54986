// What must compile and what must not. Nothing of it is run.

import type { StandardSchemaV1 } from "@standard-schema/spec";
import {
  cancelAll, cancelAndWait, Cancellation, cancelExportTaskRequest, cancelImportTaskRequest, checkCancelExportTaskResponse, checkCancelImportTaskResponse,
  checkLines, checkTaskId, createClient, explainRequest, explainSignatureMismatch, fromEnvironment, getImportTask, getImportTaskRequest, graphIdSchema, InvalidInputError,
  isTaskId, listImportTasks, parseRoleArn, parseTaskId, patterns, roleArnCurrentSchema, roleArnParts, ServiceError, taskIdSchema,
  UnreadableResponseError, watchImportTask,
  type Client, type ExportTaskStatus, type GraphId, type ImportTaskRequest, type ImportTaskStatus, type RoleArn, type TaskId,
} from "neptune-import-tasks";
import { requestSnippets } from "neptune-import-tasks/snippets";
import { createFakeService } from "neptune-import-tasks/testing";

declare const unknown: unknown;

const id: TaskId = parseTaskId(unknown);
const text: string = id;
if (isTaskId(unknown)) unknown satisfies TaskId;
// @ts-expect-error a plain string is not a validated ID
const unchecked: TaskId = "t-0123456789";
// @ts-expect-error nor is an ID of another kind
const other: GraphId = id;

const checked = checkTaskId(unknown);
if (checked.ok) checked.value satisfies TaskId;
else checked.issue.explanation satisfies string;
// @ts-expect-error there is a value only if `ok` is true
checked.value satisfies TaskId;
const { ok, value, issue } = checkTaskId(unknown);
if (ok) value satisfies TaskId;
else issue.message satisfies string;

cancelImportTaskRequest({ taskIdentifier: id }, { region: "us-east-1" }).method satisfies "DELETE";
cancelImportTaskRequest({ taskIdentifier: text }, { region: "us-east-1", endpoint: { href: "http://h" } });
const credentials = { accessKeyId: "", secretAccessKey: "" };
cancelImportTaskRequest({ taskIdentifier: id }, { region: "", credentials, date: new Date() }).warnings satisfies
  readonly { code: string }[] | undefined;
cancelImportTaskRequest({ taskIdentifier: id }, { region: "", credentials: { ...credentials, expiration: 5, sessionToken: undefined } });
getImportTaskRequest({ taskIdentifier: id }, { region: "" }) satisfies ImportTaskRequest;
cancelExportTaskRequest({ taskIdentifier: id }, { region: "" }).method satisfies "DELETE";
// @ts-expect-error a secret access key is required
cancelImportTaskRequest({ taskIdentifier: id }, { region: "", credentials: { accessKeyId: "" } });
// @ts-expect-error a date is not a string
cancelImportTaskRequest({ taskIdentifier: id }, { region: "", credentials, date: "2015-08-30" });
const explanation = explainRequest({ taskIdentifier: id }, { region: "", credentials });
explanation.signedHeaders satisfies string;
// @ts-expect-error without credentials there is no signature to explain
explainRequest({ taskIdentifier: id }, { region: "" });
explainSignatureMismatch("", explanation)?.cause satisfies string | undefined;
explainSignatureMismatch(new Error(), explanation)?.text satisfies "canonicalRequest" | "stringToSign" | undefined;
requestSnippets({ taskIdentifier: id }, { region: "" }).curl satisfies string;

const { outcome, task: seen } = await cancelAndWait({ taskIdentifier: id }, {
  region: "", credentials: async () => credentials, fetch: createFakeService().fetch, pollInterval: { first: 1, longest: 2 },
  onProgress: ({ percent, error }) => { percent satisfies number | undefined; error?.attempts satisfies number | undefined; },
});
outcome satisfies "cancelled" | "finished-first" | "failed-first" | "already-cancelled" | "gone" | "timed-out" | "aborted";
seen?.importTaskDetails?.startTime satisfies Date | undefined;
for await (const { task, status } of watchImportTask({ taskIdentifier: id }, { region: "" })) task.status satisfies typeof status;
for await (const { tasks } of listImportTasks({}, { region: "" })) tasks[0]?.taskId satisfies string | undefined;
// @ts-expect-error a region is required here too
getImportTask({ taskIdentifier: id }, {});
// @ts-expect-error a region is required
cancelImportTaskRequest({ taskIdentifier: id }, {});

const read = checkCancelImportTaskResponse({ status: 200, headers: new Map([["a", "b"]]), body: new Uint8Array() });
if (read.ok) read.value.status satisfies ImportTaskStatus;
else if (read.error instanceof ServiceError) read.error.$fault satisfies "client" | "server";
else if (read.error instanceof UnreadableResponseError) read.error.excerpt satisfies string;
const status: ImportTaskStatus = "A_STATUS_OF_TOMORROW";
const exported = checkCancelExportTaskResponse({ status: 200, headers: {}, body: "" });
if (exported.ok) [exported.value.status satisfies ExportTaskStatus, exported.value.destination satisfies string];
// @ts-expect-error the body must be read first
checkCancelImportTaskResponse({ status: 200, headers: {}, body: Promise.resolve("") });
// @ts-expect-error the headers hold the name of an error
checkCancelImportTaskResponse({ status: 200, body: "" });

parseRoleArn("", { revision: "current" });
// @ts-expect-error there is no such revision
parseRoleArn("", { revision: "latest" });
roleArnParts(parseRoleArn("")).path satisfies string;
checkLines("graphId", "").issues[0]?.line satisfies number | undefined;
// @ts-expect-error there is no such kind
checkLines("role", "");
patterns.roleArn.html satisfies string;
new InvalidInputError({ code: "empty", subject: "", part: "", index: 0, expected: "", message: "", explanation: "" }).name satisfies
  "InvalidInputError";

const client: Client = createClient(fromEnvironment({ credentials: () => ({ accessKeyId: "", secretAccessKey: "" }) }));
for await (const end of client.cancelAll([id], { concurrency: 2 })) {
  if (end.ok) end.result.outcome satisfies string;
  // @ts-expect-error a task that has failed has no result
  else end.result.outcome;
}
for await (const { ok, result, error } of client.cancelAll([id])) {
  if (ok) result.outcome satisfies string;
  else error satisfies unknown;
}
for await (const end of cancelAll(new Set([id]), { region: "us-east-1", wait: false })) if (end.ok) end.result.status satisfies string;
// A provider may have parameters of its own, as those of the AWS SDK have.
declare const provider: (properties?: { readonly contextClientConfig?: { readonly region?: string } }) => Promise<{ accessKeyId: string; secretAccessKey: string }>;
createClient({ region: "us-east-1", credentials: provider });
// What the service sent can be passed on.
for await (const { tasks } of client.listImportTasks()) await client.cancelImportTask({ taskIdentifier: tasks[0]!.taskId satisfies TaskId });
((await client.getImportTask({ taskIdentifier: id })).$metadata.attempts) satisfies number | undefined;

const cancellation = new Cancellation({ goal: "cancelAndWait", maxWait: Infinity });
const { action } = cancellation.start({ elapsed: 0, clock: Date.now(), random: 0.5, tokens: 500 });
if (action.type === "send") [action.operation satisfies string, action.timeout satisfies number];
else if (action.type === "wait") action.delay satisfies number;
// @ts-expect-error only a wait has a delay
else action.delay;
cancellation.free();

// The schemas conform to the types of the specification.
const schema: StandardSchemaV1<string, TaskId> = taskIdSchema;
graphIdSchema satisfies StandardSchemaV1;
roleArnCurrentSchema satisfies StandardSchemaV1<string, RoleArn>;
type Output = StandardSchemaV1.InferOutput<typeof taskIdSchema>;
const output: Output = id;

export { output, other, schema, status, unchecked };
