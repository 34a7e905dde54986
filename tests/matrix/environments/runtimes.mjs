// Runtimes other than Node and browsers. Their binaries come from npm.

import { createHash } from "node:crypto";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { body, cjs, esm, PACKAGE } from "../program.mjs";

// ---- Bun -----------------------------------------------------------------------------------------------------------

const BUN = "@oven/bun-linux-x64-baseline";

async function runBun(place, ...args) {
  const binary = join(await place.tools(`${BUN}@1.4.5`), BUN, "bin/bun");
  await place.expectOutput(binary, args, { env: { HOME: place.folder, TMPDIR: place.folder } });
}

const bun = [
  {
    name: "Bun, import",
    isCore: true,
    async run(place) {
      place.write({ "main.mjs": esm() });
      await runBun(place, "main.mjs");
    },
  },
  {
    name: "Bun, require",
    async run(place) {
      place.write({ "main.cjs": cjs() });
      await runBun(place, "main.cjs");
    },
  },
  {
    name: "Bun, bun test",
    async run(place) {
      place.write({
        "main.test.mjs": `import { test } from "bun:test";
import * as tasks from "${PACKAGE}";
test("the package", () => new Promise((done) => { const report = (result) => { console.log(result); done(); }; ${body} }));`,
      });
      await runBun(place, "test");
    },
  },
];

// ---- Deno ----------------------------------------------------------------------------------------------------------

const DENO = "@deno/linux-x64-glibc";

/** Runs a file without permissions. */
async function runDeno(place, file, options = [], env = {}) {
  const binary = join(await place.tools(`${DENO}@2.9.6`), DENO, "deno");
  await place.expectOutput(binary, ["run", "--quiet", "--no-prompt", ...options, file], {
    env: { DENO_DIR: join(place.folder, ".deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1", TMPDIR: place.folder, ...env },
  });
}

const deno = [
  {
    name: "Deno, no permissions",
    isCore: true,
    async run(place) {
      place.write({ "main.mjs": esm() });
      await runDeno(place, "main.mjs");
    },
  },
  {
    name: "Deno, no permissions, require",
    async run(place) {
      place.write({ "main.cjs": cjs() });
      await runDeno(place, "main.cjs");
    },
  },
  {
    // From a registry that serves only the tarball, not from node_modules.
    name: "Deno, npm:",
    async run(place) {
      const manifest = JSON.parse(readFileSync(join(place.folder, "node_modules", PACKAGE, "package.json"), "utf8"));
      const integrity = `sha512-${createHash("sha512").update(readFileSync(place.tarball)).digest("base64")}`;
      const registry = await place.serve("registry");
      place.write({
        [`registry/${PACKAGE}`]: JSON.stringify({
          name: PACKAGE,
          "dist-tags": { latest: manifest.version },
          versions: { [manifest.version]: { ...manifest, dist: { tarball: `${registry}package.tgz`, integrity } } },
        }),
        "main.mjs": esm().replace(`"${PACKAGE}"`, `"npm:${PACKAGE}@${manifest.version}"`),
      });
      copyFileSync(place.tarball, join(place.folder, "registry/package.tgz"));
      const env = { DENO_NO_PACKAGE_JSON: "1", NPM_CONFIG_REGISTRY: registry };
      await runDeno(place, "main.mjs", ["--no-lock", "--node-modules-dir=none"], env);
    },
  },
];

// ---- workerd -------------------------------------------------------------------------------------------------------

const DATE = "2026-04-01";

/** Runs what `wrangler deploy` would upload, in the runtime that it would be uploaded to. */
async function runWorker(place, flags) {
  // The newest version for Node 20. It depends on miniflare 4.20260426.0 and workerd 1.20260426.1.
  const tools = await place.tools("wrangler@4.86.0");
  const env = { HOME: place.folder, TMPDIR: place.folder, WRANGLER_SEND_METRICS: "false" };
  place.write({
    "wrangler.json": JSON.stringify({ name: "app", main: "worker.mjs", compatibility_date: DATE, compatibility_flags: flags }),
    "worker.mjs": `import * as tasks from "${PACKAGE}";
export default { async fetch() {
  return new Response(await new Promise((report) => { ${body} }));
} };`,
    "run.mjs": `import { Miniflare } from "${pathToFileURL(join(tools, "miniflare/dist/src/index.js"))}";
const miniflare = new Miniflare({
  modules: true, modulesRoot: "out", scriptPath: "out/worker.js",
  modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
  compatibilityDate: "${DATE}", compatibilityFlags: ${JSON.stringify(flags)},
});
try {
  console.log(await (await miniflare.dispatchFetch("http://localhost/")).text());
} finally {
  await miniflare.dispose();
}`,
  });
  await place.exec(process.execPath, [join(tools, "wrangler/bin/wrangler.js"), "deploy", "--dry-run", "--outdir", "out"], { env });
  await place.expectOutput(process.execPath, ["run.mjs"], { env });
}

const workerd = [
  { name: "workerd", isCore: true, run: (place) => runWorker(place, []) },
  { name: "workerd with nodejs_compat", run: (place) => runWorker(place, ["nodejs_compat"]) },
];

export default [...bun, ...deno, ...workerd];
