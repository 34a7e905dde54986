export {
  checkGraphId, checkLines, checkRoleArn, checkTaskId, graphIdSchema, isGraphId, isRoleArn, isTaskId, parseGraphId,
  parseRoleArn, parseTaskId, patterns, roleArnParts, roleArnSchema, taskIdSchema,
} from "./lib/check.mjs";
export { cancelAndWait, cancelImportTask, getImportTask, listImportTasks, watchImportTask } from "./lib/client.mjs";
export * from "./lib/errors.mjs";
export * from "./lib/mismatch.mjs";
export { cancelImportTaskRequest, explainRequest, getImportTaskRequest, listImportTasksRequest } from "./lib/request.mjs";
export {
  checkCancelImportTaskResponse, checkGetImportTaskResponse, checkListImportTasksResponse, parseCancelImportTaskResponse,
  parseGetImportTaskResponse, parseListImportTasksResponse,
} from "./lib/response.mjs";
export { init } from "./lib/start.mjs";
