#!/usr/bin/env node
// The command `neptune-import-tasks`. The package's entries are imported here and passed on, because only this file, and the bundle made
// of it, are in the same directory as the entries.

import { readFileSync } from "node:fs";

import { main } from "./cli/main.mjs";
import * as tasks from "./index.mjs";

await main({
  tasks,
  importSnippets: () => import(new URL("./snippets.mjs", import.meta.url).href),
  readVersion: () => JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
});
