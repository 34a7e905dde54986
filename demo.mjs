// `make demo`: signs and cancels import tasks of the local service over HTTP, which verifies what is signed, and shows what
// passes to and fro.

import { setTimeout as delay } from "node:timers/promises";

import {
  cancelImportTaskRequest, checkCancelImportTaskResponse, checkTaskId, explainRequest, explainSignatureMismatch,
} from "neptune-import-tasks";
import { requestSnippets } from "neptune-import-tasks/snippets";

import { createFakeService } from "./pkg/testing.mjs";

// The example of AWS's documentation, which opens nothing there.
const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const service = createFakeService({ cancellingFor: 600, credentials, region: "us-east-1" });
const running = service.addTask({ taskId: "t-0123456789", graphId: "g-0123456789", format: "CSV" });
const finished = service.addTask({ taskId: "t-finished00", status: "SUCCEEDED" });
const server = await service.listen();
console.log(`the local service, in place of Neptune Analytics: ${server.url}\n`);

const config = { region: "us-east-1", endpoint: server.url, credentials };

async function cancel(taskIdentifier, other) {
  const request = cancelImportTaskRequest({ taskIdentifier }, { ...config, ...other });
  console.log(`${request.method} ${request.url}`);
  for (const [name, value] of Object.entries(request.headers)) console.log(`${name}: ${value}`);
  const response = await fetch(request.url, request);
  const { status, headers } = response;
  return checkCancelImportTaskResponse({ status, headers, body: await response.text() });
}

function show({ ok, value, error }) {
  if (ok) console.log(value, "\n");
  else console.log(`${error.$metadata.httpStatusCode} ${error.name}: ${error.message.split("\n", 1)}\n`);
}

console.log(`# A running task, ${running.taskId}`);
show(await cancel(running.taskId));

console.log("# Its state, until it is cancelled");
const start = Date.now();
for (let status, looks = 0; status !== "CANCELLED" && looks < 50; looks += 1) {
  ({ status } = service.task(running.taskId));
  console.log(`${String(Date.now() - start).padStart(5)} ms  ${status}`);
  if (status !== "CANCELLED") await delay(200);
}

console.log("\n# An id that no request is built for");
const mistyped = "t-01234S6789";
const { issue } = checkTaskId(mistyped);
console.log(`  ${mistyped}\n  ${" ".repeat(issue.index)}^ ${issue.message}`);
console.log(`  hint: ${issue.hint}: ${issue.suggestion}\n`);

console.log("# A task that is not there");
show(await cancel("t-nosuchtask"));

console.log("# A task that has finished");
show(await cancel(finished.taskId));

console.log("# A request that was changed on its way, and one that was signed for another region");
const explanation = explainRequest({ taskIdentifier: running.taskId }, config);
const { url, method, headers } = explanation.request;
const elsewhere = explainRequest({ taskIdentifier: running.taskId }, { ...config, region: "eu-west-1" });
for (const [answer, explained] of [
  [await fetch(url.replace("/importtasks", "/stage/importtasks"), { method, headers }), explanation],
  [await fetch(url, elsewhere.request), elsewhere],
]) {
  const { line, ours, theirs, cause } = explainSignatureMismatch(await answer.text(), explained);
  console.log(`${answer.status} ${answer.headers.get("x-amzn-errortype")}, line ${line}: ${cause}`);
  console.log(`  ours:   ${ours}\n  theirs: ${theirs}`);
}

console.log("\n# The same request for other tools");
const { curl, awsCli } = requestSnippets({ taskIdentifier: running.taskId }, { region: "us-east-1" });
console.log(`${curl}\n\n${awsCli}`);

await server.close();
