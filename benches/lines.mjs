// Many values at a time.

import { checkLines } from "neptune-import-tasks";

import { IDS } from "./data.mjs";
import { measure, rowsOf } from "./measure.mjs";

export async function validateMany() {
  const text = IDS.join("\n");
  const bytes = new TextEncoder().encode(text);
  const regExp = /^t-[a-z0-9]{10}$/;
  const loop = () => {
    let valid = 0;
    for (const id of IDS) if (regExp.test(id)) valid += 1;
    return valid;
  };
  const times = await measure({
    "RegExp.test, in a loop over strings": loop,
    "checkLines of bytes": () => checkLines("taskId", bytes),
    "checkLines of a string": () => checkLines("taskId", text),
    "RegExp.test, after the string is split": () => text.split("\n").filter((line) => regExp.test(line)).length,
  }, { count: 1 });
  return [{ title: "A million task IDs", unit: "µs", rows: rowsOf(times, { "checkLines of bytes": "0.25" }) }];
}
