/**
 * Tests of the fake service's signature check, with requests signed by aws4, by AWS's signer and client, and by botocore.
 * The package's own signer is not used.
 */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { Sha256 } from "@aws-crypto/sha256-js";
import {
  CancelImportTaskCommand, GetImportTaskCommand, ListImportTasksCommand, NeptuneGraphClient, paginateListImportTasks,
} from "@aws-sdk/client-neptune-graph";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import aws4 from "aws4";

import { createFakeService } from "neptune-import-tasks/testing";
import { createSignatureCheck } from "../../js/testing/signatures.mjs";
import { pick, random, randomString, seed } from "./random.mjs";
import { cases } from "./vectors.mjs";

const ID = "t-0123456789";
const PATH = `/importtasks/${ID}`;
const REGION = "us-east-1";
const HOST = "fake.test";
const NOW = Date.UTC(2015, 7, 30, 12, 36, 0, 999);
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const TEMPORARY = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cr3t+/=", sessionToken: "a//b+c= d" };
const EXPIRED = { ...TEMPORARY, accessKeyId: "ASIAEXPIRED", expiration: new Date(NOW) };
const EXPIRING = { ...TEMPORARY, accessKeyId: "ASIAEXPIRING", expiration: new Date(NOW + 1) };
const KEYS = [KEY, TEMPORARY, EXPIRED, EXPIRING];

// Paths that normalization and double encoding change. The fake service has no operation there, and responds so after it has
// accepted the signature.
const BASE_PATHS = ["/a%20b", "/a//b", "/a:b", "/it's", "/(a)", "/a%2Fb", "/%C3%A9", "/a%20b//c:d/it's/(e)!*"];

function serviceWith(options) {
  return createFakeService({ tasks: [{ taskId: ID }], credentials: KEYS, now: () => NOW, ...options });
}

