// Mistakes whose messages docs/troubleshooting.md explains.

import * as tasks from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

const input = { taskIdentifier: "t-0123456789" };
const region = "us-east-1";
const response = (status, body) => tasks.parseCancelImportTaskResponse({ status, headers: {}, body });

/** The client with a service that has a fault. */
function get(fault, options) {
  const service = createFakeService({ tasks: [{ taskId: input.taskIdentifier }] });
  service.misbehave(fault, { times: Infinity });
  return tasks.getImportTask(input, { region, fetch: service.fetch, maxAttempts: 1, ...options });
}

const MISTAKES = [
  () => tasks.parseTaskId("t-01A3456789"),
  () => tasks.parseTaskId("t-012345678"),
  () => tasks.parseTaskId("g-0123456789"),
  () => tasks.parseRoleArn("arn:aws:iam::123456789012:role/team/Import"),
  () => tasks.parseTaskId(undefined),
  () => tasks.fromEnvironment({}, {}),
  () => tasks.fromEnvironment({}, { AWS_REGION: region }),
  () => tasks.cancelImportTaskRequest(input, { region, credentials: () => ({}) }),
  () => tasks.cancelImportTaskRequest(input, { region, credentials: { accessKeyId: "A", secretAccessKey: "s", expiration: 0 } }),
  () => tasks.cancelImportTaskRequest(input, { region, endpoint: "localhost:8181" }),
  () => tasks.cancelImportTaskRequest(input, { region, endpoint: "http://localhost:8181", useFipsEndpoint: true }),
  () => get("drop"),
  () => get("hang", { maxWait: 20 }),
  () => response(200, ""),
  () => response(502, "<html>"),
  () => response(200, new Response("{}").body),
];

/** The message of each mistake. */
export const messages = () => Promise.all(MISTAKES.map(async (make) => {
  try {
    await make();
  } catch (error) {
    return error.message;
  }
  throw new Error(`no error from ${make}`);
}));
