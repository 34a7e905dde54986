// Helpers for the tests of the fake service's signature check: requests signed by aws4 and by AWS's client. The package's own signer is
// not used.

import { once } from "node:events";
import { request as httpRequest } from "node:http";

import { NeptuneGraphClient } from "@aws-sdk/client-neptune-graph";
import aws4 from "aws4";

import { createFakeService } from "neptune-import-tasks/testing";

export const ID = "t-0123456789";
export const PATH = `/importtasks/${ID}`;
export const REGION = "us-east-1";
export const HOST = "fake.test";
export const NOW = Date.UTC(2015, 7, 30, 12, 36, 0, 999);
export const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
export const TEMPORARY = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "s3cr3t+/=", sessionToken: "a//b+c= d" };
export const EXPIRED = { ...TEMPORARY, accessKeyId: "ASIAEXPIRED", expiration: new Date(NOW) };
export const EXPIRING = { ...TEMPORARY, accessKeyId: "ASIAEXPIRING", expiration: new Date(NOW + 1) };
const KEYS = [KEY, TEMPORARY, EXPIRED, EXPIRING];

// Paths that normalization and double encoding change. The fake service has no operation there, and responds so after it has
// accepted the signature.
export const BASE_PATHS = ["/a%20b", "/a//b", "/a:b", "/it's", "/(a)", "/a%2Fb", "/%C3%A9", "/a%20b//c:d/it's/(e)!*"];

export function serviceWith(options) {
  return createFakeService({ tasks: [{ taskId: ID }], credentials: KEYS, now: () => NOW, ...options });
}

/** The headers of a request that aws4 has signed, with lower-case names. */
export function sign({ path = PATH, method = "DELETE", key = KEY, date = "20150830T123600Z", host = HOST, ...rest } = {}) {
  const { headers, region = REGION, service = "neptune-graph", body } = rest;
  const request = { method, path, host, region, service, body, headers: { ...headers, "X-Amz-Date": date } };
  const signed = Object.entries(aws4.sign(request, key).headers);
  return Object.fromEntries(signed.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

export async function send(service, headers, { path = PATH, method = "DELETE", body } = {}) {
  return read(await service.fetch(`http://${HOST}${path}`, { method, headers, body }));
}

/** Sends a request over HTTP, with a path that is not normalized. */
export async function sendRaw(url, headers, { path = PATH, method = "DELETE", body } = {}) {
  const [response] = await once(httpRequest(url, { method, path, headers }).end(body), "response");
  const { message } = JSON.parse((await response.setEncoding("utf8").toArray()).join(""));
  return { status: response.statusCode, name: response.headers["x-amzn-errortype"], message };
}

export async function read(response) {
  const { message } = await response.json();
  return { status: response.status, name: response.headers.get("x-amzn-errortype"), message };
}

/** The headers of a correctly signed request, with a changed Authorization header. */
export function changed(pattern, replacement) {
  const headers = sign();
  return { ...headers, authorization: headers.authorization.replace(pattern, replacement) };
}

export function without(headers, name) {
  return Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
}

export const MISSING = "MissingAuthenticationTokenException";
export const INCOMPLETE = "IncompleteSignatureException";
export const UNRECOGNIZED = "UnrecognizedClientException";
export const INVALID = "InvalidSignatureException";

export async function listening(t, service) {
  const server = await service.listen();
  t.after(() => server.close());
  return server;
}

export async function clientOf(t, service, credentials, { base = "", maxAttempts = 1 } = {}) {
  const { url } = await listening(t, service);
  const client = new NeptuneGraphClient({ region: REGION, endpoint: url + base, credentials, maxAttempts });
  t.after(() => client.destroy());
  return client;
}
