// Signatures of the package against recorded ones and against another signer, and secrets in memory after signing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";

import { derivedKeys, isFound, memories, traces } from "./memory.mjs";
import { characterOf, pick, random, randomString, seed } from "./random.mjs";
import { cases } from "./vectors.mjs";

const { cancelImportTaskRequest, explainRequest, InvalidInputError, isTaskId } = await import("neptune-import-tasks");

const ID = "t-0123456789";
const KEY = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const DATE = 1_440_938_160_000;
const CONFIG = { region: "us-east-1", credentials: KEY, date: DATE };
const sign = (config) => cancelImportTaskRequest({ taskIdentifier: ID }, { ...CONFIG, ...config });

/** The message of the InvalidInputError that a function throws. */
function rejection(run) {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof InvalidInputError, error);
    return error.message;
  }
  return assert.fail("no error was thrown");
}

test("every recorded cancellation, step by step", (t) => {
  const recorded = cases("tests/fixtures/sign-cancel.json");
  const invalid = [];
  for (const { id, input, minimal } of recorded) {
    const { taskIdentifier, region, endpoint, useFips, useDualstack, epochSeconds, ...credentials } = input;
    const config = {
      region, endpoint, useFipsEndpoint: useFips, useDualstackEndpoint: useDualstack, credentials,
      date: epochSeconds * 1000 + 500,
    };
    if (!isTaskId(taskIdentifier)) {
      invalid.push(`${id} ${JSON.stringify(taskIdentifier)}`);
      assert.match(rejection(() => explainRequest({ taskIdentifier }, config)), /task id/);
      continue;
    }
    const explanation = explainRequest({ taskIdentifier }, config);
    for (const step of ["canonicalRequest", "stringToSign", "signature", "signedHeaders"]) {
      if (minimal[step] !== undefined) assert.equal(explanation[step], minimal[step], `${id}: ${step}`);
    }
    const { host, ...headers } = minimal.headers;
    assert.deepEqual(explanation.request.headers, headers, id);
    assert.equal(new URL(explanation.request.url).host, host, id);
    assert.equal(explanation.scope, minimal.stringToSign.split("\n")[2], id);
    assert.deepEqual(cancelImportTaskRequest({ taskIdentifier }, config), explanation.request, id);
  }
  t.diagnostic(`no request is built for invalid task ids: ${invalid.join(", ")}`);
  assert.deepEqual([recorded.length, invalid.length], [290, 12]);
});

/** Asserts that the package resolves an endpoint like both AWS clients where they agree, with the exceptions noted below. */
function assertEndpoint({ id, params, expect, expectRuleset }) {
  if (params.ApiType !== "ControlPlane") return;
  const region = params.Region ?? "";
  const config = {
    region, endpoint: params.Endpoint, useFipsEndpoint: params.UseFIPS, useDualstackEndpoint: params.UseDualStack,
    credentials: KEY, date: DATE,
  };
  const run = () => explainRequest({ taskIdentifier: ID }, config);
  const expected = expect?.requestUrl ?? expect?.url;
  if (region === "" || /[A-Z]/.test(region)) {
    // Without a region no signature is valid, nor with one in upper case, because the host is in lower case.
    rejection(run);
  } else if (expected !== undefined) {
    const { request, scope } = run();
    const base = expected.replace(/\/importtasks\/[^/]*$/, "").toLowerCase();
    assert.equal(request.url.toLowerCase(), `${base}/importtasks/${ID}`, id);
    assert.equal(scope, `20150830/${expect.signingRegion ?? region}/neptune-graph/aws4_request`, id);
  } else if (expect?.error !== undefined) {
    rejection(run);
  } else if (expectRuleset?.error !== undefined) {
    // Only one of the AWS clients follows the rules of the service model. So does this package.
    assert.equal(rejection(run), expectRuleset.error, id);
  }
}

test("every recorded endpoint", () => {
  const recorded = cases("tests/fixtures/endpoints.json");
  recorded.forEach(assertEndpoint);
  assert.equal(recorded.length, 282);
});

test("endpoints of the service model", (t) => {
  const path = "../shared/vectors/fetched/endpoints-model.json";
  const recorded = cases(path);
  if (!recorded) return t.skip(`${path} is not there`);
  recorded.forEach(assertEndpoint);
});

