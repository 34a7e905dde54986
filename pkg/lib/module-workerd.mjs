// The WebAssembly as a module of its own, for workerd, which compiles it before anything runs and forbids it afterwards.

import module from "wasm:file";

export const compile = () => module;
export const compileAsync = () => Promise.resolve(module);

// workerd keeps no answers, and has not always known the option `cache`.
export const FETCH_OPTIONS = { redirect: "manual" };
