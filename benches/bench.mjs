// `make bench`: how long things take here and now, beside what people would use instead. Prints the tables, and writes them to
// benches/RESULTS.md and the main ratios as a picture to benches/ratios.svg. Nothing of this is a test.
//
// With names of groups as arguments, only those are run and printed: `node benches/bench.mjs validateOne`.

import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";

import { measureBrowser } from "./browser.mjs";
import { countBytes } from "./bytes.mjs";
import { readAndCall } from "./call.mjs";
import { drawRatios } from "./chart.mjs";
import { measureFloors } from "./floors.mjs";
import { measureGrowth } from "./growth.mjs";
import { validateMany } from "./lines.mjs";
import { buildAndSign } from "./signature.mjs";
import { start } from "./start.mjs";
import { validateOne } from "./validate.mjs";

const GROUPS = { validateOne, validateMany, buildAndSign, readAndCall, start, measureBrowser, countBytes, measureGrowth, measureFloors };
const OTHERS = ["@aws-sdk/client-neptune-graph", "@smithy/signature-v4", "aws4", "aws4fetch", "zod", "valibot", "ajv"];

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const versionOf = (name) => JSON.parse(read(`node_modules/${name}/package.json`)).version;
const number = (value) => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));

const COLUMNS = {
  value: ({ unit }) => [unit, ({ value }) => number(value)],
  spread: () => ["± %", ({ spread }) => spread?.toFixed(0) ?? ""],
  ratio: () => ["ratio", ({ ratio }) => ratio?.toFixed(2) ?? ""],
  goal: () => ["goal", ({ goal }) => goal ?? ""],
  memory: () => ["MB", ({ memory }) => (memory / 1e6).toFixed(1)],
  raw: () => ["raw", ({ raw }) => raw.toLocaleString("en")],
  gzip: () => ["gzip -9", ({ gzip }) => gzip.toLocaleString("en")],
  brotli: () => ["brotli", ({ brotli }) => brotli.toLocaleString("en")],
};

/** A table of Markdown, which is a table for people too. */
function tableOf(group) {
  const columns = Object.entries(COLUMNS).filter(([key]) => group.rows.some((row) => row[key] !== undefined)).map(([, column]) => column(group));
  const lines = [["", ...columns.map(([name]) => name)], ...group.rows.map((row) => [row.name, ...columns.map(([, cell]) => cell(row))])];
  const widths = lines[0].map((_, index) => Math.max(3, ...lines.map((line) => line[index].length)));
  const format = (line) => `| ${line.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, index) => (index === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [format(lines[0]), rule, ...lines.slice(1).map(format)].join("\n");
}

const names = process.argv.slice(2);
const groups = [];
for (const name of names.length > 0 ? names : Object.keys(GROUPS)) {
  for (const group of await GROUPS[name]()) {
    groups.push(group);
    console.log(`\n### ${group.title}\n\n${tableOf(group)}`);
  }
}

if (names.length === 0) {
  const [{ model }] = cpus();
  const versions = OTHERS.map((name) => `${name} ${versionOf(name)}`).join(", ");
  const head = `# Results of \`make bench\`

${new Date().toISOString().slice(0, 10)}; ${model}, ${cpus().length} cores; Node ${process.version}; ${versions}.

Times are medians of at least nine rounds in turns, with half the distance between the quartiles. A ratio is that to the first row of its table. Goals are ratios
too: of this package to the first row, or of others to this package.
`;
  writeFileSync(new URL("RESULTS.md", import.meta.url), `${[head, ...groups.map((group) => `## ${group.title}\n\n${tableOf(group)}\n`)].join("\n")}`);
  await drawRatios(groups, new URL("ratios.svg", import.meta.url));
}
