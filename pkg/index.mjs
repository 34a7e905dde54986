export * from "./lib/api.mjs";
export * from "./lib/errors.mjs";
export { init } from "./lib/start.mjs";
