// Builds pkg/dist: compiles the crate, makes its WebAssembly small, and puts it as text into one file for each module
// system. `make build` calls this with the tools in place.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import binaryen from "binaryen";
import { build } from "esbuild";

import { decode, encode } from "./lib/wasm-text.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "pkg/dist");

// What every engine of the last years has, and Rust uses. Not `--all-features`: binaryen would write ones that are new.
const FEATURES = ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "reference-types",
  "sign-ext"];

const run = (program, args, options) =>
  execFileSync(program, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], ...options });

/** The crate with these features as WebAssembly, and the glue that wasm-bindgen writes for it, in the folder `work`. */
function compile(features, work) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const env = {
    ...process.env,
    // Where the sources are on this machine is nobody's business, and would make the bytes differ from machine to machine.
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS:
      `--remap-path-prefix=${cargoHome}/registry/src=cargo --remap-path-prefix=${root}=. --cfg arena --cfg sha2_backend_soft="compact" -C llvm-args=-inline-threshold=65`,
  };
  const target = "wasm32-unknown-unknown";
  run("cargo", ["build", "--release", "--locked", "--lib", "--target", target, "--no-default-features", "--features", features],
    { env });
  const linked = join(work, "linked.wasm");
  const bytes = readFileSync(join(root, `target/${target}/release/neptune_import_tasks.wasm`)).toString("latin1");
  // wasm-bindgen returns a text as two numbers where this feature is listed. For each function that does, V8 compiles a
  // way out before the first call, which takes longer than all the rest of the start.
  writeFileSync(linked, Buffer.from(replaceOnce(bytes, "+\nmultivalue", "-\nmultivalue"), "latin1"));
  run("wasm-bindgen", ["--target", "bundler", "--no-typescript", "--out-dir", work, "--out-name", "neptune", linked]);
}

/**
 * Replaces what formats and prints a panic by a trap. A panic of Rust ends in a trap on this target anyway, and prints
 * nowhere; the code for it is a tenth of the file. The crate itself formats nothing, see src/text.rs. The table of JavaScript
 * values goes too, because none crosses the boundary.
 */
function dropUnused(from, to) {
  binaryen.setDebugInfo(true);
  // The texts go too: zeros of the same length pack to nothing.
  const texts = new RegExp([
    String.raw`(\/rustc\/|cargo\/|src\/)[ -~]+?\.rs`, "capacity overflow", "RefCell already (mutably )?borrowed",
    "cannot remove a char from the end of a string", "slice index starts at ", " but ends at ",
    "range (start|end) index ", " out of range for slice of length ", String.raw`copy_from_slice: source slice length \(`,
    String.raw`\) does not match destination slice length \(`, String.raw`insertion index \(is `,
    String.raw`\) should be <= len \(is `, "mid > len", "closure invoked recursively or after being dropped",
    "Tried to shrink to a larger capacity", "attempt to divide (with overflow|by zero)", "0001020304[0-9]+9899",
    "cannot access a Thread Local Storage value during or after destruction: ?", "assertion (`left == right` )?failed: ",
  ].join("|"), "g");
  const bytes = readFileSync(from).toString("latin1").replace(texts, (text) => "\0".repeat(text.length));
  const module = binaryen.readBinary(Buffer.from(bytes, "latin1"));
  const { BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, ReferenceTypes, SignExt } =
    binaryen.Features;
  module.setFeatures(
    BulkMemory | BulkMemoryOpt | MutableGlobals | NontrappingFPToInt | ReferenceTypes | SignExt);
  let dropped = 0;
  for (let i = 0; i < module.getNumFunctions(); i += 1) {
    const ref = module.getFunctionByIndex(i);
    const { name, module: isImported } = binaryen.getFunctionInfo(ref);
    const plain = name.replace(/\\([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    if (!isImported && /panicking|PanicPayload|capacity_overflow|handle_alloc_error|fmt::|jspi|slice_\w*fail|assert_failed|panic_access|convert::closures/.test(plain)) {
      binaryen.Function(ref).body = module.unreachable();
      dropped += 1;
    }
  }
  if (dropped === 0) throw new Error("no panic code found: have the names of Rust's functions changed?");
  for (const name of ["__wbindgen_externrefs", "__wbindgen_start"]) module.removeExport(name);
  writeFileSync(to, module.emitBinary());
  module.dispose();
}

/** Makes the file small, and returns the short names that its imports and exports have then. */
function optimize(from, to) {
  const printed = run("wasm-opt", [
    ...FEATURES.map((feature) => `--enable-${feature}`),
    // Rust's stack ends there: nothing else is below, so an address is never one that has wrapped around.
    "--low-memory-unused",
    "--flatten", "--rereloop", "-O4", "-Oz",
    "--always-inline-max-function-size=3", "--flexible-inline-max-function-size=0",
    "--one-caller-inline-max-function-size=65",
    "--simplify-locals-nostructure", "--coalesce-locals", "--reorder-locals", "--vacuum", "--reorder-functions",
    "--strip-debug", "--strip-producers", "--strip-target-features", "--minify-imports-and-exports-and-modules",
    from, "-o", to,
  ]);
  return JSON.parse(printed);
}

/** The glue with the short names of the file's exports, and `attach` for a new instance. */
function withShortNames(glue, { imports, exports }) {
  if (imports.length > 0) throw new Error(`the WebAssembly imports something: ${imports}`);
  const short = (name) => exports.find(([long]) => long === name)[1];
  return `${glue.replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${short(name)}`)}
/** Takes a new instance, and returns its memory. */
export function attach(exports) {
  ${glue.match(/\bcached\w+Memory0(?= = null;$)/gm).map((view) => `${view} = null;`).join("\n  ")}
  wasm = exports;
  return wasm.${short("memory")};
}
`;
}

/** Text with one place in it replaced by another: a place that is not there once is not what it was taken for. */
function replaceOnce(text, place, replacement) {
  const parts = text.split(place);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} times ${place}`);
  return parts.join(replacement);
}

