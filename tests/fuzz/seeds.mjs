// Writes the fixtures as the first inputs of the fuzz targets: `node tests/fuzz/seeds.mjs FOLDER`.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fixture = (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8"));
const casesOf = (name) => Object.values(fixture(name)).flat().filter((each) => typeof each === "object" && each !== null);

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const REQUEST = `DELETE\n/importtasks/t-0123456789\n\nhost:other.example\nx-amz-date:20150830T123600Z\n\nhost;x-amz-date\n${EMPTY}`;
const STRING = `AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/neptune-graph/aws4_request\n${EMPTY}`;
const MISMATCH = `The request signature we calculated does not match the signature you provided.\n\nThe Canonical String for this request should have been
'${REQUEST}'\n\nThe String-to-Sign should have been\n'${STRING}'\n`;

const SEEDS = {
  validate: casesOf("ids").map(({ s }) => s).filter((value) => typeof value === "string"),
  response: casesOf("responses").filter(({ body }) => typeof body === "string").map(({ status = 200, headers = {}, body }) =>
    `${status}\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join("\n")}\n\n${body}`),
  mismatch: [
    MISMATCH, JSON.stringify({ message: MISMATCH }), JSON.stringify({ errors: [{ message: JSON.stringify({ message: MISMATCH }) }] }),
    MISMATCH.replaceAll("\n", "\\n"), MISMATCH.replaceAll("'", "&#39;"),
    "Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z (20150830T130500Z - 5 min.)",
    "Credential should be scoped to a valid region, not 'us-west-2'. ", "Credential should be scoped to correct service: 'neptune-graph'. ",
    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150830' != '20150831', from '20150831T000100Z'.",
  ],
  // These read their bytes as numbers, lengths and strings.
  request: ["t-0123456789us-east-1https://example.com/base"],
  client: ["CANCELLINGCANCELLED"],
};

const [folder] = process.argv.slice(2);
for (const [target, seeds] of Object.entries(SEEDS)) {
  rmSync(join(folder, target), { recursive: true, force: true });
  mkdirSync(join(folder, target), { recursive: true });
  for (const [index, seed] of seeds.entries()) writeFileSync(join(folder, target, String(index)), seed);
  console.log(`${target}: ${seeds.length} seeds`);
}
