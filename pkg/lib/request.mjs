// The requests: `cancelImportTaskRequest` and its like, and `explainRequest`.

import { flag, isAbsent, milliseconds, refuse, string, wholeNumber } from "./arguments.mjs";
import { enough, TASK_ID, valueOf } from "./check.mjs";
import { guarded } from "./start.mjs";
import { isAscii, utf8Length, wellFormed } from "./utf8.mjs";
import * as glue from "wasm:glue";

const buildRequest = /* @__PURE__ */ guarded(glue.buildRequest);

// The numbers of `operation` in src/cancellation.rs.
export const CANCEL = 0;
export const GET = 1;
export const LIST = 2;

/** What the URL parser makes of `text`, which is what `fetch` will send to; nothing if it is no URL, or more than an address. */
function normalized(text) {
  try {
    // Not `origin`: that of a `blob:` URL is an https one.
    const { protocol, username, password, host, pathname, search, hash } = new URL(text);
    return username || password || search || hash ? undefined : `${protocol}//${host}${pathname}`;
  } catch {
    return undefined;
  }
}

/** The credentials, if there are any, with an empty token as none. */
function credentialsOf(credentials) {
  if (isAbsent(credentials)) return undefined;
  if (typeof credentials !== "object" || typeof credentials.then === "function") refuseCredentials(credentials);
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  return {
    accessKeyId: string("access key id", "a string", accessKeyId, true),
    secretAccessKey: string("secret access key", "a string", secretAccessKey, true),
    sessionToken: isAbsent(sessionToken) ? "" : string("session token", "a string", sessionToken, true),
    expiration: isAbsent(expiration) ? undefined : milliseconds("expiration", expiration),
  };
}

const refuseCredentials = (credentials) =>
  refuse("option `credentials`", "an object with accessKeyId and secretAccessKey", credentials, true);

/** What an operation is about: the identifier, the token of a page, and the number of results. */
function inputOf(operation, input) {
  if (typeof input === "string") refuse("input", `an object with ${operation === LIST ? "graphIdentifier" : "taskIdentifier"}`, input);
  if (operation < LIST) return [enough(TASK_ID, string("task id", "a string", input?.taskIdentifier)), "", 0];
  const { graphIdentifier, nextToken, maxResults } = input ?? {};
  return [
    isAbsent(graphIdentifier) ? undefined : enough(TASK_ID, string("graph id", "a string", graphIdentifier)),
    isAbsent(nextToken) ? "" : string("nextToken", "a string", nextToken),
    isAbsent(maxResults) ? 0 : wholeNumber("maxResults", "a whole number from 1 to 100", maxResults),
  ];
}

/** The pieces of a request's text as Rust writes it, see src/js/request.rs. */
function build(operation, input, config, isExplained) {
  const { region, endpoint, useFipsEndpoint, useDualstackEndpoint, credentials, date } = config ?? {};
  const [id, nextToken, maxResults] = inputOf(operation, input);
  const place = enough(TASK_ID, string("region", "a string such as `us-east-1`", region));
  const isGiven = !isAbsent(endpoint);
  const given = isGiven ? string("endpoint", "a string or a URL", endpoint.href ?? endpoint) : "";
  const parsed = isGiven ? normalized(given) : undefined;
  const signer = credentialsOf(credentials);
  if (isExplained && !signer) refuseCredentials(credentials);
  const { accessKeyId = "", secretAccessKey = "", sessionToken = "", expiration } = signer ?? {};
  // As one text: each crossing into WebAssembly costs more than the letters.
  let texts = [id ?? "", place, given, parsed ?? "", nextToken, accessKeyId, sessionToken, secretAccessKey];
  let lengthOf = (text) => text.length;
  if (!isAscii(texts.join(""))) [texts, lengthOf] = [texts.map(wellFormed), utf8Length];
  const flags = flag("useFipsEndpoint", useFipsEndpoint)
    | flag("useDualstackEndpoint", useDualstackEndpoint) << 1
    | isGiven << 2
    | (parsed !== undefined) << 3
    | (signer !== undefined) << 4
    | (sessionToken !== "") << 5
    | (expiration !== undefined) << 6
    | isExplained << 7
    | (id !== undefined) << 8
    | (nextToken !== "") << 9
    | operation << 10;
  const built = buildRequest(
    texts.join(""),
    [...texts.map(lengthOf), maxResults, flags, isAbsent(date) ? Date.now() : milliseconds("date", date), expiration ?? 0],
  );
  // An issue and warnings come as JSON: no method of HTTP begins like it.
  if (built[0] !== "{") return { text: built };
  const checked = JSON.parse(built);
  return { text: valueOf(checked), warnings: checked.warnings };
}

/** The shape of the second argument of `fetch`. */
function requestOf(pieces, warnings) {
  const headers = {};
  for (let i = 2; i < pieces.length; i += 2) headers[pieces[i]] = pieces[i + 1];
  const request = { method: pieces[0], url: pieces[1], headers };
  if (warnings) request.warnings = warnings;
  return request;
}

export function requestFor(operation, input, config) {
  const { text, warnings } = build(operation, input, config, false);
  return requestOf(text.split("\0"), warnings);
}

export const cancelImportTaskRequest = (input, config) => requestFor(CANCEL, input, config);
export const getImportTaskRequest = (input, config) => requestFor(GET, input, config);
export const listImportTasksRequest = (input, config) => requestFor(LIST, input, config);

export function explainRequest(input, config) {
  const { text, warnings } = build(CANCEL, input, config, true);
  const pieces = text.split("\0");
  const [canonicalRequest, stringToSign, scope, signedHeaders, signature] = pieces.splice(-5);
  return { request: requestOf(pieces, warnings), canonicalRequest, stringToSign, scope, signedHeaders, signature };
}
