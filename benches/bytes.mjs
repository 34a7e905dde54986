// The bytes of every entry, beside bundles of what people would use instead.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { build } from "esbuild";

const root = new URL("../", import.meta.url);

const SDK = `export { CancelImportTaskCommand, GetImportTaskCommand, ListImportTasksCommand, NeptuneGraphClient,
  waitUntilImportTaskCancelled } from "@aws-sdk/client-neptune-graph";`;

const BUNDLES = {
  "AWS SDK, cancel, get, list and waiter, for browsers": [SDK, "browser"],
  "AWS SDK, cancel, get, list and waiter, for Node": [SDK, "node"],
  "zod and aws4fetch, for browsers": ['export { z } from "zod"; export { AwsClient } from "aws4fetch";', "browser"],
};

const ENTRIES = {
  "neptune-import-tasks": "dist/index.mjs",
  "neptune-import-tasks/check": "dist/check.mjs",
  "neptune-import-tasks, workerd": "dist/index.workerd.mjs",
  "its WebAssembly": "dist/neptune.wasm",
  "neptune-import-tasks/snippets": "dist/snippets.mjs",
  "neptune-import-tasks/testing": "dist/testing.mjs",
  "the command line": "dist/cli.mjs",
};

export async function bundle(contents, platform) {
  const { outputFiles: [{ contents: bytes }] } = await build({
    stdin: { contents, resolveDir: fileURLToPath(root) }, platform,
    bundle: true, minify: true, format: "esm", target: "es2022", legalComments: "none", write: false, logLevel: "error",
  });
  return bytes;
}

export async function countBytes() {
  const files = Object.entries(ENTRIES).map(([name, path]) => [name, readFileSync(new URL(path, root))]);
  for (const [name, [contents, platform]] of Object.entries(BUNDLES)) files.push([name, await bundle(contents, platform)]);
  const rows = files.map(([name, bytes]) =>
    ({ name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length }));
  return [{ title: "Bytes", unit: "bytes", rows }];
}
