// Near misses in options, input and credentials: an error with a hint what was meant.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as tasks from "neptune-import-tasks";

import { configOf, FUNCTIONS, INPUT, KEY, rejection, sent, serviceWith } from "./client-support.mjs";

const CONFIG = { region: "us-east-1" };
const ARN = "arn:aws:iam::123456789012:role/Import";

/** The issue that a call throws. */
function issueOf(run) {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof tasks.InvalidInputError, `${error}`);
    return error.issue;
  }
  return assert.fail("nothing was thrown");
}
const withConfig = (config, build = tasks.cancelImportTaskRequest) => issueOf(() => build(INPUT, { ...CONFIG, ...config }));
const withInput = (input, build = tasks.cancelImportTaskRequest) => issueOf(() => build(input, CONFIG));

describe("unknown options", () => {
  const MEANT = {
    regionName: "region", Region: "region", awsRegion: "region", reigon: "region",
    endpointUrl: "endpoint", endpoint_url: "endpoint", url: "endpoint", baseUrl: "endpoint", endPoint: "endpoint",
    useFIPSEndpoint: "useFipsEndpoint", useFips: "useFipsEndpoint", useDualStackEndpoint: "useDualstackEndpoint",
    credentialsProvider: "credentials", accessKeyId: "credentials", secretAccessKey: "credentials", sessionToken: "credentials",
    signingDate: "date",
    maxRetries: "maxAttempts", max_attempts: "maxAttempts", retries: "maxAttempts", maxAttempt: "maxAttempts",
    timeout: "attemptTimeout", requestTimeout: "attemptTimeout", maxWaitTime: "maxWait", minDelay: "pollInterval", interval: "pollInterval",
    abortSignal: "signal", onprogress: "onProgress", requestHandler: "fetch",
  };

  test("the nearest name is suggested", () => {
    for (const [name, meant] of Object.entries(MEANT)) {
      for (const value of [1, null, "x"]) {
        const issue = withConfig({ [name]: value });
        assert.deepEqual([issue.code, issue.subject, issue.found, issue.suggestion, issue.hint],
          ["unknown_option", "options", name, meant, `did you mean \`${meant}\``]);
        assert.equal(issue.message, `unknown option \`${name}\`: expected \`${meant}\``);
        assert.equal(issue.explanation, `There is no option \`${name}\`. Did you mean \`${meant}\`?`);
      }
    }
    const issue = withConfig({ verbose: true });
    assert.deepEqual([issue.hint, issue.suggestion], [undefined, undefined]);
    assert.equal(issue.message,
      "unknown option `verbose`: expected region, endpoint, useFipsEndpoint, useDualstackEndpoint, credentials, date (requests only) or another option of a"
        + " client");
  });

  test("every request function rejects them, and options of the client", () => {
    const builders = Object.entries(tasks).filter(([name]) => name.endsWith("Request") || name === "requestSnippets");
    assert.equal(builders.length, 5);
    for (const [name, build] of builders) {
      const input = name === "listImportTasksRequest" ? {} : INPUT;
      const issue = issueOf(() => build(input, { ...CONFIG, maxRetries: 5 }));
      assert.equal(issue.suggestion, "maxAttempts", name);
      for (const option of ["fetch", "signal", "onProgress", "maxAttempts", "maxWait", "pollInterval", "attemptTimeout"]) {
        const { code, hint, suggestion } = issueOf(() => build(input, { ...CONFIG, [option]: 1 }));
        assert.deepEqual([code, hint, suggestion], ["unknown_option", "this is an option of the client functions", undefined]);
      }
    }
  });

  test("absent, inherited and symbolic names are none", () => {
    const inherited = Object.create({ region: "us-east-1", verbose: true });
    const hidden = Object.defineProperty({ ...CONFIG }, "verbose", { value: true });
    for (const config of [{ ...CONFIG, verbose: undefined }, inherited, hidden, { ...CONFIG, [Symbol("verbose")]: true },
      Object.assign(Object.create(null), CONFIG)]) {
      assert.equal(tasks.cancelImportTaskRequest(INPUT, config).method, "DELETE");
    }
    assert.equal(issueOf(() => tasks.cancelImportTaskRequest(INPUT, Object.assign(inherited, { verbose: 1 }))).found, "verbose");
    const getterError = new Error();
    const throwing = [{ ...CONFIG, get verbose() { throw getterError; } }, new Proxy({}, { ownKeys() { throw getterError; } })];
    for (const config of throwing) assert.throws(() => tasks.cancelImportTaskRequest(INPUT, config), getterError);
  });

  test("names are bounded and visible", () => {
    const { found, message } = withConfig({ [`${"x".repeat(1000)}`]: 1 });
    assert.ok(found.length <= 64 && message.length < 250);
    assert.equal(withConfig({ "a\n\u202Eb": 1 }).found, "a\uFFFD\uFFFDb");
  });

  for (const [name, send] of Object.entries(FUNCTIONS)) {
    test(`${name} rejects them before anything is sent`, async () => {
      const service = serviceWith();
      const { issue } = await rejection(send(INPUT, configOf(service, { credentials: KEY, maxRetries: 5 })));
      assert.deepEqual([issue.code, issue.suggestion, sent(service)], ["unknown_option", "maxAttempts", 0]);
    });
  }
});

