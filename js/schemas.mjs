// The checks as Standard Schema v1 objects (https://standardschema.dev), for form and validation libraries.

import { checkGraphId, checkRoleArn, checkTaskId } from "./validation.mjs";

const schema = (check) => ({
  "~standard": {
    version: 1,
    vendor: "neptune-import-tasks",
    validate(value) {
      const checked = check(value);
      return checked.ok ? { value } : { issues: [checked.issue] };
    },
  },
});

export const taskIdSchema = /* @__PURE__ */ schema(checkTaskId);
export const graphIdSchema = /* @__PURE__ */ schema(checkGraphId);
export const roleArnSchema = /* @__PURE__ */ schema(checkRoleArn);
export const roleArnCurrentSchema = /* @__PURE__ */ schema((value) => checkRoleArn(value, { revision: "current" }));
