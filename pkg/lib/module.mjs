// The WebAssembly as text inside of this package: nothing to fetch.

import { flags, text } from "wasm:text";
import { decode } from "./wasm-text.mjs";

export const compile = () => new WebAssembly.Module(decode(text, flags));
export const compileAsync = () => WebAssembly.compile(decode(text, flags));
