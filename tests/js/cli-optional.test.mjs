// Where the published command looks for optional packages, and when. A package that it must not load leaves a file behind if it is loaded.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";

import { folder, home, ID, install, LOADER, LOADER_STAND_IN, PROVIDERS, providersStandIn, run } from "./cli-support.mjs";

const CORE = "@smithy/core";
const OPTIONAL = [PROVIDERS, LOADER, CORE];

const trace = (name) => join(folder, `${name}.trace`);

/** Installs packages in `path` that only leave a trace of their name. */
function setTraps(name, path, packages = OPTIONAL) {
  for (const other of packages) {
    mkdirSync(join(path, other), { recursive: true });
    writeFileSync(join(path, other, "package.json"), JSON.stringify({ name: other, main: "index.js", exports: { ".": "./index.js", "./config": "./index.js" } }));
    writeFileSync(join(path, other, "index.js"), `require("node:fs").writeFileSync(${JSON.stringify(trace(name))}, "");`);
  }
}

/** Runs `request ID` and returns the names of the traps that were loaded. */
async function loaded(names, options, args = []) {
  for (const name of names) rmSync(trace(name), { force: true });
  const result = await run(["request", ID, ...args], options);
  return { ...result, loaded: names.filter((name) => existsSync(trace(name))) };
}

const stage = mkdtempSync(join(folder, "stage-"));
const place = install(join(stage.slice(folder.length), "beside/app"));
const cwd = join(stage, "work/project");
mkdirSync(cwd, { recursive: true });
setTraps("parent of the package", join(stage, "beside/node_modules"));
setTraps("parent of the working directory", join(stage, "work/node_modules"));
setTraps("common parent", join(stage, "node_modules"));
setTraps("home folder", join(home, ".node_modules"));
setTraps("NODE_PATH", join(stage, "global"));
const NEVER = ["parent of the package", "parent of the working directory", "common parent", "home folder", "NODE_PATH"];
const env = { NODE_PATH: join(stage, "global") };
const MISSING = [
  ["a region", { env: { ...env, AWS_REGION: "" } }, []],
  ["keys", { env, key: null }, []],
  ["keys", { env, key: null }, ["--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:9"]],
  ["the profile of an option", { env }, ["--profile", "dev"]],
  ["the profile of a variable", { env: { ...env, AWS_PROFILE: "dev" } }, []],
];

test("no optional package of a parent folder, NODE_PATH or the home folder is loaded, whatever is missing", async () => {
  for (const [missing, options, args] of MISSING) {
    const { loaded: names, stderr } = await loaded(NEVER, { place, cwd, ...options }, args);
    assert.deepEqual(names, [], missing);
    if (missing === "keys") assert.match(stderr, /credential-providers is not installed/);
  }
});

test("a package without its main file does not lead to the one of a parent folder", async () => {
  const modules = join(cwd, "node_modules");
  for (const manifest of ["{}", JSON.stringify({ main: "missing.js" }), JSON.stringify({ main: "../../../node_modules/index.js" })]) {
    for (const name of OPTIONAL) {
      mkdirSync(join(modules, name), { recursive: true });
      writeFileSync(join(modules, name, "package.json"), manifest);
    }
    for (const [missing, options, args] of MISSING) {
      assert.deepEqual((await loaded(NEVER, { place, cwd, ...options }, args)).loaded, [], `${missing}, ${manifest}`);
    }
  }
  rmSync(modules, { recursive: true });
});

