// `check`: validates values of the command line, or any number of lines from standard input.

import { addAbortSignal } from "node:stream";

import { DONE, REJECTED } from "./exit-codes.mjs";
import { linesOf, MAX_LINE_LENGTH } from "./lines.mjs";
import { countOf, painted, replaced, shortened } from "./printable.mjs";

// Of a field that is printed, in UTF-16 code units.
const MAX_FIELD_LENGTH = 4096;

const CHECKS = { "task-id": "checkTaskId", "graph-id": "checkGraphId", "role-arn": "checkRoleArn" };
const PREFIXES = { t: "task-id", g: "graph-id", arn: "role-arn" };

/** The kind of a value by its prefix. Upper case and quotes are accepted here, so that they are reported as errors of that kind. */
function kindOf(value) {
  const [, prefix] = /^[\W_]*(t|g|arn)(?:[\W_]|$)/i.exec(value.slice(0, 100)) ?? [];
  return prefix && PREFIXES[prefix.toLowerCase()];
}

const UNKNOWN = {
  code: "unexpected_character", subject: "value", part: "prefix", index: 0, expected: "`t-`, `g-` or `arn:`",
  message: "not a task id, a graph id or a role ARN: expected `t-`, `g-` or `arn:` at index 0",
  explanation: "A task id begins with `t-`, a graph id with `g-` and a role ARN with `arn:`.",
  hint: "use `--kind` to select the kind",
};

const TOO_LONG = {
  code: "too_long", subject: "line", part: "value", index: MAX_LINE_LENGTH, expected: "a shorter line", message: "the line is too long",
  explanation: `A line may have ${MAX_LINE_LENGTH} characters. No task id, graph id or role ARN is that long.`,
};

/** The result for a value: `{ kind, ok: true, warnings }` or `{ kind?, ok: false, issue }`. */
function check({ tasks, options }, value) {
  const kind = options.kind ?? kindOf(value);
  if (value.length > MAX_LINE_LENGTH) return { kind, ok: false, issue: TOO_LONG };
  if (!kind) return { ok: false, issue: UNKNOWN };
  const checked = tasks[CHECKS[kind]](value, ...(kind === "role-arn" ? [{ revision: options.revision }] : []));
  return checked.ok ? { kind, ok: true, warnings: checked.warnings } : { kind, ok: false, issue: checked.issue };
}

/** A string in which each UTF-16 code unit takes one column of the terminal. */
const flat = (string) => string.replace(/[^ -~]/g, "\uFFFD");

/** An excerpt of a value that contains `index` and fits into `width` columns, and the column of `index` in it. */
function excerptAt(value, index, width) {
  const start = Math.max(0, Math.min(index - Math.floor(width / 2), value.length - width));
  const before = start > 0 ? `…${flat(value.slice(start + 1, index))}` : flat(value.slice(0, index));
  // With one character more than fits, if there is one, so that its end is marked.
  const after = replaced(value.slice(index, start + width + 1));
  return { excerpt: shortened(before + after, width), column: before.length };
}

/** The lines about an invalid value for a terminal, with a marker under the position of the issue. */
function linesOfIssue(value, issue, { width }, line) {
  const { excerpt, column } = excerptAt(value, issue.index, width - 1);
  return [
    ...(line ? [[painted("dim", `line ${line}:`)]] : []), excerpt, [" ".repeat(column), painted("red", "^")],
    [painted("red", "invalid:"), ` ${issue.message}`],
    ...(issue.hint ? [[painted("cyan", "hint:"), ` ${issue.hint}`]] : []),
    ...(issue.suggestion ? [[painted("cyan", "try:"), ` ${flat(issue.suggestion)}`]] : []),
  ];
}

/** The lines about a value: one with fields separated by tabs, or several for a terminal. */
function linesOfResult(value, { ok, issue, warnings }, out, line) {
  if (!out.isTerminal) {
    const prefix = line ? `line ${line}: ` : "";
    const details = issue ? [prefix + issue.message, issue.hint, issue.suggestion] : warnings.map(({ message }) => message);
    // The first field is stable, for scripts.
    return [{ fields: [ok ? "ok" : "invalid", value, ...details.filter(Boolean)].map((string) => string.slice(0, MAX_FIELD_LENGTH)) }];
  }
  if (!ok) return linesOfIssue(value, issue, out, line);
  const notes = warnings.map(({ message }) => [painted("yellow", "warning:"), ` ${message}`]);
  return [[painted("green", "ok"), ` ${excerptAt(value, 0, out.width - 4).excerpt}`], ...notes];
}

/** Checks, counts and prints values. `printAll` checks `{ value, line? }` objects and resolves when their results are written. */
function createChecker(context) {
  const { output: { out, isJson, isQuiet, jsonLines, print } } = context;
  const counts = { checked: 0, invalid: 0 };
  return {
    counts,
    async printAll(items) {
      const printed = [];
      for (const { value, line } of items) {
        const result = check(context, value);
        counts.checked += 1;
        if (!result.ok) counts.invalid += 1;
        else if (isQuiet) continue;
        if (isJson) printed.push({ line, value: value.slice(0, MAX_LINE_LENGTH), ...result });
        else printed.push(...linesOfResult(value, result, out, line));
      }
      if (printed.length > 0) await (isJson ? jsonLines(printed) : print(printed));
    },
  };
}

export async function checkCommand(context) {
  const { operands, output, signal, streams: { stdin } } = context;
  const { counts, printAll } = createChecker(context);
  const readsInput = operands.length === 0 || (operands.length === 1 && operands[0] === "-");
  if (!readsInput) {
    await printAll(operands.map((value) => ({ value })));
    return counts.invalid > 0 ? REJECTED : DONE;
  }
  if (stdin.isTTY) await output.note("reading values from the terminal, one per line; press Ctrl-D to end");
  addAbortSignal(signal, stdin);
  let line = 0;
  for await (const values of linesOf(stdin)) {
    const first = line + 1;
    await printAll(values.map((value, i) => ({ value, line: first + i })));
    line += values.length;
    signal.throwIfAborted();
  }
  if (!output.isJson) await output.note(`${countOf(counts.checked, "line")}, ${counts.invalid} invalid`);
  return counts.invalid > 0 ? REJECTED : DONE;
}
