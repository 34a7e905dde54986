// Bundlers, whose output runs in Chromium. Their configuration is minimal: nothing in it is for this package or for WebAssembly.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { esm, PACKAGE } from "../program.mjs";
import { TITLE } from "../workplace.mjs";

const ESBUILD = "esbuild@0.28.2";
const VITE = { 8: "vite@8.3.8", 7: "vite@7.3.8" };
const WEBPACK = ["webpack@5.112.2", "webpack-cli@7.3.1"];
const ROLLUP = ["rollup@4.68.7", "@rollup/plugin-node-resolve@16.0.3"];
const PARCEL = "parcel@2.16.4";
// The build for every x86-64 processor, without AVX2.
const BUN = "@oven/bun-linux-x64-baseline@1.4.5";

const page = (script, attributes = 'type="module"') =>
  `<!doctype html><meta charset="utf-8"><script ${attributes} src="${script}"></script>`;

/** Runs a tool with Node. */
async function run(place, packages, program, args) {
  const tools = await place.tools(...packages);
  return place.exec(process.execPath, [join(tools, program), ...args], { env: { NO_COLOR: "1" } });
}

/** Functions that bundle `src/index.js` into `dist/main.js`. */
const bundlers = {
  esbuild: (place, ...args) =>
    run(place, [ESBUILD], "esbuild/bin/esbuild", ["src/index.js", "--bundle", "--minify", "--outfile=dist/main.js", ...args]),
  webpack: (place) => run(place, WEBPACK, "webpack-cli/bin/cli.js", ["--mode=production", "--stats=errors-only"]),
  rollup: (place) =>
    run(place, ROLLUP, "rollup/dist/bin/rollup", ["src/index.js", "--file=dist/main.js", "--format=es", "--plugin=node-resolve"]),
  bun: async (place) => {
    const bun = join(await place.tools(BUN), "@oven/bun-linux-x64-baseline/bin/bun");
    return place.exec(bun, ["build", "src/index.js", "--outfile=dist/main.js"]);
  },
};

/** An environment for a bundler whose output is one script. */
const script = (name, bundle, { isCore = false, attributes } = {}) => ({
  name,
  isCore,
  async run(place) {
    place.write({ "src/index.js": esm(TITLE), "dist/index.html": page("main.js", attributes) });
    await bundle(place);
    await place.expectTitle(await place.serve("dist"));
  },
});

const environments = [
  script("esbuild, esm", (place) => bundlers.esbuild(place, "--format=esm"), { isCore: true }),
  script("esbuild, iife", (place) => bundlers.esbuild(place, "--format=iife"), { attributes: "defer" }),
  script("webpack 5", bundlers.webpack, { isCore: true, attributes: "defer" }),
  script("Rollup with node-resolve", bundlers.rollup),
  script("bun build", bundlers.bun),
  {
    name: "Parcel 2",
    async run(place) {
      place.write({ "src/index.js": esm(TITLE), "index.html": page("src/index.js") });
      await run(place, [PARCEL], "parcel/lib/bin.js", ["build", "index.html", "--no-autoinstall"]);
      await place.expectTitle(await place.serve("dist"));
    },
  },
];

for (const [version, vite] of Object.entries(VITE).reverse()) {
  environments.push(
    {
      name: `Vite ${version}, build`,
      isCore: version === "8",
      async run(place) {
        place.write({ "src/index.js": esm(TITLE), "index.html": page("/src/index.js") });
        await run(place, [vite], "vite/bin/vite.js", ["build"]);
        await place.expectTitle(await place.serve("dist"));
      },
    },
    {
      name: `Vite ${version}, dev server`,
      async run(place) {
        place.write({ "src/index.js": esm(TITLE), "index.html": page("/src/index.js") });
        const program = join(await place.tools(vite), "vite/bin/vite.js");
        const [url] = await place.start(process.execPath, [program, "--host=127.0.0.1", "--port=0"], /http:\/\/127\.0\.0\.1:\d+\//, {
          env: { NO_COLOR: "1" },
        });
        await place.expectTitle(url);
      },
    },
  );
}

// The maximum size of what stays in an app that imports the package without using it.
const MAX_UNUSED_BYTES = 300;

/** An environment in which an app that imports the package without using it must be about as small as one without it. */
const treeShaking = (name, bundle) => ({
  name: `tree shaking, ${name}`,
  async run(place) {
    const sizeWith = async (line) => {
      place.write({ "src/index.js": `${line}\ndocument.title = "app";\n` });
      await bundle(place);
      return readFileSync(join(place.folder, "dist/main.js")).length;
    };
    const baseline = await sizeWith("");
    for (const line of [`import { isTaskId } from "${PACKAGE}";`, `import * as tasks from "${PACKAGE}";`, `import "${PACKAGE}";`]) {
      const added = (await sizeWith(line)) - baseline;
      if (added >= MAX_UNUSED_BYTES) throw new Error(`${added} bytes stay with: ${line}`);
      // An import that is not resolved would be smaller than the limit.
      const output = readFileSync(join(place.folder, "dist/main.js"), "utf8");
      if (output.includes(PACKAGE)) throw new Error(`the import stays with: ${line}`);
    }
  },
});
environments.push(
  treeShaking("esbuild", (place) => bundlers.esbuild(place, "--format=esm")),
  treeShaking("Rollup", bundlers.rollup),
  treeShaking("webpack", bundlers.webpack),
);

export default environments;
