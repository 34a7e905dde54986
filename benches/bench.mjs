// `make bench`: how long things take here and now, beside what one would use instead. Nothing of this is a test.

import { cancelImportTaskRequest, checkCancelImportTaskResponse, checkLines, checkTaskId, isTaskId }
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
console.log(`  isTaskId                     ${ms(single)}   ${(single / regExp).toFixed(2)} times as long (limit: 3)`);
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
