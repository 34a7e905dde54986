// What commands print about errors to the character: the message, the hints, and the exit code.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import * as tasks from "neptune-import-tasks";

import { ID, KEY, runHere, serveHere } from "./cli-in-process.mjs";

const FAST = ["--poll-interval", "5ms"];
const WATCH = "hint: the cancel request was accepted, and the cancellation continues: use `watch` to see the status\n";

/** Without what differs from run to run. */
const steady = (output) => output.replace(/request id [-0-9a-f]{36}/g, "request id ID").replace(/127\.0\.0\.1:\d+/g, "HOST");

/** A folder with a stand-in for the AWS SDK's credential providers. It returns a wrong key so many times, and fails after that. */
async function folderWithProvider(t, maxCalls) {
  const folder = await mkdtemp(join(tmpdir(), "cli-errors-"));
  t.after(() => rm(folder, { recursive: true }));
  const provider = join(folder, "node_modules/@aws-sdk/credential-providers");
  await mkdir(provider, { recursive: true });
  await writeFile(join(provider, "package.json"), JSON.stringify({ main: "index.js" }));
  await writeFile(join(provider, "index.js"), `
    let calls = 0;
    exports.fromNodeProviderChain = () => async () => {
      if ((calls += 1) > ${maxCalls}) throw new Error("the SSO session\\nhas ended");
      return { accessKeyId: "${KEY.accessKeyId}", secretAccessKey: "${"x".repeat(40)}" };
    };`);
  return folder;
}

