// Building a request and sending it.

import { cancelImportTaskRequest, getImportTaskRequest, listImportTasksRequest } from "../requests.mjs";
import { FETCH_OPTIONS } from "wasm:module";

const BUILDERS = {
  CancelImportTask: cancelImportTaskRequest,
  GetImportTask: getImportTaskRequest,
  ListImportTasks: listImportTasksRequest,
};

export const requestOf = (operation, input, config) => BUILDERS[operation](input, config);

/** Sends a request, and resolves to the event that ends it. */
export async function exchange(fetch, { url, method, headers }, signal) {
  try {
    const response = await fetch(url, { method, headers, signal, ...FETCH_OPTIONS });
    const body = await response.text();
    // Browsers hide a redirect, its status included.
    return { type: "response", response: { status: response.status || 300, headers: response.headers, body } };
  } catch (cause) {
    return { type: "networkError", cause };
  }
}
