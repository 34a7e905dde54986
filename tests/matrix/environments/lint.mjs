// What packages are checked with before they are published. Any message of theirs counts, and none is switched off.

import { join } from "node:path";

/** What a program prints, whether it fails or not. */
const saidBy = (place, file, ...args) => place.exec(process.execPath, [file, ...args]).catch(({ message }) => message);

export default [
  {
    name: "publint, strict",
    isCore: true,
    async run(place) {
      const tools = await place.tools("publint@0.3.25");
      const text = await saidBy(place, join(tools, "publint/src/cli.js"), "run", "--strict", "--level=suggestion", place.tarball);
      if (!/^All good!$/m.test(text)) throw new Error(text.split("Linting...").pop().replace(/^(Errors|Warnings|Suggestions):$/gm, ""));
    },
  },
  {
    name: "Are the types wrong",
    isCore: true,
    async run(place) {
      const tools = await place.tools("@arethetypeswrong/cli@0.18.5");
      const text = await saidBy(place, join(tools, "@arethetypeswrong/cli/dist/index.js"), "--format=json", place.tarball);
      let analysis;
      try {
        ({ analysis } = JSON.parse(text));
      } catch {
        throw new Error(text);
      }
      if (analysis.types?.kind !== "included") throw new Error("no types");
      const problems = analysis.problems.map(({ kind, ...where }) => `${kind} ${JSON.stringify(where)}`);
      if (problems.length > 0) throw new Error(problems.join("\n"));
    },
  },
];
