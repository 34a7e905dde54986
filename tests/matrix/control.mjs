// The negative control: a broken package must fail in the environments in which such packages fail.
//
//   node tests/matrix/control.mjs TARBALL
//
// It reads its WebAssembly from a file in its folder, as many published packages do. That works in Node from node_modules, but nowhere else.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../target/matrix/broken/", import.meta.url));
const run = (program, args, options) => execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], ...options });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
run("tar", ["-xzf", resolve(process.argv[2]), "-C", folder]);
const prefixes = {
  "index.mjs": `import { readFileSync } from "node:fs"; readFileSync(new URL("neptune.wasm", import.meta.url));\n`,
  "index.workerd.mjs": `import { readFileSync } from "node:fs"; readFileSync(new URL("neptune.wasm", import.meta.url));\n`,
  "index.cjs": `require("node:fs").readFileSync(require("node:path").join(__dirname, "neptune.wasm"));\n`,
};
for (const [name, prefix] of Object.entries(prefixes)) {
  const file = join(folder, "package/dist", name);
  writeFileSync(file, prefix + readFileSync(file, "utf8"));
}
run("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { cwd: join(folder, "package") });
const tarball = run("find", [folder, "-maxdepth", "1", "-name", "*.tgz"]).trim();

const results = join(folder, "results.json");
try {
  run(process.execPath, [fileURLToPath(new URL("run.mjs", import.meta.url)), tarball, "--core", "--json", results]);
} catch {
  // The exit code is 1, because environments fail.
}
const outcomes = JSON.parse(readFileSync(results, "utf8"));
// The environments in which the file can be read, or is not needed.
const mayPass = /^Node|^Bun|TypeScript|publint|types wrong/;
let unexpected = 0;
for (const { name, pass } of outcomes) {
  const isExpected = mayPass.test(name) ? pass || !name.startsWith("Node") : !pass;
  if (!isExpected) unexpected += 1;
  console.log(`${name.padEnd(48)} ${pass ? "passes" : "fails "} ${isExpected ? "" : " UNEXPECTED"}`);
}
const failed = outcomes.filter(({ pass }) => !pass).length;
console.log(`the broken package fails in ${failed} of ${outcomes.length} environments`);
process.exitCode = unexpected > 0 || failed < 5 ? 1 : 0;
