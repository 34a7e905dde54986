// The processor time of a new process until its first result, above that of an empty program.

import { spawnSync } from "node:child_process";

import { summarize } from "./measure.mjs";

const ROUNDS = 21;
const KEY = '{ accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI" }';

const VALIDATE = {
  "isTaskId of /check": 'const { isTaskId } = await import("neptune-import-tasks/check"); isTaskId("t-0123456789")',
  "isTaskId of the main entry": 'const { isTaskId } = await import("neptune-import-tasks"); isTaskId("t-0123456789")',
  zod: 'const { z } = await import("zod"); z.string().regex(/^t-[a-z0-9]{10}$/).safeParse("t-0123456789")',
};

const SIGN = {
  cancelImportTaskRequest: `const { cancelImportTaskRequest } = await import("neptune-import-tasks");
    cancelImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials: ${KEY} })`,
  aws4fetch: `const { AwsV4Signer } = await import("aws4fetch");
    await new AwsV4Signer({ service: "neptune-graph", region: "us-east-1", method: "DELETE", url: "https://x.example/", ...${KEY} }).sign()`,
  "AWS SDK": `const { CancelImportTaskCommand, NeptuneGraphClient } = await import("@aws-sdk/client-neptune-graph");
    const handle = async () => { throw new Error("enough") };
    const client = new NeptuneGraphClient({ region: "us-east-1", credentials: ${KEY}, requestHandler: { handle }, maxAttempts: 1 });
    await client.send(new CancelImportTaskCommand({ taskIdentifier: "t-0123456789" })).catch(() => {})`,
};

function processorTime(program) {
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e",
    `${program}; const { user, system } = process.cpuUsage(); console.log((user + system) / 1000);`],
  { encoding: "utf8", cwd: new URL("..", import.meta.url) });
  if (!stdout) throw new Error(stderr);
  return Number(stdout);
}

function compare(title, programs, goals = {}) {
  const above = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const empty = processorTime("");
    for (const [name, program] of Object.entries(programs)) above[name].push(processorTime(program) - empty);
  }
  const times = Object.entries(above).map(([name, each]) => [name, summarize(each)]);
  const [[, first]] = times;
  const rows = times.map(([name, { median, spread }]) => ({ name, value: median, spread, ratio: median / first.median, goal: goals[name] }));
  return { title, unit: "ms", rows };
}

export const start = async () => [
  compare("A new process until its first validation", VALIDATE),
  compare("A new process until its first signed request", SIGN, { "AWS SDK": "6" }),
];
