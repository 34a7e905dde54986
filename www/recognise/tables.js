// Lists: one value a line, a column of a CSV file or of a spreadsheet, a JSON array. Which cell is which value; not whether it is valid.

import { kindOfName } from "./names.js";
import { jsonOf } from "./objects.js";
import { isId, isLikeRoleArn, isNearId } from "./words.js";

const KINDS = ["taskId", "graphId", "roleArn"];
// So many lines say what all of them are.
const SAMPLE = 200;
const SEPARATORS = ["\t", ",", ";"];

const isOfKind = (kind, cell) => (kind === "roleArn" ? isLikeRoleArn(cell) : isId(kind, cell) || isNearId(kind, cell));
const unquoted = (cell) => {
  const plain = cell.trim();
  return /^"[^]*"$/.test(plain) ? plain.slice(1, -1).replaceAll('""', '"').trim() : plain.replace(/^['`“]([^]*)['`”]$/, "$1");
};

/** The cells of a line. A separator between quotes separates nothing. */
function cellsOf(line, separator) {
  if (separator === undefined) return [unquoted(line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, "").replace(/[,;]\s*$/, ""))];
  if (!line.includes('"')) return line.split(separator).map(unquoted);
  const cells = [""];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) cells.push("");
    else cells[cells.length - 1] += character;
  }
  return cells.map(unquoted);
}

/** The separator that gives every line as many cells, more than one; or none. */
function separatorOf(lines) {
  return SEPARATORS.find((separator) => {
    const [count, ...others] = lines.map((line) => cellsOf(line, separator).length);
    // A comma at the end of each line separates nothing.
    return count > 1 && others.every((other) => other === count) && !lines.every((line) => /^[^,;\t]*[,;\t]\s*$/.test(line));
  });
}

/** The kind of most of the cells, and its share. */
function kindOfCells(cells) {
  const filled = cells.filter((cell) => cell !== "");
  const shares = KINDS.map((kind) => [kind, filled.filter((cell) => isOfKind(kind, cell)).length / Math.max(1, filled.length)]);
  const [kind, share] = shares.sort((a, b) => b[1] - a[1])[0];
  return { kind, share, filled: filled.length };
}

/** The column to check: the one whose header names it, or the one with most IDs. */
function columnOf(rows) {
  const [header] = rows;
  const columns = header.map((name, column) => ({ column, name, ...kindOfCells(rows.slice(1).map((row) => row[column] ?? "")) }));
  const named = columns.filter(({ name }) => KINDS.includes(kindOfName(name)));
  const best = [...(named.length > 0 ? named : columns)].sort((a, b) => b.share - a.share)[0];
  return named.length > 0 ? { ...best, kind: kindOfName(best.name) } : best;
}

/**
 * The cells to check: `{ cells, lineOf, columns, column, kind, share }`. `lineOf` has the line of each cell in the text, from 1. `columns`
 * are the names in the header, if there is one. `wanted` is the column that somebody has chosen.
 */
export function readTable(text, wanted) {
  const array = /^\s*\[/.test(text) ? jsonOf(text.trim()) : undefined;
  const isArray = Array.isArray(array) && array.every((item) => typeof item === "string");
  const lines = (isArray ? array.join("\n") : text.replace(/^\uFEFF/, "")).split(/\r?\n/);
  const sample = lines.filter((line) => line.trim() !== "").slice(0, SAMPLE);
  if (sample.length === 0) return { cells: [], lineOf: [], columns: [], column: 0, share: 0 };
  const separator = isArray ? undefined : separatorOf(sample);
  const rows = sample.map((line) => cellsOf(line, separator));
  const found = columnOf(rows.length > 1 ? rows : [[], ...rows].map((row, index) => (index === 0 ? rows[0].map(() => "") : row)));
  const column = wanted !== undefined && wanted < rows[0].length ? wanted : found.column;
  const first = rows[0][column];
  // A header names its column, and is no value of the kind.
  const hasHeader = rows.length > 1 && !KINDS.some((kind) => isOfKind(kind, first))
    && (KINDS.includes(kindOfName(first)) || (separator !== undefined && found.share >= 0.5) || /^(?:ids?|tasks?|graphs?|roles?|arns?)$/i.test(first));
  const cells = [];
  const lineOf = [];
  let isHeader = hasHeader;
  lines.forEach((line, index) => {
    if (line.trim() === "") return;
    if (isHeader) {
      isHeader = false;
      return;
    }
    const cell = cellsOf(line, separator)[column] ?? "";
    if (cell === "" && separator === undefined) return;
    cells.push(cell);
    lineOf.push(index + 1);
  });
  const columns = separator === undefined ? [] : rows[0].map((name, index) => (hasHeader && name !== "" ? name : `column ${index + 1}`));
  const { kind, share } = kindOfCells(cells.slice(0, SAMPLE));
  return { cells, lineOf, columns, column, kind: hasHeader ? kindOfName(first) ?? kind : kind, share };
}

/** The list that a text is as a whole, as `{ kind, text, count }`, or nothing: sentences and logs are none. */
export function tableIn(text) {
  const lines = text.trim().split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length < 2 && !/^\s*\[/.test(text)) return undefined;
  const sample = lines.slice(0, SAMPLE);
  // A table for people, a log, a program.
  if (sample.some((line) => /^\s*[|+│{}<$#>]|[{}]/.test(line) || line.length > 2000)) return undefined;
  const { cells, columns, kind, share } = readTable(text);
  const isColumn = columns.length > 0 || cells.every((cell) => !/\s/.test(cell) || cell.length <= 40);
  if (cells.length < 2 || share < 0.5 || !isColumn || new Set(cells).size < 2) return undefined;
  if (columns.length === 0 && cells.slice(0, SAMPLE).some((cell) => /[=:]/.test(cell) && kind !== "roleArn")) return undefined;
  return { kind, text, count: cells.length };
}