test("members of the input under other names", () => {
  const id = INPUT.taskIdentifier;
  const task = { source: "s3://bucket/", status: "IMPORTING", taskId: id };
  for (const [input, found] of [[{ taskId: id }, "taskId"], [{ id }, "id"], [{ TaskId: id }, "TaskId"], [{ importTaskId: id }, "importTaskId"],
    [{ task_identifier: id }, "task_identifier"], [{ taskidentifier: id }, "taskidentifier"], [{ taskIdentifier: undefined, taskId: id }, "taskId"],
    [{ taskIdentifier: id, taskId: id }, "taskId"], [task, "taskId"]]) {
    for (const build of [tasks.cancelImportTaskRequest, tasks.getImportTaskRequest, tasks.cancelExportTaskRequest]) {
      const issue = withInput(input, build);
      assert.deepEqual([issue.code, issue.subject, issue.found, issue.suggestion, issue.hint],
        ["unknown_option", "input", found, "taskIdentifier", "did you mean `taskIdentifier`"]);
      assert.equal(issue.message, `unknown input member \`${found}\`: expected \`taskIdentifier\``);
    }
  }
  const list = { graphId: "graphIdentifier", id: "graphIdentifier", MaxResults: "maxResults", limit: "maxResults", pageSize: "maxResults",
    token: "nextToken", NextToken: "nextToken" };
  for (const [name, meant] of Object.entries(list)) {
    const { code, suggestion } = withInput({ [name]: "g-0123456789" }, tasks.listImportTasksRequest);
    assert.deepEqual([code, suggestion], ["unknown_option", meant], name);
  }
  assert.equal(withInput({ x: 1 }).message, "unknown input member `x`: expected an object with taskIdentifier");
  assert.equal(withInput({}).code, "missing");
});

