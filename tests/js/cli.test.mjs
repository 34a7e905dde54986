/**
 * Tests of the published command `neptune-import-tasks`: over pipes, interrupted, and in a real terminal (tmux).
 * The functions that it calls have tests of their own, such as cancel.test.mjs.
 */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { createFakeService } from "neptune-import-tasks/testing";

const ID = "t-0123456789";
const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const TEMPORARY = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cr3t/Of+A/Session/With/Forty/Characters",
  sessionToken: "FwoGZXIvYXdzEBYaDHRva2VuL29m+/session==",
};
const PROVIDED = { accessKeyId: "AKIAPROVIDEDEXAMPLE", secretAccessKey: "secretOfTheProfileWithSoManyCharacters00" };
const KEYS = [KEY, TEMPORARY, PROVIDED];
const SECRETS = KEYS.flatMap(({ secretAccessKey, sessionToken = secretAccessKey }) => [secretAccessKey, sessionToken]);

// A copy of the package, beside which nothing else is installed.
const folder = mkdtempSync(join(tmpdir(), "cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = join(folder, "home");
mkdirSync(home);

/** A folder in which the package is installed, together with stand-ins for optional packages. */
function install(name, packages = {}) {
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

const PROVIDERS = "@aws-sdk/credential-providers";
const LOADER = "@smithy/shared-ini-file-loader";

/** Logs each call, and returns credentials that expire in `expiresIn` milliseconds. The calls after `maxCalls` fail. */
const providersStandIn = (log, expiresIn, maxCalls = Infinity) => `
let calls = 0;
const { appendFileSync } = require("node:fs");
exports.fromNodeProviderChain = ({ profile, clientConfig }) => async () => {
  appendFileSync(${JSON.stringify(log)}, JSON.stringify({ profile, region: clientConfig.region }) + "\\n");
  if (profile === "broken" || (calls += 1) > ${maxCalls}) throw new Error("the SSO session has ended");
  return { ...${JSON.stringify(PROVIDED)}, expiration: new Date(Date.now() + ${expiresIn}) };
};`;

const LOADER_STAND_IN = `
exports.loadSharedConfigFiles = async () => ({
  configFile: {
    default: { region: "eu-west-1" },
    dev: { region: "us-west-2", endpoint_url: process.env.PROFILE_ENDPOINT },
    broken: { region: "us-west-2" },
  },
  credentialsFile: {},
});`;

const alone = install("alone");

// All output of all commands, which must not contain a secret.
const printed = [];

/** The environment of a user with credentials and a region, without the variables of this machine. */
function environment(key, variables) {
  return {
    PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: "true", AWS_REGION: "us-east-1", NO_PROXY: "127.0.0.1",
    ...(key && { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey, AWS_SESSION_TOKEN: key.sessionToken ?? "" }),
    ...variables,
  };
}

/** Starts the command. `ended` resolves to its exit code, signal and output. */
function start(args, { env, key = KEY, input, stdio, place = alone, cwd = place.folder, nodeArgs = [] } = {}) {
  const child = spawn(process.execPath, [...nodeArgs, place.cli, ...args], { env: environment(key, env), cwd, stdio: stdio ?? "pipe" });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) child[name]?.setEncoding("utf8").on("data", (chunk) => { output[name] += chunk; });
  // A command that ends early closes its input.
  child.stdin?.on("error", () => {});
  if (input !== "open") child.stdin?.end(input ?? "");
  const ended = once(child, "close").then(([code, signal]) => {
    printed.push(output.stdout, output.stderr);
    return { code, signal, ...output };
  });
  /** Waits until standard error, or the named stream, matches. */
  const until = (pattern, name = "stderr") => eventually(() => pattern.test(output[name]), () => `${pattern} in ${JSON.stringify(output)}`);
  return { child, ended, until };
}

const run = (args, options) => start(args, options).ended;

async function eventually(condition, describe) {
  const end = Date.now() + 8000;
  while (!await condition()) {
    if (Date.now() > end) assert.fail(`timed out: ${describe()}`);
    await delay(20);
  }
}

/** A fake service that requires signatures, and functions that run the command against it. */
async function serve(t, options) {
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

const objects = (output) => output.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
const FAST = ["--poll-interval", "20ms"];

// ---- command line ----------------------------------------------------------------------------------------------------

test("--help, for all and for each command, with the exit codes; --version", async () => {
  const { code, stdout } = await run(["--help"]);
  assert.equal(code, 0);
  await Promise.all(["check", "request", "cancel", "watch", "list"].map(async (command) => {
    assert.match(stdout, new RegExp(`^  ${command}`, "m"));
    const help = await run([command, "-h"]);
    assert.equal(help.code, 0);
    assert.match(help.stdout, new RegExp(`Usage: neptune-import-tasks ${command}`));
    assert.match(help.stdout, /^  3 +the import finished/m);
    assert.equal((await run(["help", command])).stdout, help.stdout);
    assert.ok(help.stdout.split("\n").every((line) => line.length <= 80), "no line is longer than a terminal");
  }));
  const { version } = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("neptune-import-tasks/package.json")), "utf8"));
  assert.deepEqual(await run(["--version"]), { code: 0, signal: null, stdout: `${version}\n`, stderr: "" });
});