// ---- against another signer -------------------------------------------------------------------------------------------

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const BASE64 = `${LETTERS}${LETTERS.toUpperCase()}0123456789+/=`;
const AWKWARD = [" ", "  ", "\t", "\n", "\0", "'", "\"", "\\", "`", "$", "%", "%2F", "&", "é", "e\u0301", "中", "\u{1F511}", "\u200B"];
const REGIONS = [
  "us-east-1", "eu-west-3", "cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1",
  "us-isof-south-1", "eusc-de-east-1", "xx-unknown-7", "local",
];
const HOSTS = ["localhost", "Example.COM", "127.0.0.1", "[2001:db8::1]", "bücher.example", "vpce-0a.us-east-1.vpce.amazonaws.com"];
const SEGMENTS = [
  "", "a", "a b", "a%20b", "%2F", "%25", "..", ".", "a:b@c", "~u", "(x)!*'$&,;", "a+b=c", "é", "\u{1F600}", "%zz", "|", "^", "\"",
  "{}", "<>",
];

const endpoint = () => {
  const port = pick(["", ":80", ":443", ":8080", ":65535"]);
  const path = randomString(0, 4, () => `/${randomString(0, 2, () => pick(SEGMENTS))}`);
  return `${pick(["http", "https"])}://${pick(HOSTS)}${port}${path}${pick(["", "/"])}`;
};

const secret = () => randomString(1, pick([4, 40, 100]), () => (random(4) ? pick([...BASE64]) : pick(AWKWARD)));
const token = () => randomString(1, pick([10, 900]), () => (random(20) ? pick([...BASE64]) : pick([" ", "  ", "\t", ",", ";", ":", "\"", "%2B"])));

function randomInput(last) {
  // Some values are reused from the last input, so that a signing key that is cached wrongly is detected.
  const reuse = (make, value) => (last && random(3) === 0 ? value : make());
  const isCustom = random(2) === 0;
  const credentials = {
    accessKeyId: randomString(1, 20, characterOf(`${BASE64},;:.-_`)),
    secretAccessKey: reuse(secret, last?.config.credentials.secretAccessKey),
    ...(random(2) && { sessionToken: token() }),
  };
  return {
    taskIdentifier: `t-${randomString(10, 10, characterOf(`${LETTERS}0123456789`))}`,
    config: {
      region: reuse(() => (random(4) ? pick(REGIONS) : randomString(1, 20, characterOf(LETTERS))), last?.config.region),
      credentials,
      date: reuse(() => random(2 ** 32) * 1000 + random(1000), last?.config.date),
      ...(isCustom ? { endpoint: endpoint() } : { useFipsEndpoint: !random(3), useDualstackEndpoint: !random(3) }),
    },
  };
}

test("the same random requests, signed by @smithy/signature-v4", async (t) => {
  t.diagnostic(`seed ${seed}: SEED=${seed} repeats this`);
  let [last, signed] = [undefined, 0];
  for (let round = 0; round < 3000; round += 1) {
    const { taskIdentifier, config } = randomInput(last);
    last = { config };
    const ours = explainRequest({ taskIdentifier }, config);
    const url = new URL(ours.request.url);
    assert.equal(url.href, ours.request.url, "the signed URL is the one that fetch sends");
    const { region, credentials, date } = config;
    const signer = new SignatureV4({
      service: "neptune-graph", region, credentials, sha256: Sha256, applyChecksum: false,
    });
    const theirs = await signer.sign(new HttpRequest({
      method: "DELETE", protocol: url.protocol, hostname: url.hostname, path: url.pathname, headers: { host: url.host },
    }), { signingDate: new Date(date) });
    const about = `seed ${seed}, round ${round}: ${JSON.stringify({ taskIdentifier, config })}\n${ours.canonicalRequest}`;
    assert.equal(ours.request.headers.authorization, theirs.headers.authorization, about);
    assert.equal(ours.request.headers["x-amz-date"], theirs.headers["x-amz-date"], about);
    assert.equal(ours.request.headers["x-amz-security-token"], theirs.headers["x-amz-security-token"], about);
    signed += 1;
  }
  assert.equal(signed, 3000);
});

// ---- credentials and time ---------------------------------------------------------------------------------------------

const warnings = (config) => (sign(config).warnings ?? []).map(({ code, message }) => [code, message]);
const credentials = (members) => ({ credentials: { ...KEY, ...members } });

