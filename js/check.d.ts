// The types of the entry `neptune-import-tasks/check`. The build copies them for each module system.

export {
  checkGraphId, checkLines, checkRoleArn, checkTaskId, graphIdSchema, init, InvalidInputError, isGraphId, isRoleArn, isTaskId,
  parseGraphId, parseRoleArn, parseTaskId, partitions, patterns, roleArnCurrentSchema, roleArnParts, roleArnSchema, taskIdSchema,
} from "./index.js";
export type {
  Check, GraphId, Issue, LinesCheck, Partition, Pattern, RoleArn, RoleArnOptions, RoleArnParts, Schema, TaskId,
} from "./index.js";