const INVALID_COMMAND_LINES = [
  [[], "the command is missing", "`--help` lists the commands"],
  [["cancl", ID], "unknown command `cancl`", "did you mean `cancel`?"],
  [["frobnicate"], "unknown command `frobnicate`", "the commands are check, request, cancel, watch, list"],
  [["list", "--regoin", "x"], "unknown option `--regoin`", "did you mean `--region`?"],
  [["list", "--xyzzy"], "unknown option `--xyzzy`", "`--help` lists the options"],
  [["list", "-x"], "unknown option `-x`", "`--help` lists the options"],
  [["list", "--wait"], "`list` has no option `--wait`", "it is an option of `cancel`"],
  [["list", "--region"], "the option `--region` needs a value: REGION"],
  [["list", "--region", "--json"], "the option `--region` needs a value: REGION"],
  [["list", "--endpoint-url="], "the option `--endpoint-url` needs a value: URL"],
  [["list", "--quiet=yes"], "the option `--quiet` takes no value"],
  [["list", ID], "1 operand after `list`: expected none"],
  [["cancel"], "the task id is missing: expected `cancel ID`", "`list` shows the tasks"],
  [["cancel", ID, ID], "2 operands after `cancel`: expected one task id"],
  [["cancel", ID, "--wait", "--max-wait", "soon"], "invalid value `soon` for `--max-wait`: expected a duration such as 90, 90s, 5m or 1h"],
  [["cancel", ID, "--poll-interval", "5"], "`--poll-interval` needs `--wait`"],
  [["list", "--max-results", "0"], "invalid value `0` for `--max-results`: expected a positive integer"],
  [["list", "--max-attempts", "many"], "invalid value `many` for `--max-attempts`: expected a positive integer"],
  [["check", "--kind", "task", ID],
    "invalid value `task` for `--kind`: expected one of task-id, graph-id, role-arn", "did you mean `task-id`?"],
  [["request", ID, "--operation", "get", "--curl"], "`--curl` requires `--operation cancel`"],
  [["cancel", "T-0123456789"],
    "unexpected `T` at index 0 in the prefix of the task id: expected `t-`", "valid in lower case", "did you mean `t-0123456789`?"],
  [["list", "--graph-id", "g-1"], "the graph id ends at index 3 in its suffix: expected 10 characters a-z or 0-9, found 1"],
  [["list", "--use-fips", "--endpoint-url", "http://127.0.0.1:9"], /FIPS/i],
];

test("an invalid command line: the error, a hint, exit code 2", async () => {
  await Promise.all(INVALID_COMMAND_LINES.map(async ([args, message, ...hints]) => {
    const { code, stdout, stderr } = await run(args);
    assert.equal(code, 2, `${args}: ${stderr}`);
    assert.deepEqual(objects(stdout).map(({ type, exitCode }) => [type, exitCode]), args.includes("--json") ? [["error", 2]] : []);
    const [error, ...rest] = stderr.trim().split("\n");
    if (message instanceof RegExp) assert.match(error, message);
    else assert.deepEqual([error, ...rest], [`error: ${message}`, ...hints.map((hint) => `hint: ${hint}`)]);
  }));
});

// ---- check -----------------------------------------------------------------------------------------------------------

test("check: the kind by prefix or by --kind; fields separated by tabs in a pipe", async () => {
  const good = await run(["check", ID, "g-0123456789", "arn:aws:iam::123456789012:role/Import"]);
  assert.deepEqual([good.code, good.stderr], [0, ""]);
  assert.equal(good.stdout, `ok\t${ID}\nok\tg-0123456789\nok\tarn:aws:iam::123456789012:role/Import\n`);
  const bad = await run(["check", ID, "T-0123456789", "x"]);
  assert.equal(bad.code, 1);
  assert.deepEqual(bad.stdout.split("\n").map((line) => line.split("\t")), [
    ["ok", ID],
    ["refused", "T-0123456789", "unexpected `T` at index 0 in the prefix of the task id: expected `t-`", "valid in lower case", ID],
    ["refused", "x",
      "not a task id, a graph id or a role ARN: expected `t-`, `g-` or `arn:` at index 0", "use `--kind` to select the kind"],
    [""],
  ]);
  assert.equal((await run(["check", "--kind", "graph-id", ID])).code, 1);
  const path = "arn:aws:iam::123456789012:role/team/Import";
  assert.equal((await run(["check", path])).code, 1);
  assert.equal((await run(["check", path, "--revision", "current"])).code, 0);
  assert.equal((await run(["check", "--quiet", ID])).stdout, "");
  assert.equal((await run(["check", "--", "-x"])).code, 1);
});

test("check --json: one object per line", async () => {
  const { code, stdout } = await run(["check", "--json", ID, "t-01", "arn:aws:iam::123456789012:role/"]);
  assert.equal(code, 1);
  const [good, bad, unusual] = objects(stdout);
  assert.deepEqual(good, { value: ID, kind: "task-id", ok: true, warnings: [] });
  assert.deepEqual([bad.value, bad.ok, bad.issue.code, bad.issue.index], ["t-01", false, "too_short", 4]);
  assert.deepEqual([unusual.ok, unusual.warnings[0].code], [true, "empty_role_name"]);
});

test("check: lines of standard input, as soon as they are complete", async () => {
  const { code, stdout, stderr } = await run(["check", "--json"], { input: `${ID}\r\n\nt-01` });
  assert.equal(code, 1);
  assert.deepEqual(objects(stdout).map(({ line, ok, value }) => [line, ok, value]), [[1, true, ID], [2, false, ""], [3, false, "t-01"]]);
  assert.equal(stderr, "");
  assert.equal((await run(["check", "-"], { input: `${ID}\n` })).stderr, "1 line, 0 invalid\n");

  const { child, ended, until } = start(["check"], { input: "open" });
  child.stdin.write(`${ID}\nt-012`);
  await until(/^ok\tt-0123456789\n$/, "stdout");
  child.stdin.end("3456789\n");
  assert.equal((await ended).stdout, `ok\t${ID}\nok\t${ID}\n`);
});

test("check: many lines", async () => {
  const { code, stdout, stderr } = await run(["check", "--quiet"], { input: `${`${ID}\n`.repeat(200_000)}t-x\n` });
  assert.deepEqual([code, stderr], [1, ""]);
  assert.match(stdout, /^refused\tt-x\tline 200001: [^\n]+\n$/);
});

// ---- request ---------------------------------------------------------------------------------------------------------

