// Packs the package: `node pkg/pack.mjs FILE`. From a folder of its own, because the licences stand elsewhere.
//
// Provenance holds the address of the repository against the one that the release is built in, so that is who knows it:
// where REPOSITORY is set, package.json names it.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tarball = resolve(process.argv[2]);
const stage = join(root, "target/package/stage");
const manifest = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
const url = process.env.REPOSITORY;

rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
for (const file of ["package.json", "README.md", ...manifest.files]) {
  cpSync(join(root, file.startsWith("LICENSE") ? "." : "pkg", file), join(stage, file));
}
if (url) {
  const named = { ...manifest, repository: { type: "git", url: `git+${url}.git` }, homepage: `${url}#readme`, bugs: `${url}/issues` };
  writeFileSync(join(stage, "package.json"), `${JSON.stringify(named, undefined, 2)}\n`);
}
const [{ filename }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", dirname(tarball)],
    { cwd: stage, encoding: "utf8" }),
);
if (join(dirname(tarball), filename) !== tarball) renameSync(join(dirname(tarball), filename), tarball);
