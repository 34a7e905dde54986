// Builds dist/: compiles the crate to WebAssembly into target/build, and bundles it, see bundle.mjs. `make build` calls this with
// wasm-bindgen on the path.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const TARGET = "wasm32-unknown-unknown";
const run = (program, ...args) => execFileSync(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });

// Paths of this machine would end up in the messages of panics, and make the bytes differ from one machine to the next. The folder of a registry
// has its name once the crates are there.
run("cargo", "fetch", "--locked", "--target", TARGET);
const registries = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry/src");
const sources = [[root, "."], ...readdirSync(registries).map((name) => [join(registries, name), "cargo"])];
process.env.CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS = sources.map(([path, name]) => `--remap-path-prefix=${path}=${name}`).join(" ");

/** Compiles the crate into a folder of target/build: WebAssembly and its bindings. */
function compile(name, features) {
  const out = join(root, "target/build", name);
  run("cargo", "build", "--release", "--locked", "--lib", "--target", TARGET, "--no-default-features", "--features", features,
    "--target-dir", join(root, "target"));
  mkdirSync(out, { recursive: true });
  copyFileSync(join(root, `target/${TARGET}/release/neptune_import_tasks.wasm`), join(out, "linked.wasm"));
  run("wasm-bindgen", "--target", "web", "--omit-default-module-path", "--experimental-reset-state-function", "--no-typescript",
    "--out-dir", out, "--out-name", "bindings", join(out, "linked.wasm"));
  run("wasm-opt", "-O3", "--strip-debug", "--strip-producers", join(out, "bindings_bg.wasm"), "-o", join(out, "optimized.wasm"));
}

compile("check", "bindings");
compile("neptune", "bindings,client");
await import("./bundle.mjs");
