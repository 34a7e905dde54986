// Prints the sizes of what is published, and fails where one is above its budget: `make size`.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));
const budgets = JSON.parse(read("pkg/size-budget.json"));

let failed = false;
console.log("file                          bytes    gzip  budget (gzip)");
for (const [path, budget] of Object.entries(budgets)) {
  const bytes = read(path);
  const { length } = gzipSync(bytes, { level: 9 });
  const columns = [bytes.length, length, budget].map((number) => String(number).padStart(7)).join(" ");
  console.log(`${path.padEnd(27)} ${columns}${length > budget ? "  TOO LARGE" : ""}`);
  failed ||= length > budget;
}

// regex-lite is the specification and not the engine: nothing of it is in what is published. Rust's names are gone from
// there, but not from the file before the last steps; and text that only regex-lite has would be in both.
const linked = read("target/pkg/neptune/linked.wasm");
const published = read("pkg/dist/neptune.wasm");
const names = linked.includes("regex_lite") || linked.includes("regex-lite");
const text = [linked, published].some((file) => file.includes("unclosed group") || file.includes("repetition"));
// The same search must find what is there.
if (!linked.includes("neptune_import_tasks") || !published.includes("unexpected_character")) {
  throw new Error("the search for names and texts finds nothing at all");
}
console.log(`regex-lite: ${names || text ? "IS in the file" : "not in the file (no name, no text of it)"}`);
if (failed || names || text) process.exitCode = 1;
