// Responses, and a whole call from the input to the output over a transport that responds at once.

import { GetImportTaskCommand } from "@aws-sdk/client-neptune-graph";
import { createClient, getImportTask, parseGetImportTaskResponse } from "neptune-import-tasks";
import { z } from "zod";

import { BODY, HEADERS, idAt, KEY, REGION } from "./data.mjs";
import { measure, rowsOf } from "./measure.mjs";
import { response, sdk } from "./sdk.mjs";

const TASK = z.object({
  taskId: z.string(), graphId: z.string().optional(), source: z.string(), roleArn: z.string(), status: z.string(), format: z.string().optional(),
  importTaskDetails: z.object({
    status: z.string(), startTime: z.number(), timeElapsedSeconds: z.number(), progressPercentage: z.number(), errorCount: z.number(),
    statementCount: z.number(), dictionaryEntryCount: z.number(),
  }).optional(),
});

export async function readAndCall() {
  const [, namespace, name, traits, input, output] = new GetImportTaskCommand({ taskIdentifier: idAt(0) }).schema;
  const operation = { namespace, name, traits, input, output };
  const fetch = async () => ({ status: 200, headers: HEADERS, text: async () => BODY });
  const client = createClient({ region: REGION, credentials: KEY, fetch });
  const responses = await measure({
    parseGetImportTaskResponse: () => parseGetImportTaskResponse({ status: 200, headers: HEADERS, body: BODY }),
    "JSON.parse": () => JSON.parse(BODY),
    "JSON.parse and zod": () => TASK.parse(JSON.parse(BODY)),
    "AWS SDK, from the bytes": async () => sdk.config.protocol.deserializeResponse(operation, sdk.config, response()),
  }, { count: 20_000 });
  const calls = await measure({
    "getImportTask of a client": async (index) => client.getImportTask({ taskIdentifier: idAt(index) }),
    getImportTask: async (index) => getImportTask({ taskIdentifier: idAt(index) }, { region: REGION, credentials: KEY, fetch }),
    "AWS SDK": async (index) => sdk.send(new GetImportTaskCommand({ taskIdentifier: idAt(index) })),
  }, { count: 2_000 });
  return [
    { title: "A response of GetImportTask", unit: "µs", rows: rowsOf(responses) },
    { title: "GetImportTask, signed, over a transport that responds at once", unit: "µs", rows: rowsOf(calls, { "AWS SDK": "5" }) },
  ];
}
