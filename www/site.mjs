// Writes the page with the built package into one folder that any static host can serve: `node www/site.mjs FOLDER`.
// The policy is in the page itself. `frame-ancestors`, `nosniff` and the like are for the host to send: see serve.mjs.

import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const www = dirname(fileURLToPath(import.meta.url));
const site = resolve(process.argv[2]);

rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, "neptune-import-tasks"), { recursive: true });
// The programs of Node end in `.mjs`, and stay here. So do the pictures for the README, which are in a folder.
for (const entry of readdirSync(www, { withFileTypes: true })) {
  if (entry.isFile() && !entry.name.endsWith(".mjs")) cpSync(join(www, entry.name), join(site, entry.name));
}
for (const file of ["index.mjs", "snippets.mjs"]) cpSync(join(www, "../dist", file), join(site, "neptune-import-tasks", file));
process.stdout.write(`${site}\n`);