test("invalid credentials and dates are rejected", () => {
  const expected = "expected an object with accessKeyId and secretAccessKey";
  const invalid = [
    [{ credentials: "wJalrXUt" }, `the option \`credentials\` is a string: ${expected}`],
    [{ credentials: () => KEY }, `the option \`credentials\` is a function: ${expected}`],
    [{ credentials: Promise.resolve(KEY) }, `the option \`credentials\` is a Promise: ${expected}`],
    [credentials({ accessKeyId: undefined }), "the access key id is missing: expected a string"],
    [credentials({ secretAccessKey: undefined }), "the secret access key is missing: expected a string"],
    [credentials({ secretAccessKey: 12345678 }), "the secret access key is a number: expected a string"],
    [credentials({ sessionToken: 12345678 }), "the session token is a number: expected a string"],
    [credentials({ accessKeyId: "" }), "the access key id is empty: expected the value that AWS has issued"],
    [credentials({ secretAccessKey: "" }), "the secret access key is empty: expected the value that AWS has issued"],
    [credentials({ accessKeyId: "AKIA\r\nx: y" }),
      "unexpected U+000D at index 4 in the value of the access key id: expected ASCII without control characters"],
    [credentials({ sessionToken: "to\u200Bken" }),
      "unexpected character at index 2 in the value of the session token: expected ASCII without control characters"],
    [credentials({ expiration: new Date(DATE) }),
      "the credentials expired at `20150830T123600Z`: expected credentials that are valid at `20150830T123600Z`"],
    [credentials({ expiration: DATE - 3_600_000 }),
      "the credentials expired at `20150830T113600Z`: expected credentials that are valid at `20150830T123600Z`"],
    [credentials({ expiration: "2015-08-30" }),
      "the expiration is a string: expected a valid Date, or milliseconds since 1970"],
    [{ date: new Date(NaN) }, "the date is a Date: expected a valid Date, or milliseconds since 1970"],
    [{ date: "now" }, "the date is a string: expected a valid Date, or milliseconds since 1970"],
    [{ date: 1e300 }, "the year of the date is not allowed: expected 0 to 9999"],
  ];
  for (const [config, message] of invalid) {
    assert.equal(rejection(() => sign(config)), message);
    assert.ok(!message.includes(KEY.secretAccessKey));
  }
  assert.match(rejection(() => explainRequest({ taskIdentifier: ID }, { region: "us-east-1" })),
    /^the option `credentials` is missing/);
});

test("unusual credentials and dates are signed with a warning", () => {
  assert.deepEqual(warnings({}), []);
  assert.equal("warnings" in sign({}), false);
  assert.deepEqual(warnings(credentials({ secretAccessKey: " secret" })),
    [["surrounding_space", "white space around the secret access key: expected the value alone"]]);
  assert.deepEqual(warnings(credentials({ accessKeyId: "AKIA\t" })),
    [["surrounding_space", "white space around the access key id: expected the value alone"]]);
  assert.deepEqual(warnings(credentials({ accessKeyId: "ASIAEXAMPLE" })),
    [["missing", "the session token is missing: expected one, because a key that begins with `ASIA` is temporary"]]);
  assert.deepEqual(warnings(credentials({ accessKeyId: "ASIAEXAMPLE", sessionToken: "t" })), []);
  assert.deepEqual(warnings({ date: DATE / 1000 }),
    [["unlikely_date", "the date is `19700117T161538Z`: expected milliseconds since 1970, not seconds"]]);
  assert.deepEqual(warnings(credentials({ expiration: DATE + 1000, sessionToken: "" })), []);
  assert.deepEqual(warnings(credentials({ expiration: new Date(8.64e15) })), []);
});

test("an unknown region is used, with a warning that suggests the nearest known one", () => {
  const [warning] = sign({ region: "us-esat-1" }).warnings;
  assert.equal(warning.message,
    "`us-esat-1` is not a known name of a region: expected a region that AWS lists, such as `us-east-1`");
  assert.equal(warning.suggestion, "us-east-1");
  assert.equal(sign({ region: "us-esat-1" }).url, `https://neptune-graph.us-esat-1.amazonaws.com/importtasks/${ID}`);
  assert.equal(sign({ region: "moon-base-1" }).warnings[0].suggestion, undefined);
  assert.equal(cancelImportTaskRequest({ taskIdentifier: ID }, { region: "eu-wst-1" }).warnings[0].suggestion, "eu-west-1");
  for (const [region, suggestion] of [["US-EAST-1", "us-east-1"], ["eu_west_1", "eu-west-1"], [" us-east-1 ", "us-east-1"]]) {
    assert.throws(() => sign({ region }), ({ issue }) => issue.suggestion === suggestion);
  }
});

