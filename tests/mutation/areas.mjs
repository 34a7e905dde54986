// The areas of mutation testing: files, and the tests that must find the mutants in them, in the order in which they run. The fast ones are
// first, because a mutant needs no further test when one has failed.

const cli = (...names) => names.map((name) => `js/cli/${name}.mjs`);
const tests = (...names) => names.map((name) => `tests/js/${name}.test.mjs`);

export const AREAS = {
  client: {
    mutate: ["js/client/*.mjs", "js/client.mjs"],
    tests: tests("timing", "client-object", "client-many", "client-options", "client-clock", "client-errors", "client-reads", "client-outcomes",
      "client-credentials", "client-hosts", "client-refresh", "client-abort", "client-warnings", "client-retries", "declarations", "limits"),
  },
  // What is printed.
  screen: { mutate: cli("output", "printable", "progress"), tests: tests("cli-progress", "cli-screen", "cli-results", "cli-errors", "cli-lists") },
  results: {
    mutate: cli("failure", "cancel", "cancel-many", "cancel-state", "watch", "warnings", "list"),
    tests: tests("cli-results", "cli-errors", "cli-lists", "cli-progress", "cli-screen"),
  },
  check: { mutate: cli("check", "lines"), tests: tests("cli-screen", "cli-check"), hasChildren: true },
  secrets: { mutate: cli("secrets"), tests: tests("cli-masks") },
  instance: {
    mutate: ["js/wasm.mjs", "js/cancellation.mjs", "js/errors.js", "js/names.js", "js/patterns.js"],
    tests: tests("instance", "entries", "near-misses", "client-errors", "package"),
    hasChildren: true,
  },
  environment: { mutate: ["js/environment.mjs"], tests: tests("client-object") },
  testing: {
    mutate: ["js/testing/*.mjs"],
    tests: tests("fake-service-tasks", "fake-service-control", "fake-service-operations", "signed-service", "signed-service-rejections",
      "fake-service-faults", "fake-service-http", "fake-service-fetch", "signed-service-signers"),
  },
};