/**
 * The glue without its way to encode and decode text, which needs globals that are not everywhere, and which is longer.
 * It keeps views on the memory. Those of an instance that is left behind must go with it.
 */
function tailored(glue) {
  const functionOf = (name) => new RegExp(`^function ${name}\\(.*?^}\\n`, "ms").exec(glue)[0];
  let text = replaceOnce(glue, functionOf("passStringToWasm0"), `function passStringToWasm0(text, malloc, realloc) {
  let length = text.length;
  let pointer = malloc(length, 1) >>> 0;
  let memory = getUint8ArrayMemory0();
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 127) {
      const bytes = encode(text);
      pointer = realloc(pointer, length, bytes.length, 1) >>> 0;
      getUint8ArrayMemory0().set(bytes, pointer);
      length = bytes.length;
      break;
    }
    memory[pointer + at] = code;
  }
  WASM_VECTOR_LEN = length;
  return pointer;
}
`);
  text = replaceOnce(text, functionOf("decodeText"), "");
  text = replaceOnce(text, /^let cachedTextDecoder = .*?^let numBytesDecoded = 0;\n/ms.exec(text)[0], "");
  text = replaceOnce(text, /^const cachedTextEncoder = .*?^}\n/ms.exec(text)[0], "");
  text = replaceOnce(text, /^export function __wbindgen_init_externref_table.*?^}\n/ms.exec(text)[0], "");
  // What is no number would become one by itself, and an instance that an exception has left is not freed but left behind.
  text = text.replace(/^export function .*?^}\n/gms, (one) => {
    const numbers = [...one.matchAll(/^ +const (\w+) = \+(\w+);\n/gm)];
    let shorter = one.replace(/^ +let deferred\w+;\n/gm, "")
      .replace(/^ +let ptr0, .*?;\n^ +try \{\n(.*?)^ +\} catch \(e\) \{.*?^ {8}\}\n/ms, (_, body) =>
        body.replace(/^ +(?=\w+ = )/gm, "var "))
      .replace(/^ {4}try \{\n(.*?)^ {4}\} finally \{.*?^ {4}\}\n/ms, "$1")
      .replace(/^ +deferred\w+ = r\d;\n/gm, "")
      .replace(/^ +var r(\d) = getDataViewMemory0\(\)\.getInt32\(retptr \+ 4 \* \d, true\);\n/gm, "const r$1 = wordAt(retptr, $1);\n")
      .replace(/^const r0 .*\nconst r1 .*\n +return getStringFromWasm0\(r0, r1\)/m, "return takeString(retptr)")
      .replace(/^( +)return (?=v\d)/m, "$1wasm.__wbindgen_add_to_stack_pointer(16);\n$&");
    // Arguments are taken in their order, so each length is still that of the text before.
    for (const [lines, number, passed] of [...shorter.matchAll(/^ *(?:const|var) ptr(\d) = (.*);\n *(?:const|var) len\1 = WASM_VECTOR_LEN;\n/gm)]) {
      shorter = shorter.replace(lines, "").replace(`ptr${number}, len${number}`, `${passed}, WASM_VECTOR_LEN`);
    }
    for (const [line, name, argument] of numbers) {
      shorter = shorter.replace(line, "").replaceAll(new RegExp(`\\b${name}\\b`, "g"), argument);
    }
    if (/try|deferred/.test(shorter)) throw new Error(`not what wasm-bindgen was known to write:\n${one}`);
    return shorter;
  });
  // Numbers come with few calls only, for which no view is kept.
  const floats = /^let cachedFloat64ArrayMemory0 = null;\n.*?^}\n/ms.exec(text)?.[0];
  if (floats) text = replaceOnce(text, floats, "const getFloat64ArrayMemory0 = () => new Float64Array(wasm.memory.buffer);\n");
  text = replaceOnce(text, /^let cachedDataViewMemory0 = null;\n.*?^}\n/ms.exec(text)[0], "");
  if (/Text(En|De)coder/.test(text)) throw new Error("the glue still has an encoder or a decoder of its own");
  return `import { decode as decodeText, encode } from ${JSON.stringify(join(root, "pkg/lib/utf8.mjs"))};
${text}
const wordAt = (pointer, word) => getUint32ArrayMemory0()[pointer / 4 + word];

function takeString(result) {
  const pointer = wordAt(result, 0);
  const length = wordAt(result, 1);
  const text = getStringFromWasm0(pointer, length);
  wasm.__wbindgen_free(pointer, length, 1);
  wasm.__wbindgen_add_to_stack_pointer(16);
  return text;
}
`;
}

