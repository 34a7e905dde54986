// The bill of materials of the npm package. A crate that is new in the WebAssembly is added to the list here.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const LINKED = [
  "block-buffer", "cfg-if", "cmov", "crypto-common", "ctutils", "digest", "futures-core", "futures-task", "futures-util", "hmac", "hybrid-array",
  "js-sys", "neptune-import-tasks", "pin-project-lite", "regex-lite", "serde", "serde-wasm-bindgen", "serde_core", "sha2", "slab", "strsim",
  "typenum", "unicode-ident", "wasm-bindgen", "wasm-bindgen-shared", "zeroize", "zeroizing-alloc",
];
const MACROS = ["bumpalo", "proc-macro2", "quote", "serde_derive", "syn", "wasm-bindgen-macro", "wasm-bindgen-macro-support"];

test("the bill of materials has every crate that is compiled, and nothing else", () => {
  const script = fileURLToPath(new URL("../../scripts/sbom.mjs", import.meta.url));
  const { metadata: { component: main }, components, dependencies } = JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8" }));
  const { name, version, dependencies: ofPackage } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  assert.equal(main.purl, `pkg:npm/${name}@${version}`);
  assert.equal(ofPackage, undefined);

  const crates = components.filter(({ purl }) => purl?.startsWith("pkg:cargo/"));
  const namesOf = (scope) => crates.filter((crate) => crate.scope === scope).map((crate) => crate.name).sort();
  assert.deepEqual(namesOf("required"), LINKED);
  assert.deepEqual(namesOf("excluded"), MACROS);
  const lock = readFileSync(new URL("../../Cargo.lock", import.meta.url), "utf8");
  for (const crate of crates) {
    assert.ok(lock.includes(`name = "${crate.name}"\nversion = "${crate.version}"\n`), crate.purl);
    assert.ok(crate.name === name || lock.includes(`checksum = "${crate.hashes[0].content}"`), crate.purl);
  }
  assert.deepEqual(components.filter((component) => !crates.includes(component)).map((component) => component.name), ["std"]);

  // Everything is reached from the package.
  const reached = new Set([main["bom-ref"]]);
  for (const ref of reached) dependencies.find((each) => each.ref === ref)?.dependsOn.forEach((on) => reached.add(on));
  assert.deepEqual([...reached].sort(), [main, ...components].map((component) => component["bom-ref"]).sort());
});
