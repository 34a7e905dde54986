// The areas of mutation testing: files, and the tests that must find the mutants in them, in the order in which they run. The fast ones are
// first, because a mutant needs no further test when one has failed.

const tests = (...names) => names.map((name) => `tests/js/${name}.test.mjs`);

export const AREAS = {
  client: {
    mutate: ["js/client/*.mjs", "js/client.mjs"],
    tests: tests("timing", "client-object", "client-many", "client-options", "client-clock", "client-errors", "client-reads", "client-outcomes",
      "client-credentials", "client-hosts", "client-refresh", "client-abort", "client-warnings", "client-retries", "declarations", "limits"),
  },
};