// The text of the WebAssembly is a line of its own in the beginning of a file: by a few hundred bytes this is where it packs best.
// The bundler sees the name alone, as that of a global, and so gives it to nothing else.
const TEXT = "wasmText";

/** The crate with these features: its files in a folder of `target/pkg`, and the text of its WebAssembly. */
function makeWasm(name, features, isPublished = true) {
  const work = join(root, "target/pkg", name);
  mkdirSync(work, { recursive: true });
  compile(features, work);
  dropUnused(join(work, "neptune_bg.wasm"), join(work, "trapping.wasm"));
  const glue = tailored(readFileSync(join(work, "neptune_bg.js"), "utf8"));
  const names = optimize(join(work, "trapping.wasm"), join(work, "neptune.wasm"));
  writeFileSync(join(work, "glue.mjs"), withShortNames(glue, names));
  const wasm = readFileSync(join(work, "neptune.wasm"));
  const { text, flags } = encode(wasm);
  if (!wasm.equals(decode(text, flags))) throw new Error("the text does not decode to the bytes it was made of");
  writeFileSync(join(work, "text.mjs"), `export const text = ${TEXT};
export const flags = ${JSON.stringify(flags)};
`);
  if (!isPublished) return { name, work, text };
  copyFileSync(join(work, "neptune.wasm"), join(dist, `${name}.wasm`));
  for (const types of ["d.ts", "d.mts", "d.cts"]) copyFileSync(join(root, "pkg/wasm.d.ts"), join(dist, `${name}.wasm.${types}`));
  return { name, work, text };
}

