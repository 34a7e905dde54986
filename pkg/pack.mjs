// Packs the package: `node pkg/pack.mjs FILE`. From a folder of its own, because the licences stand elsewhere.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tarball = resolve(process.argv[2]);
const stage = join(root, "target/package/stage");
const { files } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));

rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
for (const file of ["package.json", "README.md", ...files]) {
  cpSync(join(root, file.startsWith("LICENSE") ? "." : "pkg", file), join(stage, file));
}
const [{ filename }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", dirname(tarball)],
    { cwd: stage, encoding: "utf8" }),
);
if (join(dirname(tarball), filename) !== tarball) renameSync(join(dirname(tarball), filename), tarball);
