// What the page recognises in pasted text: a table of cases, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { recognise } from "../../www/recognise/index.js";
import { NOTHING } from "../fixtures/page/nothing.mjs";
import { IDS, RESPONSES } from "../fixtures/page/recognised.mjs";

const short = (text) => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);

/** The members of a response, as the fixtures name them. */
function membersOf({ status, headers, body, operation }) {
  const header = (name) => new RegExp(`^${name}: (.*)$`, "m").exec(headers)?.[1];
  let members = {};
  try {
    members = JSON.parse(body);
  } catch {
    // HTML.
  }
  return { status, headers, body, operation, name: header("x-amzn-errortype"), requestId: header("x-amzn-requestid"), message: members.message, reason: members.reason };
}

function assertRecognised(text, { list, response, left = 0, ...values }) {
  const found = recognise(text);
  assert.deepEqual(found.values, values, short(text));
  assert.equal(found.list?.count, list, `${short(text)}: list`);
  assert.equal(found.left.length, left, `${short(text)}: ${JSON.stringify(found.left)}`);
  assert.equal(found.response === undefined, response === undefined, `${short(text)}: ${JSON.stringify(found.response)}`);
  if (response) assert.deepEqual({ ...membersOf(found.response), ...response }, membersOf(found.response), short(text));
}

for (const [text, expected] of [...IDS, ...RESPONSES]) test(`recognises ${short(text)}`, () => assertRecognised(text, expected));

for (const text of NOTHING) test(`finds nothing in ${short(text)}`, () => assertRecognised(text, {}));

test("the table has 150 cases, a third of which hold nothing", () => {
  const all = IDS.length + RESPONSES.length + NOTHING.length;
  assert.ok(all >= 150 && NOTHING.length * 3 >= all, `${NOTHING.length} of ${all}`);
});

test("reads long and hostile text in little time", () => {
  for (const text of ["{".repeat(200_000), "[".repeat(200_000), "\\\"".repeat(100_000), "a=".repeat(100_000), "t-".repeat(100_000), "| taskId ".repeat(20_000),
    "arn:".repeat(50_000), "https://".repeat(25_000), "task id ".repeat(25_000), " ".repeat(200_000), "\n".repeat(200_000), "x".repeat(1 << 20), `"${"a".repeat(200_000)}`,
    "An error occurred (A) when calling the B operation: ".repeat(4000), "ConflictException: x ".repeat(10_000), "HTTP/1.1 200 OK\n".repeat(12_000)]) {
    const start = performance.now();
    recognise(text);
    const took = performance.now() - start;
    assert.ok(took < 1000, `${short(text)}: ${took.toFixed(0)} ms`);
  }
});
