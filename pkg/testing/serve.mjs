#!/usr/bin/env node
/**
 * A command that serves the fake service with three sample tasks: `node serve.mjs [--port N]`.
 * It is not for production: it listens on loopback only and forgets everything when it stops.
 */

import { parseArgs } from "node:util";
import { createFakeService } from "./fake-service.mjs";

const SAMPLES = [
  { taskId: "t-0123456789", status: "IMPORTING" },
  { taskId: "t-finished00", status: "SUCCEEDED" },
  { taskId: "t-cancelled0", status: "CANCELLED" },
];

try {
  const { values } = parseArgs({ options: { port: { type: "string", default: "0" } } });
  const server = await createFakeService({ tasks: SAMPLES }).listen({ port: Number(values.port) });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close());
  console.log(server.url);
  for (const { taskId, status } of SAMPLES) console.log(`${taskId} ${status}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
