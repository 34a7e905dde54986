// Optional packages of the AWS SDK, found beside this package or in the working directory.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { UsageError } from "./usage.mjs";

export const PROVIDERS = "@aws-sdk/credential-providers";
const CONFIG_LOADER = "@smithy/shared-ini-file-loader";

/** The file that an import of the package in the file `from` resolves to; undefined if the package is not installed. */
function resolvePackage(name, from) {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

// Packages installed together with this one come first. The working directory is for `npx` and global installs. `createRequire` needs a
// file name, but the file need not exist.
const importers = () => [import.meta.url, join(process.cwd(), "any.js")];

async function load(name, file) {
  try {
    const module = await import(pathToFileURL(file).href);
    return { ...module.default, ...module };
  } catch (error) {
    throw new UsageError(`cannot load ${name}: ${error.message}`);
  }
}

/** The module with the AWS SDK's credential providers, or undefined. */
export async function loadProviders() {
  for (const importer of importers()) {
    const file = resolvePackage(PROVIDERS, importer);
    if (file) return load(PROVIDERS, file);
  }
  return undefined;
}

/** The AWS SDK's function that reads the shared config files, or undefined. It is installed as a dependency of the credential providers. */
export async function loadConfigLoader() {
  const providers = importers().map((importer) => resolvePackage(PROVIDERS, importer)).filter(Boolean);
  for (const [name, importer] of [
    ...[...importers(), ...providers].map((file) => [CONFIG_LOADER, file]), ...providers.map((file) => ["@smithy/core/config", file]),
  ]) {
    const file = resolvePackage(name, importer);
    const { loadSharedConfigFiles } = file ? await load(name, file) : {};
    if (loadSharedConfigFiles) return loadSharedConfigFiles;
  }
  return undefined;
}
