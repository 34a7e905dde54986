// The published command `neptune-import-tasks` over pipes: its command line, configuration and optional packages, `request` and `cancel`.
// The functions that it calls have tests of their own, such as cancel.test.mjs.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { createFakeService } from "neptune-import-tasks/testing";

import {
  alone, FAST, folder, home, ID, install, LOADER, LOADER_STAND_IN, objects, printed, PROVIDERS, providersStandIn, run, SECRETS, serve,
  TEMPORARY,
} from "./cli-support.mjs";

// ---- command line ----------------------------------------------------------------------------------------------------

test("--help, for all and for each command, with the exit codes; --version", async () => {
  const { code, stdout } = await run(["--help"]);
  assert.equal(code, 0);
  await Promise.all(["check", "request", "cancel", "get", "watch", "list"].map(async (command) => {
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
  [["frobnicate"], "unknown command `frobnicate`", "the commands are check, request, cancel, get, watch, list"],
  [["list", "--regoin", "x"], "unknown option `--regoin`", "did you mean `--region`?"],
  [["list", "--xyzzy"], "unknown option `--xyzzy`", "`--help` lists the options"],
  [["list", "-x"], "unknown option `-x`", "`--help` lists the options"],
  [["list", "--wait"], "`list` has no option `--wait`", "it is an option of `cancel`"],
  [["list", "--region"], "the option `--region` needs a value: REGION"],
  [["list", "--region", "--json"], "the option `--region` needs a value: REGION"],
  [["list", "--endpoint-url="], "the option `--endpoint-url` needs a value: URL"],
  [["list", "--quiet=yes"], "the option `--quiet` takes no value"],
  [["list", ID], "1 operand after `list`: expected none"],
  [["cancel"], "the task id is missing: expected `cancel ID...`", "`list` shows the tasks"],
  [["watch", ID, ID], "2 operands after `watch`: expected one task id"],
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
  const expiration = { AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z" };
  const expired = await runHere(["request", ID], { env: expiration });
  assert.deepEqual([expired.code, expired.stdout], [2, ""]);
  assert.match(expired.stderr, /^error: AWS_CREDENTIAL_EXPIRATION: the credentials expired at `20200101T000000Z`: /);
  const profile = await runHere(["cancel", ID, "--profile", "dev"]);
  assert.equal(profile.code, 2);
  assert.match(profile.stderr, /^error: cannot read the profile `dev`: @aws-sdk\/credential-providers is not installed\n/);
  assert.equal(service.requests.length, 0);
  // The clock of this machine may be wrong: the service decides.
  const sent = await runHere(["cancel", ID], { env: expiration });
  assert.deepEqual([sent.code, sent.stdout], [0, `${ID} CANCELLING\n`]);
  assert.match(sent.stderr, /^warning: AWS_CREDENTIAL_EXPIRATION: the credentials expired at `20200101T000000Z`: [^\n]*\n$/);
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
  assert.deepEqual([unknown.code, unknown.stderr], [2, "error: invalid value `dve` for `--profile`: expected a profile in the shared config files\nhint: did you mean `dev`?\n"]);
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
  const { service, run: runHere } = await serve(t, { tasks: [{ taskId: ID }], cancellingFor: 60_000 });
  service.misbehave("expired-token", { times: Infinity, operation: "GetImportTask" });
  const place = install("signed-out", { others: { [PROVIDERS]: providersStandIn(join(folder, "out.log"), 1600, 1) } });
  const { code, stderr } = await runHere(["cancel", ID, "--wait", "--poll-interval", "2s"], { place, key: null });
  assert.equal(code, 1);
  assert.match(stderr, /error: ExpiredTokenException: [^\n]+\n(?:hint: [^\n]+\n)*hint: no credentials: the SSO session has ended\nhint: the cancel request was accepted, and the cancellation continues: use `watch` to see the status\n$/);
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
    const limit = outcome === "timed-out" ? ["--max-wait", "1"] : [];
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
  assert.match(stderr, /^error: no response to ListImportTasks from 127\.0\.0\.1:\d+: .*\nhint: check that http:\/\/127\.0\.0\.1:\d+ is the right endpoint and can be reached from this network\nhint: HTTPS_PROXY/);
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
