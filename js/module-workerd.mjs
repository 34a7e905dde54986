// The WebAssembly as a file of its own, for workerd, which compiles it in advance and does not allow it at run time.

import module from "wasm:file";

export const compile = () => module;
export const compileAsync = () => Promise.resolve(module);

/** workerd has no cache for these, and older versions reject the option `cache`. */
export const FETCH_OPTIONS = { redirect: "manual" };
