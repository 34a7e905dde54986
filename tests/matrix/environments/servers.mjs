// Servers: bundles must run without other files, and the package must work in a framework.

import { join } from "node:path";

import { body, esm, PACKAGE } from "../program.mjs";

const ESBUILD = "esbuild@0.28.2";
const WEBPACK = ["webpack@5.112.2", "webpack-cli@7.3.1"];
const VITE = "vite@8.3.8";
const NEXT = ["next@16.4.6", "react@19.3.1", "react-dom@19.3.1"];

/** An AWS Lambda function, and a script that calls it as Lambda does: ES modules are imported, others required. */
const handler = `import * as tasks from "${PACKAGE}";
export const handler = (event) => new Promise((report) => { ${body} });`;
const caller = (file) => {
  const load = file.endsWith(".mjs") ? "import" : "require";
  return `Promise.resolve(${load}("./${file}")).then(({ handler }) => handler({})).then(console.log);`;
};

/** An environment for a bundled function, which runs in a folder without other files, as after the upload. */
const lambda = (name, file, packages, program, args) => ({
  name: `AWS Lambda, ${name}`,
  async run(place) {
    place.write({ "src/index.js": handler });
    const tools = await place.tools(...packages);
    await place.exec(process.execPath, [join(tools, program), ...args]);
    await place.expectOutput(process.execPath, ["-e", caller(file)], { cwd: place.moveOut(file) });
  },
});

const esbuild = (format, file) =>
  lambda(`esbuild ${format}`, file, [ESBUILD], "esbuild/bin/esbuild",
    ["src/index.js", "--bundle", "--minify", "--platform=node", "--target=node20", `--format=${format}`, `--outfile=${file}`]);

/** An environment for a Next route in one of Next's runtimes. */
const next = (runtime) => ({
  name: `Next 16, ${runtime} route`,
  async run(place) {
    const env = { NEXT_TELEMETRY_DISABLED: "1", CI: "1", NO_COLOR: "1" };
    place.write({
      // By default Next takes the outermost folder with a lockfile as the root.
      "next.config.mjs": "export default { turbopack: { root: import.meta.dirname } };",
      "app/layout.js": "export default ({ children }) => <html><body>{children}</body></html>;",
      "app/page.js": "export default () => <p>app</p>;",
      "app/run/route.js": `import * as tasks from "${PACKAGE}";
export const runtime = "${runtime}";
export const dynamic = "force-dynamic";
export const GET = async () => new Response(await new Promise((report) => { ${body} }));`,
    });
    await place.install(...NEXT);
    const program = join(place.folder, "node_modules/next/dist/bin/next");
    await place.exec(process.execPath, [program, "build"], { env });
    const start = [program, "start", "--hostname=127.0.0.1", "--port=0"];
    const [url] = await place.start(process.execPath, start, /http:\/\/127\.0\.0\.1:\d+/, { env });
    const response = await fetch(`${url}/run`, { signal: AbortSignal.timeout(30_000) });
    place.expect(await response.text());
  },
});

export default [
  esbuild("cjs", "dist/index.cjs"),
  esbuild("esm", "dist/index.mjs"),
  lambda("webpack", "dist/main.js", WEBPACK, "webpack-cli/bin/cli.js",
    ["--mode=production", "--stats=errors-only", "--target=node", "--output-library-type=commonjs2"]),
  {
    name: "Vite SSR with everything bundled",
    async run(place) {
      place.write({ "src/index.js": esm(), "vite.config.mjs": "export default { ssr: { noExternal: true } };" });
      const program = join(await place.tools(VITE), "vite/bin/vite.js");
      await place.exec(process.execPath, [program, "build", "--ssr", "src/index.js"]);
      await place.expectOutput(process.execPath, ["dist/index.mjs"], { cwd: place.moveOut("dist") });
    },
  },
  next("nodejs"),
  next("edge"),
];
