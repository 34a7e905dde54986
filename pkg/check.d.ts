// The types of the entry `neptune-import-tasks/check`. One source: the build copies it for each module system.

export {
  checkGraphId, checkLines, checkRoleArn, checkTaskId, graphIdSchema, init, InvalidInputError, isGraphId, isRoleArn, isTaskId,
  parseGraphId, parseRoleArn, parseTaskId, patterns, roleArnParts, roleArnSchema, taskIdSchema,
} from "./index.js";
export type {
  Check, GraphId, Issue, LinesCheck, Pattern, RoleArn, RoleArnOptions, RoleArnParts, Schema, TaskId,
} from "./index.js";