/** The headers of a request that aws4 has signed, with lower-case names. */
function sign({ path = PATH, method = "DELETE", key = KEY, date = "20150830T123600Z", host = HOST, ...rest } = {}) {
  const { headers, region = REGION, service = "neptune-graph", body } = rest;
  const request = { method, path, host, region, service, body, headers: { ...headers, "X-Amz-Date": date } };
  const signed = Object.entries(aws4.sign(request, key).headers);
  return Object.fromEntries(signed.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

async function send(service, headers, { path = PATH, method = "DELETE", body } = {}) {
  return read(await service.fetch(`http://${HOST}${path}`, { method, headers, body }));
}

/** Sends a request over HTTP, with a path that is not normalized. */
async function sendRaw(url, headers, { path = PATH, method = "DELETE", body } = {}) {
  const [response] = await once(httpRequest(url, { method, path, headers }).end(body), "response");
  const { message } = JSON.parse((await response.setEncoding("utf8").toArray()).join(""));
  return { status: response.statusCode, name: response.headers["x-amzn-errortype"], message };
}

async function read(response) {
  const { message } = await response.json();
  return { status: response.status, name: response.headers.get("x-amzn-errortype"), message };
}

/** The headers of a correctly signed request, with a changed Authorization header. */
function changed(pattern, replacement) {
  const headers = sign();
  return { ...headers, authorization: headers.authorization.replace(pattern, replacement) };
}

function without(headers, name) {
  return Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
}

const MISSING = "MissingAuthenticationTokenException";
const INCOMPLETE = "IncompleteSignatureException";
const UNRECOGNIZED = "UnrecognizedClientException";
const INVALID = "InvalidSignatureException";

const requires = (name) => `Authorization header requires '${name}' parameter.`;
const NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
const UNKNOWN_TOKEN = "The security token included in the request is invalid.";
const EXPIRED_TOKEN = "The security token included in the request is expired";
const mustBeSigned = (name) => `${name} must be a 'SignedHeader' in the AWS Authorization.`;

const NO_PARAMETER = [requires("Credential"), requires("Signature"), requires("SignedHeaders")].join(" ");
const NOT_BASIC =
  "Date must be in ISO-8601 'basic format'. Got '2015-08-30'. See http://en.wikipedia.org/wiki/ISO_8601";
const FIVE = "exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term";
const WRONG_REGION = "Credential should be scoped to a valid region, not 'eu-west-1'. ";
const WRONG_SERVICE = "Credential should be scoped to correct service: 'neptune-graph'. ";
const WRONG_TERMINATOR = "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. ";
const WRONG_DAY =
  "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
  "'20150829' != '20150830', from '20150830T123600Z'.";

const REJECTIONS = {
  "no authorization": [without(sign(), "authorization"), MISSING, "Missing Authentication Token"],
  "an empty authorization": [changed(/.*/, ""), MISSING, "Missing Authentication Token"],
  "another scheme": [changed(/.*/, "Basic YTpi"), INCOMPLETE, `${NO_PARAMETER} Authorization=Basic YTpi`],
  "another scheme and no date": [
    { authorization: "Bearer abc" }, INCOMPLETE, `${NO_PARAMETER} ${NO_DATE} Authorization=Bearer abc`,
  ],
  "no date": [without(sign(), "x-amz-date"), INCOMPLETE, new RegExp(`^${NO_DATE} Authorization=AWS4-HMAC-SHA256 `)],
  ...Object.fromEntries(
    ["Credential", "SignedHeaders", "Signature"].map((name) => [
      `no ${name}`,
      [changed(new RegExp(` ${name}=[^,]*,?`), ""), INCOMPLETE, new RegExp(`^${requires(name)} Authorization=AWS4-`)],
    ]),
  ),
  "another algorithm": [
    changed("SHA256", "SHA1"),
    INCOMPLETE,
    "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). ",
  ],
  "a credential without a scope": [
    changed(/Credential=[^,]*/, "Credential=AKIA"), INCOMPLETE, `Credential must have ${FIVE}, got 'AKIA'`,
  ],
  "a date of another form": [{ ...sign(), "x-amz-date": "2015-08-30" }, INCOMPLETE, NOT_BASIC],
  "an unknown key": [sign({ key: { ...KEY, accessKeyId: "AKIAUNKNOWN" } }), UNRECOGNIZED, UNKNOWN_TOKEN],
  "a temporary key without its token": [
    sign({ key: { ...TEMPORARY, sessionToken: undefined } }), UNRECOGNIZED, UNKNOWN_TOKEN,
  ],
  "a temporary key with another token": [
    sign({ key: { ...TEMPORARY, sessionToken: "another" } }), UNRECOGNIZED, UNKNOWN_TOKEN,
  ],
  "a lasting key with a token": [
    sign({ key: { ...KEY, sessionToken: TEMPORARY.sessionToken } }), UNRECOGNIZED, UNKNOWN_TOKEN,
  ],
  "an expired key": [sign({ key: EXPIRED }), "ExpiredTokenException", EXPIRED_TOKEN],
  "another region": [sign({ region: "eu-west-1" }), INVALID, WRONG_REGION],
  "another service": [sign({ service: "neptune-db" }), INVALID, WRONG_SERVICE],
  "another terminator": [changed("aws4_request", "aws5"), INVALID, WRONG_TERMINATOR],
  "another day": [changed("20150830", "20150829"), INVALID, WRONG_DAY],
  "a scope of which every part is wrong": [
    changed(/20150830.*aws4_request/, "20150829/eu-west-1/es/aws5"),
    INVALID,
    WRONG_REGION + WRONG_SERVICE + WRONG_TERMINATOR + WRONG_DAY,
  ],
  "a date more than 5 minutes ago": [
    sign({ date: "20150830T123059Z" }),
    INVALID,
    "Signature expired: 20150830T123059Z is now earlier than 20150830T123100Z (20150830T123600Z - 5 min.)",
  ],
  "a date more than 5 minutes ahead": [
    sign({ date: "20150830T124101Z" }),
    INVALID,
    "Signature not yet current: 20150830T124101Z is still later than 20150830T124100Z (20150830T123600Z + 5 min.)",
  ],
  "signed headers that are not in lower case": [
    changed("host;", "Host;"), INVALID, mustBeSigned("'Host' or ':authority'"),
  ],
  "an unsigned host": [changed("host;", ""), INVALID, mustBeSigned("'Host' or ':authority'")],
  "nothing signed": [
    changed(/SignedHeaders=[^,]*/, "SignedHeaders="),
    INVALID,
    `${mustBeSigned("'Host' or ':authority'")} ${mustBeSigned("'x-amz-date'")}`,
  ],
  "an x-amz- header added afterwards": [
    { ...sign(), "X-Amz-Security-Token": "late" }, INVALID, mustBeSigned("'x-amz-security-token'"),
  ],
};

describe("rejections", () => {
  for (const [label, [headers, name, message]] of Object.entries(REJECTIONS)) {
    test(label, async () => {
      const service = serviceWith({ region: REGION });
      const response = await send(service, headers);
      assert.deepEqual([response.status, response.name], [403, name], response.message);
      if (message instanceof RegExp) assert.match(response.message, message);
      else assert.equal(response.message, message);
      assert.equal(service.task(ID).status, "IMPORTING");
      assert.equal(service.requests.length, 1);
    });
  }

  test("without the option `region`, every valid region is accepted", async () => {
    assert.equal((await send(serviceWith(), sign({ region: "eu-west-1" }))).status, 200);
    for (const region of ["US-EAST-1", ""]) {
      // Not with aws4, which signs with a default region if there is none.
      const { message } = await send(serviceWith(), changed(REGION, region));
      assert.equal(message, `Credential should be scoped to a valid region, not '${region}'. `);
    }
  });
});

function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

function mismatch(...lines) {
  const canonical = lines.join("\n");
  const scope = "20150830/us-east-1/neptune-graph/aws4_request";
  return (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
    "Key and signing method. Consult the service documentation for details.\n\n" +
    `The Canonical String for this request should have been\n'${canonical}'\n\n` +
    "The String-to-Sign should have been\n" +
    `'AWS4-HMAC-SHA256\n20150830T123600Z\n${scope}\n${sha256(canonical)}'\n`
  );
}

describe("a signature that does not match", () => {
  const DATE = "x-amz-date:20150830T123600Z";
  const headerLines = ["host:fake.test", DATE, "", "host;x-amz-date"];
  const token = "x-amz-security-token:a//b+c= d";
  const BYTES = new Uint8Array([0, 255]);
  const wrong = { secretAccessKey: `${KEY.secretAccessKey} ` };

  const mismatches = {
    "another secret": [sign({ key: { ...KEY, ...wrong } }), {}, ["DELETE", PATH, "", ...headerLines, EMPTY]],
    "another secret, with a token": [
      sign({ key: { ...TEMPORARY, ...wrong } }),
      {},
      ["DELETE", PATH, "", "host:fake.test", DATE, token, "", "host;x-amz-date;x-amz-security-token", EMPTY],
    ],
    "another method": [sign({ method: "GET" }), {}, ["DELETE", PATH, "", ...headerLines, EMPTY]],
    "another path": [sign(), { path: "/a%20(b)//c:d/" }, ["DELETE", "/a%2520%28b%29/c%3Ad/", "", ...headerLines, EMPTY]],
    "another host": [sign({ host: "other.test" }), {}, ["DELETE", PATH, "", ...headerLines, EMPTY]],
    "a query": [
      sign(),
      { path: `${PATH}?b=2&b=1&a=%20x'&B&a%2F=+#c` },
      ["DELETE", PATH, "B=&a=%20x%27&a%2F=%20&b=1&b=2", ...headerLines, EMPTY],
    ],
    "a body": [sign(), { body: BYTES }, ["DELETE", PATH, "", ...headerLines, sha256(BYTES)]],
    "a hash that is not the body's": [
      sign({ headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } }),
      {},
      [
        "DELETE", PATH, "", "host:fake.test", "x-amz-content-sha256:UNSIGNED-PAYLOAD", DATE, "",
        "host;x-amz-content-sha256;x-amz-date", EMPTY,
      ],
    ],
    "a signed header that is missing": [
      without(sign({ headers: { "x-absent": "1" } }), "x-absent"), {}, ["DELETE", PATH, "", ...headerLines, EMPTY],
    ],
    "a header that was changed": [
      { ...sign({ headers: { "x-also": "1" } }), "x-also": "a \t  b" },
      {},
      ["DELETE", PATH, "", "host:fake.test", "x-also:a b", DATE, "", "host;x-also;x-amz-date", EMPTY],
    ],
    "an empty signature": [changed(/Signature=.*/, "Signature="), {}, ["DELETE", PATH, "", ...headerLines, EMPTY]],
  };

  for (const [label, [headers, request, canonical]] of Object.entries(mismatches)) {
    test(`${label}: the error has both strings`, async () => {
      const service = serviceWith();
      const response = await send(service, headers, request);
      assert.equal(response.message, mismatch(...canonical));
      assert.deepEqual([response.status, response.name], [403, INVALID]);
      assert.equal(service.task(ID).status, "IMPORTING");
    });
  }
});

describe("signed by aws4", () => {
  const accepted = {
    "a lasting key": {},
    "a temporary key": { key: TEMPORARY },
    "a key that is about to expire": { key: EXPIRING },
    "the earliest date": { date: "20150830T123100Z" },
    "the latest date": { date: "20150830T124100Z" },
    "a query": { path: `${PATH}?b=2&a=%20%2F&b=1&c` },
    "an encoded id": { path: "/importtasks/%74-0123456789" },
    "a body": { body: "{}", headers: { "content-type": "application/json" } },
    "a body's hash": { headers: { "x-amz-content-sha256": EMPTY } },
    "other headers": { headers: { "x-b": "  a   b  ", "x-amz-user-agent": "t/1", "cache-control": "no-store" } },
  };

  for (const [label, options] of Object.entries(accepted)) {
    test(`${label} is accepted, with fetch and over HTTP`, async (t) => {
      assert.equal((await send(serviceWith(), sign(options), options)).status, 200);
      const { url } = await listening(t, serviceWith());
      assert.equal((await sendRaw(url, sign(options), options)).status, 200);
    });
  }

  test("unsigned headers are ignored, except x-amz- headers", async () => {
    const headers = { ...sign(), accept: "*/*", "content-type": "text/plain", "x-amzn-trace-id": "Root=1" };
    assert.equal((await send(serviceWith(), headers)).status, 200);
  });

  for (const base of [...BASE_PATHS, "/./a/../b", "//"]) {
    test(`the base path ${base} is accepted`, async (t) => {
      const request = { path: base + PATH };
      const { url } = await listening(t, serviceWith());
      for (const response of [
        await sendRaw(url, sign(request), request),
        await send(serviceWith(), sign(request), request),
      ]) {
        assert.deepEqual([response.status, response.name], [404, "UnknownOperationException"], response.message);
      }
    });
  }

  test("a Date header replaces X-Amz-Date", async () => {
    const headers = { Host: HOST, Date: "Sun, 30 Aug 2015 12:36:00 GMT" };
    const request = { method: "DELETE", path: PATH, service: "neptune-graph", headers, doNotModifyHeaders: true };
    const signed = aws4.sign(request, KEY).headers;
    assert.match(signed.Authorization, /SignedHeaders=date;host,/);
    assert.equal((await send(serviceWith(), signed)).status, 200);
  });
});

describe("signed by AWS's signer", () => {
  const PIECES = [..."abzAZ09-._~%/:@!$&'()*+,;= ?#[]\"<>\\^`{|}\t", "%20", "%2F", "//", "/./", "/../", "é", "中", "\u{1F600}"];
  const SPACED = [..."abz09/+=,;:\"'()", "  ", "\t", " \t "];
  const REGIONS = ["us-east-1", "eu-west-1", "local", "x"];

  const some = (pieces, min, max) => randomString(min, max, () => pick(pieces));

  /** A request as fetch would send it, with the parts that the signer takes. */
  function randomRequest() {
    const url = new URL(`https://${HOST}/${some(PIECES, 0, 12)}`);
    for (let i = random(5); i > 0; i -= 1) {
      url.searchParams.append(pick([some(PIECES, 1, 3), "a", "b", ""]), some(PIECES, 0, 4));
    }
    const query = {};
    for (const name of url.searchParams.keys()) query[name] = url.searchParams.getAll(name);
    const headers = { host: HOST };
    for (let i = random(4); i > 0; i -= 1) headers[`x-${pick("abc")}${random(3)}`] = `v${some(SPACED, 0, 8)}v`;
    const body = random(2) ? undefined : some(PIECES, 0, 20);
    return { url, query, headers, body, method: pick(body === undefined ? ["DELETE", "GET", "PUT"] : ["DELETE", "POST"]) };
  }

  test("a thousand random requests are accepted, and rejected with another secret", async () => {
    for (let i = 0; i < 1000; i += 1) {
      const { url, query, headers, body, method } = randomRequest();
      const key = {
        accessKeyId: `AKIA${i % 7}`,
        secretAccessKey: some(PIECES, 1, 90),
        ...(random(2) && { sessionToken: `t${some(SPACED, 0, 60)}t` }),
      };
      const region = pick(REGIONS);
      const signer = new SignatureV4({ service: "neptune-graph", region, credentials: key, sha256: Sha256 });
      const request = new HttpRequest({ method, hostname: HOST, path: url.pathname, query, headers, body });
      const signed = await signer.sign(request, { signingDate: new Date(NOW) });
      const init = { method, headers: signed.headers, body };
      const { message } = await read(await serviceWith({ credentials: key, region }).fetch(url.href, init));
      assert.equal(message, "Unknown operation", `seed ${seed}: ${method} ${url.href}\n${message}`);
      const other = { ...key, secretAccessKey: `${key.secretAccessKey}x` };
      const rejected = await read(await serviceWith({ credentials: other }).fetch(url.href, init));
      assert.equal(rejected.name, INVALID);
    }
  });

  test("many keys, days and regions in one service do not interfere", async () => {
    const credentials = Array.from({ length: 40 }, (_, i) => ({ accessKeyId: `AKIA${i}`, secretAccessKey: `secret ${i % 20}` }));
    let time = NOW;
    const service = serviceWith({ credentials, now: () => time });
    for (let i = 0; i < 400; i += 1) {
      time = NOW + random(3) * 86_400_000;
      const signer = new SignatureV4({ service: "neptune-graph", region: pick(REGIONS), credentials: pick(credentials), sha256: Sha256 });
      const request = new HttpRequest({ method: "GET", hostname: HOST, path: "/importtasks", headers: { host: HOST } });
      const { headers } = await signer.sign(request, { signingDate: new Date(time) });
      assert.equal((await service.fetch(`https://${HOST}/importtasks`, { headers })).status, 200);
    }
  });
});

describe("signed by AWS's client", () => {
  for (const [label, key] of Object.entries({ "a lasting key": KEY, "a temporary key": TEMPORARY })) {
    test(`${label} cancels a task`, async (t) => {
      const service = serviceWith({ now: Date.now, region: REGION });
      const client = await clientOf(t, service, key);
      const found = await client.send(new GetImportTaskCommand({ taskIdentifier: ID }));
      assert.equal(found.status, "IMPORTING");
      const cancelled = await client.send(new CancelImportTaskCommand({ taskIdentifier: ID }));
      assert.equal(cancelled.status, "CANCELLING");
      assert.match(service.task(ID).status, /^CANCELL/);
      const { authorization } = service.requests[0].headers;
      assert.match(authorization, / SignedHeaders=amz-sdk-invocation-id;amz-sdk-request;host;x-amz-content-sha256;/);
    });
  }

  test("all operations, with their output", async (t) => {
    const graphId = "g-0123456789";
    const tasks = Array.from({ length: 5 }, () => ({ graphId, format: "CSV" }));
    const service = serviceWith({ tasks, now: Date.now });
    const client = await clientOf(t, service, TEMPORARY);
    const ids = [];
    for await (const page of paginateListImportTasks({ client, pageSize: 2 }, {})) {
      ids.push(page.tasks.map(({ taskId }) => taskId));
    }
    assert.deepEqual(ids.map(({ length }) => length), [2, 2, 1]);
    const [[taskIdentifier]] = ids;
    const found = await client.send(new GetImportTaskCommand({ taskIdentifier }));
    assert.ok(found.importTaskDetails.startTime instanceof Date);
    assert.ok(Math.abs(found.importTaskDetails.startTime - Date.now()) < 60_000);
    assert.equal((await client.send(new ListImportTasksCommand({ maxResults: 3 }))).tasks.length, 3);
    await assert.rejects(client.send(new ListImportTasksCommand({ maxResults: 101 })), {
      name: "ValidationException", reason: "ILLEGAL_ARGUMENT",
    });
    service.misbehave("access-denied");
    await assert.rejects(client.send(new CancelImportTaskCommand({ taskIdentifier })), { name: "AccessDeniedException" });
  });

  for (const base of [...BASE_PATHS, "/a/"]) {
    test(`the base path ${base} is accepted`, async (t) => {
      const service = serviceWith({ now: Date.now });
      const client = await clientOf(t, service, KEY, { base });
      await assert.rejects(client.send(new CancelImportTaskCommand({ taskIdentifier: ID })), {
        name: "UnknownOperationException",
      });
      assert.equal(new URL(service.requests[0].url).pathname, base + PATH);
    });
  }

  test("with another secret the error has both strings", async (t) => {
    const service = serviceWith({ now: Date.now });
    const client = await clientOf(t, service, { ...KEY, secretAccessKey: "another" });
    await assert.rejects(client.send(new CancelImportTaskCommand({ taskIdentifier: ID })), (error) => {
      assert.equal(error.name, INVALID);
      assert.equal(error.$metadata.httpStatusCode, 403);
      const [, canonical, stringToSign] = error.message.split(/\n\nThe .+ should have been\n/);
      assert.match(canonical, /^'DELETE\n\/importtasks\/t-0123456789\n\namz-sdk-invocation-id:/);
      assert.match(stringToSign, /^'AWS4-HMAC-SHA256\n.+Z\n.+\/aws4_request\n[0-9a-f]{64}'\n$/);
      return true;
    });
    assert.equal(service.requests.length, 1, "the client does not retry");
  });

  test("the client corrects a clock that is an hour slow", async (t) => {
    const service = serviceWith({ now: () => Date.now() + 3_600_000 });
    const client = await clientOf(t, service, KEY, { maxAttempts: 2 });
    const cancelled = await client.send(new CancelImportTaskCommand({ taskIdentifier: ID }));
    assert.equal(cancelled.status, "CANCELLING");
    assert.equal(service.requests.length, 2);
  });
});

test("every signature of botocore is accepted, except of keys whose id breaks the header", async () => {
  const recorded = cases("tests/fixtures/sign-cancel.json");
  for (const { id, input, request, minimal } of recorded) {
    const { accessKeyId, secretAccessKey, sessionToken, region, epochSeconds } = input;
    const key = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    const check = createSignatureCheck({ credentials: [key], region, now: () => epochSeconds * 1000 });
    const { method, url } = request;
    const [, path] = /^https?:\/\/[^/]+([^?]+)$/.exec(url);
    const error = await check({ method, path, headers: minimal.headers });
    if (/[/, ]/.test(accessKeyId)) assert.equal(error.headers["x-amzn-errortype"], INCOMPLETE, id);
    else assert.equal(error?.body, undefined, id);
  }
  assert.equal(recorded.length, 290);
});

describe("the service", () => {
  test("preflights and faults need no signature", async () => {
    const service = serviceWith();
    service.misbehave("throttle");
    const preflight = await service.fetch(`http://${HOST}${PATH}`, { method: "OPTIONS" });
    assert.equal(preflight.status, 204);
    assert.equal((await send(service, {})).status, 429);
    assert.equal((await send(service, {})).status, 403);
  });

  test("without cors, OPTIONS is not allowed", async () => {
    const service = serviceWith({ cors: false });
    assert.equal((await send(service, {}, { method: "OPTIONS" })).status, 405);
  });

  test("the signature is checked before the operation", async () => {
    for (const [path, method] of [["/nowhere", "DELETE"], ["/importtasks/t-unknown000", "GET"], [PATH, "PUT"]]) {
      const { status, name } = await send(serviceWith(), {}, { path, method });
      assert.deepEqual([status, name], [403, MISSING]);
    }
  });

  test("pages can read rejections", async () => {
    const { headers } = await serviceWith().fetch(`http://${HOST}${PATH}`);
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.match(headers.get("access-control-expose-headers"), /x-amzn-errortype/);
  });

  test("with a lost response, the operation runs only if the request is signed", async () => {
    const service = serviceWith();
    service.misbehave("drop-after", { times: 2 });
    await assert.rejects(send(service, {}), TypeError);
    assert.equal(service.task(ID).status, "IMPORTING");
    await assert.rejects(send(service, sign()), TypeError);
    assert.equal(service.task(ID).status, "CANCELLING");
  });

  test("a single key needs no array, and an empty token counts as absent", async () => {
    const service = serviceWith({ credentials: { ...KEY, sessionToken: "", expiration: NOW + 1 } });
    assert.equal((await send(service, sign())).status, 200);
    const expired = serviceWith({ credentials: { ...KEY, expiration: NOW } });
    assert.equal((await send(expired, sign())).name, "ExpiredTokenException");
  });

  test("signatures are checked if WebCrypto is not a global, as in Node 18", async (t) => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    t.after(() => Object.defineProperty(globalThis, "crypto", descriptor));
    for (const crypto of [undefined, {}]) {
      Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true });
      assert.equal((await send(serviceWith(), sign())).status, 200);
    }
  });

  test("invalid credentials throw, and the messages contain no secrets", () => {
    const invalid = [
      ["wJalr", "the option `credentials` is a string: expected an object with accessKeyId and secretAccessKey"],
      [[() => KEY], "the option `credentials[0]` is a function: expected an object with accessKeyId and secretAccessKey"],
      [{ accessKeyId: "a" }, "`secretAccessKey` of the option `credentials` is missing: expected a string"],
      [{ ...KEY, accessKeyId: 5 }, "`accessKeyId` of the option `credentials` is a number: expected a string"],
      [[KEY, { ...KEY, sessionToken: null }], "`sessionToken` of the option `credentials[1]` is null: expected a string"],
      [{ ...KEY, expiration: "2030-01-01" },
        "`expiration` of the option `credentials` is a string: expected a valid Date, or milliseconds since 1970"],
      [{ ...KEY, expiration: new Date(NaN) },
        "`expiration` of the option `credentials` is an object: expected a valid Date, or milliseconds since 1970"],
    ];
    for (const [credentials, message] of invalid) {
      assert.throws(() => createFakeService({ credentials }), { name: "TypeError", message });
    }
    assert.throws(() => createFakeService({ region: 5 }), { message: "the option `region` is 5: expected a string" });
  });

  test("keys may be added later", async () => {
    const credentials = [];
    const service = serviceWith({ credentials });
    assert.equal((await send(service, sign())).name, UNRECOGNIZED);
    credentials.push(KEY);
    assert.equal((await send(service, sign())).status, 200);
  });
});

