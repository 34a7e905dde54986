// The task ids of a command for several tasks: its operands, or lines of standard input.

import { addAbortSignal } from "node:stream";

import { linesOf } from "./lines.mjs";
import { countOf } from "./printable.mjs";
import { quoted, UsageError } from "./usage.mjs";

/** Some of the ids are invalid. `issues` are `{ value, line?, issue }`. */
class InvalidIdsError extends UsageError {
  name = "InvalidInputError";

  constructor(issues, total) {
    super(`${issues.length} of ${countOf(total, "task id")} ${issues.length === 1 ? "is" : "are"} invalid; nothing was sent`);
    this.issues = issues;
  }

  /** A message for each invalid id. */
  get messages() {
    return this.issues.map(({ value, line, issue: { message, suggestion } }) =>
      `${line ? `line ${line}` : quoted(value)}: ${message}${suggestion ? `; did you mean \`${suggestion}\`?` : ""}`);
  }
}

/** The ids in the lines of standard input, with their line numbers. Blank lines are skipped, and of lines with tabs the first field counts. */
async function readIds({ options, output, signal, streams: { stdin } }) {
  if (stdin.isTTY && !options.yes) {
    throw new UsageError("cannot ask for confirmation: standard input is read for task ids", "use `--yes` to cancel without confirmation");
  }
  if (stdin.isTTY) await output.note("reading task ids from the terminal, one per line; press Ctrl-D to end");
  addAbortSignal(signal, stdin);
  const ids = [];
  let line = 0;
  for await (const lines of linesOf(stdin)) {
    for (const string of lines) {
      line += 1;
      const value = string.split("\t", 1)[0].trim();
      if (value) ids.push({ value, line });
    }
  }
  signal.throwIfAborted();
  return ids;
}

/**
 * The distinct task ids that a command is for, and whether they are from standard input.
 * @throws {InvalidIdsError} if any of several is invalid. A single one is checked by the request function.
 */
export async function taskIds(context) {
  const { tasks, operands } = context;
  const isFromInput = operands.includes("-");
  if (isFromInput && operands.length > 1) throw new UsageError("`-` cannot be used together with task ids");
  const ids = isFromInput ? await readIds(context) : operands.map((value) => ({ value }));
  const distinct = [...new Set(ids.map(({ value }) => value))];
  if (!isFromInput && distinct.length === 1) return { ids: distinct, isFromInput };
  const issues = ids.map((id) => ({ ...id, issue: tasks.checkTaskId(id.value).issue })).filter(({ issue }) => issue);
  if (issues.length > 0) throw new InvalidIdsError(issues, ids.length);
  return { ids: distinct, isFromInput };
}
