// Writes the table of environments into docs/compatibility.md, from the results of a run of all of them.
//
//   node tests/matrix/page.mjs RESULTS

import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../../docs/compatibility.md", import.meta.url);
const results = JSON.parse(readFileSync(process.argv[2], "utf8"));
const rows = results.map(({ name, pass, reason }) => `| ${name} | ${pass ? "yes" : `no: ${reason}`} |`);
const table = ["| environment | works |", "| --- | --- |", ...rows].join("\n");
const PLACE = /(?<=<!-- environments -->\n)[^]*?(?=<!-- end of environments -->)/;
const page = readFileSync(file, "utf8");
if (!PLACE.test(page)) throw new Error("docs/compatibility.md has no markers for the table of environments");
writeFileSync(file, page.replace(PLACE, `${table}\n`));
console.log(`${rows.length} environments in docs/compatibility.md`);
