// The functions that validate values.

import * as bindings from "wasm:bindings";
import { lazily } from "./wasm.mjs";

export const isTaskId = /* @__PURE__ */ lazily(bindings.isTaskId);
export const isGraphId = /* @__PURE__ */ lazily(bindings.isGraphId);
export const isRoleArn = /* @__PURE__ */ lazily(bindings.isRoleArn);
export const checkTaskId = /* @__PURE__ */ lazily(bindings.checkTaskId);
export const checkGraphId = /* @__PURE__ */ lazily(bindings.checkGraphId);
export const checkRoleArn = /* @__PURE__ */ lazily(bindings.checkRoleArn);
export const parseTaskId = /* @__PURE__ */ lazily(bindings.parseTaskId);
export const parseGraphId = /* @__PURE__ */ lazily(bindings.parseGraphId);
export const parseRoleArn = /* @__PURE__ */ lazily(bindings.parseRoleArn);
export const roleArnParts = /* @__PURE__ */ lazily(bindings.roleArnParts);
export const checkLines = /* @__PURE__ */ lazily(bindings.checkLines);