describe("credentials", () => {
  const STS = { AccessKeyId: "ASIAEXAMPLE", SecretAccessKey: "q9XvT3mZr8LkW2pN", SessionToken: "FQoGZXIvYXdzEL7w", Expiration: "2030-01-01T00:00:00Z" };
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = STS;

  test("as AWS's tools print them", () => {
    const name = (found, expected) => `name the member \`${expected}\`, not \`${found}\``;
    for (const [credentials, hint] of [
      [STS, name("AccessKeyId", "accessKeyId")], [{ Version: 1, ...STS }, name("AccessKeyId", "accessKeyId")],
      [{ accessKeyId, SecretAccessKey: secretAccessKey }, name("SecretAccessKey", "secretAccessKey")],
      [{ accessKeyId, secretAccessKey, SessionToken: sessionToken }, name("SessionToken", "sessionToken")],
      [{ aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey }, name("aws_access_key_id", "accessKeyId")],
      [{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }, name("AWS_ACCESS_KEY_ID", "accessKeyId")],
      [{ Credentials: STS }, "pass the member `Credentials` of the object"],
      [{ credentials: { accessKeyId, secretAccessKey } }, "pass the member `credentials` of the object"],
      [{ $metadata: {}, Credentials: STS, AssumedRoleUser: {} }, "pass the member `Credentials` of the object"],
    ]) {
      const issue = withConfig({ credentials });
      assert.deepEqual([issue.code, issue.hint], ["missing", hint]);
      assert.ok(![secretAccessKey, sessionToken].some((secret) => JSON.stringify(issue).includes(secret)));
      assert.match(issue.explanation, /^The (access key ID|secret access key|session token) is missing\. [NP]/);
    }
    const { hint } = withConfig({ credentials: { secretAccessKey } });
    assert.equal(hint, undefined);
    // Providers return more members.
    const more = { accessKeyId, secretAccessKey, sessionToken, credentialScope: "us-east-1", accountId: "123456789012", $source: {}, Expiration: "x" };
    assert.ok(tasks.cancelImportTaskRequest(INPUT, { ...CONFIG, credentials: more }).headers.authorization);
  });

  test("a session token under another name is not dropped", () => {
    for (const name of ["session_token", "sessiontoken", "aws_session_token", "AWS_SESSION_TOKEN", "SessionToken", "Token", "token",
      "securityToken", "AWS_SECURITY_TOKEN"]) {
      const issue = withConfig({ credentials: { accessKeyId, secretAccessKey, [name]: sessionToken } });
      assert.deepEqual([issue.code, issue.subject, issue.hint], ["missing", "session token", `name the member \`sessionToken\`, not \`${name}\``]);
      assert.ok(!JSON.stringify(issue).includes(sessionToken));
      // Nothing is lost.
      for (const others of [{ sessionToken, [name]: "x" }, { [name]: null }, { [name]: "" }]) {
        assert.ok(tasks.cancelImportTaskRequest(INPUT, { ...CONFIG, credentials: { accessKeyId, secretAccessKey, ...others } }));
      }
    }
  });

  test("short names, other tools, and a provider that was not called", () => {
    const name = (found, expected) => `name the member \`${expected}\`, not \`${found}\``;
    for (const [credentials, hint] of [
      [{ accessKey: accessKeyId, secretKey: secretAccessKey }, name("accessKey", "accessKeyId")],
      [{ accessKeyId, secretKey: secretAccessKey }, name("secretKey", "secretAccessKey")],
      [{ accessKeyId, SecretKey: secretAccessKey }, name("SecretKey", "secretAccessKey")],
      [{ id: accessKeyId, secret: secretAccessKey }, name("id", "accessKeyId")],
      [{ accessKeyId, secret: secretAccessKey }, name("secret", "secretAccessKey")],
      [{ key: accessKeyId, secret: secretAccessKey }, name("key", "accessKeyId")],
      [{ roleCredentials: { accessKeyId, secretAccessKey } }, "pass the member `roleCredentials` of the object"],
      [new class { expired = false; async getPromise() {} }(), "this is a provider of the AWS SDK v2: await its getPromise() first"],
    ]) assert.equal(withConfig({ credentials }).hint, hint);
    // One that was called.
    const provider = Object.assign(new class { async getPromise() {} }(), { accessKeyId, secretAccessKey, sessionToken });
    assert.ok(tasks.cancelImportTaskRequest(INPUT, { ...CONFIG, credentials: provider }));
  });

  test("the expiration as a string", () => {
    const build = (expiration) => tasks.cancelImportTaskRequest(INPUT, { ...CONFIG, credentials: { ...KEY, expiration } });
    for (const expiration of ["2099-01-01T00:00:00Z", "2099-01-01T00:00:00.123Z", "2099-01-01T02:00:00+02:00", "2098-12-31T19:00:00.5-05:00"]) {
      assert.ok(build(expiration).headers.authorization, expiration);
    }
    for (const expiration of ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00+00:00"]) assert.equal(issueOf(() => build(expiration)).code, "expired");
    // Its time zone counts.
    const date = Date.UTC(2030, 0, 1);
    const at = (expiration) => tasks.cancelImportTaskRequest(INPUT, { ...CONFIG, date, credentials: { ...KEY, expiration } });
    assert.ok(at("2030-01-01T00:00:01Z") && at("2029-12-31T22:00:01-02:00"));
    assert.equal(issueOf(() => at("2030-01-01T01:00:00+02:00")).code, "expired");
    for (const expiration of ["2099-01-01", "2099-01-01T00:00:00", "2099-13-01T00:00:00Z", "tomorrow", "2099", "Thu, 01 Jan 2099 00:00:00 GMT", ""]) {
      const { code, message } = issueOf(() => build(expiration));
      assert.equal(code, "wrong_type", expiration);
      assert.match(message, /expected a valid Date, or milliseconds since 1970$/);
    }
  });

  test("the expiration in seconds", () => {
    const seconds = Math.floor(Date.UTC(2099, 0, 1) / 1000);
    for (const [expiration, found] of [[seconds, `the number ${seconds}`], [new Date(seconds), "a Date"], [1_000_000_000, "the number 1000000000"]]) {
      const issue = withConfig({ credentials: { ...KEY, expiration } });
      assert.deepEqual([issue.code, issue.hint], ["wrong_type", "this is a time in seconds; milliseconds are needed"]);
      assert.equal(issue.message, `the expiration is ${found}: expected milliseconds since 1970`);
      assert.match(issue.explanation, / This is a time in seconds; milliseconds are needed\.$/);
    }
    // Long ago in any unit.
    for (const expiration of [0, 5000, -1, new Date(0)]) assert.equal(withConfig({ credentials: { ...KEY, expiration } }).code, "expired");
  });
});

test("endpoints without a scheme, or with the path of an operation", () => {
  for (const [endpoint, suggestion] of [["localhost:8080", "http://localhost:8080"], ["127.0.0.1:4566", "http://127.0.0.1:4566"],
    ["neptune-graph.us-east-1.amazonaws.com", "https://neptune-graph.us-east-1.amazonaws.com"], ["//example.com/base", "https://example.com/base"]]) {
    const issue = withConfig({ endpoint });
    assert.deepEqual([issue.subject, issue.suggestion, issue.hint], ["endpoint", suggestion, "a URL begins with https:// or http://"]);
    assert.ok(tasks.cancelImportTaskRequest(INPUT, { ...CONFIG, endpoint: suggestion }));
  }
  const issue = withConfig({ endpoint: "https://example.com/importtasks/t-0123456789" });
  assert.deepEqual([issue.code, issue.suggestion], ["not_allowed", "https://example.com"]);
  const { url, warnings } = tasks.cancelImportTaskRequest(INPUT, { ...CONFIG, endpoint: "https://example.com/importtasks" });
  assert.equal(url, "https://example.com/importtasks/importtasks/t-0123456789");
  assert.deepEqual(warnings.map(({ code, suggestion }) => [code, suggestion]), [["unlikely_endpoint", "https://example.com"]]);
});

test("options of role ARNs", () => {
  for (const [options, found, hint] of [["current", "`current`", 'did you mean `{ revision: "current" }`'],
    ["documented", "`documented`", 'did you mean `{ revision: "documented" }`'], ["latest", "`latest`"], [true, "a boolean"],
    [() => {}, "a function"], [Symbol(""), "a symbol"]]) {
    const { issue } = tasks.checkRoleArn(ARN, options);
    assert.deepEqual([issue.code, issue.hint], ["wrong_type", hint]);
    assert.equal(issue.message, `the argument \`options\` is ${found}: expected an object such as \`{ revision: "current" }\``);
    assert.deepEqual(issueOf(() => tasks.parseRoleArn(ARN, options)), issue);
    assert.deepEqual(issueOf(() => tasks.checkLines("roleArn", ARN, options)), issue);
    assert.equal(tasks.isRoleArn(ARN, options), false);
  }
  for (const options of [{ version: "current" }, { Revision: "current" }, { revision: "current", strict: true }]) {
    const { issue } = tasks.checkRoleArn(ARN, options);
    assert.deepEqual([issue.code, issue.subject, issue.hint], ["unknown_option", "options", "strict" in options ? undefined : "did you mean `revision`"]);
    assert.deepEqual(issueOf(() => tasks.parseRoleArn(ARN, options)), issue);
    assert.equal(tasks.isRoleArn(ARN, options), false);
  }
  for (const options of [undefined, null, {}, { revision: undefined }, { revision: "current", strict: undefined }]) {
    assert.equal(tasks.checkRoleArn(ARN, options).ok && tasks.isRoleArn(ARN, options), true);
  }
  // Array methods pass an index.
  assert.deepEqual([ARN, "x", ARN].filter(tasks.isRoleArn), [ARN, ARN]);
  assert.deepEqual([ARN, "x", ARN].map(tasks.checkRoleArn).map(({ ok }) => ok), [true, false, true]);
});

test("the first of several unknown options of role ARNs is named", () => {
  const { issue } = tasks.checkRoleArn(ARN, { foo: 1, revison: "current" });
  assert.deepEqual([issue.message, issue.hint], ["unknown option `foo`: expected `revision`", undefined]);
  for (const name of ["revison", "revsiion", "REVISION", "revisions", "version"]) {
    assert.equal(tasks.checkRoleArn(ARN, { [name]: "current" }).issue.hint, "did you mean `revision`", name);
  }
});

test("options of a cancellation", () => {
  const withPlan = (plan) => issueOf(() => new tasks.Cancellation({ goal: "watch", ...plan }));
  for (const [name, meant] of Object.entries({ maxRetries: "maxAttempts", timeout: "attemptTimeout", maxwait: "maxWait", Goal: "goal" })) {
    const { code, suggestion, message } = withPlan({ [name]: 3 });
    assert.deepEqual([code, suggestion, message], ["unknown_option", meant, `unknown option \`${name}\`: expected \`${meant}\``]);
  }
  assert.equal(withPlan({ verbose: 1 }).message, "unknown option `verbose`: expected goal, operation, maxAttempts, maxWait, pollInterval,"
    + " attemptTimeout or canRefreshCredentials");
  for (const [pollInterval, code, message] of [
    [{ min: 1 }, "unknown_option", "unknown pollInterval member `min`: expected `first`"],
    [{ first: 5, max: 10 }, "unknown_option", "unknown pollInterval member `max`: expected `longest`"],
    [{ first: 5, longest: 10, factor: 2 }, "unknown_option", "unknown pollInterval member `factor`: expected first and longest"],
    [[5, 10], "unknown_option", "unknown pollInterval member `0`: expected first and longest"],
    [{}, "wrong_type", "the option `pollInterval` is an object: expected milliseconds, or an object with `first` and `longest`"],
    [{ first: 5, longest: 1 }, "not_allowed", "the member `longest` of the option `pollInterval` is not allowed: expected `first` or more"],
  ]) {
    const issue = withPlan({ pollInterval });
    assert.deepEqual([issue.code, issue.message], [code, message]);
  }
  for (const pollInterval of [5, null, undefined, { first: 5 }, { first: null, longest: 5 }, { first: 5, longest: 5 }, { first: 5, longest: Infinity }]) {
    assert.ok(new tasks.Cancellation({ goal: "watch", pollInterval }));
  }
});

test("slips in role ARNs", () => {
  const current = { revision: "current" };
  for (const slip of ["arn:aws:iam:123456789012:role/Import", "arn:aws:iam::123456789012/role/Import", "arn:aws:iam::123456789012:role:Import",
    "arn:aws:iam::123456789012:Role/Import", "aws:iam::123456789012:role/Import", "arn:aws:iam:us-east-1:123456789012:role/Import",
    "arn:aws:iam::1234-5678-9012:role/Import", "arn:aws:sts::123456789012:assumed-role/Import/session", ` "${ARN}" `]) {
    for (const options of [undefined, current]) assert.equal(tasks.checkRoleArn(slip, options).issue.suggestion, ARN, slip);
  }
  const account = "123456789012";
  for (const slip of [`arn:aws:iam::${account}:roles/Import`, `arn:aws:iam::${account}:rol/Import`, `arn:aws:iam::${account}role/Import`,
    `Arn:aws:iam::${account}:role/Import`, `ARN:AWS:IAM::${account}:ROLE/Import`, `arn:AWS:iam::${account}:role/Import`,
    `arn:aws:IAM::${account}:role/Import`, `arn:aws:lam::${account}:role/Import`, `arn:aw:iam::${account}:role/Import`,
    `arn;aws:iam::${account}:role/Import`, `arn:aws:iam;:${account}:role/Import`, `arn:aws:iam::${account}:role\\Import`,
    `arn:aws:sts::${account}:role/Import`, `roleArn: ${ARN}`, `"roleArn": "${ARN}",`, `anr:aws:iam::${account}:role/Import`,
    "arn:aws:iam::l23456789O12:role/Import"]) {
    for (const options of [undefined, current]) assert.equal(tasks.checkRoleArn(slip, options).issue.suggestion, ARN, slip);
  }
  assert.equal(tasks.checkRoleArn(`${ARN}/`, current).issue.suggestion, ARN);
  for (const options of [undefined, current]) {
    const { issue } = tasks.checkRoleArn(`arn:aws:iam::${account}:service-role/Import`, options);
    assert.equal(issue.suggestion, `arn:aws:iam::${account}:role/service-role/Import`);
  }
  // No placeholders, and services that have no roles.
  for (const other of [`${ARN}<br>`, `arn:aws:iam::${account}:role/$latest`, `arn:aws:s3::${account}:role/Import`]) {
    assert.equal(tasks.checkRoleArn(other).issue.hint, undefined, other);
  }
  // Only what is valid under the same revision is suggested.
  const path = "arn:aws:iam:123456789012:role/team/Import";
  assert.deepEqual([undefined, current].map((options) => tasks.checkRoleArn(path, options).issue.suggestion),
    [undefined, "arn:aws:iam::123456789012:role/team/Import"]);
  for (const account of ["${AWS::AccountId}", "<account-id>", "ACCOUNT_ID", "xxxxxxxxxxxx", "{{ account }}", "$ACCOUNT"]) {
    const { hint, suggestion } = tasks.checkRoleArn(`arn:aws:iam::${account}:role/Import`).issue;
    assert.deepEqual([hint, suggestion], ["a part of this is a placeholder", undefined]);
  }
});
