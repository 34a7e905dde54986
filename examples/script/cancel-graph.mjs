// Cancels all running import tasks of a graph, and prints the outcome of each: `node cancel-graph.mjs GRAPH_ID`.
// The region and the credentials come from the environment variables of the AWS tools.

import { createClient, fromEnvironment, parseGraphId } from "neptune-import-tasks";

const RUNNING = ["INITIALIZING", "ANALYZING_DATA", "IMPORTING", "REPROVISIONING", "EXPORTING"];

try {
  const graphIdentifier = parseGraphId(process.argv[2]);
  // The fake service is quick. For AWS, the default interval of 5 s is the better one.
  const client = createClient(fromEnvironment({ pollInterval: process.env.AWS_ENDPOINT_URL_NEPTUNE_GRAPH ? 100 : undefined }));

  const ids = [];
  for await (const { tasks } of client.listImportTasks({ graphIdentifier })) {
    ids.push(...tasks.filter(({ status }) => RUNNING.includes(status)).map(({ taskId }) => taskId));
  }
  console.log(`${ids.length} running tasks of ${graphIdentifier}`);

  for await (const { taskId, ok, result, error } of client.cancelAll(ids)) {
    console.log(taskId, ok ? result.outcome : String(error));
    if (!ok) process.exitCode = 1;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
