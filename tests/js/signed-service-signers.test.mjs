// The fake service's signature check, with requests signed by aws4, by AWS's signer and client, and by botocore.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Sha256 } from "@aws-crypto/sha256-js";
import {
  CancelImportTaskCommand, GetImportTaskCommand, ListImportTasksCommand, paginateListImportTasks,
} from "@aws-sdk/client-neptune-graph";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import aws4 from "aws4";

import { createSignatureCheck } from "../../js/testing/signatures.mjs";
import { pick, random, randomString, seed } from "./random.mjs";
import {
  BASE_PATHS, clientOf, EMPTY, EXPIRING, HOST, ID, INCOMPLETE, INVALID, KEY, listening, NOW, PATH, read, REGION, send, sendRaw, serviceWith,
  sign, TEMPORARY,
} from "./signed-service-support.mjs";
import { cases } from "./vectors.mjs";

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
