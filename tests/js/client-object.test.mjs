// Clients with options of their own, and the options of the environment.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cancelAndWait, createClient, fromEnvironment, getImportTask, InvalidInputError } from "neptune-import-tasks";

import { collect, configOf, ID, INPUT, KEY, REGION, rejection, sent, serviceWith } from "./client-support.mjs";

describe("createClient", () => {
  test("binds all functions to its options", async () => {
    const service = serviceWith({}, { credentials: KEY });
    const client = createClient(configOf(service, { credentials: KEY }));
    assert.equal((await client.getImportTask(INPUT)).status, "IMPORTING");
    assert.deepEqual((await collect(client.listImportTasks())).flatMap(({ tasks }) => tasks.map(({ taskId }) => taskId)), [ID]);
    assert.equal((await client.cancelImportTask(INPUT)).status, "CANCELLING");
    assert.equal((await collect(client.watchImportTask(INPUT))).at(-1).status, "CANCELLED");
    assert.equal((await client.cancelAndWait(INPUT)).outcome, "already-cancelled");
    assert.deepEqual((await collect(client.cancelAll([ID]))).map(({ result }) => result.outcome), ["already-cancelled"]);
  });

  test("the options of a call replace those of the client, unless they are undefined", async () => {
    const [service, other] = [serviceWith(), serviceWith({ status: "FAILED" })];
    const client = createClient(configOf(service, { maxAttempts: 2 }));
    service.misbehave("internal", { times: Infinity });
    assert.equal((await rejection(client.getImportTask(INPUT))).attempts, 2);
    assert.equal((await rejection(client.getImportTask(INPUT, { maxAttempts: undefined }))).attempts, 2);
    assert.equal((await rejection(client.getImportTask(INPUT, { maxAttempts: 1 }))).attempts, 1);
    assert.equal((await client.getImportTask(INPUT, { fetch: other.fetch })).status, "FAILED");
    const provider = () => KEY;
    await client.getImportTask(INPUT, { fetch: other.fetch, credentials: provider, region: "eu-west-1" });
    assert.match(other.requests.at(-1).headers.authorization, /eu-west-1/);
    const controller = new AbortController();
    controller.abort();
    assert.equal((await client.cancelAndWait(INPUT, { signal: controller.signal })).outcome, "aborted");
  });

  test("calls the provider of credentials once for many calls", async () => {
    const service = serviceWith();
    let calls = 0;
    const client = createClient(configOf(service, { credentials: async () => ((calls += 1), KEY) }));
    await Promise.all([client.getImportTask(INPUT), client.getImportTask(INPUT), collect(client.listImportTasks())]);
    await client.getImportTask(INPUT);
    assert.equal(calls, 1);
  });

  test("throws for invalid options, and its functions reject others", async () => {
    for (const options of [undefined, null, 5, {}, { region: "us east" }, { region: REGION, endpoint: "ftp://x" }, { region: REGION, fetch: 5 },
      { region: REGION, maxAttempts: 0 }, { region: REGION, pollInterval: "5s" }, { region: REGION, maxWait: NaN }, { region: REGION, attemptTimeout: 0 },
      { region: REGION, credentials: 5 }, { region: REGION, credentials: { accessKeyId: "x" } }, { region: REGION, maxRetries: 3 }, { region: REGION, date: 5 }]) {
      assert.throws(() => createClient(options), InvalidInputError);
    }
    const client = createClient({ region: REGION });
    assert.match((await rejection(client.getImportTask(INPUT, 5))).message, /`options` is a number/);
    const { issue } = await rejection(client.getImportTask(INPUT, { date: new Date() }));
    assert.deepEqual([issue.code, issue.message], ["unknown_option", "unknown option `date`: expected nothing in its place: each request is signed with its own time"]);
    await assert.rejects(collect(client.cancelAll([ID], { region: "" })), InvalidInputError);
    // The service decides whether credentials have expired.
    createClient({ region: REGION, credentials: { ...KEY, expiration: new Date(0) } });
    assert.match((await rejection(client.getImportTask(INPUT, { maxAttempts: 0 }))).message, /maxAttempts/);
  });
});

