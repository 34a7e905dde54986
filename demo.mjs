// `make demo`: cancels import tasks of a fake service over HTTP, and prints how each one really ended.

import { cancelAndWait, checkTaskId, explainRequest, explainSignatureMismatch, listImportTasks } from "neptune-import-tasks";
import { requestSnippets } from "neptune-import-tasks/snippets";
import { createFakeService } from "neptune-import-tasks/testing";

// The example key of the AWS documentation, which gives access to nothing.
const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const service = createFakeService({ cancellingFor: 1_200, credentials, region: "us-east-1" });
const server = await service.listen();
console.log(`the fake service, in place of Neptune Analytics: ${server.url}\n`);

const running = service.addTask({ taskId: "t-0123456789", graphId: "g-0123456789", format: "CSV", importTaskDetails: { progressPercentage: 42 } });
// A success of CancelImportTask says CANCELLING. These tasks end in different ways after that.
const racing = service.addTask({ taskId: "t-racing0000", afterCancel: [["CANCELLING", 700], ["SUCCEEDED"]] });
const throttled = service.addTask({ taskId: "t-throttled0", faults: { CancelImportTask: ["throttle", "drop-after"], GetImportTask: ["throttle"] } });
const finished = service.addTask({ taskId: "t-finished00", status: "SUCCEEDED" });

const config = { region: "us-east-1", endpoint: server.url, credentials };
const options = { ...config, pollInterval: 300 };

/** Prints the progress as one line. */
function show({ status, percent, attempts, waited, error, nextIn }) {
  const known = [status, percent !== undefined && `${percent} %`, error && `${error.name}: ${error.message}`].filter(Boolean).join(", ");
  const next = nextIn === undefined ? "" : `, next request in ${nextIn} ms`;
  console.log(`${String(waited).padStart(6)} ms  ${known} (${attempts} sent${next})`);
}

async function cancel(title, { taskId }) {
  console.log(`# ${title}: ${taskId}`);
  const { outcome, task, attempts } = await cancelAndWait({ taskIdentifier: taskId }, { ...options, onProgress: show });
  console.log(`outcome: ${outcome}; the task is ${task.status}, ${attempts} requests\n`);
}

await cancel("A running task", running);
await cancel("A task that finishes before the cancel takes effect", racing);
await cancel("A throttled run, in which a response is lost too", throttled);
await cancel("A task that has finished already", finished);

console.log("# All of them");
for await (const { tasks } of listImportTasks({ maxResults: 3 }, options)) {
  for (const { taskId, status, source } of tasks) console.log(`${taskId}  ${status.padEnd(10)} ${source}`);
}

console.log("\n# An id that no request is built for");
const mistyped = "t-01234S6789";
const { issue } = checkTaskId(mistyped);
console.log(`  ${mistyped}\n  ${" ".repeat(issue.index)}^ ${issue.message}`);
console.log(`  hint: ${issue.hint}: ${issue.suggestion}\n`);

console.log("# A request that was changed on its way, and one that was signed for another region");
const explanation = explainRequest({ taskIdentifier: running.taskId }, config);
const { url, method, headers } = explanation.request;
const elsewhere = explainRequest({ taskIdentifier: running.taskId }, { ...config, region: "eu-west-1" });
for (const [response, explained] of [
  [await fetch(url.replace("/importtasks", "/stage/importtasks"), { method, headers }), explanation],
  [await fetch(url, elsewhere.request), elsewhere],
]) {
  const { line, ours, theirs, cause } = explainSignatureMismatch(await response.text(), explained);
  console.log(`${response.status} ${response.headers.get("x-amzn-errortype")}, line ${line}: ${cause}`);
  console.log(`  ours:   ${ours}\n  theirs: ${theirs}`);
}

console.log("\n# The same request for other tools");
const { curl, awsCli } = requestSnippets({ taskIdentifier: running.taskId }, { region: "us-east-1" });
console.log(`${curl}\n\n${awsCli}`);

await server.close();
