// The checks as Standard Schema v1 objects (https://standardschema.dev), for form and validation libraries. These show the message to
// people, so it is the explanation.

import { checkGraphId, checkRoleArn, checkTaskId } from "./validation.mjs";

const schema = (check) => Object.freeze({
  "~standard": Object.freeze({
    version: 1,
    vendor: "neptune-import-tasks",
    validate(value) {
      const checked = check(value);
      return checked.ok ? { value } : { issues: [{ ...checked.issue, message: checked.issue.explanation }] };
    },
  }),
});

export const taskIdSchema = /* @__PURE__ */ schema(checkTaskId);
export const graphIdSchema = /* @__PURE__ */ schema(checkGraphId);
export const roleArnSchema = /* @__PURE__ */ schema(checkRoleArn);
export const roleArnCurrentSchema = /* @__PURE__ */ schema((value) => checkRoleArn(value, { revision: "current" }));
