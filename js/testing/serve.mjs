#!/usr/bin/env node
/**
 * Serves the fake service with three sample tasks: `node serve.mjs [--port N] [--unsigned]`.
 * Requests must be signed with the key that it prints, for any region; with `--unsigned` they need no signature.
 * It listens on loopback only, and keeps all state in memory.
 */

import { parseArgs } from "node:util";
import { createFakeService } from "./fake-service.mjs";

const SAMPLES = [
  { taskId: "t-0123456789", status: "IMPORTING" },
  { taskId: "t-finished00", status: "SUCCEEDED" },
  { taskId: "t-cancelled0", status: "CANCELLED" },
];

// The example key of AWS's documentation, which gives no access to AWS.
const SAMPLE_KEY = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

try {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "0" }, unsigned: { type: "boolean", default: false } },
  });
  const credentials = values.unsigned ? undefined : SAMPLE_KEY;
  const server = await createFakeService({ tasks: SAMPLES, credentials }).listen({ port: Number(values.port) });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close());
  const lines = [server.url, ...SAMPLES.map(({ taskId, status }) => `${taskId} ${status}`)];
  if (credentials) lines.push(...exportsFor(credentials, server.url));
  console.log(lines.join("\n"));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Shell commands that set the key and the endpoint for AWS's tools and SDKs. */
function exportsFor({ accessKeyId, secretAccessKey }, url) {
  return [
    `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    // A token that is still set would be sent with this key, and the request rejected.
    "unset AWS_SESSION_TOKEN",
    "export AWS_REGION=us-east-1",
    `export AWS_ENDPOINT_URL_NEPTUNE_GRAPH=${url}`,
  ];
}
