// Standard Schema v1 objects (https://standardschema.dev), so that form and validation libraries can use the checks.

export const schema = (check) => ({
  "~standard": {
    version: 1,
    vendor: "neptune-import-tasks",
    validate(value) {
      const checked = check(value);
      return checked.ok ? { value } : { issues: [checked.issue] };
    },
  },
});
