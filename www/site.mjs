// Writes the page with the built package into one folder that any static host can serve: `node www/site.mjs FOLDER`.
// The policy is in the page itself. `frame-ancestors`, `nosniff` and the like are for the host to send: see serve.mjs.

import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const www = dirname(fileURLToPath(import.meta.url));
const site = resolve(process.argv[2]);

rmSync(site, { recursive: true, force: true });
mkdirSync(join(site, "neptune-import-tasks"), { recursive: true });
// The programs of Node end in `.mjs`, and stay here. So do the screenshots for the README.
const filter = (path) => ![".mjs", ".jpg"].includes(extname(path));
for (const entry of readdirSync(www, { withFileTypes: true })) {
  // Not the link to the built package.
  if (entry.isFile() || entry.isDirectory()) cpSync(join(www, entry.name), join(site, entry.name), { recursive: true, filter });
}
rmSync(join(site, "screenshots"), { recursive: true, force: true });
for (const file of ["check.mjs", "index.mjs", "snippets.mjs", "testing.mjs"]) cpSync(join(www, "../dist", file), join(site, "neptune-import-tasks", file));
process.stdout.write(`${site}\n`);
