// Builds pkg/dist: compiles the crate, makes its WebAssembly small, and puts it as text into one file for each module
// system. `make build` calls this with the tools in place.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import binaryen from "binaryen";
import { build } from "esbuild";

import { decode, encode } from "./lib/wasm-text.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "pkg/dist");
const work = join(root, "target/pkg");

// What every engine of the last years has, and Rust uses. Not `--all-features`: binaryen would write ones that are new.
const FEATURES = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types",
  "sign-ext"];

const run = (program, args, options) =>
  execFileSync(program, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], ...options });

/** The crate as WebAssembly, and the glue that wasm-bindgen writes for it. */
function compile() {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const env = {
    ...process.env,
    // Where the sources are on this machine is nobody's business, and would make the bytes differ from machine to machine.
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS:
      `--remap-path-prefix=${cargoHome}/registry/src=cargo --remap-path-prefix=${root}=.`,
  };
  const target = "wasm32-unknown-unknown";
  run("cargo", ["build", "--release", "--locked", "--lib", "--target", target], { env });
  run("wasm-bindgen", ["--target", "bundler", "--no-typescript", "--out-dir", work, "--out-name", "neptune",
    join(root, `target/${target}/release/neptune_import_tasks.wasm`)]);
}

/**
 * Replaces what formats and prints a panic by a trap. A panic of Rust ends in a trap on this target anyway, and prints
 * nowhere; the code for it is a tenth of the file. The crate itself formats nothing, see src/text.rs.
 */
function dropPanicMessages(from, to) {
  binaryen.setDebugInfo(true);
  // The texts go too: zeros of the same length pack to nothing.
  const texts = /(\/rustc\/|cargo\/)[ -~]+?\.rs|capacity overflow|RefCell already (mutably )?borrowed/g;
  const bytes = readFileSync(from).toString("latin1").replace(texts, (text) => "\0".repeat(text.length));
  const module = binaryen.readBinary(Buffer.from(bytes, "latin1"));
  const { BulkMemory, BulkMemoryOpt, Multivalue, MutableGlobals, NontrappingFPToInt, ReferenceTypes, SignExt } =
    binaryen.Features;
  module.setFeatures(
    BulkMemory | BulkMemoryOpt | Multivalue | MutableGlobals | NontrappingFPToInt | ReferenceTypes | SignExt);
  let dropped = 0;
  for (let i = 0; i < module.getNumFunctions(); i += 1) {
    const ref = module.getFunctionByIndex(i);
    const { name, module: isImported } = binaryen.getFunctionInfo(ref);
    const plain = name.replace(/\\([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    if (!isImported && /panicking|PanicPayload|capacity_overflow|handle_alloc_error|fmt::|jspi/.test(plain)) {
      binaryen.Function(ref).body = module.unreachable();
      dropped += 1;
    }
  }
  if (dropped === 0) throw new Error("no panic code found: have the names of Rust's functions changed?");
  writeFileSync(to, module.emitBinary());
  module.dispose();
}

/** Makes the file small, and returns the short names that its imports and exports have then. */
function optimize(from, to) {
  const printed = run("wasm-opt", [
    ...FEATURES.map((feature) => `--enable-${feature}`),
    "--flatten", "--rereloop", "-Oz", "-Oz",
    "--always-inline-max-function-size=0", "--flexible-inline-max-function-size=0",
    "--one-caller-inline-max-function-size=200", "--reorder-functions",
    "--strip-debug", "--strip-producers", "--strip-target-features", "--minify-imports-and-exports-and-modules",
    from, "-o", to,
  ]);
  return JSON.parse(printed);
}

/** A module that ties the glue, with wasm-bindgen's long names, to the file with its short ones. */
function writeNames({ imports, exports }) {
  const lines = [
    `import * as glue from "./glue.mjs";`,
    // `a` is what the one module to import from is called after the renaming.
    `export const importObject = { a: {`,
    ...imports.map(([, long, short]) => `  ${short}: glue.${long},`),
    `} };`,
    `export function attach(exports) {`,
    `  glue.forgetViews();`,
    `  glue.__wbg_set_wasm({`,
    ...exports.map(([long, short]) => `    ${long}: exports.${short},`),
    `  });`,
    `  exports.${exports.find(([long]) => long === "__wbindgen_start")[1]}();`,
    `}`,
  ];
  writeFileSync(join(dist, "names.mjs"), lines.join("\n") + "\n");
}

// Stands for the text of the WebAssembly until all else is in place.
const PLACE = "the WebAssembly";

async function bundle(format, extension, text) {
  const outfile = join(dist, `index.${extension}`);
  await build({
    absWorkingDir: join(root, "pkg"),
    entryPoints: ["index.mjs"],
    outfile,
    bundle: true,
    minify: true,
    format,
    target: "es2022",
    platform: "neutral",
    legalComments: "none",
    // Node shows the line that threw: it should not be the whole package.
    lineLimit: 160,
    logLevel: "warning",
  });
  const parts = readFileSync(outfile, "utf8").split(JSON.stringify(PLACE));
  if (parts.length !== 2) throw new Error(`${parts.length - 1} places for the WebAssembly in ${outfile}`);
  writeFileSync(outfile, parts.join(`\n${JSON.stringify(text)}\n`));
}

mkdirSync(dist, { recursive: true });
mkdirSync(work, { recursive: true });
compile();
dropPanicMessages(join(work, "neptune_bg.wasm"), join(work, "trapping.wasm"));
const names = optimize(join(work, "trapping.wasm"), join(dist, "neptune.wasm"));
// The glue keeps views on the memory. Those of an instance that is left behind must go with it.
writeFileSync(join(dist, "glue.mjs"), `${readFileSync(join(work, "neptune_bg.js"), "utf8")}
export function forgetViews() {
  cachedUint8ArrayMemory0 = null;
  cachedDataViewMemory0 = null;
}
`);
writeNames(names);

const wasm = readFileSync(join(dist, "neptune.wasm"));
const { text, singles } = encode(wasm);
if (!wasm.equals(decode(text, singles))) throw new Error("the text does not decode to the bytes it was made of");
writeFileSync(join(dist, "wasm-text.mjs"),
  `export const text = ${JSON.stringify(PLACE)};\nexport const singles = ${JSON.stringify(singles)};\n`);

await bundle("esm", "mjs", text);
await bundle("cjs", "cjs", text);
for (const extension of ["d.mts", "d.cts"]) copyFileSync(join(root, "pkg/index.d.ts"), join(dist, `index.${extension}`));
