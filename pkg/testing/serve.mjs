#!/usr/bin/env node
/**
 * A command that serves the fake service with three sample tasks: `node serve.mjs [--port N] [--unsigned]`.
 * Requests must be signed with the key it prints, for any region; with `--unsigned` they need no signature.
 * It is not for production: it listens on loopback only and forgets everything when it stops.
 */

import { parseArgs } from "node:util";
import { createFakeService } from "./fake-service.mjs";

const SAMPLES = [
  { taskId: "t-0123456789", status: "IMPORTING" },
  { taskId: "t-finished00", status: "SUCCEEDED" },
  { taskId: "t-cancelled0", status: "CANCELLED" },
];

// The example of AWS's own documentation, which opens nothing there.
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

/** Lines for a shell, from which AWS's tools and SDKs take the key and the address. */
function exportsFor({ accessKeyId, secretAccessKey }, url) {
  return [
    `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    // A token left over from other work would be sent with this key, and refused.
    "unset AWS_SESSION_TOKEN",
    `export AWS_ENDPOINT_URL_NEPTUNE_GRAPH=${url}`,
  ];
}
