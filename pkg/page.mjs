// What the page in `www/` uses: everything but what sends, and the snippets.

export * from "./check.mjs";
export { ServiceError, UnreadableResponseError } from "./lib/errors.mjs";
export * from "./lib/mismatch.mjs";
export { cancelImportTaskRequest, explainRequest } from "./lib/request.mjs";
export { checkCancelImportTaskResponse } from "./lib/response.mjs";
export { requestSnippets } from "./snippets.mjs";
