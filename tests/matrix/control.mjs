// The negative control: a package that is broken in the usual way must fail where such packages fail.
//
//   node tests/matrix/control.mjs TARBALL
//
// It reads its WebAssembly from the file beside it, as many published packages do: fine in Node from node_modules, and nowhere else.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../target/matrix/broken/", import.meta.url));
const run = (program, args, options) => execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], ...options });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
run("tar", ["-xzf", resolve(process.argv[2]), "-C", folder]);
const before = {
  "index.mjs": `import { readFileSync } from "node:fs"; readFileSync(new URL("neptune.wasm", import.meta.url));\n`,
  "index.workerd.mjs": `import { readFileSync } from "node:fs"; readFileSync(new URL("neptune.wasm", import.meta.url));\n`,
  "index.cjs": `require("node:fs").readFileSync(require("node:path").join(__dirname, "neptune.wasm"));\n`,
};
for (const [name, text] of Object.entries(before)) {
  const file = join(folder, "package/dist", name);
  writeFileSync(file, text + readFileSync(file, "utf8"));
}
run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: join(folder, "package") });
const tarball = run("find", [folder, "-maxdepth", "1", "-name", "*.tgz"]).trim();

const results = join(folder, "results.json");
try {
  run(process.execPath, [fileURLToPath(new URL("run.mjs", import.meta.url)), tarball, "--core", "--json", results]);
} catch {
  // It ends with an error, because environments fail.
}
const byName = JSON.parse(readFileSync(results, "utf8"));
// There the file is where it is looked for.
const mayPass = /^Node|^Bun|TypeScript|publint|types wrong/;
let wrong = 0;
for (const { name, pass } of byName) {
  const asItShould = mayPass.test(name) ? pass || !name.startsWith("Node") : !pass;
  if (!asItShould) wrong += 1;
  console.log(`${name.padEnd(48)} ${pass ? "passes" : "fails "} ${asItShould ? "" : " NOT AS IT SHOULD"}`);
}
const failed = byName.filter(({ pass }) => !pass).length;
console.log(`the broken package fails in ${failed} of ${byName.length} environments`);
process.exitCode = wrong > 0 || failed < 5 ? 1 : 0;