test("request: prints a signed request and sends nothing", async (t) => {
  const { service, url, run: runHere } = await serve(t, { tasks: [{ taskId: ID }] });
  const { code, stdout } = await runHere(["request", ID, "--json"]);
  assert.equal(code, 0);
  const [{ method, url: address, headers }] = objects(stdout);
  assert.equal(service.requests.length, 0);
  // The service accepts the printed request.
  const response = await fetch(address, { method, headers });
  assert.deepEqual([method, address, response.status], ["DELETE", `${url}/importtasks/${ID}`, 200]);

  const lines = (await runHere(["request", ID])).stdout.split("\n");
  assert.equal(lines[0], `DELETE ${url}/importtasks/${ID}`);
  assert.match(lines[1], /^x-amz-date: \d{8}T\d{6}Z$/);
  assert.match(lines[2], /^authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\//);
  const [get] = (await runHere(["request", ID, "--operation", "get"])).stdout.split("\n");
  const [list] = (await runHere(["request", "--operation", "list"])).stdout.split("\n");
  assert.deepEqual([get, list], [`GET ${url}/importtasks/${ID}`, `GET ${url}/importtasks`]);
});

test("request --explain: all steps, with the token masked", async () => {
  const { code, stdout } = await run(["request", ID, "--explain"], { key: TEMPORARY });
  assert.equal(code, 0);
  const length = `(${TEMPORARY.sessionToken.length} characters)`;
  assert.ok(stdout.includes(`x-amz-security-token: ${length}`) && stdout.includes(`x-amz-security-token:${length}`));
  for (const title of ["canonical request", "string to sign", "scope", "signed headers", "signature"]) assert.ok(stdout.includes(`\n${title}:\n`), title);
  const [object] = objects((await run(["request", ID, "--explain", "--json"], { key: TEMPORARY })).stdout);
  assert.deepEqual(Object.keys(object),
    ["method", "url", "headers", "canonicalRequest", "stringToSign", "scope", "signedHeaders", "signature"]);
  assert.match(object.signature, /^[0-9a-f]{64}$/);
});

test("request without credentials: unsigned, with a note; --curl needs no credentials", async () => {
  const unsigned = await run(["request", ID], { key: null });
  assert.deepEqual([unsigned.code, unsigned.stdout], [0, `DELETE https://neptune-graph.us-east-1.amazonaws.com/importtasks/${ID}\n`]);
  assert.match(unsigned.stderr, /^not signed: no credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set/);
  assert.equal((await run(["request", ID, "--no-sign-request"], { key: null })).stderr, "");
  assert.equal((await run(["request", ID, "--explain"], { key: null })).code, 2);
  const curl = await run(["request", ID, "--curl"], { key: null });
  assert.deepEqual([curl.code, curl.stderr], [0, ""]);
  assert.match(curl.stdout, /^curl --request DELETE \\\n/);
  assert.deepEqual(Object.keys(objects((await run(["request", ID, "--curl", "--json"])).stdout)[0]), ["curl"]);
});

// ---- configuration ---------------------------------------------------------------------------------------------------

const urlOf = async (args, options) =>
  (await run(["request", ID, ...args], options)).stdout.split("\n")[0].replace(/^DELETE (.*)\/importtasks\/.*/, "$1");

test("precedence: options, then environment variables in their order", async () => {
  const aws = (region) => `https://neptune-graph.${region}.amazonaws.com`;
  const [specific, global] = ["http://specific.test", "http://global.test"];
  const variables = { AWS_ENDPOINT_URL_NEPTUNE_GRAPH: specific, AWS_ENDPOINT_URL: global };
  const ROWS = [
    [["--region", "eu-west-1"], { AWS_REGION: "us-west-2" }, aws("eu-west-1")],
    [[], { AWS_REGION: "us-west-2", AWS_DEFAULT_REGION: "eu-west-2" }, aws("us-west-2")],
    [[], { AWS_REGION: "", AWS_DEFAULT_REGION: "eu-west-2" }, aws("eu-west-2")],
    [["--endpoint-url", "http://option.test"], variables, "http://option.test"],
    [[], variables, specific],
    [[], { AWS_ENDPOINT_URL: global }, global],
    [[], { ...variables, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }, aws("us-east-1")],
    [["--endpoint-url", "http://option.test"], { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }, "http://option.test"],
    [["--use-fips"], {}, "https://neptune-graph-fips.us-east-1.amazonaws.com"],
    [[], { AWS_USE_FIPS_ENDPOINT: "true" }, "https://neptune-graph-fips.us-east-1.amazonaws.com"],
    [[], { AWS_USE_FIPS_ENDPOINT: "false" }, aws("us-east-1")],
    [["--use-dualstack"], {}, "https://neptune-graph.us-east-1.api.aws"],
    [[], { AWS_USE_DUALSTACK_ENDPOINT: "true" }, "https://neptune-graph.us-east-1.api.aws"],
  ];
  await Promise.all(ROWS.map(async ([args, env, expected]) => assert.equal(await urlOf(args, { env }), expected, JSON.stringify([args, env]))));
});

test("a missing region, and an unknown one", async () => {
  const missing = await run(["list"], { env: { AWS_REGION: "" } });
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /^error: the region is missing: expected --region, AWS_REGION or AWS_DEFAULT_REGION\nhint: install @aws-sdk/);
  const unknown = await run(["request", ID, "--region", "us-eats-1"]);
  assert.equal(unknown.code, 0);
  assert.match(unknown.stderr, /^warning: .*`us-east-1`/);
});

