// The panel of the list: many values at once. Which cells are values is for `recognise/tables.js` to say, which of them are valid for the package.

import { checkGraphId, checkLines, checkRoleArn, checkTaskId } from "../neptune-import-tasks/check.mjs";
import { button, code, copy, element, headline, paragraph, prose } from "../dom.js";
import { readTable } from "../recognise/tables.js";
import { custom, idle } from "../verdict.js";

// So many values are checked in one go: a few thousandths of a second, however bad they are.
const AT_ONCE = 1000;
const EXAMPLES = 3;
const NOUNS = { taskId: "task ID", graphId: "graph ID", roleArn: "role ARN" };
const count = (n, one) => `${n.toLocaleString("en")} ${n === 1 ? one : `${one}s`}`;

export const kindOf = ({ kind }) => (kind === "roleArnCurrent" ? { name: "roleArn", revision: "current" } : { name: kind, revision: "documented" });
const CHECKS = { taskId: checkTaskId, graphId: checkGraphId, roleArn: checkRoleArn };

/** The cause of an issue, the same for all values with it. */
function causeOf({ code: kind, hint, suggestion, found, part }, value) {
  if (suggestion !== undefined && value.toLowerCase() === suggestion) return "in upper case";
  if (suggestion !== undefined && /^the value contains/.test(hint)) return "with something around it";
  if (suggestion !== undefined) return "with spaces, quotes or look-alikes";
  if (hint !== undefined) return `not valid: ${hint.replace(/, this one has \d+$/, "").replace(/\bid\b/g, "ID")}`;
  if (kind === "too_short") return "too short";
  if (kind === "too_long") return "too long";
  if (kind === "empty") return "empty";
  if (kind === "unexpected_character" && found !== undefined && part === "prefix") return "with another beginning";
  return kind === "unexpected_character" ? "with a character that is not allowed" : kind.replaceAll("_", " ");
}

let last = {};

/** Checks the cells in pieces, and calls `progress` after each. Ends early if the list has changed meanwhile. */
async function check(job, progress) {
  const { table: { cells, lineOf }, kind: { name, revision } } = job;
  for (let from = 0; from < cells.length; from += AT_ONCE) {
    if (from > 0) await new Promise((resolve) => { setTimeout(resolve); });
    if (last !== job) return;
    const piece = cells.slice(from, from + AT_ONCE).map((cell) => cell.replace(/[\r\n]/g, " "));
    for (const { line, issue } of checkLines(name, `${piece.join("\n")}\n`, { revision }).issues) {
      const value = cells[from + line - 1];
      const cause = causeOf(issue, value);
      const group = job.groups.get(cause) ?? [];
      job.groups.set(cause, group);
      group.push({ line: lineOf[from + line - 1], value, issue });
    }
    job.done = Math.min(from + AT_ONCE, cells.length);
    progress();
  }
}

/** The verdict on the list. It counts on its own, and calls `changed` as it goes. */
export function judgeList(state, changed) {
  if (state.lines.trim() === "") return { verdict: idle("One value a line, a column of a table, or a JSON array.") };
  const wanted = `${state.kind} ${state.column}\n${state.lines}`;
  if (last.wanted !== wanted) {
    const table = readTable(state.lines, state.column === undefined ? undefined : Number(state.column));
    last = { wanted, table, kind: kindOf(state), groups: new Map(), done: 0 };
    check(last, changed);
  }
  const job = last;
  const bad = [...job.groups.values()].reduce((sum, group) => sum + group.length, 0);
  const { length } = job.table.cells;
  const isDone = job.done === length;
  const noun = NOUNS[job.kind.name];
  const said = `${count(length, noun)}: ${(job.done - bad).toLocaleString("en")} valid, ${bad.toLocaleString("en")} invalid`;
  const title = isDone ? said : `${said} so far`;
  return {
    table: job.table,
    title,
    isValid: bad === 0,
    verdict: custom(bad > 0 ? "invalid" : "good", [title, state.kind], isDone ? `${said}.` : undefined, (node, id) => showList(node, id, job, title, isDone)),
  };
}

/** The values of a list that can be had: valid ones, ones that a suggestion mends, invalid ones as CSV. */
function valuesOf({ table: { cells }, kind: { name, revision } }) {
  const fixed = cells.map((cell) => {
    const checked = CHECKS[name](cell, { revision });
    return checked.ok ? cell : checked.issue.suggestion;
  });
  return { valid: cells.filter((cell, index) => fixed[index] === cell), fixed: fixed.filter((cell) => cell !== undefined) };
}

// A cell that begins like a formula is none to a spreadsheet.
const csvCell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
function csvOf(groups) {
  const rows = [...groups].flatMap(([cause, group]) => group.map(({ line, value, issue }) => ({ line, value, cause, issue }))).sort((a, b) => a.line - b.line);
  return ["line,value,cause,explanation,suggestion", ...rows.map(({ line, value, cause, issue }) =>
    [String(line), ...[value, cause, issue.explanation, issue.suggestion ?? ""].map(csvCell)].join(","))].join("\n");
}

/** Selects a line of the list. */
function jump(line) {
  const field = document.getElementById("lines");
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + lines[line - 1].length);
  field.scrollTop = Math.max(0, (line - 3) * (field.scrollHeight / lines.length));
}

function showList(node, id, job, title, isDone) {
  const head = headline(job.groups.size > 0 ? "✕" : isDone ? "✓" : "…", title);
  head.id = `${id}-note`;
  node.append(head);
  const groups = [...job.groups].sort(([, a], [, b]) => b.length - a.length);
  for (const [cause, group] of groups) {
    node.append(element("div", "group", paragraph("message", `${group.length.toLocaleString("en")} ${cause}`),
      element("ul", "examples", ...group.slice(0, EXAMPLES).map(({ line, value, issue }) => element("li", "",
        button("jump", `line ${line}`, () => jump(line)), " ", value === "" ? "(empty)" : code(value.slice(0, 80)), element("span", "soft", " ", ...prose(issue.explanation))))),
      group.length > EXAMPLES ? paragraph("soft", `and ${(group.length - EXAMPLES).toLocaleString("en")} more`) : undefined));
  }
  if (!isDone) return;
  const copying = (label, name, make) => {
    const node = button("", label, () => copy(node, make(), name));
    return node;
  };
  const { length } = job.table.cells;
  const bad = groups.reduce((sum, [, group]) => sum + group.length, 0);
  const isMended = groups.some(([, group]) => group.some(({ issue }) => issue.suggestion !== undefined));
  node.append(element("div", "actions",
    bad < length ? copying("Copy valid", "valid values", () => valuesOf(job).valid.join("\n")) : undefined,
    isMended ? copying("Copy fixed", "fixed values", () => valuesOf(job).fixed.join("\n")) : undefined,
    bad > 0 ? copying("Copy rejected as CSV", "rejected values", () => csvOf(job.groups)) : undefined));
}
