// `get`: prints a task with its details.

import { connect } from "./connection.mjs";
import { DONE } from "./exit-codes.mjs";
import { oneLine, painted } from "./printable.mjs";
import { addWarnings, warningsMember } from "./warnings.mjs";

/** The members of a task and of its details as pairs of a name and a string. */
function rowsOf({ importTaskDetails = {}, ...task }) {
  return [...Object.entries(task), ...Object.entries(importTaskDetails).map(([name, value]) => [`importTaskDetails.${name}`, value])]
    .filter(([name]) => name !== "$metadata")
    .map(([name, value]) => [name, oneLine(typeof value === "object" ? JSON.stringify(value).replace(/^"|"$/g, "") : value)]);
}

export async function getCommand(context) {
  const { tasks, operands: [taskIdentifier], output } = context;
  const input = { taskIdentifier };
  const { options } = await connect(context, (config) => tasks.getImportTaskRequest(input, config));
  const { warnings, ...task } = await tasks.getImportTask(input, options);
  await addWarnings(context, warnings);
  if (output.isJson) {
    await output.json({ ...task, ...warningsMember(context) });
    return DONE;
  }
  const rows = rowsOf(task);
  const width = Math.max(...rows.map(([name]) => name.length));
  await output.print(output.out.isTerminal
    ? rows.map(([name, value]) => [painted("bold", name.padEnd(width)), `  ${value}`])
    : rows.map((fields) => ({ fields })));
  return DONE;
}
