// `make demo`: cancels an import task of the local service over HTTP and shows what passes to and fro.

import { setTimeout as delay } from "node:timers/promises";

import { cancelImportTaskRequest, checkCancelImportTaskResponse, checkTaskId } from "neptune-import-tasks";

import { createFakeService } from "./pkg/testing/fake-service.mjs";

const service = createFakeService({ cancellingFor: 600 });
const running = service.addTask({ taskId: "t-0123456789", graphId: "g-0123456789", format: "CSV" });
const finished = service.addTask({ taskId: "t-finished00", status: "SUCCEEDED" });
const server = await service.listen();
console.log(`the local service, in place of Neptune Analytics: ${server.url}\n`);

async function cancel(taskIdentifier) {
  const request = cancelImportTaskRequest({ taskIdentifier }, { region: "us-east-1", endpoint: server.url });
  console.log(`${request.method} ${request.url}`);
  const response = await fetch(request.url, request);
  const { status, headers } = response;
  return checkCancelImportTaskResponse({ status, headers, body: await response.text() });
}

function show({ ok, value, error }) {
  if (ok) console.log(value, "\n");
  else console.log(`${error.$metadata.httpStatusCode} ${error.name}: ${error.message}\n`);
}

console.log(`# A running task, ${running.taskId}`);
show(await cancel(running.taskId));

console.log("# Its state, until it is cancelled");
const start = Date.now();
for (let status, looks = 0; status !== "CANCELLED" && looks < 50; looks += 1) {
  const response = await fetch(`${server.url}/importtasks/${running.taskId}`);
  ({ status } = await response.json());
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

await server.close();
