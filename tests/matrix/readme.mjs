// Writes the table of environments into the README of the package, from the results of a run of all of them.
//
//   node tests/matrix/readme.mjs RESULTS

import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../../docs/api.md", import.meta.url);
const results = JSON.parse(readFileSync(process.argv[2], "utf8"));
const rows = results.map(({ name, pass, reason }) => `| ${name} | ${pass ? "yes" : `no: ${reason}`} |`);
const table = ["| environment | works |", "| --- | --- |", ...rows].join("\n");
const PLACE = /(?<=<!-- environments -->\n)[^]*?(?=<!-- end of environments -->)/;
const readme = readFileSync(file, "utf8");
if (!PLACE.test(readme)) throw new Error("docs/api.md has no markers for the table of environments");
writeFileSync(file, readme.replace(PLACE, `${table}\n`));
console.log(`${rows.length} environments in docs/api.md`);
