// One value: valid and invalid, with the reason.

import Ajv from "ajv";
import { checkRoleArn, checkTaskId, isTaskId, patterns } from "neptune-import-tasks";
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

async function compare(title, ours, pattern, valueAt) {
  const others = librariesFor(pattern.source);
  const functions = Object.fromEntries(Object.entries({ ...ours, ...others }).map(([name, check]) => [name, (index) => check(valueAt(index))]));
  return { title, unit: "µs", rows: rowsOf(await measure(functions, { count: CALLS })) };
}

export async function validateOne() {
  const regExp = /^t-[a-z0-9]{10}$/;
  const times = await measure({ "RegExp.test": (index) => regExp.test(idAt(index)), isTaskId: (index) => isTaskId(idAt(index)) }, { count: 1_000_000 });
  return [
    { title: "A task ID, valid or not", unit: "µs", rows: rowsOf(times, { isTaskId: "1.8" }) },
    await compare("A valid task ID, with the result as an object", { checkTaskId }, patterns.taskId, idAt),
    await compare("An invalid task ID, with the reason", { checkTaskId }, patterns.taskId, (index) => `${idAt(index).slice(0, 11)}X`),
    await compare("A valid role ARN, with the result as an object", { checkRoleArn }, patterns.roleArn, (index) => `${ARN}${index % 1000}`),
    await compare("An invalid role ARN, with the reason", { checkRoleArn }, patterns.roleArn, (index) => `${ARN}${index % 1000}!`),
  ];
}
