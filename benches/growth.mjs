// The memory after a million operations, and after ten.

import { cancelImportTaskRequest, checkLines, checkTaskId, explainRequest, isTaskId, parseCancelImportTaskResponse } from "neptune-import-tasks";

import { ARN, BODY, HEADERS, idAt, KEY, REGION } from "./data.mjs";

const MIX = [
  (id) => isTaskId(id),
  (id) => checkTaskId(`${id}!`),
  (id) => cancelImportTaskRequest({ taskIdentifier: id }, { region: REGION, credentials: KEY }),
  (id) => explainRequest({ taskIdentifier: id }, { region: REGION, credentials: KEY }),
  (id) => checkLines("roleArn", `${ARN}\n${id}\n${ARN}`),
  () => parseCancelImportTaskResponse({ status: 200, headers: HEADERS, body: BODY }),
];

export async function measureGrowth() {
  const rows = [];
  let done = 0;
  for (const millions of [1, 2, 5, 10]) {
    const start = performance.now();
    const before = done;
    for (; done < millions * 1_000_000; done += 1) MIX[done % MIX.length](idAt(done));
    const value = ((performance.now() - start) / (done - before)) * 1000;
    globalThis.gc?.();
    const { arrayBuffers, external } = process.memoryUsage();
    rows.push({ name: `after ${millions} million operations`, value, memory: arrayBuffers + external });
  }
  return [{ title: "Mixed operations: time of one, and memory outside of the heap (the WebAssembly's)", unit: "µs", rows }];
}
