// Linters for packages. No rule is disabled, and every message is a failure.

import { join } from "node:path";

/** The output of a program, whether it fails or not. */
const outputOf = (place, file, ...args) => place.exec(process.execPath, [file, ...args]).catch(({ message }) => message);

export default [
  {
    name: "publint, strict",
    isCore: true,
    async run(place) {
      const tools = await place.tools("publint@0.3.25");
      const output = await outputOf(place, join(tools, "publint/src/cli.js"), "run", "--strict", "--level=suggestion", place.tarball);
      if (!/^All good!$/m.test(output)) throw new Error(output.split("Linting...").pop().replace(/^(Errors|Warnings|Suggestions):$/gm, ""));
    },
  },
  {
    name: "Are the types wrong",
    isCore: true,
    async run(place) {
      const tools = await place.tools("@arethetypeswrong/cli@0.18.5");
      const output = await outputOf(place, join(tools, "@arethetypeswrong/cli/dist/index.js"), "--format=json", place.tarball);
      let analysis;
      try {
        ({ analysis } = JSON.parse(output));
      } catch {
        throw new Error(output);
      }
      if (analysis.types?.kind !== "included") throw new Error("no types");
      const problems = analysis.problems.map(({ kind, ...where }) => `${kind} ${JSON.stringify(where)}`);
      if (problems.length > 0) throw new Error(problems.join("\n"));
    },
  },
];
