/**
 * A check of AWS signatures (Signature Version 4, in the Authorization header) for the fake service.
 * It is implemented with WebCrypto, independently of the package's signer, so that it does not repeat a mistake of the signer.
 *
 * It is not access control: it has no permissions, supports no presigned URLs, and does not compare in constant time. The
 * messages are those of AWS's front ends, in the order that the source of dynalite documents for DynamoDB; only the session
 * token is checked together with the key. None of this was verified with Neptune Analytics itself.
 */

import { errorResponse } from "./failure.mjs";
import { nodeModule } from "./node-module.mjs";

const SERVICE = "neptune-graph";
const ALGORITHM = "AWS4-HMAC-SHA256";
const TERMINATOR = "aws4_request";
const PARAMETERS = ["Credential", "Signature", "SignedHeaders"];
const REGION = /^[a-z0-9-]+$/;
const BASIC_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const TOLERANCE_MINUTES = 5;
const MAX_CACHED_KEYS = 50;

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. " +
  "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/**
 * Returns a function that checks a request, `{ method, path, query, headers, body }`, with the path and the query as
 * received and with lower-case header names, including `host`. It returns the error response, or undefined if the
 * signature is valid.
 *
 * @param {object} options
 * @param {object[]} options.credentials the accepted keys, each `{ accessKeyId, secretAccessKey }`, with `sessionToken` if
 *   temporary, and with `expiration`, a Date or milliseconds since 1970, if it expires; the array is read for every request
 * @param {string} [options.region] the only accepted region; by default every region is accepted
 * @param {() => number} [options.now] the clock, in milliseconds since 1970
 * @returns {(request: object) => Promise<object | undefined>}
 */
