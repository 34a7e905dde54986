// Test runners, configured only with the environment.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { body, EXPECTED, PACKAGE } from "../program.mjs";

const test = (head) => `${head}
test("the package", async () => {
  const result = await new Promise((report) => { ${body} });
  if (result !== "${EXPECTED}") throw new Error(result);
});
`;

/** Runs the tests and reads the report, which has the same format for both runners. It must contain one test that passes. */
async function runTests(place, command) {
  const file = join(place.folder, "report.json");
  const output = await place.exec(process.execPath, [...command, `--outputFile=${file}`], { env: { TMPDIR: place.folder } })
    .catch((error) => error.message);
  if (!existsSync(file)) throw new Error(output);
  const report = JSON.parse(readFileSync(file, "utf8"));
  const messages = report.testResults.flatMap(({ message, assertionResults }) =>
    [message, ...assertionResults.flatMap(({ failureMessages }) => failureMessages)]);
  // Lines with a bullet are Jest's headings.
  const reasons = messages.join("\n").replace(/^ *●.*$/gm, "").trim();
  if (!report.success || report.numPassedTests !== 1) throw new Error(reasons || output);
}

function vitest(environment, ...packages) {
  return {
    name: `Vitest 4, ${environment}`,
    async run(place) {
      await place.install("vitest@4.1.12", "vite@8.3.8", ...packages);
      place.write({
        "main.test.js": test(`import { test } from "vitest";\nimport * as tasks from "${PACKAGE}";`),
      });
      await runTests(place, ["node_modules/vitest/vitest.mjs", "run", `--environment=${environment}`, "--reporter=json"]);
    },
  };
}

function jest(name, { packages = [], node = [], options = [], files }) {
  return {
    name: `Jest 30, ${name}`,
    async run(place) {
      await place.install("jest@30.5.2", ...packages);
      place.write(files);
      await runTests(place, [...node, "node_modules/jest/bin/jest.js", "--json", ...options]);
    },
  };
}

const required = { "main.test.js": test(`const tasks = require("${PACKAGE}");`) };
const imported = { "main.test.mjs": test(`import * as tasks from "${PACKAGE}";`) };

export default [
  vitest("node"),
  vitest("jsdom", "jsdom@29.0.1"),
  vitest("happy-dom", "happy-dom@20.14.6"),
  jest("node", { files: required }),
  jest("jsdom", { packages: ["jest-environment-jsdom@30.5.2"], options: ["--env=jsdom"], files: required }),
  jest("node, ES modules", { node: ["--experimental-vm-modules"], files: imported }),
];