test("a package in the working directory is loaded only if something is missing that it can provide", async () => {
  const modules = join(cwd, "node_modules");
  setTraps("working directory", modules);
  for (const [missing, options, args] of MISSING) {
    assert.deepEqual((await loaded(["working directory"], { place, cwd, ...options }, args)).loaded, ["working directory"], missing);
  }
  const complete = [
    [{ env }],
    [{ env: { AWS_REGION: "" } }, ["--region", "us-east-1"]],
    [{ key: null }, ["--no-sign-request"]],
    [{ key: null }, ["--curl"]],
    [{ env: { AWS_SECRET_ACCESS_KEY: "" } }],
    [{ env: { AWS_REGION: "" } }, ["--max-attempts", "many"]],
    [{ env: { AWS_REGION: "" } }, ["--help"]],
  ];
  for (const [options, args] of complete) {
    const { loaded: names } = await loaded(["working directory", ...NEVER], { place, cwd, ...options }, args);
    assert.deepEqual(names, [], JSON.stringify([options, args]));
  }
  const { stderr } = await run(["list", "--debug"], { place, cwd, key: null, env });
  assert.ok(stderr.includes(`debug: ${PROVIDERS} from ${join(modules, PROVIDERS, "index.js")}\n`), stderr);
  rmSync(modules, { recursive: true });
});

test("packages that npm and pnpm install beside this one, or that it is linked with", async () => {
  const others = { [PROVIDERS]: providersStandIn(join(folder, "optional.log"), 3_600_000), [LOADER]: LOADER_STAND_IN };
  const runIn = (where, from = home) => run(["request", ID], { place: where, cwd: from, key: null, env: { AWS_REGION: "" } });
  const assertFound = async (where, from) => {
    const { stdout, stderr } = await runIn(where, from);
    assert.match(stdout, /Credential=AKIAPROVIDEDEXAMPLE\/\d+\/eu-west-1\//, stderr);
  };
  await assertFound(install("npm", { others }));
  await assertFound(install("npm-own", { others: { [PROVIDERS]: others[PROVIDERS], [`${PROVIDERS}/node_modules/${LOADER}`]: LOADER_STAND_IN } }));

  // pnpm: a folder for each package and its dependencies, and links to them.
  const virtual = install("pnpm/node_modules/.pnpm/neptune-import-tasks@0.1.0", {});
  const store = install("pnpm/node_modules/.pnpm/providers@1.0.0", { isWithoutPackage: true, others });
  mkdirSync(join(virtual.folder, "node_modules/@aws-sdk"));
  symlinkSync(join(store.folder, "node_modules", PROVIDERS), join(virtual.folder, "node_modules", PROVIDERS));
  const modules = join(folder, "pnpm/node_modules");
  symlinkSync(join(virtual.folder, "node_modules/neptune-import-tasks"), join(modules, "neptune-import-tasks"));
  await assertFound({ cli: join(modules, "neptune-import-tasks/dist/cli.mjs"), folder: join(folder, "pnpm") });

  // `npm link`: the package is in a folder of its own, with its own node_modules; the working directory has a link to it.
  const linked = install("linked");
  const checkout = join(folder, "checkout");
  renameSync(dirname(dirname(linked.cli)), checkout);
  symlinkSync(checkout, dirname(dirname(linked.cli)));
  assert.match((await runIn(linked)).stderr, /the region is missing/);
  renameSync(install("linked-packages", { isWithoutPackage: true, others }).folder, join(folder, "linked-work"));
  await assertFound(linked, join(folder, "linked-work"));
  renameSync(join(folder, "linked-work/node_modules"), join(checkout, "node_modules"));
  await assertFound(linked);
});

test("the SDK's loader of config files inside of its core package", async () => {
  const modules = install("core", { others: { [PROVIDERS]: "exports.fromNodeProviderChain = () => async () => ({});" } });
  const core = join(modules.folder, "node_modules", CORE);
  mkdirSync(core, { recursive: true });
  writeFileSync(join(core, "package.json"), JSON.stringify({ exports: { "./config": "./config.js" } }));
  writeFileSync(join(core, "config.js"), LOADER_STAND_IN);
  const { stdout, stderr } = await run(["request", ID], { place: modules, env: { AWS_REGION: "" } });
  assert.match(stdout, /^DELETE https:\/\/neptune-graph\.eu-west-1\./, stderr);
});
