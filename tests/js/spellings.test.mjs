// Statuses as the user guide spells them: they count as what they mean, and a warning says what was sent.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  cancelAndWait, checkCancelExportTaskResponse, checkCancelImportTaskResponse, checkGetImportTaskResponse, checkListImportTasksResponse,
  watchImportTask,
} from "neptune-import-tasks";

const taskWith = (status) => ({ taskId: "t-0123456789", source: "s3://bucket/", roleArn: "arn:aws:iam::123456789012:role/Import", status });
const jsonOf = (value) => ({ status: 200, body: JSON.stringify(value) });

test("the output has the status of the service model", () => {
  for (const [sent, status] of [["CANCELED", "CANCELLED"], ["CANCELING", "CANCELLING"], ["RE_PROVISIONING", "REPROVISIONING"]]) {
    const task = taskWith(sent);
    for (const result of [checkCancelImportTaskResponse(jsonOf(task)), checkGetImportTaskResponse(jsonOf(task))]) {
      assert.equal(result.value.status, status);
      const [{ code, found, suggestion, message, explanation }] = result.warnings;
      assert.deepEqual([code, found, suggestion], ["unknown_value", sent, status]);
      assert.equal(message, `\`${sent}\` is not a known status of a task: expected \`${status}\``);
      assert.equal(explanation, `\`${sent}\` is not a known status of a task. Expected \`${status}\`.`);
    }
    const page = checkListImportTasksResponse(jsonOf({ tasks: [taskWith("SUCCEEDED"), task] }));
    assert.deepEqual([page.value.tasks[1].status, page.warnings.length], [status, 1]);
  }
  const exportTask = { ...taskWith("CANCELED"), graphId: "g-0123456789", format: "CSV", destination: "s3://bucket/", kmsKeyIdentifier: "k" };
  assert.equal(checkCancelExportTaskResponse(jsonOf(exportTask)).value.status, "CANCELLED");
});

test("other spellings are kept", () => {
  for (const sent of ["cancelled", "Canceled", "CANCELLED ", "PAUSED", ""]) {
    const { value, warnings } = checkGetImportTaskResponse(jsonOf(taskWith(sent)));
    assert.deepEqual([value.status, warnings.length, warnings[0].suggestion], [sent, 1, undefined]);
  }
});

/** A `fetch` whose responses have these statuses, one after the other. */
const fetchOf = (...statuses) => async () => new Response(JSON.stringify(taskWith(statuses.shift())));
const options = { region: "us-east-1", pollInterval: 1, credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" } };

test("a cancellation and a watch end with CANCELED", async () => {
  const fetch = fetchOf("CANCELING", "CANCELING", "CANCELED");
  const result = await cancelAndWait({ taskIdentifier: "t-0123456789" }, { ...options, fetch });
  assert.deepEqual([result.outcome, result.task.status], ["cancelled", "CANCELLED"]);

  const seen = [];
  const watch = watchImportTask({ taskIdentifier: "t-0123456789" }, { ...options, fetch: fetchOf("IMPORTING", "CANCELING", "CANCELED", "x") });
  for await (const { task } of watch) seen.push(task.status);
  assert.deepEqual(seen, ["IMPORTING", "CANCELLING", "CANCELLED"]);
});
