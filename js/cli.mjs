#!/usr/bin/env node
// The command `neptune-import-tasks`. The package's entries are imported here and passed on, because only this file, and the bundle made
// of it, are in the same directory as the entries.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { main } from "./cli/main.mjs";
import * as tasks from "./index.mjs";

const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));

await main({
  tasks,
  packageFolder,
  importSnippets: () => import(new URL("./snippets.mjs", import.meta.url).href),
  readVersion: () => JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")).version,
});
