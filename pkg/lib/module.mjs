// The WebAssembly as text inside of this package: nothing to fetch.

import { flags, text } from "wasm:text";
import { decode } from "./wasm-text.mjs";

export const compile = () => new WebAssembly.Module(decode(text, flags));
export const compileAsync = () => WebAssembly.compile(decode(text, flags));

// Redirects are answers, and a task is not looked at in a cache.
export const FETCH_OPTIONS = { redirect: "manual", cache: "no-store" };
