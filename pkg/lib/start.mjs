// Starts the WebAssembly. How its module is had is for the file behind "wasm:module" to say: see module.mjs.

import { attach } from "wasm:glue";
import { compile, compileAsync } from "wasm:module";

// A call that needed more than this is not worth keeping the memory for.
const LARGE = 1 << 24;

let module;
let memory;
// That of an instance that an exception has left, until it is wiped.
let left;

function wipe() {
  left &&= void new Uint8Array(left.buffer).fill(0);
}

function start(compiled = module ?? compile()) {
  wipe();
  memory = attach(new WebAssembly.Instance(compiled).exports);
  // Only what has started is kept: whatever else was passed in must not be met again.
  module = compiled;
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
    const result = run(...args);
    if (memory.buffer.byteLength > LARGE) memory = undefined;
    return result;
  } catch (error) {
    left = memory;
    memory = undefined;
    try {
      wipe();
    } catch {
      // Not even for this is there stack left: the next call does it.
    }
    throw error;
  }
};

/**
 * Compiles off the main thread, or takes a module that has been compiled already. Nobody has to call this: the first call
 * of any function compiles where it is.
 */
export async function init(compiled) {
  const ready = compiled ?? module ?? await compileAsync();
  if (!memory) start(ready);
}
