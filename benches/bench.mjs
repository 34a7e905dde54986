// `make bench`: how long things take here and now, beside what one would use instead. Nothing of this is a test.

import { spawnSync } from "node:child_process";
import { Readable } from "node:stream";

import { Sha256 } from "@aws-crypto/sha256-js";
import { CancelImportTaskCommand, NeptuneGraphClient } from "@aws-sdk/client-neptune-graph";
import { HttpRequest, HttpResponse } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import aws4 from "aws4";
import { cancelImportTask, cancelImportTaskRequest, checkCancelImportTaskResponse, checkLines, checkTaskId, isTaskId }
  from "neptune-import-tasks";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const COUNT = 1_000_000;
const PATTERN = /^t-[a-z0-9]{10}$/;

// The same ids in every run: a generator of random numbers with a fixed seed (xorshift32).
let state = 2463534242;
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}
const text = Array.from({ length: COUNT }, () => "t-" + Array.from({ length: 10 }, () => LETTERS[random(36)]).join(""))
  .join("\n");
const bytes = new TextEncoder().encode(text);
const lines = text.split("\n");

/** The median of nine runs in milliseconds, after two that are not counted. */
function time(run) {
  const times = [];
  for (let round = 0; round < 11; round += 1) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.slice(2).sort((a, b) => a - b)[4];
}

function each(test) {
  let valid = 0;
  for (const line of lines) if (test(line)) valid += 1;
  if (valid !== COUNT) throw new Error(`${valid} of ${COUNT} pass`);
}

const regExp = time(() => each((line) => PATTERN.test(line)));
const single = time(() => each(isTaskId));
const many = time(() => checkLines("taskId", bytes));
const manyText = time(() => checkLines("taskId", text));

const ms = (number) => `${number.toFixed(1).padStart(7)} ms`;
console.log(`a million task ids, one after the other (Node ${process.version})`);
console.log(`  RegExp.test                  ${ms(regExp)}`);
console.log(`  isTaskId                     ${ms(single)}   ${(single / regExp).toFixed(2)} times as long (limit: 2.5)`);
console.log(`  checkLines, bytes            ${ms(many)}   ${(regExp / many).toFixed(2)} times as fast (limit: 2)`);
console.log(`  checkLines, string           ${ms(manyText)}   ${(regExp / manyText).toFixed(2)} times as fast`);

const ROUNDS = 100_000;
const config = { region: "us-east-1" };
const body = JSON.stringify({
  taskId: "t-0123456789", source: "s3://b/", roleArn: "arn:aws:iam::123456789012:role/R", status: "CANCELLING",
});
const headers = { "content-type": "application/json", "x-amzn-requestid": "3f7c3a1e" };
const rounds = {
  "checkTaskId, good": (i) => checkTaskId(lines[i]),
  "checkTaskId, bad": (i) => checkTaskId(`${lines[i]}!`),
  "build a request": (i) => cancelImportTaskRequest({ taskIdentifier: lines[i] }, config),
  "read a response": () => checkCancelImportTaskResponse({ status: 200, headers, body }),
};
console.log("one call");
for (const [name, run] of Object.entries(rounds)) {
  const took = time(() => { for (let i = 0; i < ROUNDS; i += 1) run(i); });
  console.log(`  ${name.padEnd(28)} ${((took / ROUNDS) * 1000).toFixed(2).padStart(7)} µs`);
}

// ---- build and sign ------------------------------------------------------------------------------------------------------
// All of them sign the same request at the present time and remember the keys that they have derived: ours the last one, aws4
// a thousand, smithy's fifty.

const SIGNED = 20_000;
const host = "neptune-graph.us-east-1.amazonaws.com";
const key = (number) => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: `wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY${number}` });

/** The median of nine runs of an asynchronous function, after two that are not counted. */
async function timeAsync(run) {
  const times = [];
  for (let round = 0; round < 11; round += 1) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.slice(2).sort((a, b) => a - b)[4];
}

