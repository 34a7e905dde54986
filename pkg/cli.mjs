#!/usr/bin/env node
// The command `neptune-import-tasks`. What is imported from the package is imported here and handed on, because this file and what it is
// bundled into lie beside the package's entries.

import { readFileSync } from "node:fs";

import { main } from "./cli/main.mjs";
import * as tasks from "./index.mjs";

await main({
  tasks,
  importSnippets: () => import(new URL("./snippets.mjs", import.meta.url).href),
  readVersion: () => JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
});
