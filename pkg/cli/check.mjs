// `check`: values on the command line, or lines on standard input, of any number.

import { addAbortSignal } from "node:stream";

import { DONE, REFUSED } from "./exit-codes.mjs";
import { shortened } from "./output.mjs";

// What a line may hold at most. Nothing that passes a pattern in earnest is longer, and memory ends somewhere.
const LONGEST_LINE = 2 ** 24;

const CHECKS = { "task-id": "checkTaskId", "graph-id": "checkGraphId", "role-arn": "checkRoleArn" };
const PREFIXES = { t: "task-id", g: "graph-id", arn: "role-arn" };

/** What a value is meant to be. Upper case and quotes around it are mistakes in one of that kind. */
function kindOf(value) {
  const [, prefix] = /^[\W_]*(t|g|arn)(?:[\W_]|$)/i.exec(value.slice(0, 100)) ?? [];
  return prefix && PREFIXES[prefix.toLowerCase()];
}

const UNKNOWN = {
  code: "unexpected_character", subject: "value", part: "prefix", index: 0, expected: "`t-`, `g-` or `arn:`",
  message: "neither a task id, a graph id nor a role ARN: expected `t-`, `g-` or `arn:` at the beginning",
  hint: "`--kind` says what it is",
};

const TOO_LONG = {
  code: "too_long", subject: "line", part: "value", index: LONGEST_LINE, expected: "a shorter line", message: "the line is too long",
};

/** What is known of a value: `kind`, `ok`, `issue` or `warnings`. */
function check({ tasks, options }, value) {
  const kind = options.kind ?? kindOf(value);
  if (value.length > LONGEST_LINE) return { kind, ok: false, issue: TOO_LONG };
  if (!kind) return { ok: false, issue: UNKNOWN };
  const checked = tasks[CHECKS[kind]](value, ...(kind === "role-arn" ? [{ revision: options.revision }] : []));
  return checked.ok ? { kind, ok: true, warnings: checked.warnings } : { kind, ok: false, issue: checked.issue };
}

/** A text in one line that takes a column for each code unit. */
const flat = (text) => text.replace(/[^ -~]/g, "\uFFFD");

/** What of a value is shown, and in which column `index` is: the place in question is always in it. */
function windowOn(value, index, width) {
  const start = value.length <= width ? 0 : Math.max(0, Math.min(index - Math.floor(width / 2), value.length - width + 1));
  const before = `${start > 0 ? "…" : ""}${flat(value.slice(start + (start > 0 ? 1 : 0), index))}`;
  const after = value.slice(index, start + width).replace(/\p{C}/gu, "\uFFFD");
  return { text: shortened(before + after, width), column: before.length };
}

/** A value and what is wrong with it, for people. */
function asMarked(value, issue, { paint, width }, line) {
  const { text, column } = windowOn(value, issue.index, width - 1);
  return [
    ...(line ? [paint("dim", `line ${line}:`)] : []), text, `${" ".repeat(column)}${paint("red", "^")}`,
    `${paint("red", "refused:")} ${issue.message}`,
    ...(issue.hint ? [`${paint("cyan", "hint:")} ${issue.hint}`] : []),
    ...(issue.suggestion ? [`${paint("cyan", "try:")} ${flat(issue.suggestion)}`] : []),
  ].join("\n");
}

const field = (text) => text.replace(/\p{C}/gu, "\uFFFD").slice(0, 4096);

/** The result of a value as text. */
function asText(value, { ok, issue, warnings }, out, line) {
  if (!out.isTerminal) {
    const place = line ? `line ${line}: ` : "";
    const about = issue ? [place + issue.message, issue.hint, issue.suggestion] : warnings.map(({ message }) => message);
    return [ok ? "ok" : "refused", value, ...about.filter(Boolean)].map(field).join("\t");
  }
  if (!ok) return asMarked(value, issue, out, line);
  const notes = warnings.map(({ message }) => `\n${out.paint("yellow", "warning:")} ${message}`).join("");
  return `${out.paint("green", "ok")} ${windowOn(value, 0, out.width - 4).text}${notes}`;
}

/** Checks values, and collects what is to be printed of them. */
function createChecker(context) {
  const { output: { out, isJson, isQuiet } } = context;
  const counts = { values: 0, refused: 0 };
  return {
    counts,
    textOf(value, line) {
      const checked = check(context, value);
      counts.values += 1;
      if (!checked.ok) counts.refused += 1;
      if (checked.ok && isQuiet) return [];
      if (!isJson) return [asText(value, checked, out, line)];
      return [JSON.stringify({ ...(line && { line }), value: value.slice(0, LONGEST_LINE), ...checked })];
    },
  };
}

/** The lines of a stream, a chunk at a time. A `\r` before the end of a line is dropped; a final end of a line begins none. */
async function* linesOf(stream) {
  stream.setEncoding("utf8");
  let rest = "";
  for await (const chunk of stream) {
    const lines = chunk.split("\n");
    // What is too long already need not become longer.
    lines[0] = rest.length > LONGEST_LINE ? rest : rest + lines[0];
    rest = lines.pop();
    if (lines.length > 0) yield lines.map((line) => line.replace(/\r$/, ""));
  }
  if (rest) yield [rest.replace(/\r$/, "")];
}

export async function checkCommand(context) {
  const { operands, output, signal, streams: { stdin } } = context;
  const { counts, textOf } = createChecker(context);
  const isFromInput = operands.length === 0 || (operands.length === 1 && operands[0] === "-");
  if (!isFromInput) {
    for (const value of operands) for (const text of textOf(value)) await output.print(text);
    return counts.refused > 0 ? REFUSED : DONE;
  }
  if (stdin.isTTY) await output.note("reading values from this terminal, one a line; Ctrl-D ends");
  addAbortSignal(signal, stdin);
  let line = 0;
  for await (const values of linesOf(stdin)) {
    const texts = values.flatMap((value) => textOf(value, line += 1));
    if (texts.length > 0) await output.print(texts.join("\n"));
    signal.throwIfAborted();
  }
  if (!output.isJson) await output.note(`${counts.values} line${counts.values === 1 ? "" : "s"}, ${counts.refused} refused`);
  return counts.refused > 0 ? REFUSED : DONE;
}