const signers = {
  ours: (id, credentials) => cancelImportTaskRequest({ taskIdentifier: id }, { region: "us-east-1", credentials }),
  aws4: (id, credentials) => aws4.sign({
    service: "neptune-graph", region: "us-east-1", host, method: "DELETE", path: `/importtasks/${id}`,
  }, credentials),
  "@smithy/signature-v4": (id, credentials) => new SignatureV4({
    service: "neptune-graph", region: "us-east-1", credentials, sha256: Sha256, applyChecksum: false,
  }).sign(new HttpRequest({ method: "DELETE", hostname: host, path: `/importtasks/${id}`, headers: { host } })),
};

let secrets = 0;
const same = key("");
for (const [title, credentialsFor] of [["the same key", () => same], ["a key of its own each", () => key(secrets += 1)]]) {
  const took = {};
  for (const [name, sign] of Object.entries(signers)) {
    const milliseconds = name.startsWith("@")
      ? await timeAsync(async () => { for (let i = 0; i < SIGNED / 10; i += 1) await sign(lines[i], credentialsFor()); }) * 10
      : time(() => { for (let i = 0; i < SIGNED; i += 1) sign(lines[i], credentialsFor()); });
    took[name] = (milliseconds / SIGNED) * 1000;
  }
  console.log(`build and sign a request, ${title}`);
  for (const [name, microseconds] of Object.entries(took)) {
    const ratio = name === "ours" ? "" : `   ours is ${(microseconds / took.ours).toFixed(2)} times as fast`;
    console.log(`  ${name.padEnd(28)} ${microseconds.toFixed(2).padStart(7)} µs${ratio}`);
  }
}

// ---- send ----------------------------------------------------------------------------------------------------------------
// A whole call, from the input to the output, over a transport that responds at once.

const CALLS = 2_000;
const sdk = new NeptuneGraphClient({
  region: "us-east-1",
  credentials: same,
  requestHandler: {
    handle: async () => ({
      response: new HttpResponse({ statusCode: 200, headers, body: Readable.from([Buffer.from(body)]) }),
    }),
  },
});
const options = {
  region: "us-east-1", credentials: same, fetch: async () => ({ status: 200, headers, text: async () => body }),
};
console.log("CancelImportTask over a transport that responds at once");
for (const [name, call] of Object.entries({
  ours: (id) => cancelImportTask({ taskIdentifier: id }, options),
  "AWS SDK": (id) => sdk.send(new CancelImportTaskCommand({ taskIdentifier: id })),
})) {
  const took = await timeAsync(async () => { for (let i = 0; i < CALLS; i += 1) await call(lines[i]); });
  console.log(`  ${name.padEnd(28)} ${((took / CALLS) * 1000).toFixed(1).padStart(7)} µs`);
}

// ---- import ---------------------------------------------------------------------------------------------------------------
// In a new process each time: the processor time until the first result, above that of an empty program. In turns,
// because what else the machine does changes more than what is measured.

function processorTime(program) {
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e",
    `${program}; const { user, system } = process.cpuUsage(); console.log((user + system) / 1000);`],
  { encoding: "utf8", cwd: new URL("..", import.meta.url) });
  return Number(stdout);
}

const STARTS = 31;
const PROGRAMS = {
  "ours, first check": 'const { isTaskId } = await import("neptune-import-tasks"); isTaskId("t-0123456789")',
  "ours, /check": 'const { isTaskId } = await import("neptune-import-tasks/check"); isTaskId("t-0123456789")',
  "AWS SDK, a client": 'const { NeptuneGraphClient } = await import("@aws-sdk/client-neptune-graph"); new NeptuneGraphClient({})',
};
const above = Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, []]));
for (let round = 0; round < STARTS; round += 1) {
  const empty = processorTime("");
  for (const [name, program] of Object.entries(PROGRAMS)) above[name].push(processorTime(program) - empty);
}
console.log("import and first use, processor time above an empty program, median");
for (const [name, times] of Object.entries(above)) {
  console.log(`  ${name.padEnd(28)} ${ms(times.sort((a, b) => a - b)[Math.floor(STARTS / 2)])}`);
}
