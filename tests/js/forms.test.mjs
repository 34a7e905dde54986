// Forms: the Standard Schema objects, the form of docs/forms.md, and what `patterns` alone costs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { build, transformSync } from "esbuild";

import * as tasks from "neptune-import-tasks";

const ARN = "arn:aws:iam::123456789012:role/team/Import";

test("the message of an issue is its explanation", () => {
  const { taskIdSchema, graphIdSchema, roleArnSchema, roleArnCurrentSchema } = tasks;
  for (const [schema, value, message] of [
    [taskIdSchema, "t-01A3456789", "Character 5, `A`, must be a lower-case letter or a digit. It is valid in lower case."],
    [taskIdSchema, "", "The task ID is empty. Expected `t-` and 10 characters a-z or 0-9."],
    [taskIdSchema, undefined, "The task ID is missing."],
    [graphIdSchema, "t-0123456789", "This is a task ID; a graph ID starts with g-."],
    [roleArnSchema, "arn:aws:iam::1234567890123:role/x", "The account ID has 13 digits; it must have 12."],
    [roleArnCurrentSchema, 5, "The role ARN is the number 5; it must be a string."],
  ]) {
    const { issues: [issue, ...others] } = schema["~standard"].validate(value);
    assert.deepEqual([issue.message, issue.explanation, others], [message, message, []]);
  }
  assert.deepEqual(roleArnCurrentSchema["~standard"].validate(ARN), { value: ARN });
  assert.equal(roleArnSchema["~standard"].validate(ARN).issues[0].code, "unexpected_character");
});

test("the form of docs/forms.md that has several fields", () => {
  const page = readFileSync(new URL("../../docs/forms.md", import.meta.url), "utf8");
  const [, recipe] = /```tsx\n(import \{ standardSchemaResolver \}[^]*?)\nconst resolver/.exec(page);
  const { code } = transformSync(recipe.replace(/^import .*$/gm, ""), { loader: "ts" });
  const validate = new Function(...Object.keys(tasks), `${code}; return validate;`)(...Object.values(tasks));
  const valid = { taskId: "t-0123456789", roleArn: ARN, note: "" };
  assert.deepEqual(validate(valid), { value: valid });
  assert.deepEqual(validate({ taskId: "t-012345678" }), {
    issues: [
      { message: "One character short: 9 of 10 after t-.", path: ["taskId"] },
      { message: "The role ARN is missing.", path: ["roleArn"] },
    ],
  });
});

test("a bundle with `patterns` alone contains no WebAssembly", async () => {
  for (const [entry, limit] of [["neptune-import-tasks", 20_000], ["neptune-import-tasks/check", 2_000]]) {
    const contents = `import { patterns } from "${entry}"; console.log(patterns.taskId.html);`;
    const stdin = { contents, resolveDir: new URL("../../", import.meta.url).pathname };
    const { outputFiles: [{ text }] } = await build({ stdin, bundle: true, minify: true, format: "esm", write: false, logLevel: "error" });
    assert.ok(text.includes("t-[a-z0-9]{10}") && text.length < limit, `${entry}: ${text.length}`);
    assert.ok(text.match(/"[^"]*"|`[^`]*`/g).every((string) => string.length < 300), entry);
  }
});
