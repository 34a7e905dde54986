// The functions that build requests and read responses.

import * as bindings from "wasm:bindings";
import { lazily } from "./wasm.mjs";

export const cancelImportTaskRequest = /* @__PURE__ */ lazily(bindings.cancelImportTaskRequest);
export const getImportTaskRequest = /* @__PURE__ */ lazily(bindings.getImportTaskRequest);
export const listImportTasksRequest = /* @__PURE__ */ lazily(bindings.listImportTasksRequest);
export const cancelExportTaskRequest = /* @__PURE__ */ lazily(bindings.cancelExportTaskRequest);
export const explainRequest = /* @__PURE__ */ lazily(bindings.explainRequest);
export const explainSignatureMismatch = /* @__PURE__ */ lazily(bindings.explainSignatureMismatch);

export const parseCancelImportTaskResponse = /* @__PURE__ */ lazily(bindings.parseCancelImportTaskResponse);
export const parseGetImportTaskResponse = /* @__PURE__ */ lazily(bindings.parseGetImportTaskResponse);
export const parseListImportTasksResponse = /* @__PURE__ */ lazily(bindings.parseListImportTasksResponse);
export const parseCancelExportTaskResponse = /* @__PURE__ */ lazily(bindings.parseCancelExportTaskResponse);
export const checkCancelImportTaskResponse = /* @__PURE__ */ lazily(bindings.checkCancelImportTaskResponse);
export const checkGetImportTaskResponse = /* @__PURE__ */ lazily(bindings.checkGetImportTaskResponse);
export const checkListImportTasksResponse = /* @__PURE__ */ lazily(bindings.checkListImportTasksResponse);
export const checkCancelExportTaskResponse = /* @__PURE__ */ lazily(bindings.checkCancelExportTaskResponse);
