// Starts the WebAssembly at the first call, and replaces its instance after a trap. The file behind "wasm:module" provides the compiled
// module: see module.mjs. "wasm:bindings" is what wasm-bindgen writes.

import { __wbg_reset_state as replaceInstance, initSync } from "wasm:bindings";
import { compile, compileAsync } from "wasm:module";

/** The memory of the instance, once it is started. */
let memory;
/** Calls into Rust that have not returned: a getter of an argument may call this package again. */
let depth = 0;
/** Whether a call was left in the middle. The instance may be inconsistent then, and must not be used again. */
let isBroken = false;

const wipe = (buffer) => new Uint8Array(buffer).fill(0);

function start(module = compile()) {
  memory = initSync({ module }).memory;
  // An engine compiles a function at its first call, for which there is no room after a stack overflow.
  wipe(new ArrayBuffer(0));
}

/** Replaces a broken instance. */
function restart() {
  replaceInstance();
  // Of a started module it returns the exports of the current instance.
  memory = initSync().memory;
  isBroken = false;
}

/**
 * Whether an error left Rust code in the middle: a trap, or a stack overflow. That is a `RangeError` with a message about the stack, in
 * Firefox an `InternalError`. Getters of arguments may throw other ones, which Rust passes on. A service may use these names too.
 */
function isTrap(error) {
  try {
    return error instanceof WebAssembly.RuntimeError
      || (error instanceof RangeError && String(error.message).includes("call stack"))
      || (typeof InternalError === "function" && error instanceof InternalError);
  } catch {
    // What a getter throws may throw itself when it is read.
    return false;
  }
}

/** A function of the bindings that starts the WebAssembly when it is called first. */
export const lazily = (run) => (...args) => {
  if (!memory) start();
  if (isBroken && depth === 0) restart();
  depth += 1;
  try {
    return run(...args);
  } catch (error) {
    const wasBroken = isBroken;
    // First, because after a stack overflow the next line may overflow too.
    isBroken = true;
    isBroken = wasBroken || isTrap(error);
    throw error;
  } finally {
    depth -= 1;
    // It may hold secrets. The next call replaces it.
    if (isBroken && depth === 0) wipe(memory.buffer);
  }
};

/** Something that identifies the instance: objects of another one must not be used. */
export const currentInstance = () => (isBroken ? undefined : memory);

const otherVersion = (cause) => new TypeError("the WebAssembly module is not the one of this version of neptune-import-tasks", { cause });

/** Throws if the exports of a module are not those of the module that this package was built with. */
function assertUsable(module) {
  // Not `instanceof`, because it may be of another realm.
  if (Object.prototype.toString.call(module) !== "[object WebAssembly.Module]") throw new TypeError("the argument of `init` is not a WebAssembly.Module");
  const names = WebAssembly.Module.exports(module).map(({ name }) => name).sort().join();
  if (names !== WASM_EXPORTS) throw otherVersion();
}

export async function init(module) {
  if (module) assertUsable(module);
  const compiled = module || memory ? module : await compileAsync();
  if (memory) return;
  try {
    start(compiled);
  } catch (error) {
    // Another version imports other names from the bindings.
    throw error instanceof WebAssembly.LinkError ? otherVersion(error) : error;
  }
}
