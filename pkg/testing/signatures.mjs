/**
 * A check of AWS signatures (Signature Version 4, in the Authorization header) for the fake service.
 * It calculates them by itself, on WebCrypto, and with nothing of the package's signer: a mistake that the signer makes must
 * not be made here again, and so go unnoticed.
 *
 * It is no access control: it knows no permissions, reads no signature in a query string, and does not hide how
 * long it compares. The sentences are those of AWS's front ends, in the order that dynalite's source notes for
 * DynamoDB, but for the session token, which here is looked up together with the key. Neptune Analytics itself
 * was not asked.
 */

import { failure } from "./failure.mjs";
import { nodeModule } from "./node-module.mjs";

const SERVICE = "neptune-graph";
const ALGORITHM = "AWS4-HMAC-SHA256";
const TERMINATOR = "aws4_request";
const PARAMETERS = ["Credential", "Signature", "SignedHeaders"];
const REGION = /^[a-z0-9-]+$/;
const BASIC_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const TOLERANCE_MINUTES = 5;
const MAX_KEYS = 50;

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. " +
  "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/**
 * Makes a check for `createFakeService`. The check takes a request, as `{ method, path, query, headers, body }`
 * with the raw path and query of the wire and with lower-case names of headers, `host` among them, and returns
 * the failure to answer with, or undefined for a request that is signed as it should be.
 *
 * @param {object} options
 * @param {object[]} options.credentials the keys that may sign, each `{ accessKeyId, secretAccessKey }` with
 *   `sessionToken` for a temporary one, and with `expiration`, a Date or milliseconds since 1970, for one that runs
 *   out; looked through anew for every request
 * @param {string} [options.region] the only region to accept; without it, every one
 * @param {() => number} [options.now] the clock, in milliseconds since 1970
 * @returns {(request: object) => Promise<object | undefined>}
 */