test("the date is a Date, milliseconds, or by default the current time", () => {
  const date = (config) => sign(config).headers["x-amz-date"];
  assert.equal(date({ date: new Date(DATE) }), "20150830T123600Z");
  assert.equal(date({ date: DATE + 999.9 }), "20150830T123600Z");
  const before = Math.floor(Date.now() / 1000);
  const now = Date.parse(date({ date: undefined }).replace(/(....)(..)(..T..)(..)/, "$1-$2-$3:$4:")) / 1000;
  assert.ok(now >= before && now <= before + 10);
});

// ---- secrets in memory after signing ----------------------------------------------------------------------------------

test("no secret and no token stays in memory, whether signing succeeds or fails", () => {
  const secretAccessKey = "q9XvT3mZr8LkW2pNs7HdJ4bFy6GcA1eUo5iQhRtB";
  const sessionToken = "FQoGZXIvYXdzEL7wPnDk3zVtQmS9xR2uJcB8yHfKgE5aLiWo1TqZ4vNjX6sMrCpUhGdYbA0eIlO".repeat(9);
  const long = `${secretAccessKey}${sessionToken.slice(0, 99)}é`;
  const attempts = [
    [credentials({ secretAccessKey, sessionToken })],
    [credentials({ secretAccessKey: long, sessionToken })],
    [{ ...credentials({ secretAccessKey, sessionToken }), endpoint: "https://example.com/é" }],
    [{ ...credentials({ secretAccessKey, sessionToken }), date: 1e300 }, /year/],
    [{ ...credentials({ secretAccessKey, sessionToken }), region: "Bad" }, /region/],
    [credentials({ secretAccessKey, sessionToken, expiration: 5000 }), /expired/],
    [credentials({ secretAccessKey, sessionToken: `${sessionToken}\n` }), /session token/],
    [credentials({ secretAccessKey, sessionToken: `${sessionToken}é` }), /session token/],
  ];
  const secrets = [...traces(secretAccessKey), ...traces(long), ...traces(sessionToken.slice(0, 160)),
    ...derivedKeys({ secretAccessKey }), ...derivedKeys({ secretAccessKey: long })];
  for (const [config, message] of attempts) {
    if (message) assert.match(rejection(() => sign(config)), message);
    else assert.ok(sign(config).headers.authorization);
    assert.equal(isFound(secrets), false, JSON.stringify(config).slice(-60));
  }

  // A stack overflow at any point while signing.
  const config = { ...CONFIG, ...credentials({ secretAccessKey, sessionToken }) };
  const deeper = (depth) => {
    try {
      cancelImportTaskRequest({ taskIdentifier: ID }, config);
    } catch {
      // A stack overflow. The next call is at another depth.
    }
    if (depth > 0) deeper(depth - 1);
  };
  try {
    deeper(1e6);
  } catch {
    // The stack overflow of `deeper` itself.
  }
  assert.equal(isFound(secrets), false, "after a stack overflow");
  assert.ok(sign(config).headers.authorization, "the next call works");
  assert.ok(memories.length > 1, "the stack overflowed inside the WebAssembly at least once");
  assert.equal(isFound(secrets), false, "after the next call");

  // The search finds a secret that is in memory.
  const memory = Buffer.from(memories.at(-1).buffer);
  const end = memory.length - 100;
  memory.write(secretAccessKey.slice(5, 13), end);
  assert.equal(isFound(traces(secretAccessKey)), true);
  memory.fill(0, end);
});

test("memory does not grow from a thousand to a hundred thousand signatures", () => {
  const size = () => memories.map(({ buffer }) => buffer.byteLength);
  const round = (i) => sign({ date: DATE + i * 3_600_000, ...(i % 2 && credentials({ sessionToken: `token ${i}` })) });
  let i = 0;
  for (; i < 1000; i += 1) round(i);
  const before = size();
  for (; i < 100_000; i += 1) round(i);
  assert.deepEqual(size(), before);
});