export function createSignatureCheck({ credentials, region, now = () => Date.now() }) {
  const signingKeys = new Map();
  return async (request) => {
    const { headers } = request;
    if (!headers.authorization) {
      return errorResponse("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    const time = now();
    const claim = parseClaim(headers);
    const key = credentials.find((candidate) => isKeyOf(candidate, claim, headers));
    return (
      checkComplete(claim, headers) ??
      checkDate(claim, time) ??
      checkSignedHeaders(claim, headers) ??
      checkFormat(claim) ??
      checkScope(claim, region) ??
      checkKey(key, time) ??
      checkSignature(claim, key, request, signingKeys)
    );
  };
}

/** The signature parameters in the headers, any of which may be missing or malformed. */
function parseClaim(headers) {
  const [algorithm, ...parts] = headers.authorization.trim().split(/[\s,]+/);
  const parameters = new Map(parts.map((part) => splitAt(part, "=")));
  const elements = parameters.get("Credential")?.split("/") ?? [];
  const [accessKeyId, day, region, service, terminator] = elements;
  return {
    algorithm,
    parameters,
    elements,
    accessKeyId,
    day,
    region,
    service,
    terminator,
    signedHeaders: new Set(parameters.get("SignedHeaders")?.split(";")),
    date: headers["x-amz-date"] ?? basicFromHttp(headers.date),
  };
}

// The session token must match too: a lasting key does not match a request with a token, nor a temporary key one without.
// An empty `sessionToken` counts as absent.
function isKeyOf({ accessKeyId, sessionToken }, claim, headers) {
  return accessKeyId === claim.accessKeyId && (sessionToken || undefined) === headers["x-amz-security-token"];
}

function checkComplete({ parameters, date }, { authorization }) {
  const messages = PARAMETERS.filter((name) => !parameters.has(name)).map(
    (name) => `Authorization header requires '${name}' parameter.`,
  );
  if (date === undefined) {
    messages.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (messages.length === 0) return undefined;
  return errorResponse("IncompleteSignatureException", `${messages.join(" ")} Authorization=${authorization}`);
}

function checkDate({ date }, time) {
  const signedAt = parseDate(date);
  if (Number.isNaN(signedAt)) {
    const message = `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`;
    return errorResponse("IncompleteSignatureException", message);
  }
  // In whole seconds like the date, or a message could compare two equal dates.
  const current = Math.floor(time / 1000) * 1000;
  const tolerance = TOLERANCE_MINUTES * 60_000;
  const earliest = current - tolerance;
  const latest = current + tolerance;
  if (signedAt < earliest) {
    const limit = `${basicDate(earliest)} (${basicDate(current)} - ${TOLERANCE_MINUTES} min.)`;
    return invalid(`Signature expired: ${date} is now earlier than ${limit}`);
  }
  if (signedAt > latest) {
    const limit = `${basicDate(latest)} (${basicDate(current)} + ${TOLERANCE_MINUTES} min.)`;
    return invalid(`Signature not yet current: ${date} is still later than ${limit}`);
  }
  return undefined;
}

function checkSignedHeaders({ signedHeaders }, headers) {
  const mustBeSigned = Object.keys(headers).filter((name) => name.startsWith("x-amz-"));
  const missing = mustBeSigned.filter((name) => !signedHeaders.has(name)).map((name) => `'${name}'`);
  if (!signedHeaders.has("host")) missing.unshift("'Host' or ':authority'");
  if (missing.length === 0) return undefined;
  return invalid(missing.map((name) => `${name} must be a 'SignedHeader' in the AWS Authorization.`).join(" "));
}

function checkFormat({ algorithm, parameters, elements }) {
  if (algorithm !== ALGORITHM) {
    const message = `Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `;
    return errorResponse("IncompleteSignatureException", message);
  }
  if (elements.length !== 5) {
    const got = parameters.get("Credential");
    const form = "exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term";
    return errorResponse("IncompleteSignatureException", `Credential must have ${form}, got '${got}'`);
  }
  return undefined;
}

function checkScope({ day, region, service, terminator, date }, expectedRegion) {
  // AWS reports all errors in one message, with the spaces as they are here.
  let message = "";
  const isRegion = expectedRegion === undefined ? REGION.test(region) : region === expectedRegion;
  if (!isRegion) message += `Credential should be scoped to a valid region, not '${region}'. `;
  if (service !== SERVICE) message += `Credential should be scoped to correct service: '${SERVICE}'. `;
  if (terminator !== TERMINATOR) {
    message += `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `;
  }
  const dateDay = date.slice(0, 8);
  if (day !== dateDay) {
    message +=
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
      `'${day}' != '${dateDay}', from '${date}'.`;
  }
  return message === "" ? undefined : invalid(message);
}

function checkKey(key, time) {
  if (!key) {
    return errorResponse("UnrecognizedClientException", "The security token included in the request is invalid.");
  }
  if (key.expiration !== undefined && Number(key.expiration) <= time) {
    return errorResponse("ExpiredTokenException", "The security token included in the request is expired");
  }
  return undefined;
}

async function checkSignature(claim, key, request, signingKeys) {
  const subtle = await webCrypto();
  const canonicalRequest = await canonicalRequestOf(claim, request, subtle);
  const scope = [claim.day, claim.region, SERVICE, TERMINATOR];
  const digest = hexadecimal(await subtle.digest("SHA-256", bytesOf(canonicalRequest)));
  const stringToSign = [ALGORITHM, claim.date, scope.join("/"), digest].join("\n");
  const signingKey = await signingKeyOf(key, scope, signingKeys, subtle);
  const signature = hexadecimal(await hmac(signingKey, stringToSign, subtle));
  if (signature === claim.parameters.get("Signature")) return undefined;
  return invalid(
    `${MISMATCH}\n\n` +
      `The Canonical String for this request should have been\n'${canonicalRequest}'\n\n` +
      `The String-to-Sign should have been\n'${stringToSign}'\n`,
  );
}

async function canonicalRequestOf({ signedHeaders }, { method, path, query = "", headers, body }, subtle) {
  // Signed headers that the request does not have are left out.
  const names = [...signedHeaders].filter((name) => Object.hasOwn(headers, name)).sort();
  // Of the received body, whatever x-amz-content-sha256 says.
  const payloadHash = hexadecimal(await subtle.digest("SHA-256", body ?? new Uint8Array(0)));
  return [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    ...names.map((name) => `${name}:${canonicalValue(headers[name])}`),
    "",
    names.join(";"),
    payloadHash,
  ].join("\n");
}

/** The path without empty and dot segments, encoded once more than it was received. */
function canonicalPath(path) {
  const segments = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encoded(segment));
  }
  const hasSlash = segments.length > 0 && path.endsWith("/");
  return `/${segments.join("/")}${hasSlash ? "/" : ""}`;
}

function canonicalQuery(query) {
  // URLSearchParams strips a leading `?`, which may be part of the query.
  const pairs = [...new URLSearchParams(`?${query}`)].map(([name, value]) => [encoded(name), encoded(value)]);
  pairs.sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function canonicalValue(value) {
  return value.replace(/[ \t]+/g, " ").replace(/^ | $/g, "");
}

// Cached, because the derivation costs more than the rest of the check.
async function signingKeyOf({ secretAccessKey }, scope, cache, subtle) {
  const cacheKey = JSON.stringify([secretAccessKey, ...scope]);
  if (!cache.has(cacheKey)) {
    let key = bytesOf(`AWS4${secretAccessKey}`);
    for (const part of scope) key = await hmac(await hmacKey(key, subtle), part, subtle);
    if (cache.size >= MAX_CACHED_KEYS) cache.clear();
    cache.set(cacheKey, await hmacKey(key, subtle));
  }
  return cache.get(cacheKey);
}

function hmacKey(bytes, subtle) {
  return subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

function hmac(key, string, subtle) {
  return subtle.sign("HMAC", key, bytesOf(string));
}

/** @throws {Error} if there is no WebCrypto */
async function webCrypto() {
  const { subtle } = globalThis.crypto ?? {};
  if (subtle) return subtle;
  try {
    // In Node 18 it is not a global.
    return (await nodeModule("crypto")).webcrypto.subtle;
  } catch (cause) {
    const message = "checking signatures requires WebCrypto, which pages have only in secure contexts (https: or localhost)";
    throw new Error(message, { cause });
  }
}

function bytesOf(string) {
  return new TextEncoder().encode(string);
}

function hexadecimal(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Percent-encodes all characters except the unreserved ones of RFC 3986. */
function encoded(string) {
  return encodeURIComponent(string).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(left, right) {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function invalid(message) {
  return errorResponse("InvalidSignatureException", message);
}

function splitAt(string, separator) {
  const [before] = string.split(separator, 1);
  return [before, string.slice(before.length + separator.length)];
}

function basicDate(time) {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function parseDate(date) {
  if (!BASIC_DATE.test(date)) return NaN;
  return Date.parse(date.replace(BASIC_DATE, "$1-$2-$3T$4:$5:$6Z"));
}

/** A `Date` header in basic format. A value that is no HTTP date, such as one in basic format, is returned as it is. */
function basicFromHttp(date) {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : basicDate(time);
}