describe("errors", () => {
  const fails = async (t, fault, { args = ["cancel", ID], times = Infinity, maxAttempts = 1, ...settings } = {}) => {
    const { service, run } = await serveHere(t, { tasks: [{ taskId: ID }], cancellingFor: 60_000 });
    if (fault) service.misbehave(fault, { times });
    const { code, stdout, stderr } = await run([...args, "--max-attempts", `${maxAttempts}`], settings);
    assert.equal(stdout, "");
    return [code, steady(stderr)];
  };
  const about = (status) => `(HTTP ${status}, request id ID)`;

  for (const [name, status, hint] of [
    ["ExpiredTokenException", 403, "the temporary credentials have expired: sign in again"],
    ["ExpiredToken", 400, "the temporary credentials have expired: sign in again"],
    ["AccessDeniedException", 403, "the IAM action neptune-graph:CancelImportTask is required"],
    ["UnrecognizedClientException", 403, "AWS does not know the access key id or the session token: check its account and its partition"],
    ["IncompleteSignature", 400, "the request was modified in transit, or the endpoint belongs to another service"],
    ["MissingAuthenticationTokenException", 403, "the request was not signed"],
    ["ConflictException", 409, `use \`watch ${ID}\` to see the current status`],
    ["ThrottlingException", 429, "too many requests: try again later"],
    ["InternalServerException", 500],
  ]) {
    test(name, async (t) => {
      assert.deepEqual(await fails(t, { name, status, message: "no\nway\n\nThe canonical" }),
        [1, `error: ${name}: no way ${about(status)}\n${hint ? `hint: ${hint}\n` : ""}`]);
    });
  }

  test("a conflict with --wait, or of another command, has no hint", async (t) => {
    const conflict = { name: "ConflictException", status: 409, message: "busy" };
    assert.deepEqual(await fails(t, conflict, { args: ["get", ID] }), [1, `error: ConflictException: busy ${about(409)}\n`]);
  });

  test("without a name or a request id, and with a long message", async (t) => {
    assert.deepEqual(await fails(t, { status: 502, body: "<html>bad gateway</html>", headers: { "x-amzn-requestid": "" } }), [1, "error: status 502 with a body that is not JSON (HTTP 502)\n"]);
    assert.deepEqual(await fails(t, { name: "E".repeat(120), status: 400, message: "x".repeat(700) }),
      [1, `error: ${"E".repeat(99)}…: ${"x".repeat(599)}… ${about(400)}\n`]);
  });

  test("an action that the name of the operation is needed for", async (t) => {
    assert.deepEqual((await fails(t, { name: "AccessDeniedException", status: 403, message: "no" }, { args: ["list"] }))[1].split("\n")[1],
      "hint: the IAM action neptune-graph:ListImportTasks is required");
  });

  test("a task that does not exist", async (t) => {
    for (const command of ["get", "watch"]) {
      assert.deepEqual(await fails(t, undefined, { args: [command, "t-zzzzzzzzzz"] }),
        [5, `error: ResourceNotFoundException: Import task t-zzzzzzzzzz not found ${about(404)}\n`]);
    }
  });

  test("a response that cannot be read", async (t) => {
    const fault = { status: 200, body: "{" };
    const [code, stderr] = await fails(t, fault);
    assert.equal(code, 1);
    assert.match(stderr, /^error: .*\nhint: it is unknown whether the cancel request was accepted: use `watch` to see the status\nhint: the cancel request was accepted, .*\n$/);
    assert.match((await fails(t, fault, { args: ["get", ID] }))[1], /^error: [^\n]*\n$/);
  });

  test("no response: the endpoint, the nearest region, and a proxy that is not used", async (t) => {
    const hint = "hint: check that http://HOST is the right endpoint and can be reached from this network\n";
    const message = /^error: no response to CancelImportTask from HOST: [^\n]*\n/;
    for (const [env, expected] of [
      [{}, hint],
      [{ HTTPS_PROXY: "http://proxy.test" }, `${hint}hint: HTTPS_PROXY is set: Node 24 and later use it if NODE_USE_ENV_PROXY=1 is set too\n`],
      [{ https_proxy: "http://proxy.test" }, `${hint}hint: https_proxy is set: Node 24 and later use it if NODE_USE_ENV_PROXY=1 is set too\n`],
      [{ HTTPS_PROXY: "http://proxy.test", NODE_USE_ENV_PROXY: "1" }, hint],
    ]) {
      const [code, stderr] = await fails(t, "drop", { env });
      assert.equal(code, 7);
      assert.match(stderr, message);
      assert.equal(stderr.replace(message, ""), expected);
    }
    const [, stderr] = await fails(t, "drop", { env: { AWS_REGION: "us-eats-1" } });
    assert.match(stderr, /^warning: AWS_REGION=us-eats-1: [^\n]*\nerror: [^\n]*\nhint: did you mean the region `us-east-1`\?\nhint: check that/);
  });

  test("after the cancel request was accepted", async (t) => {
    const { service, run } = await serveHere(t, { tasks: [{ taskId: ID }], cancellingFor: 60_000 });
    service.misbehave({ name: "AccessDeniedException", status: 403, message: "no" }, { operation: "GetImportTask", times: Infinity });
    const { code, stderr } = await run(["cancel", ID, "--wait", ...FAST]);
    assert.equal(code, 1);
    assert.ok(steady(stderr).endsWith(`error: AccessDeniedException: no ${about(403)}\nhint: the IAM action neptune-graph:GetImportTask is required\n${WATCH}`), stderr);
  });

  test("of the maximum time", async (t) => {
    const { service, run } = await serveHere(t, { tasks: [{ taskId: ID }] });
    service.misbehave("hang", { times: Infinity });
    const { code, stderr } = await run(["watch", ID, "--max-wait", "20ms"]);
    assert.deepEqual([code, stderr], [6, "timed out after `--max-wait 20ms`\n"]);
    assert.deepEqual(await run(["cancel", ID, "--max-wait", "20ms"]), { code: 6, stdout: "", stderr: "error: timed out after `--max-wait 20ms`\n" });
  });

  test("of a signature: the cause, if the cancel request was the last; white space around the key explains it better", async (t) => {
    const env = { AWS_SECRET_ACCESS_KEY: `${KEY.secretAccessKey.slice(0, -1)}x` };
    for (const args of [["cancel", ID], ["cancel", ID, "--wait"]]) {
      const [code, stderr] = await fails(t, undefined, { env, args });
      assert.equal(code, 1);
      assert.match(stderr, /^error: InvalidSignatureException: The request signature we calculated does not match [^\n]*\nhint: both sides signed the same string[^\n]*\n$/);
    }
    assert.match((await fails(t, undefined, { env, args: ["get", ID] }))[1], /^error: InvalidSignatureException: [^\n]*\n$/);
    const [, spaces] = await fails(t, undefined, { env: { AWS_SECRET_ACCESS_KEY: `${KEY.secretAccessKey} ` } });
    assert.match(spaces, /^warning: AWS_SECRET_ACCESS_KEY: (white space [^\n]*)\nerror: InvalidSignatureException: [^\n]*\nhint: AWS_SECRET_ACCESS_KEY: \1\n$/);
    const [, other] = await fails(t, { name: "InternalServerException", status: 500, message: "no" }, { env: { AWS_SECRET_ACCESS_KEY: `${KEY.secretAccessKey} ` } });
    assert.match(other, /^warning: [^\n]*\nerror: [^\n]*\n$/, "a warning about the key explains only errors about the key");
  });

  test("of a signature: the hint is about the cancel request, as it was sent", async (t) => {
    // The client corrects its clock, so that the request has another date than one that is explained later without it.
    const { service, run } = await serveHere(t, { tasks: [{ taskId: ID }], now: () => Date.now() - 3_600_000, cancellingFor: 60_000 });
    const { stderr } = await run(["cancel", ID], { env: { AWS_SECRET_ACCESS_KEY: `${KEY.secretAccessKey.slice(0, -1)}x` } });
    assert.match(stderr, /^error: InvalidSignatureException: [^\n]*\nhint: both sides signed the same string[^\n]*\n$/);
    const fault = { name: "InvalidSignatureException", status: 403, message: "Credential should be scoped to a valid region" };
    service.misbehave(fault, { operation: "GetImportTask", times: Infinity });
    const other = await run(["cancel", ID, "--wait", ...FAST]);
    assert.ok(steady(other.stderr).endsWith(`error: InvalidSignatureException: ${fault.message} ${about(403)}\n${WATCH}`), other.stderr);
    service.misbehave(fault, { operation: "CancelImportTask" });
    assert.match((await run(["cancel", ID])).stderr, /\nhint: the region in the scope is wrong: [^\n]*\n$/);
  });

  test("with credentials of a provider: the cause of a signature mismatch, and why there are no other credentials", async (t) => {
    const env = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };
    const expired = { name: "ExpiredTokenException", status: 403, message: "no" };
    for (const [fault, maxCalls, maxAttempts, hints] of [
      [undefined, Infinity, 1, /^hint: both sides signed the same string[^\n]*\n$/],
      [undefined, 1, 1, /^$/],
      [expired, 1, 2, /^hint: the temporary credentials have expired: sign in again\nhint: no credentials: the SSO session has ended\n$/],
    ]) {
      const packageFolder = await folderWithProvider(t, maxCalls);
      const [code, stderr] = await fails(t, fault, { env, packageFolder, maxAttempts });
      assert.equal(code, 1);
      assert.match(stderr.replace(/^error: [^\n]*\n/, ""), hints);
    }
  });

  test("what is thrown and is no error of the package", async () => {
    for (const [thrown, message] of [[undefined, "undefined"], [null, "null"], ["no\nkey", "no key"], [new Error("no key\n\nat once"), "no key"]]) {
      for (const isSigned of [false, true]) {
        const getImportTaskRequest = (input, config) => {
          if (Boolean(config.credentials) === isSigned) throw thrown;
          return tasks.getImportTaskRequest(input, config);
        };
        assert.deepEqual(await runHere(["get", ID], { tasks: { ...tasks, getImportTaskRequest } }), { code: 1, stdout: "", stderr: `error: ${message}\n` });
      }
    }
  });

  test("of an argument: the option or variable, a hint and a suggestion", async (t) => {
    assert.deepEqual(await fails(t, undefined, { args: ["cancel", "T-0123456789"] }), [2,
      "error: unexpected `T` at index 0 in the prefix of the task id: expected `t-`\nhint: valid in lower case\nhint: did you mean `t-0123456789`?\n"]);
    const [code, stderr] = await fails(t, undefined, { args: ["list", "--region", "x y"] });
    assert.equal(code, 2);
    assert.match(stderr, /^error: --region x y: unexpected/);
  });
});
