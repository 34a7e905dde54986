// Helpers for the tests of the published command: a folder in which it is installed, and functions that run it there. What it prints
// must not contain a secret.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { createFakeService } from "neptune-import-tasks/testing";

export const ID = "t-0123456789";
export const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
export const TEMPORARY = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cr3t/Of+A/Session/With/Forty/Characters",
  sessionToken: "FwoGZXIvYXdzEBYaDHRva2VuL29m+/session==",
};
export const PROVIDED = { accessKeyId: "AKIAPROVIDEDEXAMPLE", secretAccessKey: "secretOfTheProfileWithSoManyCharacters00" };
const KEYS = [KEY, TEMPORARY, PROVIDED];
export const SECRETS = KEYS.flatMap(({ secretAccessKey, sessionToken = secretAccessKey }) => [secretAccessKey, sessionToken]);

// A copy of the package, beside which nothing else is installed.
export const folder = mkdtempSync(join(tmpdir(), "cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));
export const home = join(folder, "home");
mkdirSync(home);

/** A folder in which the package is installed, together with stand-ins for optional packages. */
export function install(name, packages = {}) {
  const modules = join(folder, name, "node_modules");
  const installed = fileURLToPath(new URL("../../target/package/package", import.meta.url));
  if (!packages.isWithoutPackage) cpSync(installed, join(modules, "neptune-import-tasks"), { recursive: true, dereference: true });
  for (const [other, source] of Object.entries(packages.others ?? {})) {
    mkdirSync(join(modules, other), { recursive: true });
    writeFileSync(join(modules, other, "package.json"), JSON.stringify({ name: other, version: "1.0.0", main: "index.js" }));
    writeFileSync(join(modules, other, "index.js"), source);
  }
  const { bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  return { folder: join(folder, name), cli: join(modules, "neptune-import-tasks", bin["neptune-import-tasks"]) };
}

export const PROVIDERS = "@aws-sdk/credential-providers";
export const LOADER = "@smithy/shared-ini-file-loader";

/** Logs each call, and returns credentials that expire in `expiresIn` milliseconds. The calls after `maxCalls` fail. */
export const providersStandIn = (log, expiresIn, maxCalls = Infinity) => `
let calls = 0;
const { appendFileSync } = require("node:fs");
exports.fromNodeProviderChain = ({ profile, clientConfig }) => async () => {
  appendFileSync(${JSON.stringify(log)}, JSON.stringify({ profile, region: clientConfig.region }) + "\\n");
  if (profile === "broken" || (calls += 1) > ${maxCalls}) throw new Error("the SSO session has ended");
  return { ...${JSON.stringify(PROVIDED)}, expiration: new Date(Date.now() + ${expiresIn}) };
};`;

export const LOADER_STAND_IN = `
exports.loadSharedConfigFiles = async () => ({
  configFile: {
    default: { region: "eu-west-1" },
    dev: { region: "us-west-2", endpoint_url: process.env.PROFILE_ENDPOINT },
    broken: { region: "us-west-2" },
  },
  credentialsFile: {},
});`;

export const alone = install("alone");

// All output of all commands, which must not contain a secret.
export const printed = [];

/** Keeps output, in which no secret may be. */
export function record(...outputs) {
  printed.push(...outputs);
  const isSecret = (output) => SECRETS.some((secret) => output.includes(secret) || output.includes(secret.slice(0, 20)));
  assert.ok(!outputs.some(isSecret), "a secret was printed");
}

/** The environment of a user with credentials and a region, without the variables of this machine. */
export function environment(key, variables) {
  return {
    PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: "true", AWS_REGION: "us-east-1", NO_PROXY: "127.0.0.1",
    ...(key && { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey, AWS_SESSION_TOKEN: key.sessionToken ?? "" }),
    // The mutant that `make mutants-js` tests.
    __STRYKER_ACTIVE_MUTANT__: process.env.__STRYKER_ACTIVE_MUTANT__,
    ...variables,
  };
}

/** Starts the command. `ended` resolves to its exit code, signal and output. */
export function start(args, { env, key = KEY, input, stdio, place = alone, cwd = place.folder, nodeArgs = [] } = {}) {
  const child = spawn(process.execPath, [...nodeArgs, place.cli, ...args], { env: environment(key, env), cwd, stdio: stdio ?? "pipe" });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name]?.setEncoding("utf8").on("data", (chunk) => { output[name] += chunk; });
  // A command that ends early closes its input.
  child.stdin?.on("error", () => {});
  if (input !== "open") child.stdin?.end(input ?? "");
  const ended = once(child, "close").then(([code, signal]) => {
    record(output.stdout, output.stderr);
    return { code, signal, ...output };
  });
  /** Waits until standard error, or the named stream, matches. */
  const until = (pattern, name = "stderr") => eventually(() => pattern.test(output[name]), () => `${pattern} in ${JSON.stringify(output)}`);
  return { child, ended, until };
}

export const run = (args, options) => start(args, options).ended;

export async function eventually(condition, describe) {
  const end = Date.now() + 8000;
  while (!await condition()) {
    if (Date.now() > end) assert.fail(`timed out: ${describe()}`);
    await delay(20);
  }
}

/** A fake service that requires signatures, and functions that run the command against it. */
export async function serve(t, options) {
  const service = createFakeService({ credentials: KEYS, cancellingFor: 150, ...options });
  const server = await service.listen();
  t.after(() => server.close());
  const env = { AWS_ENDPOINT_URL_NEPTUNE_GRAPH: server.url };
  const withEnv = (settings) => ({ ...settings, env: { ...env, ...settings?.env } });
  return {
    service, url: server.url, env,
    run: (args, settings) => run(args, withEnv(settings)),
    start: (args, settings) => start(args, withEnv(settings)),
  };
}

export const objects = (output) => output.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
export const FAST = ["--poll-interval", "20ms"];