describe("serve.mjs", () => {
  const command = fileURLToPath(new URL("../../js/testing/serve.mjs", import.meta.url));

  // Run in a shell in which a session token is still set.
  const CANCEL = `
    import { CancelImportTaskCommand, NeptuneGraphClient } from "@aws-sdk/client-neptune-graph";
    const client = new NeptuneGraphClient({ region: "eu-west-1", maxAttempts: 1 });
    const { status } = await client.send(new CancelImportTaskCommand({ taskIdentifier: "${ID}" }));
    console.log(status);
  `;

  test("prints shell commands that set a key, and checks signatures", { timeout: 30_000 }, async (t) => {
    const child = spawn(process.execPath, [command], { stdio: ["ignore", "pipe", "inherit"] });
    t.after(() => child.kill("SIGKILL"));
    let output = "";
    for await (const chunk of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
      output += chunk;
      if (output.split("\n").length > 8) break;
    }
    const [url, ...lines] = output.trim().split("\n");
    assert.deepEqual(lines, [
      `${ID} IMPORTING`,
      "t-finished00 SUCCEEDED",
      "t-cancelled0 CANCELLED",
      `export AWS_ACCESS_KEY_ID=${KEY.accessKeyId}`,
      `export AWS_SECRET_ACCESS_KEY=${KEY.secretAccessKey}`,
      "unset AWS_SESSION_TOKEN",
      `export AWS_ENDPOINT_URL_NEPTUNE_GRAPH=${url}`,
    ]);
    const unsigned = await read(await fetch(url + PATH, { method: "DELETE" }));
    assert.deepEqual([unsigned.status, unsigned.name], [403, MISSING]);

    const script = `${lines.slice(3).join("\n")}\nexec "$0" --input-type=module --eval "$1"`;
    const shell = spawn("sh", ["-c", script, process.execPath, CANCEL], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, AWS_SESSION_TOKEN: "stale", NODE_NO_WARNINGS: "1" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    assert.equal((await shell.stdout.setEncoding("utf8").toArray()).join(""), "CANCELLING\n");
  });
});

async function listening(t, service) {
  const server = await service.listen();
  t.after(() => server.close());
  return server;
}

async function clientOf(t, service, credentials, { base = "", maxAttempts = 1 } = {}) {
  const { url } = await listening(t, service);
  const client = new NeptuneGraphClient({ region: REGION, endpoint: url + base, credentials, maxAttempts });
  t.after(() => client.destroy());
  return client;
}
