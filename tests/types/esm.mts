// What must and what must not compile. Never run.

import type { StandardSchemaV1 } from "@standard-schema/spec";
import {
  cancelAndWait, cancelImportTaskRequest, checkCancelImportTaskResponse, checkLines, checkTaskId, explainRequest, explainSignatureMismatch, graphIdSchema,
  getImportTask, InvalidInputError, isTaskId, listImportTasks, watchImportTask,
  parseRoleArn, parseTaskId, patterns, roleArnParts, ServiceError, taskIdSchema, UnreadableResponseError,
  type GraphId, type ImportTaskStatus, type TaskId,
} from "neptune-import-tasks";
import { requestSnippets } from "neptune-import-tasks/snippets";
import { createFakeService } from "neptune-import-tasks/testing";

declare const unknown: unknown;

const id: TaskId = parseTaskId(unknown);
const text: string = id;
if (isTaskId(unknown)) unknown satisfies TaskId;
// @ts-expect-error a plain string is not a checked id
const unchecked: TaskId = "t-0123456789";
// @ts-expect-error nor is an id of another kind
const other: GraphId = id;

const checked = checkTaskId(unknown);
if (checked.ok) checked.value satisfies TaskId;
else checked.issue.index satisfies number;
// @ts-expect-error before the look at `ok` there is no value
checked.value;

cancelImportTaskRequest({ taskIdentifier: id }, { region: "us-east-1" }).method satisfies "DELETE";
cancelImportTaskRequest({ taskIdentifier: text }, { region: "us-east-1", endpoint: { href: "http://h" } });
const credentials = { accessKeyId: "", secretAccessKey: "" };
cancelImportTaskRequest({ taskIdentifier: id }, { region: "", credentials, date: new Date() }).warnings satisfies
  readonly { code: string }[] | undefined;
cancelImportTaskRequest({ taskIdentifier: id }, { region: "", credentials: { ...credentials, expiration: 5, sessionToken: undefined } });
// @ts-expect-error a secret is needed
cancelImportTaskRequest({ taskIdentifier: id }, { region: "", credentials: { accessKeyId: "" } });
// @ts-expect-error a date is no text
cancelImportTaskRequest({ taskIdentifier: id }, { region: "", credentials, date: "2015-08-30" });
const explanation = explainRequest({ taskIdentifier: id }, { region: "", credentials });
explanation.signedHeaders satisfies string;
// @ts-expect-error there is nothing to explain without credentials
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
// @ts-expect-error a region is needed here too
getImportTask({ taskIdentifier: id }, {});
// @ts-expect-error a region is needed
cancelImportTaskRequest({ taskIdentifier: id }, {});

const read = checkCancelImportTaskResponse({ status: 200, headers: new Map([["a", "b"]]), body: new Uint8Array() });
if (read.ok) read.value.status satisfies ImportTaskStatus;
else if (read.error instanceof ServiceError) read.error.$fault satisfies "client" | "server";
else if (read.error instanceof UnreadableResponseError) read.error.excerpt satisfies string;
const status: ImportTaskStatus = "A_STATUS_OF_TOMORROW";
// @ts-expect-error the body must have been read
checkCancelImportTaskResponse({ status: 200, headers: {}, body: Promise.resolve("") });
// @ts-expect-error without the headers an error has no name
checkCancelImportTaskResponse({ status: 200, body: "" });

parseRoleArn("", { revision: "current" });
// @ts-expect-error there is no such revision
parseRoleArn("", { revision: "latest" });
roleArnParts(parseRoleArn("")).path satisfies string;
checkLines("graphId", "").issues[0]?.line satisfies number | undefined;
// @ts-expect-error there is no such kind
checkLines("role", "");
patterns.roleArn.html satisfies string;
new InvalidInputError({ code: "empty", subject: "", part: "", index: 0, expected: "", message: "" }).name satisfies
  "InvalidInputError";

// The schemas are what the specification's own types call a schema.
const schema: StandardSchemaV1<string, TaskId> = taskIdSchema;
graphIdSchema satisfies StandardSchemaV1;
type Output = StandardSchemaV1.InferOutput<typeof taskIdSchema>;
const output: Output = id;

export { output, other, schema, status, unchecked };
