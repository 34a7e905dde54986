// Bundles the WebAssembly in target/build, see build.mjs, with the files of js/ for each module system into dist/.

import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { encode } from "../js/wasm-text.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiled = join(root, "target/build");
const js = join(root, "js");
const dist = join(root, "dist");

/** Copies WebAssembly, with its type declarations for each module system. */
function copyWasm(name) {
  copyFileSync(join(compiled, name, "optimized.wasm"), join(dist, `${name}.wasm`));
  for (const types of ["d.ts", "d.mts", "d.cts"]) copyFileSync(join(js, "wasm.d.ts"), join(dist, `${name}.wasm.${types}`));
}

/** Resolves what the files of js/ import by names that depend on the build. */
const plugin = ({ wasm, extension }) => ({
  name: "neptune-import-tasks",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^wasm:bindings$/ }, () => ({ path: join(compiled, wasm, "bindings.js") }));
    // The bindings come with copies of the files that they import.
    onResolve({ filter: /\/snippets\/.*\/js\/\w+\.js$/ }, ({ path }) => ({ path: join(js, path.split("/").at(-1)) }));
    onResolve({ filter: /^wasm:module$/ }, () => ({ path: join(js, extension === "workerd.mjs" ? "module-workerd.mjs" : "module.mjs") }));
    onResolve({ filter: /^wasm:file$/ }, () => ({ path: `./${wasm}.wasm`, external: true }));
    onResolve({ filter: /^wasm:text$/ }, ({ path }) => ({ path, namespace: "wasm" }));
    onLoad({ filter: /./, namespace: "wasm" }, () => ({ contents: JSON.stringify(encode(readFileSync(join(dist, `${wasm}.wasm`)))), loader: "json" }));
    // One entry imports the other's file for the same module system.
    if (!wasm) onResolve({ filter: /^\.\/index\.mjs$/ }, () => ({ path: `./index.${extension}`, external: true }));
  },
});

/** The exports of a module, by which `init` recognises it. */
const exportsOf = (wasm) =>
  WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(join(dist, `${wasm}.wasm`)))).map(({ name }) => name).sort().join();

const OUTPUTS = [{ extension: "mjs", format: "esm" }, { extension: "cjs", format: "cjs" }, { extension: "workerd.mjs", format: "esm" }];

/** Bundles an entry, with the WebAssembly of that name if it has any. */
async function bundle(entry, { wasm, outputs = OUTPUTS } = {}) {
  if (wasm) copyWasm(wasm);
  for (const { extension, format } of outputs) {
    await build({
      entryPoints: [join(js, `${entry}.mjs`)],
      outfile: join(dist, `${entry}.${extension}`),
      format,
      bundle: true,
      // Minifying drops the comments for bundlers inside of an `import()`, which "testing" has. With white space it would drop those that
      // mark a call as pure too, and bundlers could not leave out the WebAssembly where only `patterns` is used.
      minifyIdentifiers: wasm !== undefined,
      minifySyntax: wasm !== undefined,
      target: "es2022",
      // In CommonJS, this is what lists the exported names for Node.
      platform: format === "cjs" ? "node" : "neutral",
      external: ["node:*"],
      plugins: [plugin({ wasm, extension })],
      ...(wasm && { inject: [join(js, "text-codec.mjs")], define: { WASM_EXPORTS: JSON.stringify(exportsOf(wasm)) } }),
      legalComments: "none",
      // Node prints the line that has thrown, which should not be all of the package.
      lineLimit: 500,
      logLevel: "warning",
      logOverride: { "import-is-undefined": "error" },
    });
  }
}

/** Copies type declarations for each module system. */
function copyTypes(name) {
  const types = readFileSync(join(js, `${name}.d.ts`), "utf8");
  for (const kind of ["m", "c"]) writeFileSync(join(dist, `${name}.d.${kind}ts`), types.replaceAll(/(?<=from "\.\/\w+)\.js/g, `.${kind}js`));
}

/** Writes a folder for tools that ignore `exports` in package.json. */
function writeFallback(entry) {
  mkdirSync(join(root, entry), { recursive: true });
  const manifest = { main: `../dist/${entry}.cjs`, module: `../dist/${entry}.mjs`, types: `../dist/${entry}.d.cts` };
  writeFileSync(join(root, entry, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
await bundle("check", { wasm: "check" });
await bundle("index", { wasm: "neptune" });
await bundle("snippets");
await bundle("testing");
await bundle("cli", { outputs: [{ extension: "mjs", format: "esm" }] });
chmodSync(join(dist, "cli.mjs"), 0o755);
for (const name of ["types", "index", "check", "snippets", "testing"]) copyTypes(name);
for (const entry of ["check", "snippets", "testing"]) writeFallback(entry);
