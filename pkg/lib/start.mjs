// Starts the WebAssembly. How its module is had is for the file behind "wasm:module" to say: see module.mjs.

import { attach } from "wasm:glue";
import { compile, compileAsync } from "wasm:module";

let module;
let memory;

function start() {
  module ??= compile();
  memory = attach(new WebAssembly.Instance(module).exports);
}

/**
 * A function of Rust. The first call starts the WebAssembly, and the import of this package does not.
 *
 * What leaves it by an exception, such as when the stack is full, may have been in the midst of anything: the memory that
 * it leaves behind is wiped and not used again, and the next call starts anew.
 */
export const guarded = (run) => (...args) => {
  if (!memory) start();
  try {
    return run(...args);
  } catch (error) {
    const left = memory;
    memory = undefined;
    new Uint8Array(left.buffer).fill(0);
    throw error;
  }
};

/**
 * Compiles off the main thread, or takes a module that has been compiled already. Nobody has to call this: the first call
 * of any function compiles where it is.
 */
export async function init(compiled) {
  module ??= compiled ?? await compileAsync();
  if (!memory) start();
}
