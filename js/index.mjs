// The entry `neptune-import-tasks`.

export { Cancellation } from "./cancellation.mjs";
export { cancelAll, cancelAndWait, cancelImportTask, createClient, getImportTask, listImportTasks, watchImportTask } from "./client.mjs";
export { fromEnvironment } from "./environment.mjs";
export * from "./errors.js";
export { partitions } from "./partitions.js";
export { patterns } from "./patterns.js";
export * from "./requests.mjs";
export * from "./schemas.mjs";
export * from "./validation.mjs";
export { init } from "./wasm.mjs";
