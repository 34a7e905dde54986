// The checks alone, with a WebAssembly that has nothing else in it.

export {
  checkGraphId, checkLines, checkRoleArn, checkTaskId, graphIdSchema, isGraphId, isRoleArn, isTaskId, parseGraphId,
  parseRoleArn, parseTaskId, patterns, roleArnParts, roleArnSchema, taskIdSchema,
} from "./lib/check.mjs";
export { InvalidInputError } from "./lib/errors.mjs";
export { init } from "./lib/start.mjs";
