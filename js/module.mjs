// The WebAssembly as ASCII text inside of this package: there is nothing to fetch.

import { flags, text } from "wasm:text";
import { decode } from "./wasm-text.mjs";

export const compile = () => new WebAssembly.Module(decode(text, flags));
export const compileAsync = () => WebAssembly.compile(decode(text, flags));

/** Redirects are responses, and no response may come from a cache. */
export const FETCH_OPTIONS = { redirect: "manual", cache: "no-store" };