export function createSignatureCheck({ credentials, region, now = Date.now }) {
  const signingKeys = new Map();
  return async (request) => {
    const { headers } = request;
    if (!headers.authorization) {
      return failure("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    const time = now();
    const claim = readClaim(headers);
    const key = credentials.find((each) => isKeyOf(each, claim, headers));
    return (
      refuseIncomplete(claim, headers) ??
      refuseDate(claim, time) ??
      refuseUnsigned(claim, headers) ??
      refuseForm(claim) ??
      refuseScope(claim, region) ??
      refuseKey(key, time) ??
      refuseSignature(claim, key, request, signingKeys)
    );
  };
}

/** What the headers say about the signature. Anything can be missing or malformed. */
function readClaim(headers) {
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

// A key without a token is not found by a request that carries one, nor a temporary key by one that carries none. An
// empty token of a key is none.
function isKeyOf({ accessKeyId, sessionToken }, claim, headers) {
  return accessKeyId === claim.accessKeyId && (sessionToken || undefined) === headers["x-amz-security-token"];
}

function refuseIncomplete({ parameters, date }, { authorization }) {
  const sentences = PARAMETERS.filter((name) => !parameters.has(name)).map(
    (name) => `Authorization header requires '${name}' parameter.`,
  );
  if (date === undefined) {
    sentences.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (sentences.length === 0) return undefined;
  return failure("IncompleteSignatureException", `${sentences.join(" ")} Authorization=${authorization}`);
}

function refuseDate({ date }, time) {
  const signed = timeOf(date);
  if (Number.isNaN(signed)) {
    const message = `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`;
    return failure("IncompleteSignatureException", message);
  }
  // Whole seconds, like the date itself, or the sentences would compare a second with itself.
  const current = Math.floor(time / 1000) * 1000;
  const tolerance = TOLERANCE_MINUTES * 60_000;
  const earliest = current - tolerance;
  const latest = current + tolerance;
  if (signed < earliest) {
    const limit = `${basic(earliest)} (${basic(current)} - ${TOLERANCE_MINUTES} min.)`;
    return invalid(`Signature expired: ${date} is now earlier than ${limit}`);
  }
  if (signed > latest) {
    const limit = `${basic(latest)} (${basic(current)} + ${TOLERANCE_MINUTES} min.)`;
    return invalid(`Signature not yet current: ${date} is still later than ${limit}`);
  }
  return undefined;
}

function refuseUnsigned({ signedHeaders }, headers) {
  const mustBeSigned = Object.keys(headers).filter((name) => name.startsWith("x-amz-"));
  const missing = mustBeSigned.filter((name) => !signedHeaders.has(name)).map((name) => `'${name}'`);
  if (!signedHeaders.has("host")) missing.unshift("'Host' or ':authority'");
  if (missing.length === 0) return undefined;
  return invalid(missing.map((name) => `${name} must be a 'SignedHeader' in the AWS Authorization.`).join(" "));
}

function refuseForm({ algorithm, parameters, elements }) {
  if (algorithm !== ALGORITHM) {
    const message = `Unsupported AWS 'algorithm': '${algorithm}' (only ${ALGORITHM} for now). `;
    return failure("IncompleteSignatureException", message);
  }
  if (elements.length !== 5) {
    const got = parameters.get("Credential");
    const form = "exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term";
    return failure("IncompleteSignatureException", `Credential must have ${form}, got '${got}'`);
  }
  return undefined;
}

function refuseScope({ day, region, service, terminator, date }, onlyRegion) {
  // AWS puts all that is wrong into one message; the blank after each sentence but the last is its own.
  let message = "";
  const isRegion = onlyRegion === undefined ? REGION.test(region) : region === onlyRegion;
  if (!isRegion) message += `Credential should be scoped to a valid region, not '${region}'. `;
  if (service !== SERVICE) message += `Credential should be scoped to correct service: '${SERVICE}'. `;
  if (terminator !== TERMINATOR) {
    message += `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `;
  }
  const today = date.slice(0, 8);
  if (day !== today) {
    message +=
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
      `'${day}' != '${today}', from '${date}'.`;
  }
  return message === "" ? undefined : invalid(message);
}

function refuseKey(key, time) {
  if (!key) {
    return failure("UnrecognizedClientException", "The security token included in the request is invalid.");
  }
  if (key.expiration !== undefined && Number(key.expiration) <= time) {
    return failure("ExpiredTokenException", "The security token included in the request is expired");
  }
  return undefined;
}

async function refuseSignature(claim, key, request, signingKeys) {
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
  // A header that is named but did not come is left out: no value could stand for it.
  const names = [...signedHeaders].filter((name) => Object.hasOwn(headers, name)).sort();
  // Of the body that came, not what x-amz-content-sha256 says about it.
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

/** The path without empty and dot segments, and encoded once more than it came. */
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
  // With a mark in front, or one that is part of the query would be taken for it.
  const pairs = [...new URLSearchParams(`?${query}`)].map(([name, value]) => [encoded(name), encoded(value)]);
  pairs.sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function canonicalValue(value) {
  return value.replace(/[ \t]+/g, " ").replace(/^ | $/g, "");
}

// Derived anew for every request it would cost more than all the rest of the check.
async function signingKeyOf({ secretAccessKey }, scope, known, subtle) {
  const name = JSON.stringify([secretAccessKey, ...scope]);
  if (!known.has(name)) {
    let key = bytesOf(`AWS4${secretAccessKey}`);
    for (const part of scope) key = await hmac(await hmacKey(key, subtle), part, subtle);
    if (known.size >= MAX_KEYS) known.clear();
    known.set(name, await hmacKey(key, subtle));
  }
  return known.get(name);
}

function hmacKey(bytes, subtle) {
  return subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

function hmac(key, text, subtle) {
  return subtle.sign("HMAC", key, bytesOf(text));
}

/** @throws {Error} if there is no WebCrypto */
async function webCrypto() {
  const { subtle } = globalThis.crypto ?? {};
  if (subtle) return subtle;
  try {
    // Node 18 has it, but not as a global.
    return (await nodeModule("crypto")).webcrypto.subtle;
  } catch (cause) {
    const message = "signatures cannot be checked without WebCrypto, which a page has at https: and localhost only";
    throw new Error(message, { cause });
  }
}

function bytesOf(text) {
  return new TextEncoder().encode(text);
}

function hexadecimal(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Percent-encoded but for what RFC 3986 calls unreserved. */
function encoded(text) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(text, other) {
  if (text === other) return 0;
  return text < other ? -1 : 1;
}

function invalid(message) {
  return failure("InvalidSignatureException", message);
}

function splitAt(text, separator) {
  const [before] = text.split(separator, 1);
  return [before, text.slice(before.length + separator.length)];
}

function basic(time) {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function timeOf(basicDate) {
  if (!BASIC_DATE.test(basicDate)) return NaN;
  return Date.parse(basicDate.replace(BASIC_DATE, "$1-$2-$3T$4:$5:$6Z"));
}

/** A `Date` header's moment as the signature writes it; as it is, where it already is so, or is no date. */
function basicFromHttp(date) {
  const time = Date.parse(date);
  return Number.isNaN(time) ? date : basic(time);
}
