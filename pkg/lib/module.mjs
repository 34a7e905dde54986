// The WebAssembly as text inside of this package: nothing to fetch.

import { singles, text } from "wasm:text";
import { decode } from "./wasm-text.mjs";

export const compile = () => new WebAssembly.Module(decode(text, singles));
export const compileAsync = () => WebAssembly.compile(decode(text, singles));
