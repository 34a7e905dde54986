// `make test-matrix`: installs the packed package in empty folders, and runs it in every environment that the files in
// environments/ define. Prints a table `environment | pass | reason`.
//
//   node tests/matrix/run.mjs TARBALL [--core] [--only PATTERN] [--list] [--json FILE]
//
// The environments depend only on the name of the package and on the program that they run, see program.mjs: they can test any
// package with the same functions.

import { readdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { Workplace } from "./workplace.mjs";

const { values, positionals: [tarball] } = parseArgs({
  allowPositionals: true,
  options: {
    core: { type: "boolean" }, only: { type: "string" }, list: { type: "boolean" }, json: { type: "string" },
    together: { type: "string", default: "2" },
  },
});

const folder = new URL("environments/", import.meta.url);
const all = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".mjs")).sort()) {
  all.push(...(await import(new URL(file, folder))).default);
}
const pattern = new RegExp(values.only ?? "", "i");
const chosen = all.filter(({ name, isCore }) => (isCore || !values.core) && pattern.test(name));
if (values.list) {
  for (const { name, isCore } of chosen) console.log(`${isCore ? "core" : "    "}  ${name}`);
  process.exit();
}

// For one environment, without the installation of the package.
const TIMEOUT = 180_000;

/** The most specific line of an error, for the table: the first one like `TypeError: …` or `[ERROR] …`, otherwise the first one. */
const reasonOf = (error) => {
  const lines = String(error?.message ?? error).split("\n").map((line) => line.trim()).filter(Boolean);
  return (lines.find((line) => /^\W*\w*error\b[:\] ]/i.test(line)) ?? lines[0] ?? "unknown error").slice(0, 160);
};

async function runOne({ name, run }) {
  const workplace = new Workplace(name, tarball);
  const start = Date.now();
  let timer;
  try {
    await workplace.prepare();
    const timeout = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`timed out after ${TIMEOUT / 1000} s`)), TIMEOUT);
    });
    await Promise.race([run(workplace), timeout]);
    return { name, pass: true, seconds: (Date.now() - start) / 1000 };
  } catch (error) {
    return { name, pass: false, reason: reasonOf(error), seconds: (Date.now() - start) / 1000, details: String(error?.message ?? error) };
  } finally {
    clearTimeout(timer);
    await workplace.cleanUp();
  }
}

const results = [];
const pending = [...chosen];
const width = Math.max(11, ...chosen.map(({ name }) => name.length));
console.log(`${"environment".padEnd(width)} | pass | reason`);
console.log(`${"-".repeat(width)} | ---- | ------`);
async function worker() {
  for (let next = pending.shift(); next; next = pending.shift()) {
    const result = await runOne(next);
    results.push(result);
    console.log(`${result.name.padEnd(width)} | ${result.pass ? "yes " : "NO  "} | ${result.reason ?? ""}`);
  }
}
await Promise.all(Array.from({ length: Number(values.together) }, worker));

const order = chosen.map(({ name }) => name);
results.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
if (values.json) writeFileSync(values.json, JSON.stringify(results, null, 1));
const failed = results.filter(({ pass }) => !pass);
for (const { name, details } of failed) console.error(`\n---- ${name}\n${details.slice(0, 2000)}`);
console.log(`\n${results.length - failed.length} of ${results.length} environments pass`);
process.exitCode = failed.length > 0 ? 1 : 0;
