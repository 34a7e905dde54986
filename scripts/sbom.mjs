// `make sbom`: prints the bill of materials of the npm package, in the format CycloneDX. The package depends on no other, but its WebAssembly
// contains crates. `cargo tree` lists those that are compiled. Tools that read `cargo metadata` also list what only the tests use.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const run = (program, ...args) => execFileSync(program, args, { cwd: root, encoding: "utf8" });

/** The crates that are compiled into dist/neptune.wasm, of which dist/check.wasm has fewer: depth in the tree, name, version, licence and repository. */
const tree = (edges) =>
  run("cargo", "tree", "--locked", "--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "bindings,client",
    "--edges", edges, "--no-dedupe", "--prefix", "depth", "--format", " {p}|{l}|{r}")
    .trim().split("\n").map((line) => line.match(/^(\d+) (\S+) v(\S+)[^|]*\|([^|]*)\|(.*)$/).slice(1));

const checksums = new Map(
  [...readFileSync(new URL("Cargo.lock", root), "utf8").matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "(.*)"$/gm)]
    .map(([, name, version, checksum]) => [`pkg:cargo/${name}@${version}`, checksum]),
);
const purlOf = ([, name, version]) => `pkg:cargo/${name}@${version}`;
const linked = new Set(tree("normal,no-proc-macro").map(purlOf));

const components = new Map();
const dependencies = new Map();
const parents = [];
for (const crate of tree("normal")) {
  const [depth, name, version, expression, repository] = crate;
  const purl = purlOf(crate);
  parents.length = depth;
  dependencies.get(parents.at(-1))?.add(purl);
  parents.push(purl);
  if (!dependencies.has(purl)) dependencies.set(purl, new Set());
  components.set(purl, {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    // Macros run in the compiler only.
    scope: linked.has(purl) ? "required" : "excluded",
    ...(checksums.has(purl) && { hashes: [{ alg: "SHA-256", content: checksums.get(purl) }] }),
    licenses: [{ expression }],
    purl,
    ...(repository && { externalReferences: [{ type: "vcs", url: repository }] }),
  });
}

const { name, version, description, license, dependencies: ofPackage = {} } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
if (Object.keys(ofPackage).length > 0) throw new Error("package.json has dependencies, which are not listed here");
const main = { type: "library", "bom-ref": `pkg:npm/${name}@${version}`, name, version, description };
const std = { type: "library", "bom-ref": "std", name: "std", version: run("rustc", "--version").split(" ")[1], licenses: [{ expression: "MIT OR Apache-2.0" }] };
dependencies.set(main["bom-ref"], [components.keys().next().value, std["bom-ref"]]);

console.log(JSON.stringify({
  $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { ...main, licenses: [{ expression: license }], purl: main["bom-ref"] } },
  components: [...components.values(), std],
  dependencies: [...dependencies].map(([ref, on]) => ({ ref, dependsOn: [...on].sort() })),
}, undefined, 2));
