// Mutation testing of one area, which the environment variable AREA names. Each area has its tests: whatever else happens to run the code
// does not count.

import { AREAS } from "./areas.mjs";

const area = process.env.AREA ?? "client";
const { mutate, tests, hasChildren = false } = AREAS[area];

export default {
  plugins: [import.meta.resolve("@stryker-mutator/tap-runner")],
  testRunner: "tap",
  mutate,
  tap: { testFiles: tests, nodeArgs: ["--test-reporter=tap"] },
  // Which mutants a child process runs is unknown, so that each needs all tests.
  coverageAnalysis: hasChildren ? "off" : "perTest",
  ignoreStatic: false,
  // The tests use the package by its name, and the command line as it is packed.
  buildCommand: "node scripts/bundle.mjs && cp -r dist target/package/package",
  ignorePatterns: ["/target/*", "!/target/build", "!/target/package", "/dist", "/tests/fuzz", "/tests/matrix", "/benches", "/www", "/src", "/pkg"],
  tempDirName: "target/mutation",
  concurrency: 1,
  // A mutant that runs for ever is found by it: after the time that its tests usually take, and a little more.
  timeoutMS: 10_000,
  timeoutFactor: 1.5,
  dryRunTimeoutMinutes: 15,
  disableTypeChecks: false,
  reporters: ["progress-append-only", "clear-text", "json"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: true, reportScoreTable: true },
  jsonReporter: { fileName: `target/mutation/${area}.json` },
};
