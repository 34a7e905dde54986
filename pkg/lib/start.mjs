// Starts the WebAssembly, which is text inside this package: nothing to fetch, nothing to initialise.

import * as glue from "../dist/glue.mjs";
import { attach, importObject } from "../dist/names.mjs";
import { singles, text } from "../dist/wasm-text.mjs";
import { decode } from "./wasm-text.mjs";

let module;
let isStarted = false;

function start() {
  module ??= new WebAssembly.Module(decode(text, singles));
  attach(new WebAssembly.Instance(module, importObject).exports);
  isStarted = true;
}

/**
 * A function of Rust. The first call starts the WebAssembly, and the import of this package does not.
 *
 * What leaves it by an exception, such as when the stack is full, may have been in the midst of anything: the memory that
 * it leaves behind is not used again, and the next call starts anew.
 */
const guarded = (run) => (a, b, c, d, e) => {
  if (!isStarted) start();
  try {
    return run(a, b, c, d, e);
  } catch (error) {
    isStarted = false;
    throw error;
  }
};

export const accepts = /* @__PURE__ */ guarded(glue.accepts);
export const check = /* @__PURE__ */ guarded(glue.check);
export const checkLines = /* @__PURE__ */ guarded(glue.checkLines);
export const cancelImportTaskRequest = /* @__PURE__ */ guarded(glue.cancelImportTaskRequest);
export const checkCancelImportTaskResponse = /* @__PURE__ */ guarded(glue.checkCancelImportTaskResponse);
export const patterns = /* @__PURE__ */ guarded(glue.patterns);
export const roleArnParts = /* @__PURE__ */ guarded(glue.roleArnParts);
export const wrongType = /* @__PURE__ */ guarded(glue.wrongType);

/** Compiles off the main thread. Nobody has to call this: the first call of any function compiles where it is. */
export async function init() {
  module ??= await WebAssembly.compile(decode(text, singles));
  if (!isStarted) start();
}
