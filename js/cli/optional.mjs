// Optional packages of the AWS SDK. They run with the user's keys in their reach, so they are looked for only where the user has installed
// something for this command: beside this package and in the working directory. Node's own lookup would also search all parent folders,
// NODE_PATH and the home folder.

import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";

import { UsageError } from "./usage.mjs";

export const PROVIDERS = "@aws-sdk/credential-providers";
const CONFIG_LOADER = "@smithy/shared-ini-file-loader";
// What the loader of config files is in newer versions of the providers.
const [CORE, CORE_CONFIG] = ["@smithy/core", "@smithy/core/config"];

/** The `node_modules` folders of a package in `folder`: its own, and the one that it is installed in, with or without a scope. */
function modulesOf(folder) {
  const parent = dirname(folder);
  const installed = [parent, dirname(parent)].find((path) => basename(path) === "node_modules");
  return [join(folder, "node_modules"), ...(installed ? [installed] : [])];
}

/** The real folder of a package in a `node_modules` folder, to which pnpm and `npm link` have symbolic links; undefined without one. */
function packageIn(modules, name) {
  const folder = join(modules, name);
  return existsSync(join(folder, "package.json")) ? realpathSync(folder) : undefined;
}

/** The file that `specifier` names in the package in `folder`; undefined if the package does not have it. */
function resolveIn(modules, folder, specifier) {
  try {
    // From a file in `node_modules`, which need not exist, Node searches that folder first.
    const file = realpathSync(createRequire(join(modules, "any.js")).resolve(specifier));
    // If it is not there, Node goes on with the parents.
    return file.startsWith(folder + sep) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Yields each file that `specifier` of a package resolves to in these `node_modules` folders, with the package's folder. */
function* resolutions(allModules, name, specifier = name) {
  for (const modules of allModules) {
    const folder = packageIn(modules, name);
    const file = folder && resolveIn(modules, folder, specifier);
    if (file) yield { file, folder };
  }
}

// Packages installed together with this one come first. The working directory is for `npx` and global installs.
const searched = (packageFolder) => [...modulesOf(packageFolder), join(process.cwd(), "node_modules")];

async function load(name, file, output) {
  output.debug(`${name} from ${file}`);
  try {
    const module = await import(pathToFileURL(file).href);
    return { ...module.default, ...module };
  } catch (error) {
    throw new UsageError(`cannot load ${name}: ${error.message}`);
  }
}

/** The module with the AWS SDK's credential providers, or undefined. */
export async function loadProviders({ packageFolder, output }) {
  for (const { file } of resolutions(searched(packageFolder), PROVIDERS)) return load(PROVIDERS, file, output);
  return undefined;
}

/** The AWS SDK's function that reads the shared config files, or undefined. It is installed as a dependency of the credential providers. */
export async function loadConfigLoader({ packageFolder, output }) {
  const own = searched(packageFolder);
  const ofProviders = [...resolutions(own, PROVIDERS)].flatMap(({ folder }) => modulesOf(folder));
  for (const { name, files } of [
    { name: CONFIG_LOADER, files: resolutions([...own, ...ofProviders], CONFIG_LOADER) },
    { name: CORE_CONFIG, files: resolutions(ofProviders, CORE, CORE_CONFIG) },
  ]) {
    for (const { file } of files) {
      const { loadSharedConfigFiles } = await load(name, file, output);
      if (loadSharedConfigFiles) return loadSharedConfigFiles;
    }
  }
  return undefined;
}
