export {
  checkGraphId, checkLines, checkRoleArn, checkTaskId, graphIdSchema, isGraphId, isRoleArn, isTaskId, parseGraphId,
  parseRoleArn, parseTaskId, patterns, roleArnParts, roleArnSchema, taskIdSchema,
} from "./lib/check.mjs";
export * from "./lib/errors.mjs";
export * from "./lib/mismatch.mjs";
export * from "./lib/request.mjs";
export * from "./lib/response.mjs";
export { init } from "./lib/start.mjs";
