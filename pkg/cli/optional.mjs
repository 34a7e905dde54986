// Packages that are used if they are installed: beside this one, or where the user works.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { UsageError } from "./usage.mjs";

export const PROVIDERS = "@aws-sdk/credential-providers";
const LOADER = "@smithy/shared-ini-file-loader";

/** The file of a package as seen from another file, or nothing if it is not installed. */
function find(name, from) {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

// This package first: what is installed with it belongs to it. Then the folder that the user is in, for `npx` and global installs.
const placesOf = () => [import.meta.url, join(process.cwd(), "any.js")];

async function load(name, file) {
  try {
    const module = await import(pathToFileURL(file).href);
    return { ...module.default, ...module };
  } catch (error) {
    throw new UsageError(`${name} is installed and cannot be loaded: ${error.message}`);
  }
}

/** The package with the credential providers of the AWS SDK, or nothing. */
export async function loadProviders() {
  for (const place of placesOf()) {
    const file = find(PROVIDERS, place);
    if (file) return load(PROVIDERS, file);
  }
  return undefined;
}

/** The function that reads the shared config files, or nothing. The package with the providers brings it along. */
export async function loadConfigLoader() {
  const places = placesOf();
  const providers = places.map((place) => find(PROVIDERS, place)).filter(Boolean);
  for (const [name, place] of [
    ...[...places, ...providers].map((place) => [LOADER, place]), ...providers.map((place) => ["@smithy/core/config", place]),
  ]) {
    const file = find(name, place);
    const { loadSharedConfigFiles } = file ? await load(name, file) : {};
    if (loadSharedConfigFiles) return loadSharedConfigFiles;
  }
  return undefined;
}
