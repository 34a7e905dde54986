// The entry `neptune-import-tasks/check`: validation alone, with WebAssembly that holds nothing else.

export { InvalidInputError } from "./errors.js";
export { partitions } from "./partitions.js";
export { patterns } from "./patterns.js";
export * from "./schemas.mjs";
export * from "./validation.mjs";
export { init } from "./wasm.mjs";