test("credentials that are missing, incomplete or expired", async (t) => {
  const { service, run: runHere } = await serve(t, { tasks: [{ taskId: ID }] });
  const none = await runHere(["cancel", ID], { key: null });
  assert.equal(none.code, 2);
  assert.equal(none.stderr, `error: no credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set, and ${PROVIDERS} is not installed
hint: install ${PROVIDERS} to use profiles, SSO, roles, credential processes and instance metadata\n`);
  const half = await runHere(["cancel", ID], { env: { AWS_SECRET_ACCESS_KEY: "" } });
  assert.deepEqual([half.code, half.stderr], [2, "error: AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not\n"]);
  const expired = await runHere(["cancel", ID], { env: { AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z" } });
  assert.equal(expired.code, 2);
  assert.match(expired.stderr, /^error: .*expired|ended/);
  const profile = await runHere(["cancel", ID, "--profile", "dev"]);
  assert.equal(profile.code, 2);
  assert.match(profile.stderr, /^error: cannot read the profile `dev`: @aws-sdk\/credential-providers is not installed\n/);
  assert.equal(service.requests.length, 0);
});

test("--no-sign-request", async (t) => {
  const { run: runHere } = await serve(t, { tasks: [{ taskId: ID }], credentials: undefined });
  assert.equal((await runHere(["cancel", ID, "--no-sign-request"], { key: null })).stdout, `${ID} CANCELLING\n`);
});

// ---- optional packages -----------------------------------------------------------------------------------------------

test("credentials and region of a profile, with packages beside this one or in the working directory", async (t) => {
  const { service, url, run: runHere } = await serve(t, { tasks: [{ taskId: ID }] });
  const log = join(folder, "calls.log");
  const others = { [PROVIDERS]: providersStandIn(log, 3_600_000), [LOADER]: LOADER_STAND_IN };
  const beside = install("beside", { others });
  const work = install("work", { others, isWithoutPackage: true }).folder;
  const bare = { AWS_REGION: "" };
  for (const place of [{ place: beside, cwd: home }, { place: alone, cwd: work }]) {
    writeFileSync(log, "");
    const own = await runHere(["list", "--json"], { ...place, key: null, env: bare });
    assert.deepEqual([own.code, objects(own.stdout)[0].taskId], [0, ID], own.stderr);
    assert.match(service.requests.at(-1).headers.authorization, /AKIAPROVIDEDEXAMPLE\/\d+\/eu-west-1\//);
    // `--profile` takes precedence over keys in the environment, and those over AWS_PROFILE.
    await runHere(["list", "--profile", "dev"], { ...place, env: bare });
    assert.match(service.requests.at(-1).headers.authorization, /AKIAPROVIDEDEXAMPLE\/\d+\/us-west-2\//);
    await runHere(["list"], { ...place, env: { ...bare, AWS_PROFILE: "dev" } });
    assert.match(service.requests.at(-1).headers.authorization, /AKIAIOSFODNN7EXAMPLE\/\d+\/us-west-2\//);
    assert.deepEqual(objects(readFileSync(log, "utf8")), [{ region: "eu-west-1" }, { profile: "dev", region: "us-west-2" }]);
  }
  const endpoint = { ...bare, AWS_ENDPOINT_URL_NEPTUNE_GRAPH: "", PROFILE_ENDPOINT: url };
  assert.equal((await runHere(["list", "--profile", "dev"], { place: beside, env: endpoint })).code, 0);
  const unknown = await runHere(["list", "--profile", "dve"], { place: beside });
  assert.deepEqual([unknown.code, unknown.stderr], [2, "error: the profile `dve` is not in the shared config files\nhint: did you mean `dev`?\n"]);
  const broken = await runHere(["list", "--profile", "broken"], { place: beside });
  assert.deepEqual([broken.code, broken.stderr], [2, "error: no credentials: the SSO session has ended\n"]);
});

test("a provider is called again before its credentials expire", async (t) => {
  const { run: runHere } = await serve(t, { tasks: [{ taskId: ID }], cancellingFor: 200 });
  const log = join(folder, "ending.log");
  const place = install("ending", { others: { [PROVIDERS]: providersStandIn(log, 60_000) } });
  const { code, stdout } = await runHere(["cancel", ID, "--wait", "--json", ...FAST], { place, key: null });
  assert.equal(code, 0);
  assert.equal(objects(readFileSync(log, "utf8")).length, objects(stdout).at(-1).attempts);
});

test("an error after the cancel request was accepted: the hint reports that it was", async (t) => {
  const { run: runHere } = await serve(t, { tasks: [{ taskId: ID }], cancellingFor: 60_000 });
  const place = install("signed-out", { others: { [PROVIDERS]: providersStandIn(join(folder, "out.log"), 1600, 1) } });
  const { code, stderr } = await runHere(["cancel", ID, "--wait", "--poll-interval", "2s"], { place, key: null });
  assert.equal(code, 2);
  assert.match(stderr, /error: no credentials: the SSO session has ended\nhint: the cancel request was accepted, and the cancellation continues: use `watch` to see the status\n$/);
});

test("an optional package that cannot be loaded", async () => {
  const place = install("damaged", { others: { [PROVIDERS]: "throw new Error('no such binding')" } });
  const { code, stderr } = await run(["list", "--region", "us-east-1"], { place, key: null });
  assert.equal(code, 2);
  assert.equal(stderr, `error: cannot load ${PROVIDERS}: no such binding\n`);
});

// ---- cancel ----------------------------------------------------------------------------------------------------------

test("cancel: the status, as a line and as JSON", async (t) => {
  const { service, run: runHere } = await serve(t, { tasks: [{ taskId: ID }, { taskId: "t-aaaaaaaaaa" }] });
  assert.deepEqual(await runHere(["cancel", ID]), { code: 0, signal: null, stdout: `${ID} CANCELLING\n`, stderr: "" });
  const { code, stdout } = await runHere(["cancel", "t-aaaaaaaaaa", "--json"]);
  const [{ task, ...result }] = objects(stdout);
  assert.equal(code, 0);
  assert.deepEqual(result, { type: "result", outcome: "accepted", taskId: "t-aaaaaaaaaa", status: "CANCELLING" });
  assert.equal(task.roleArn, "arn:aws:iam::111122223333:role/NeptuneImportRole");
  assert.equal(service.count().CancelImportTask, 2);
});

const OUTCOMES = [
  ["cancelled", 0, {}],
  ["already-cancelled", 0, { status: "CANCELLED" }],
  ["finished-first", 3, { status: "SUCCEEDED" }],
  ["finished-first", 3, { afterCancel: [["CANCELLING", 50], ["SUCCEEDED"]] }],
  ["failed-first", 4, { status: "FAILED", statusReason: "no such bucket" }],
  ["gone", 5, { afterCancel: [["CANCELLING", 50], ["GONE"]] }],
  ["timed-out", 6, { cancellingFor: 60_000 }],
];

test("cancel --wait: each outcome with its exit code, as lines and as JSON", async (t) => {
  const { service, run: runHere } = await serve(t);
  await Promise.all(OUTCOMES.map(async ([outcome, exitCode, task]) => {
    const limit = outcome === "timed-out" ? ["--max-wait", "0.3"] : [];
    const id = service.addTask(task).taskId;
    const lines = await runHere(["cancel", id, "--wait", ...FAST, ...limit]);
    assert.deepEqual([lines.code, lines.stdout], [exitCode, `${id} ${outcome}\n`], lines.stderr);
    assert.doesNotMatch(lines.stderr, /\x1b|\r/);
    if (outcome === "cancelled") assert.match(lines.stderr, new RegExp(`^${id}  CANCELLING\n(${id}  .*\n)*${id}  CANCELLED`));
    if (task.statusReason) assert.match(lines.stderr, /\(no such bucket\)/);

    const { taskId } = service.addTask(task);
    const json = await runHere(["cancel", taskId, "--wait", "--json", ...FAST, ...limit]);
    const all = objects(json.stdout);
    const last = all.pop();
    assert.deepEqual([json.code, last.type, last.outcome, last.taskId], [exitCode, "result", outcome, taskId]);
    assert.equal(last.attempts, service.count(taskId).CancelImportTask + service.count(taskId).GetImportTask);
    assert.ok(last.history.length > 0);
    for (const progress of all) {
      assert.equal(progress.type, "progress");
      assert.ok(progress.attempts > 0 && progress.waited >= 0);
    }
  }));
});

const SERVICE_ERRORS = [
  [{ fault: "access-denied" }, 1, /^error: AccessDeniedException: .*\nhint: the IAM action neptune-graph:CancelImportTask is required\n$/],
  [{ fault: "expired-token" }, 1, /^error: ExpiredTokenException: .*\nhint: the temporary credentials have expired: sign in again\n$/],
  [{ task: { status: "SUCCEEDED" } }, 1, /^error: ConflictException: .*\(HTTP 409, request id [-0-9a-f]{36}\)\nhint: use `watch t-\w{10}` to see the current status\n$/],
  [{ fault: "truncated-json" }, 1, /^error: .*\nhint: it is unknown whether the cancel request was accepted: use `watch` to see the status\n/],
  [{ fault: { name: "UnrecognizedClientException", status: 403, message: "The security token\nincluded is\x1b[31m invalid" } }, 1,
    /^error: UnrecognizedClientException: The security token included is\uFFFD\[31m invalid .*\nhint: AWS does not know the access key id or the session token/],
];

test("cancel: errors of the service, with hints", async (t) => {
  const { service, run: runHere } = await serve(t);
  for (const [{ fault, task }, exitCode, pattern] of SERVICE_ERRORS) {
    const { taskId } = service.addTask(task);
    if (fault) service.misbehave(fault, { times: Infinity, taskId });
    const { code, stdout, stderr } = await runHere(["cancel", taskId]);
    assert.deepEqual([code, stdout], [exitCode, ""]);
    assert.match(stderr, pattern);
  }
  const gone = await runHere(["cancel", "t-zzzzzzzzzz", "--json"]);
  assert.equal(gone.code, 5);
  assert.deepEqual(objects(gone.stdout).map(({ type, name, exitCode }) => [type, name, exitCode]),
    [["error", "ResourceNotFoundException", 5]]);
  assert.match(gone.stderr, /^error: ResourceNotFoundException/);
});

test("a rejected signature is explained, and secrets in AWS's message are masked", async (t) => {
  const { run: runHere } = await serve(t, { tasks: [{ taskId: ID }] });
  const key = { ...TEMPORARY, secretAccessKey: "anotherSecretThanTheOneThatTheServiceHas" };
  for (const options of [["--debug"], ["--json"]]) {
    const { code, stdout, stderr } = await runHere(["cancel", ID, ...options], { key });
    assert.equal(code, 1);
    assert.match(stderr, /error: InvalidSignatureException: [^\n]*\nhint: both sides signed the same string/);
    assert.ok(!`${stdout}${stderr}`.includes(key.secretAccessKey) && !`${stdout}${stderr}`.includes(key.sessionToken));
    if (options[0] === "--debug") assert.match(stderr, new RegExp(`\\(${key.sessionToken.length} characters\\)`), "the canonical request is printed, with the token masked");
  }
});

test("no connection, and no response before the timeout", async (t) => {
  const { service, run: runHere, url } = await serve(t, { tasks: [{ taskId: ID }] });
  service.misbehave("drop", { times: 2 });
  assert.equal((await runHere(["cancel", ID, "--max-attempts", "3"])).code, 0);
  service.misbehave("drop", { times: Infinity });
  const { code, stderr } = await runHere(["list", "--max-attempts", "1"], { env: { HTTPS_PROXY: "http://proxy.test" } });
  assert.equal(code, 7);
  assert.match(stderr, /^error: no response to ListImportTasks: .*\nhint: check that http:\/\/127\.0\.0\.1:\d+ is the right endpoint and can be reached from this network\nhint: HTTPS_PROXY/);
  assert.ok(stderr.includes(url));
  const attempts = service.count().ListImportTasks;
  await runHere(["list"], { env: { AWS_MAX_ATTEMPTS: "2" } });
  assert.equal(service.count().ListImportTasks - attempts, 2);
  const hanging = createFakeService({ tasks: [{ taskId: ID }] });
  hanging.misbehave("hang", { times: Infinity });
  const server = await hanging.listen();
  t.after(() => server.close());
  assert.equal((await run(["list", "--endpoint-url", server.url, "--attempt-timeout", "100ms", "--max-attempts", "1"])).code, 7);
});

// ---- watch and list --------------------------------------------------------------------------------------------------

test("watch: until the task ends, with the exit code of its status", async (t) => {
  const { service, run: runHere } = await serve(t);
  await Promise.all([["SUCCEEDED", 0], ["FAILED", 4], ["CANCELLED", 9], ["DELETED", 5]].map(async ([status, exitCode]) => {
    const { taskId } = service.addTask({ life: [["IMPORTING", 1500], [status]], statusReason: "the reason" });
    const lines = await runHere(["watch", taskId, ...FAST]);
    assert.deepEqual([lines.code, lines.stdout], [exitCode, `${taskId} ${status}\n`]);
    assert.match(lines.stderr, /  IMPORTING  \d+ %\n/);
    assert.match(lines.stderr, /the reason\n$/);
    assert.equal(service.count(taskId).CancelImportTask, 0);
  }));
  const { taskId } = service.addTask({ life: [["IMPORTING", 1500], ["SUCCEEDED"]] });
  const all = objects((await runHere(["watch", taskId, "--json", ...FAST])).stdout);
  assert.deepEqual([all[0].type, all[0].status, all.at(-1).type, all.at(-1).outcome], ["progress", "IMPORTING", "result", "succeeded"]);
  assert.equal((await runHere(["watch", taskId, "--quiet", ...FAST])).stderr, "");
  const endless = service.addTask().taskId;
  const timedOut = await runHere(["watch", endless, "--max-wait", "200ms", ...FAST]);
  assert.deepEqual([timedOut.code, timedOut.stdout], [6, `${endless} timed-out\n`]);
  assert.equal((await runHere(["watch", "t-zzzzzzzzzz"])).code, 5);
});

test("list: all pages, or up to --max-results", async (t) => {
  const tasks = Array.from({ length: 130 }, (_, i) => ({
    taskId: `t-${String(i).padStart(10, "0")}`, ...(i % 2 && { graphId: "g-0123456789", format: "CSV" }), source: `s3://bucket/${i}`,
  }));
  const { service, run: runHere } = await serve(t, { tasks });
  const { code, stdout, stderr } = await runHere(["list"]);
  assert.deepEqual([code, stderr], [0, ""]);
  const rows = stdout.trim().split("\n").map((line) => line.split("\t"));
  assert.equal(rows.length, 130);
  assert.deepEqual(rows[0], ["t-0000000000", "IMPORTING", "-", "-", "s3://bucket/0"]);
  assert.deepEqual(rows[1], ["t-0000000001", "IMPORTING", "g-0123456789", "CSV", "s3://bucket/1"]);
  const before = service.count().ListImportTasks;
  assert.equal(objects((await runHere(["list", "--json", "--max-results", "120"])).stdout).length, 120);
  assert.equal(service.count().ListImportTasks - before, 2);
  assert.equal(objects((await runHere(["list", "--json", "--graph-id", "g-0123456789"])).stdout).length, 65);
  const none = await runHere(["list", "--graph-id", "g-zzzzzzzzzz"]);
  assert.deepEqual([none.code, none.stdout, none.stderr], [0, "", "no import tasks for this graph in us-east-1\n"]);
});

test("when the reader of standard output ends, no error is printed and no more requests are sent", async (t) => {
  const { service, env } = await serve(t, { tasks: Array.from({ length: 3000 }, () => ({ source: `s3://bucket/${"x".repeat(200)}` })) });
  const script = `"$0" "$1" list --debug | head -n 1; echo "\${PIPESTATUS[0]}"`;
  const child = spawn("bash", ["-c", script, process.execPath, alone.cli], { env: environment(KEY, env) });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => { stdout += chunk; });
  child.stderr.on("data", (chunk) => { stderr += chunk; });
  await once(child, "close");
  assert.match(stdout, /^t-\w{10}\tIMPORTING\t[^\n]+\n141\n$/);
  assert.doesNotMatch(stderr, /error|EPIPE/i);
  assert.ok(service.count().ListImportTasks < 60, "not all pages were requested");
});

// ---- interruption ----------------------------------------------------------------------------------------------------

/** Sends a signal to the command, and asserts that it sends no more requests after it has ended. */
async function interrupt({ child, ended }, service, signal = "SIGINT") {
  child.kill(signal);
  const result = await ended;
  const count = service.requests.length;
  await delay(100);
  assert.equal(service.requests.length, count);
  return result;
}

test("SIGINT and SIGTERM while waiting: the state is printed, and no more requests are sent", async (t) => {
  const { service, start: startHere } = await serve(t, { cancellingFor: 60_000 });
  for (const [signal, exitCode, word] of [["SIGINT", 130, "interrupted"], ["SIGTERM", 143, "terminated"]]) {
    const cancel = startHere(["cancel", service.addTask().taskId, "--wait", ...FAST]);
    await cancel.until(/CANCELLING/);
    const cancelled = await interrupt(cancel, service, signal);
    assert.deepEqual([cancelled.code, cancelled.stdout], [exitCode, ""]);
    assert.ok(cancelled.stderr.endsWith(`${word}; the cancel request was accepted, and the cancellation continues\n`), cancelled.stderr);

    const watch = startHere(["watch", service.addTask().taskId]);
    await watch.until(/IMPORTING/);
    const watched = await interrupt(watch, service, signal);
    assert.equal(watched.code, exitCode);
    assert.ok(watched.stderr.endsWith(`${word}; last known status: IMPORTING; the task continues\n`), watched.stderr);
  }
});

test("SIGINT with --json: the last object has the outcome `aborted`", async (t) => {
  const { service, start: startHere } = await serve(t, { cancellingFor: 60_000 });
  for (const [args, outcome] of [[["cancel", "--wait"], "aborted"], [["watch"], "aborted"]]) {
    const command = startHere([...args, service.addTask().taskId, "--json", ...FAST]);
    await command.until(/progress/, "stdout");
    const { code, stdout } = await interrupt(command, service);
    assert.deepEqual([code, objects(stdout).at(-1).type, objects(stdout).at(-1).outcome], [130, "result", outcome]);
  }
});

test("SIGINT before a response, after a rejection, and before a request", async (t) => {
  const { service, start: startHere } = await serve(t);
  const { taskId } = service.addTask();
  service.misbehave("hang", { taskId });
  const pending = startHere(["cancel", taskId]);
  await eventually(() => service.count(taskId).CancelImportTask === 1, () => "a request");
  const { code, stderr } = await interrupt(pending, service);
  assert.deepEqual([code, stderr], [130, "interrupted; the cancel request was sent, and it is unknown whether it was accepted\n"]);

  const other = service.addTask({ status: "CANCELLING", cancellingFor: 60_000 }).taskId;
  const rejected = startHere(["cancel", other, "--wait"]);
  await rejected.until(/CANCELLING/);
  assert.match((await interrupt(rejected, service)).stderr,
    /interrupted; the cancel request was rejected; last known status: CANCELLING\n$/);

  const check = start(["check"], { input: "open" });
  check.child.stdin.write(`${ID}\n`);
  await check.until(/ok/, "stdout");
  const checked = await interrupt(check, service);
  assert.deepEqual([checked.code, checked.stderr], [130, "interrupted\n"]);
});

test("the first SIGINT ends a command that hangs after a second, the second SIGINT at once", async (t) => {
  const { service, start: startHere } = await serve(t);
  const others = { [LOADER]: `
    exports.loadSharedConfigFiles = () => {
      process.stderr.write("reading\\n");
      setInterval(() => {}, 1e6);
      return new Promise(() => {});
    };` };
  const place = install("hanging", { others });
  for (const times of [1, 2]) {
    const command = startHere(["list"], { place });
    await command.until(/reading/);
    const begin = Date.now();
    command.child.kill("SIGINT");
    if (times === 2) {
      await delay(50);
      command.child.kill("SIGINT");
    }
    assert.equal((await command.ended).code, 130);
    const took = Date.now() - begin;
    assert.ok(times === 2 ? took < 800 : took >= 900 && took < 4000, `${took} ms`);
  }
  assert.equal(service.requests.length, 0);
});

test("SIGINT while the pipe of standard output is full", async (t) => {
  const tasks = Array.from({ length: 3000 }, () => ({ source: `s3://bucket/${"x".repeat(200)}` }));
  const { service, start: startHere } = await serve(t, { tasks });
  const command = startHere(["list", "--debug"]);
  command.child.stdout.pause();
  let last = -1;
  // The pipe is full when no more requests are sent.
  await eventually(async () => {
    const isBlocked = last > 0 && service.requests.length === last;
    last = service.requests.length;
    await delay(150);
    return isBlocked;
  }, () => "a full pipe");
  command.child.kill("SIGINT");
  const [code] = await once(command.child, "exit");
  assert.equal(code, 130);
  command.child.stdout.resume();
  assert.match((await command.ended).stderr, /interrupted\n$/);
});

test("a write error of standard output", { skip: process.platform !== "linux" && "no /dev/full" }, async () => {
  const full = openSync("/dev/full", "w");
  try {
    const { code, stderr } = await run(["check", ID], { stdio: ["ignore", full, "pipe"] });
    assert.equal(code, 1);
    assert.match(stderr, /^error: cannot write to standard output: .*ENOSPC/);
  } finally {
    closeSync(full);
  }
});

test("the file is executable", { skip: process.platform === "win32" && "no shebang there" }, () => {
  const { status, stdout } = spawnSync(alone.cli, ["check", ID], { encoding: "utf8", env: environment() });
  assert.deepEqual([status, stdout], [0, `ok\t${ID}\n`]);
});

// ---- in a terminal ---------------------------------------------------------------------------------------------------

let terminals = 0;

/** Runs the command in a new terminal. `screen` returns its contents, `type` presses keys, `exitCode` waits for the end. */
function openTerminal(t, args, { env, columns = 80, redirection = "" } = {}) {
  const socket = `cli-${process.pid}-${terminals += 1}`;
  const tmux = (...words) => {
    const { error, status, stdout, stderr } = spawnSync("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...words], {
      encoding: "utf8", cwd: alone.folder, env: environment(KEY, { LANG: "C.UTF-8", TERM: "xterm-256color", SHELL: "/bin/sh", ...env }),
    });
    assert.ok(!error, "tmux is required for the terminal tests: `apt-get install tmux`");
    assert.equal(status, 0, stderr);
    return stdout;
  };
  t.after(() => spawnSync("tmux", ["-L", socket, "kill-server"]));
  // The shell must survive Ctrl-C, to print the exit code.
  const script = `trap : INT; "$@" ${redirection}; echo "exit code $?"; trap - INT; exec sleep 60`;
  tmux("new-session", "-d", "-x", String(columns), "-y", "24", "sh", "-c", script, "sh", process.execPath, alone.cli, ...args);
  const screen = (...options) => {
    const contents = tmux("capture-pane", "-p", ...options);
    printed.push(contents);
    return contents;
  };
  const until = (pattern) => eventually(() => pattern.test(screen()), () => `${pattern} on\n${screen()}`);
  return {
    screen, until,
    type: (...keys) => tmux("send-keys", ...keys),
    isCursorVisible: () => tmux("display-message", "-p", "#{cursor_flag}").trim() === "1",
    async exitCode() {
      await until(/^exit code \d+$/m);
      return Number(/^exit code (\d+)$/m.exec(screen())[1]);
    },
  };
}

const linesOn = (screen) => screen().split("\n").filter(Boolean);

test("terminal: the confirmation, and its answers", async (t) => {
  const { service, env, url } = await serve(t);
  const answers = [["y", true, 120], ["Yes", true, 40], ["n", false, 80], ["", false, 80], ["yn", false, 80], ["C-d", false, 80]];
  for (const [keys, isCancelled, columns] of answers) {
    const { taskId } = service.addTask();
    const terminal = openTerminal(t, ["cancel", taskId], { env, columns });
    await terminal.until(/\[y\/N\]/);
    assert.ok(linesOn(terminal.screen).join("").includes(`Cancel import task ${taskId} in us-east-1 (${url})? [y/N]`));
    assert.equal(service.count(taskId).CancelImportTask, 0, "nothing is sent before the answer");
    terminal.type(keys, ...(keys === "C-d" ? [] : ["Enter"]));
    assert.equal(await terminal.exitCode(), isCancelled ? 0 : 8);
    assert.equal(service.count(taskId).CancelImportTask, isCancelled ? 1 : 0);
    assert.match(terminal.screen(), isCancelled ? new RegExp(`^${taskId} CANCELLING$`, "m") : /^not cancelled$/m);
  }
});

test("terminal: --yes skips the confirmation; where it would not be visible, nothing is cancelled", async (t) => {
  const { service, env } = await serve(t, { tasks: [{ taskId: ID }] });
  const hidden = openTerminal(t, ["cancel", ID], { env, redirection: "2>errors" });
  assert.equal(await hidden.exitCode(), 2);
  assert.equal(service.requests.length, 0);
  assert.match(readFileSync(join(alone.folder, "errors"), "utf8"), /^error: cannot ask for confirmation: standard error is not a terminal/);
  const yes = openTerminal(t, ["cancel", ID, "-y"], { env });
  assert.equal(await yes.exitCode(), 0);
  assert.doesNotMatch(yes.screen(), /\?/);
});

test("terminal: Ctrl-C at the confirmation", async (t) => {
  const { service, env } = await serve(t, { tasks: [{ taskId: ID }] });
  const terminal = openTerminal(t, ["cancel", ID, "--wait"], { env, columns: 120 });
  await terminal.until(/\[y\/N\]/);
  terminal.type("C-c");
  assert.equal(await terminal.exitCode(), 130);
  assert.match(terminal.screen(), /\[y\/N\].*\ninterrupted; nothing was sent\nexit code 130\n/);
  await delay(100);
  assert.equal(service.requests.length, 0);
});

test("terminal: the progress line is rewritten in place, and removed at the end", async (t) => {
  const { service, env } = await serve(t, { cancellingFor: 3000 });
  await Promise.all([80, 40].map(async (columns) => {
    const { taskId } = service.addTask({ life: [["IMPORTING", 4000], ["SUCCEEDED"]] });
    const terminal = openTerminal(t, ["cancel", taskId, "--wait", "--yes", "--poll-interval", "800ms"], { env, columns });
    const seen = new Set();
    await eventually(() => {
      const lines = linesOn(terminal.screen);
      if (lines[0]?.startsWith(`${taskId}  CANCELLING`)) {
        assert.equal(lines.length, 1, "one line, rewritten");
        seen.add(lines[0]);
      }
      return seen.size > 2;
    }, () => `three states of the line: ${[...seen]}`);
    assert.ok(terminal.isCursorVisible());
    const withTime = [...seen].find((line) => / s/.test(line));
    assert.match(withTime, columns === 80 ? /CANCELLING  (\d+ %  )?\d s  next poll in \d s$/ : /CANCELLING  (\d+ %  )?\d s/);
    assert.equal(await terminal.exitCode(), 0);
    assert.deepEqual(linesOn(terminal.screen), [`${taskId} cancelled`, "exit code 0"]);
  }));
});

test("terminal: Ctrl-C while waiting keeps the progress line, prints the state, and restores the terminal", async (t) => {
  const { service, env } = await serve(t, { tasks: [{ taskId: ID }], cancellingFor: 60_000 });
  const terminal = openTerminal(t, ["cancel", ID, "--wait", "--yes", "--poll-interval", "100ms"], { env });
  await terminal.until(/CANCELLING/);
  terminal.type("C-c");
  assert.equal(await terminal.exitCode(), 130);
  const count = service.requests.length;
  const lines = linesOn(terminal.screen);
  assert.match(lines[0], new RegExp(`^${ID}  CANCELLING`));
  assert.deepEqual(lines.slice(1), ["interrupted; the cancel request was accepted, and the cancellation continues", "exit code 130"]);
  assert.ok(terminal.isCursorVisible());
  await delay(250);
  assert.equal(service.requests.length, count);
});

test("terminal: check marks the position, in colours unless NO_COLOR is set", async (t) => {
  const long = `arn:aws:iam::123456789012:role/${"a".repeat(200)}!${"b".repeat(100)}`;
  const terminal = openTerminal(t, ["check", ID, "T-0123456789", "t-01234X6789", long], { columns: 60 });
  assert.equal(await terminal.exitCode(), 1);
  const lines = terminal.screen().split("\n");
  assert.equal(lines[0], `ok ${ID}`);
  const at = lines.indexOf("t-01234X6789");
  assert.equal(lines[at + 1], "       ^");
  assert.match(lines[at + 2], /^invalid: unexpected `X` at index 7/);
  assert.deepEqual(lines.slice(at - 2, at), ["hint: valid in lower case", `try: ${ID}`]);
  const window = lines.findIndex((line) => line.includes("a!b"));
  assert.ok(lines[window].startsWith("…") && lines[window].length < 60);
  assert.equal(lines[window + 1].indexOf("^"), lines[window].indexOf("!"));
  assert.match(terminal.screen("-e"), /\x1b\[/);
  const plain = openTerminal(t, ["check", ID, "T-0123456789"], { env: { NO_COLOR: "1" } });
  assert.equal(await plain.exitCode(), 1);
  assert.doesNotMatch(plain.screen("-e"), /\x1b\[[1-9]/);
});

test("terminal: check reads lines from the terminal, after a note", async (t) => {
  const terminal = openTerminal(t, ["check"]);
  await terminal.until(/^reading values from the terminal, one per line; press Ctrl-D to end$/m);
  terminal.type(ID, "Enter");
  await terminal.until(/^ok t-0123456789$/m);
  terminal.type("C-d");
  assert.equal(await terminal.exitCode(), 0);
  assert.match(terminal.screen(), /^1 line, 0 invalid$/m);
});

test("terminal: list prints a table that fits", async (t) => {
  const { env } = await serve(t, {
    tasks: [{ taskId: ID, graphId: "g-0123456789", format: "OPEN_CYPHER", source: "s3://amzn-s3-demo-bucket/a/long/\x1b[31mpath/to/the/data/" }],
  });
  for (const [columns, titles] of [[100, /^TASK ID +STATUS +GRAPH ID +FORMAT +SOURCE$/], [40, /^TASK ID +STATUS$/]]) {
    const terminal = openTerminal(t, ["list"], { env, columns });
    assert.equal(await terminal.exitCode(), 0);
    const [header, row, end] = linesOn(terminal.screen);
    assert.match(header, titles);
    assert.match(row, /^t-0123456789  IMPORTING/);
    assert.ok(row.length <= columns && row.indexOf("IMPORTING") === header.indexOf("STATUS"));
    assert.equal(end, "exit code 0");
  }
});

// ---- secrets ---------------------------------------------------------------------------------------------------------

test("none of the commands above printed a secret", () => {
  assert.ok(printed.length > 200);
  for (const secret of SECRETS) assert.ok(!printed.some((output) => output.includes(secret) || output.includes(secret.slice(0, 20))));
});

test("a password in an endpoint is not printed, even with --debug", async () => {
  const { code, stdout, stderr } = await run(["list", "--debug", "--region", "us-east-1", "--endpoint-url", "https://user:s3cretpass@localhost:9"]);
  assert.equal(code, 2);
  assert.match(stderr, /debug: endpoint https:\/\/\(hidden\)@localhost:9, from --endpoint-url/);
  assert.doesNotMatch(stdout + stderr, /s3cretpass/);
});