/** Finds what `wasm:…` stands for: the files of a build, and the way to the module, which another one takes in workerd. */
const wasmPlugin = ({ name, work }, isWorkerd) => ({
  name: "wasm",
  setup({ onResolve }) {
    onResolve({ filter: /^wasm:/ }, ({ path }) => {
      const what = path.slice("wasm:".length);
      if (what === "file") return { path: `./${name}.wasm`, external: true };
      if (what === "module") return { path: join(root, `pkg/lib/module${isWorkerd ? "-workerd" : ""}.mjs`) };
      return { path: join(work, `${what}.mjs`) };
    });
  },
});

// Where the files go to, by the conditions of package.json.
const OUTPUTS = [
  { format: "esm", extension: "mjs" },
  { format: "cjs", extension: "cjs" },
  { format: "esm", extension: "workerd.mjs", isWorkerd: true },
];

/** A module without imports for CommonJS: shorter than what the bundler would make of it, and Node finds the names in it. */
function asCommonJs(module) {
  const [list] = /export\{[^}]*\};\n$/.exec(module);
  const names = [...list.matchAll(/([\w$]+)(?: as ([\w$]+))?[,}]/g)].map(([, name, as = name]) => `exports.${as}=${name};`);
  return `${module.slice(0, -list.length)}\n${names.join("\n")}\n`;
}

/** What all files are made with. */
const COMMON = {
  absWorkingDir: join(root, "pkg"),
  // What is imported from another entry stays an import.
  external: ["./index.mjs", "node:*"],
  bundle: true,
  minify: true,
  target: "es2022",
  platform: "neutral",
  legalComments: "none",
  // Node shows the line that threw: it should not be the whole package.
  lineLimit: 500,
  logLevel: "warning",
};

/** One entry for each condition. */
async function bundle(entry, wasm) {
  for (const { format, extension, isWorkerd } of OUTPUTS) {
    const outfile = join(dist, `${entry}.${extension}`);
    const plugins = wasm && [wasmPlugin(wasm, isWorkerd)];
    await build({ ...COMMON, entryPoints: [`${entry}.mjs`], outfile, plugins, format: wasm ? "esm" : format });
    const text = readFileSync(outfile, "utf8");
    if (wasm && !isWorkerd) {
      const code = format === "cjs" ? asCommonJs(text) : text;
      writeFileSync(outfile, `const ${TEXT}=${JSON.stringify(wasm.text)};\n${code}`);
    }
    if (!wasm) writeFileSync(outfile, withImports(text, extension));
  }
  for (const extension of ["mts", "cts"]) {
    const types = readFileSync(join(root, `pkg/${entry}.d.ts`), "utf8");
    writeFileSync(join(dist, `${entry}.d.${extension}`), types.replaceAll("./index.js", `./index.${extension.replace("ts", "js")}`));
  }
}

/** What the page in `www/` loads: the default entry but for what sends, which the page never does. It is not published. */
async function bundlePage(wasm) {
  const outfile = join(dist, "page.mjs");
  const { outputFiles: [{ text }] } = await build({
    ...COMMON, external: [], entryPoints: ["page.mjs"], plugins: [wasmPlugin(wasm)], format: "esm", write: false,
  });
  writeFileSync(outfile, `const ${TEXT}=${JSON.stringify(wasm.text)};\n${text}`);
}

/** A file with the imports as they must be: of the other entry's file of the same kind, and with what bundlers must know of one at run time. */
function withImports(text, extension) {
  return text.replace("./index.mjs", `./index.${extension}`)
    .replace('import(["node"', 'import(/* webpackIgnore: true *//* @vite-ignore */["node"');
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const check = makeWasm("check", "check");
const full = makeWasm("neptune", "check,requests,client");
await bundle("index", full);
await bundlePage(makeWasm("page", "check,requests", false));
await bundle("check", check);
await bundle("snippets");
await bundle("testing");
const cli = join(dist, "cli.mjs");
await build({ ...COMMON, entryPoints: ["cli.mjs"], outfile: cli, format: "esm" });
// The bundler writes a tab in a string as it is.
writeFileSync(cli, readFileSync(cli, "utf8").replaceAll("\t", "\\t"));
chmodSync(cli, 0o755);
