// Starts the fake service with a few tasks, and runs a command with the environment variables that lead to it:
//
//   node with-service.mjs COMMAND [ARGUMENT...]

import { spawn } from "node:child_process";

import { createFakeService } from "neptune-import-tasks/testing";

// The example key of the AWS documentation, which gives access to nothing.
const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const graphId = "g-0123456789";
const service = createFakeService({
  credentials,
  tasks: [
    { graphId, taskId: "t-0123456789", cancellingFor: 1000 },
    // This import succeeds although its cancellation was accepted.
    { graphId, taskId: "t-racing0000", afterCancel: [["CANCELLING", 200], ["SUCCEEDED"]] },
    { graphId, taskId: "t-finished00", status: "SUCCEEDED" },
  ],
});
const server = await service.listen();
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  stdio: "inherit",
  env: {
    ...process.env,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: "",
    AWS_ENDPOINT_URL_NEPTUNE_GRAPH: server.url,
  },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.once("error", (error) => { console.error(error.message); });
child.once("close", async (code) => {
  await server.close();
  process.exitCode = code ?? 1;
});
