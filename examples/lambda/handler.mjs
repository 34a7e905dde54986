// An AWS Lambda function that cancels an import task: `{ "taskId": "t-0123456789" }`. Its role needs the IAM actions
// neptune-graph:CancelImportTask and neptune-graph:GetImportTask.

import { createClient, fromEnvironment, InvalidInputError } from "neptune-import-tasks";

// Created once, and used by all invocations of this instance. `maxWait` must be less than the timeout of the function. Its time is paid
// for, so it polls often.
const client = createClient(fromEnvironment({ maxWait: 20_000, pollInterval: 1000 }));

export async function handler({ taskId }) {
  try {
    const { outcome, task } = await client.cancelAndWait({ taskIdentifier: taskId });
    return { statusCode: outcome === "gone" ? 404 : 200, body: JSON.stringify({ outcome, status: task?.status }) };
  } catch (error) {
    if (error instanceof InvalidInputError) return { statusCode: 400, body: JSON.stringify({ message: error.issue.explanation }) };
    throw error;
  }
}