describe("fromEnvironment", () => {
  const KEYS = { AWS_ACCESS_KEY_ID: KEY.accessKeyId, AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey };

  test("reads what the AWS tools read", () => {
    const env = { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "us-east-1", ...KEYS };
    assert.deepEqual(fromEnvironment({}, env), { region: "eu-west-1", credentials: KEY });
    assert.deepEqual(fromEnvironment({}, { AWS_REGION: "", AWS_DEFAULT_REGION: "us-east-1", ...KEYS }).region, "us-east-1");
    assert.deepEqual(fromEnvironment({}, {
      ...env, AWS_SESSION_TOKEN: "token", AWS_CREDENTIAL_EXPIRATION: "2026-12-01T00:00:00Z", AWS_ENDPOINT_URL: "https://a.example",
      AWS_ENDPOINT_URL_NEPTUNE_GRAPH: "https://b.example", AWS_USE_FIPS_ENDPOINT: "TRUE", AWS_USE_DUALSTACK_ENDPOINT: "false", AWS_MAX_ATTEMPTS: "5",
    }), {
      region: "eu-west-1", endpoint: "https://b.example", useFipsEndpoint: true, useDualstackEndpoint: false, maxAttempts: 5,
      credentials: { ...KEY, sessionToken: "token", expiration: "2026-12-01T00:00:00Z" },
    });
    const ignored = { ...env, AWS_ENDPOINT_URL: "https://a.example", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" };
    assert.ok(!("endpoint" in fromEnvironment({}, ignored)));
  });

  test("options replace variables", () => {
    const credentials = () => KEY;
    assert.deepEqual(fromEnvironment({ region: REGION, credentials, maxWait: 5 }, { AWS_REGION: "eu-west-1" }), { region: REGION, credentials, maxWait: 5 });
  });

  test("names a variable that is missing or invalid, without its value", () => {
    for (const [env, pattern] of [
      [{ ...KEYS }, /^AWS_REGION is not set: expected AWS_REGION, AWS_DEFAULT_REGION or the option `region`$/],
      [{ AWS_REGION: REGION }, /^AWS_ACCESS_KEY_ID is not set/],
      [{ AWS_REGION: REGION, AWS_ACCESS_KEY_ID: "A" }, /^AWS_SECRET_ACCESS_KEY is not set/],
      [{ AWS_REGION: REGION, ...KEYS, AWS_MAX_ATTEMPTS: "many" }, /^AWS_MAX_ATTEMPTS is no such number: expected a whole number from 1$/],
      [{ AWS_REGION: "us-east-1 ", ...KEYS }, /^AWS_REGION: unexpected/],
      [{ AWS_DEFAULT_REGION: "us east", ...KEYS }, /^AWS_DEFAULT_REGION: unexpected/],
      [{ AWS_REGION: REGION, ...KEYS, AWS_ENDPOINT_URL: "localhost:8080" }, /^AWS_ENDPOINT_URL: /],
      [{ AWS_REGION: REGION, ...KEYS, AWS_CREDENTIAL_EXPIRATION: "tomorrow" }, /^AWS_CREDENTIAL_EXPIRATION: the expiration is a string: expected/],
      [{ AWS_REGION: REGION, ...KEYS, AWS_USE_FIPS_ENDPOINT: "yes" }, /^AWS_USE_FIPS_ENDPOINT is neither: expected `true` or `false`$/],
      [{ AWS_REGION: REGION, ...KEYS, AWS_USE_FIPS_ENDPOINT: true }, /^the variable AWS_USE_FIPS_ENDPOINT is a boolean: expected a string$/],
      [{ AWS_REGION: REGION, ...KEYS, AWS_MAX_ATTEMPTS: Symbol("5") }, /^the variable AWS_MAX_ATTEMPTS is a symbol: expected a string$/],
      [{ AWS_REGION: REGION, ...KEYS, AWS_SECRET_ACCESS_KEY: {} }, /^the variable AWS_SECRET_ACCESS_KEY is an object: expected a string$/],
    ]) {
      assert.throws(() => fromEnvironment({}, env), (error) => error instanceof InvalidInputError && pattern.test(error.message));
    }
  });

  /** The issue that `fromEnvironment` throws. */
  function issueOf(options, env) {
    try {
      fromEnvironment(options, env);
    } catch (error) {
      assert.ok(error instanceof InvalidInputError, `${error}`);
      return error.issue;
    }
    return assert.fail("no error");
  }

  test("the issue of a variable is complete", () => {
    for (const [env, code, subject, variable, what, expected] of [
      [KEYS, "missing", "region", "AWS_REGION", "is not set", "AWS_REGION, AWS_DEFAULT_REGION or the option `region`"],
      [{ AWS_REGION: REGION }, "missing", "credentials", "AWS_ACCESS_KEY_ID", "is not set", "an access key, or the option `credentials`"],
      [{ AWS_REGION: REGION, AWS_ACCESS_KEY_ID: "A" }, "missing", "credentials", "AWS_SECRET_ACCESS_KEY", "is not set", "an access key, or the option `credentials`"],
      ...["AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]
        .map((name) => [{ AWS_REGION: REGION, ...KEYS, [name]: "1" }, "wrong_type", name, name, "is neither", "`true` or `false`"]),
      ...["0", "05", "x5", "5x", "1.5", "-5", "1234567890", " 5"]
        .map((count) => [{ AWS_REGION: REGION, ...KEYS, AWS_MAX_ATTEMPTS: count }, "wrong_type", "AWS_MAX_ATTEMPTS", "AWS_MAX_ATTEMPTS", "is no such number", "a whole number from 1"]),
    ]) {
      const message = `${variable} ${what}: expected ${expected}`;
      assert.deepEqual(issueOf({}, env), { code, subject, part: "value", index: 0, expected, message, explanation: `${message}.` });
    }
    for (const [name, value] of [["AWS_REGION", "us east"], ["AWS_DEFAULT_REGION", "us east"], ["AWS_ENDPOINT_URL", "x"], ["AWS_ENDPOINT_URL_NEPTUNE_GRAPH", "x"],
      ["AWS_CREDENTIAL_EXPIRATION", "x"]]) {
      const { code, message, explanation } = issueOf({}, { ...(name.endsWith("REGION") ? {} : { AWS_REGION: REGION }), ...KEYS, [name]: value });
      assert.ok(message.startsWith(`${name}: `) && explanation.startsWith(`${name}: `) && message !== explanation, message);
      assert.ok(code);
    }
  });

  test("the largest number, flags in any case, and credentials that have expired", () => {
    const env = { AWS_REGION: REGION, ...KEYS };
    assert.equal(fromEnvironment({}, { ...env, AWS_MAX_ATTEMPTS: "123456789" }).maxAttempts, 123456789);
    const flags = { AWS_USE_FIPS_ENDPOINT: "False", AWS_USE_DUALSTACK_ENDPOINT: "TRUE", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false" };
    assert.deepEqual(fromEnvironment({}, { ...env, ...flags, AWS_ENDPOINT_URL: "https://a.example" }), {
      region: REGION, endpoint: "https://a.example", useFipsEndpoint: false, useDualstackEndpoint: true, credentials: KEY,
    });
    // The service decides whether they have.
    assert.equal(fromEnvironment({}, { ...env, AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z" }).credentials.expiration, "2020-01-01T00:00:00Z");
    const empty = { AWS_SESSION_TOKEN: "", AWS_CREDENTIAL_EXPIRATION: "", AWS_ENDPOINT_URL: "", AWS_USE_FIPS_ENDPOINT: "", AWS_MAX_ATTEMPTS: "" };
    assert.deepEqual(fromEnvironment({}, { ...env, ...empty }), { region: REGION, credentials: KEY });
  });

  test("a variable is not read if its option is given, and the client checks the option", () => {
    const env = { AWS_REGION: "us east", AWS_ENDPOINT_URL: "x", AWS_USE_FIPS_ENDPOINT: "x", AWS_USE_DUALSTACK_ENDPOINT: "x", AWS_MAX_ATTEMPTS: "x", AWS_CREDENTIAL_EXPIRATION: "x" };
    const options = { region: REGION, endpoint: "https://a.example", useFipsEndpoint: false, useDualstackEndpoint: false, maxAttempts: 1, credentials: KEY };
    assert.deepEqual(fromEnvironment(options, env), options);
    const invalid = { ...options, region: "us west", endpoint: "y", credentials: 5 };
    assert.deepEqual(fromEnvironment(invalid, env), invalid);
    assert.equal(fromEnvironment({ ...options, region: null }, { ...env, AWS_REGION: REGION }).region, REGION);
  });

  test("its arguments are objects", () => {
    for (const [args, message] of [
      [["us-east-1", {}], "the argument `options` is a string: expected an object"], [[null, {}], "the argument `options` is missing: expected an object"],
      [[{}, "x"], "the argument `env` is a string: expected an object"], [[{}, null], "the argument `env` is missing: expected an object"],
    ]) assert.throws(() => fromEnvironment(...args), (error) => error instanceof InvalidInputError && error.message === message);
  });

  test("where there is no process there are no variables", () => {
    const { process } = globalThis;
    for (const value of [undefined, {}]) {
      globalThis.process = value;
      try {
        assert.equal(issueOf().subject, "region");
      } finally {
        globalThis.process = process;
      }
    }
  });

  test("reads the environment of the process only when it is called", async (t) => {
    const service = serviceWith({}, { credentials: KEY });
    const before = { ...process.env };
    t.after(() => { process.env = before; });
    Object.assign(process.env, KEYS, { AWS_REGION: REGION });
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_NEPTUNE_GRAPH"]) delete process.env[name];
    await assert.rejects(getImportTask(INPUT, { fetch: service.fetch }), /the region is missing/);
    assert.equal((await cancelAndWait(INPUT, { ...fromEnvironment(), ...configOf(service) })).outcome, "cancelled");
    assert.ok(service.requests[0].headers.authorization.includes(KEY.accessKeyId));
    assert.ok(sent(service) > 1);
  });
});
