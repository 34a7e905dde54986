/**
 * A check of AWS signatures (Signature Version 4, in the Authorization header) for the fake service.
 * It calculates with AWS's own signer for JavaScript, and with nothing of the package: a mistake that the
 * package's signer makes must not be made here again, and so go unnoticed.
 *
 * It is no access control: it knows no permissions, reads no signature in a query string, and does not hide how
 * long it compares. The sentences are those of AWS's front ends, in the order that dynalite's source notes for
 * DynamoDB, but for the session token, which here is looked up together with the key. Neptune Analytics itself
 * was not asked.
 */

import { Sha256 } from "@aws-crypto/sha256-js";
import { getCanonicalHeaders, getPayloadHash, SignatureV4 } from "@smithy/signature-v4";
import { failure } from "./fake-service.mjs";

const SERVICE = "neptune-graph";
const ALGORITHM = "AWS4-HMAC-SHA256";
const TERMINATOR = "aws4_request";
const PARAMETERS = ["Credential", "Signature", "SignedHeaders"];
const REGION = /^[a-z0-9-]+$/;
const BASIC_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const TOLERANCE_MINUTES = 5;

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
 *   `sessionToken` for a temporary one, and with `expiration`, a Date, for one that runs out; looked through
 *   anew for every request
 * @param {string} [options.region] the only region to accept; without it, every one
 * @param {() => number} [options.now] the clock, in milliseconds since the epoch
 * @returns {(request: object) => Promise<object | undefined>}
 */
export function createSignatureCheck({ credentials, region, now = Date.now }) {
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
      refuseSignature(claim, key, request)
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

// A key without a token is not found by a request that carries one, nor a temporary key by one that carries none.
function isKeyOf({ accessKeyId, sessionToken }, claim, headers) {
  return accessKeyId === claim.accessKeyId && sessionToken === headers["x-amz-security-token"];
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
  if (key.expiration && key.expiration.getTime() <= time) {
    return failure("ExpiredTokenException", "The security token included in the request is expired");
  }
  return undefined;
}

async function refuseSignature(claim, key, request) {
  const { canonicalRequest, stringToSign, signature } = await new Calculation(claim, key).of(request);
  if (signature === claim.parameters.get("Signature")) return undefined;
  return invalid(
    `${MISMATCH}\n\n` +
      `The Canonical String for this request should have been\n'${canonicalRequest}'\n\n` +
      `The String-to-Sign should have been\n'${stringToSign}'\n`,
  );
}

// A subclass, because the signer's only public way signs headers of its own choice, not those the request names.
class Calculation extends SignatureV4 {
  #claim;

  constructor(claim, credentials) {
    super({ service: SERVICE, region: claim.region, credentials, sha256: Sha256 });
    this.#claim = claim;
  }

  async of({ method, path, query = "", headers, body }) {
    const { day, region, date, signedHeaders } = this.#claim;
    // A header that is named but did not come is left out: no value could stand for it.
    const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => signedHeaders.has(name)));
    const canonicalHeaders = getCanonicalHeaders({ headers: sent }, undefined, signedHeaders);
    // Of the body that came: given the headers, the signer would take what x-amz-content-sha256 says about it.
    const payloadHash = await getPayloadHash({ headers: {}, body }, Sha256);
    const signed = { method, path, query: queryOf(query) };
    const canonicalRequest = this.createCanonicalRequest(signed, canonicalHeaders, payloadHash);
    const scope = [day, region, SERVICE, TERMINATOR].join("/");
    const stringToSign = await this.createStringToSign(date, scope, canonicalRequest, ALGORITHM);
    const signature = await this.sign(stringToSign, { signingDate: new Date(timeOf(date)) });
    return { canonicalRequest, stringToSign, signature };
  }
}

function invalid(message) {
  return failure("InvalidSignatureException", message);
}

function queryOf(query) {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
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
