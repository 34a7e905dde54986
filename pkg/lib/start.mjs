// Starts the WebAssembly, which is text inside this package: nothing to fetch, nothing to initialise.

import * as glue from "../dist/glue.mjs";
import { attach, importObject } from "../dist/names.mjs";
import { singles, text } from "../dist/wasm-text.mjs";
import { decode } from "./wasm-text.mjs";

let isStarted = false;

function start(module) {
  if (isStarted) return;
  attach(new WebAssembly.Instance(module, importObject).exports);
  isStarted = true;
}

/** The functions that Rust exports. The first call compiles them, and the import of this package does not. */
export function wasm() {
  if (!isStarted) start(new WebAssembly.Module(decode(text, singles)));
  return glue;
}

/** Compiles off the main thread. Nobody has to call this: the first call of any function compiles where it is. */
export async function init() {
  if (!isStarted) start(await WebAssembly.compile(decode(text, singles)));
}
