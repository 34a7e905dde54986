// One value: valid and invalid, with the reason.

import Ajv from "ajv";
import { checkRoleArn, checkTaskId, isRoleArn, isTaskId, patterns } from "neptune-import-tasks";
import * as v from "valibot";
import { z } from "zod";

import { ARN, idAt } from "./data.mjs";
import { measure, rowsOf } from "./measure.mjs";

const CALLS = 100_000;

/** The same pattern in every library. */
function librariesFor(pattern) {
  const regExp = new RegExp(`^(?:${pattern})$`);
  const zod = z.string().regex(regExp);
  const valibot = v.pipe(v.string(), v.regex(regExp));
  const ajv = new Ajv().compile({ type: "string", pattern: regExp.source });
  return {
    zod: (value) => zod.safeParse(value),
    valibot: (value) => v.safeParse(valibot, value),
    "ajv, errors included": (value) => ajv(value) || ajv.errors,
  };
}

async function compare(title, ours, pattern, valueAt, goals) {
  const others = librariesFor(pattern.source);
  const functions = Object.fromEntries(Object.entries({ ...ours, ...others }).map(([name, check]) => [name, (index) => check(valueAt(index))]));
  return { title, unit: "µs", rows: rowsOf(await measure(functions, { count: CALLS }), goals) };
}

const arnAt = (index) => `${ARN}${index % 1000}`;

export async function validateOne() {
  const idRegExp = /^t-[a-z0-9]{10}$/;
  const arnRegExp = new RegExp(`^(?:${patterns.roleArn.source})$`);
  const ids = { "RegExp.test": (index) => idRegExp.test(idAt(index)), isTaskId: (index) => isTaskId(idAt(index)) };
  const arns = { "RegExp.test": (index) => arnRegExp.test(arnAt(index)), isRoleArn: (index) => isRoleArn(arnAt(index)) };
  return [
    { title: "A task ID, valid or not", unit: "µs", rows: rowsOf(await measure(ids, { count: 1_000_000 }), { isTaskId: "1.8" }) },
    { title: "A role ARN, valid or not", unit: "µs", rows: rowsOf(await measure(arns, { count: 1_000_000 })) },
    await compare("A valid task ID, with the result as an object", { checkTaskId }, patterns.taskId, idAt),
    await compare("An invalid task ID, with the reason", { checkTaskId }, patterns.taskId, (index) => `${idAt(index).slice(0, 11)}X`, { zod: "1" }),
    await compare("A valid role ARN, with the result as an object", { checkRoleArn }, patterns.roleArn, arnAt),
    await compare("An invalid role ARN, with the reason", { checkRoleArn }, patterns.roleArn, (index) => `${arnAt(index)}!`, { zod: "1" }),
  ];
}
