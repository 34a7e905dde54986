// What the published command says about mistakes: names of AWS's tools, wrong variables and settings, warnings before a request is sent, and
// the progress after a rejected cancel request.

import assert from "node:assert/strict";
import { test } from "node:test";

import { FAST, ID, install, KEY, LOADER, objects, PROVIDERS, run, serve } from "./cli-support.mjs";

test("names of the AWS CLI and of the API: the name that is used here, or one sentence", async () => {
  const ROWS = [
    [["cancel-import-task", "--task-identifier", ID], "did you mean `cancel`?"],
    [["get-import-task"], "did you mean `get`?"],
    [["list-import-tasks"], "did you mean `list`?"],
    [["CancelImportTask"], "did you mean `cancel`?"],
    [["wait", "import-task-cancelled"], "did you mean `cancel --wait` or `watch`?"],
    [["neptune-graph", "cancel-import-task"], "this command has one service only: omit `neptune-graph`"],
    ...["--task-id", "--task-identifier", `--task-id=${ID}`, "--taskIdentifier"].map((option) =>
      [["cancel", option, ID], "the task id is an operand, without an option: `cancel t-0123456789`"]),
    [["list", "--graph-identifier", "g-0123456789"], "did you mean `--graph-id`?"],
    [["list", "--endpoint", "http://127.0.0.1"], "did you mean `--endpoint-url`?"],
    [["list", "--no-verify-ssl"], "certificates are always verified; NODE_EXTRA_CA_CERTS names a file with further ones"],
    [["list", "--output", "json"], "did you mean `--json`? It is the only format besides the usual one"],
    [["list", "--output=table"], "did you mean `--json`? It is the only format besides the usual one"],
    [["list", "--query", "tasks[].taskId"], "`--json` prints objects that `jq` can filter"],
    [["list", "--max-items", "5"], "did you mean `--max-results`?"],
    [["list", "--cli-read-timeout", "5"], "did you mean `--attempt-timeout`?"],
  ];
  await Promise.all(ROWS.map(async ([args, hint]) => {
    const { code, stderr } = await run(args);
    assert.equal(code, 2);
    assert.match(stderr, /^error: unknown (command|option) `/);
    assert.equal(stderr.split("\n")[1], `hint: ${hint}`, args.join(" "));
  }));
});

test("the option, variable or setting that is wrong is named", async () => {
  const profiles = `exports.loadSharedConfigFiles = async () => ({ credentialsFile: {}, configFile: {
    region: { region: "US-EAST-1" }, fips: { region: "us-east-1", use_fips_endpoint: "on" },
    endpoint: { region: "us-east-1", endpoint_url: "localhost" } } });`;
  const place = install("wrong", { others: { [LOADER]: profiles } });
  const ROWS = [
    [{ AWS_REGION: "US-EAST-1" }, [], /^error: AWS_REGION=US-EAST-1: unexpected `U` at index 0 in the name of the region/],
    [{ AWS_REGION: "", AWS_DEFAULT_REGION: "us east 1" }, [], /^error: AWS_DEFAULT_REGION=us east 1: unexpected U\+0020 at index 2/],
    [{}, ["--region", "us_east_1"], /^error: --region us_east_1: unexpected `_` at index 2/],
    [{ AWS_ENDPOINT_URL: "localhost:8182" }, [], /^error: AWS_ENDPOINT_URL=localhost:8182: the scheme of the endpoint/],
    [{ AWS_ENDPOINT_URL_NEPTUNE_GRAPH: "http://u:secret/word@localhost" }, [], /^error: AWS_ENDPOINT_URL_NEPTUNE_GRAPH=http:\/\/\(hidden\)@localhost: /],
    [{ AWS_ENDPOINT_URL: "http://127.0.0.1:9" }, ["--use-fips"], /^error: --use-fips and AWS_ENDPOINT_URL=http:\/\/127\.0\.0\.1:9: /],
    [{ AWS_MAX_ATTEMPTS: "many" }, [], /^error: invalid value `many` for AWS_MAX_ATTEMPTS: expected a positive integer/],
    [{ AWS_USE_FIPS_ENDPOINT: "yes" }, [], /^error: invalid value `yes` for AWS_USE_FIPS_ENDPOINT: expected true or false/],
    [{ AWS_USE_DUALSTACK_ENDPOINT: "1" }, [], /^error: invalid value `1` for AWS_USE_DUALSTACK_ENDPOINT: expected true or false/],
    [{ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "y" }, [], /^error: invalid value `y` for AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: expected true/],
    [{ AWS_PROFILE: "nobody" }, [], /^error: invalid value `nobody` for AWS_PROFILE: expected a profile in the shared config files/],
    [{ AWS_CREDENTIAL_EXPIRATION: "tomorrow" }, [], /^error: invalid value `tomorrow` for AWS_CREDENTIAL_EXPIRATION: expected a date/],
    [{ AWS_SESSION_TOKEN: "to\u0001ken-of-the-session" }, [], /^error: AWS_SESSION_TOKEN: unexpected character at index 2/],
    [{ AWS_REGION: "" }, ["--profile", "region"], /^error: `region` of the profile `region`: unexpected `U` at index 0/],
    [{ AWS_REGION: "" }, ["--profile", "fips"], /^error: invalid value `on` for `use_fips_endpoint` of the profile `fips`: expected true or false/],
    [{ AWS_REGION: "", AWS_ENDPOINT_URL: "" }, ["--profile", "endpoint"], /^error: `endpoint_url` of the profile `endpoint`: /],
  ];
  await Promise.all(ROWS.map(async ([env, args, pattern]) => {
    const { code, stdout, stderr } = await run(["list", ...args], { place, env: { AWS_ENDPOINT_URL: "http://127.0.0.1:9", ...env } });
    assert.match(stderr, pattern);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.doesNotMatch(stderr, /secret|word@/);
  }));
});

const SPACE = /^warning: AWS_SECRET_ACCESS_KEY: white space around the secret access key: expected the value alone$/m;

test("warnings are printed once before sending, are in the JSON, and explain a 403 first", async (t) => {
  const { service, run: runHere } = await serve(t, { tasks: [{ taskId: ID, cancelError: undefined }] });
  const key = { ...KEY, secretAccessKey: `${KEY.secretAccessKey} ` };
  for (const args of [["cancel", ID], ["cancel", ID, "--wait", ...FAST], ["watch", ID], ["list"]]) {
    const { code, stderr } = await runHere(args, { key });
    assert.equal(code, 1, args.join(" "));
    const lines = stderr.trim().split("\n");
    assert.match(lines[0], SPACE);
    assert.match(lines[1], /^error: InvalidSignatureException: /);
    assert.equal(lines[2], lines[0].replace("warning", "hint"));
    assert.equal(stderr.match(SPACE).length, 1);
    assert.doesNotMatch(stderr, /both sides signed the same string/);
    const json = objects((await runHere([...args, "--json"], { key })).stdout);
    assert.deepEqual(json.at(-1).warnings.map(({ code: warning, subject }) => [warning, subject]), [["surrounding_space", "secret access key"]]);
  }
  const temporary = { ...KEY, accessKeyId: "ASIAIOSFODNN7EXAMPLE" };
  const missing = await runHere(["cancel", ID], { key: temporary });
  assert.match(missing.stderr, /^warning: AWS_SESSION_TOKEN: the session token is missing: [^\n]*`ASIA`[^\n]*\nerror: \w+: [^\n]*\nhint: AWS_SESSION_TOKEN: /);
  const before = service.requests.length;
  const [object] = objects((await runHere(["request", ID, "--json"], { key })).stdout);
  assert.deepEqual([object.warnings.length, service.requests.length], [1, before]);
});

test("warnings about what a provider returns, and in the result of a success", async (t) => {
  const { service, run: runHere } = await serve(t, { tasks: [{ taskId: ID }], credentials: undefined });
  const source = `exports.fromNodeProviderChain = () => async () => ({ accessKeyId: " AKIAIOSFODNN7EXAMPLE", secretAccessKey: "0123456789" });`;
  const place = install("spaces", { others: { [PROVIDERS]: source } });
  const { code, stderr } = await runHere(["list"], { place, key: null });
  assert.equal(code, 0);
  assert.match(stderr, /^warning: the credentials of the default provider chain: white space around the access key id: [^\n]*\n$/);
  const result = await runHere(["cancel", ID, "--region", "us-eats-1", "--json"]);
  assert.deepEqual(objects(result.stdout).at(-1).warnings.map(({ suggestion }) => suggestion), ["us-east-1"]);
  const body = { ...service.task(ID), status: "PAUSING" };
  service.misbehave({ status: 200, body: JSON.stringify({ ...body, importTaskDetails: undefined }) }, { operation: "CancelImportTask" });
  assert.match((await runHere(["cancel", ID])).stderr, /^warning: `PAUSING` is not a known/);
});

test("an unknown region: the host and the nearest region in the error", async () => {
  const { code, stderr } = await run(["list", "--region", "us-eats-1", "--max-attempts", "1", "--attempt-timeout", "20s"]);
  assert.equal(code, 7);
  assert.match(stderr, /^warning: --region us-eats-1: `us-eats-1` is not a known [^\n]*\nerror: [^\n]*neptune-graph\.us-eats-1\.amazonaws\.com[^\n]*\nhint: did you mean the region `us-east-1`\?\n/);
});

test("progress after a rejected or lost cancel request: the status of the task is read", async (t) => {
  const { service, run: runHere } = await serve(t);
  const rejection = { name: "ValidationException", message: "The task has ended" };
  for (const [task, pattern] of [
    [{ status: "SUCCEEDED" }, /  the cancel request was rejected: ConflictException: Import task t-\w+ is SUCCEEDED [^;]*; reading the status of the task\n/],
    [{ status: "CANCELLED", cancelError: rejection },
      /  the cancel request was rejected: ValidationException: The task has ended; reading the status of the task\n/],
    [{ status: "CANCELLED", faults: { CancelImportTask: ["drop", "drop"] } },
      /  NetworkError, retrying\n.*  the cancel request failed: NetworkError: [^;]*; reading the status of the task\n/],
  ]) {
    const { taskId } = service.addTask(task);
    const { stderr } = await runHere(["cancel", taskId, "--wait", "--max-attempts", "2", ...FAST]);
    assert.match(stderr, pattern);
    assert.doesNotMatch(stderr.split("reading the status")[1], /retrying/);
  }
  const { taskId } = service.addTask({ faults: { CancelImportTask: ["throttle"], GetImportTask: ["throttle"] } });
  const { stderr } = await runHere(["cancel", taskId, "--wait", ...FAST]);
  assert.match(stderr, /ThrottlingException, retrying\n/);
  assert.doesNotMatch(stderr, /reading/);
});

test("watch: CANCELED, as the user guide spells it, counts as CANCELLED", async (t) => {
  const { service, run: runHere } = await serve(t, { undocumentedStatuses: ["CANCELED"] });
  const { taskId } = service.addTask({ life: [["IMPORTING", 300], ["CANCELED"]] });
  const { code, stdout, stderr } = await runHere(["watch", taskId, "--max-wait", "20s", ...FAST]);
  assert.deepEqual([code, stdout], [9, `${taskId} CANCELLED\n`]);
  assert.match(stderr, new RegExp(`^${taskId}  CANCELLED$`, "m"));
});

test("progress: no percentage with a final status other than SUCCEEDED", async (t) => {
  const { service, run: runHere } = await serve(t);
  for (const status of ["CANCELLED", "FAILED", "DELETED", "SUCCEEDED"]) {
    const { taskId } = service.addTask({ life: [["IMPORTING", 300], [status]] });
    const { stderr } = await runHere(["watch", taskId, ...FAST]);
    assert.match(stderr, new RegExp(`^${taskId}  ${status}${status === "SUCCEEDED" ? "  100 %" : ""}$`, "m"));
  }
});
