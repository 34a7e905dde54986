// The answers: `parseCancelImportTaskResponse`, `checkCancelImportTaskResponse` and their like.

import { bytesOf, isAbsent, refuse, tagOf, UNPAIRED } from "./arguments.mjs";
import { ServiceError, UnreadableResponseError } from "./errors.mjs";
import { CANCEL, GET, LIST } from "./request.mjs";
import { guarded } from "./start.mjs";
import { decode, utf8Length, wellFormed } from "./utf8.mjs";
import * as glue from "wasm:glue";

const advanceState = /* @__PURE__ */ guarded(glue.advance);

const oneLine = (x) => String(x).replace(/[\r\n]/g, " ");

/** The pairs of `Headers`, a `Map`, a list of pairs or a plain object. */
function pairsOf(headers) {
  if (typeof headers[Symbol.iterator] === "function") return [...headers];
  if (typeof headers.forEach !== "function") return Object.entries(headers);
  const pairs = [];
  headers.forEach((value, name) => pairs.push([name, value]));
  return pairs;
}

const refuseHeaders = (headers) =>
  refuse("response headers", "Headers, an object or pairs of name and value", headers);

/** Headers of any shape as lines of a name, a colon and a value. */
function headerLines(headers) {
  if (isAbsent(headers)) return "";
  if (typeof headers !== "object" || tagOf(headers) === "Promise") refuseHeaders(headers);
  try {
    let lines = "";
    for (const pair of pairsOf(headers)) {
      if (typeof pair !== "object") refuseHeaders(headers);
      const [name, value] = pair;
      // What ends a name or a line cannot stand inside one, and must not begin another header.
      if (!isAbsent(value)) lines += `${oneLine(name).replaceAll(":", " ")}:${oneLine(value)}\n`;
    }
    return lines;
  } catch {
    return refuseHeaders(headers);
  }
}

function bodyText(body) {
  if (isAbsent(body)) return "";
  let text = body;
  if (typeof body !== "string") {
    let bytes;
    try {
      bytes = bytesOf(body);
    } catch {
      // Detached: the bytes are somewhere else now.
    }
    text = decode(bytes ?? refuse("response body", "a string, a Uint8Array or an ArrayBuffer", body));
  }
  return text.replace(/^\uFEFF/, "");
}

/** What the body is, and the members of the object in it. */
function parsedBody(text) {
  if (text === "") return [0];
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return [1];
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [2];
  return [3, membersText(value)];
}

/** How deep the objects stand in each other that answers are read from. */
const DEPTH = 2;

/** The members of a JSON object as one text, see src/js/response.rs. */
function membersText(object, depth = DEPTH) {
  let text = "";
  for (const [name, member] of Object.entries(object)) {
    // No member that answers are read from has such a name.
    if (!isAbsent(member) && !name.includes("\0")) text += `${name}\0${valueText(member, depth)}`;
  }
  return text;
}

function valueText(value, depth) {
  let letter = "o";
  let text = "";
  if (typeof value === "string") {
    letter = UNPAIRED.test(value) ? "u" : "s";
    text = wellFormed(value);
  } else if (typeof value === "boolean" || Number.isFinite(value)) {
    letter = value === true || value === false ? "b" : "n";
    text = String(value);
  } else if (Array.isArray(value) && depth > 0) {
    letter = "a";
    for (const item of value) text += valueText(item, depth - 1);
  } else if (value && typeof value === "object" && depth > 0) {
    letter = "m";
    text = membersText(value, depth - 1);
  }
  return `${letter}${utf8Length(text)}:${text}`;
}

const EXCERPT_LENGTH = 256;

// The number of an event that is none: a response is read, and that is all.
const READ = 5;

/** Tells Rust what has happened, and returns what it has read of a response and what is to be done next: see src/js/client.rs. */
export function advance(operation, event, response, state, elapsed, clock, tokens) {
  let [status, headers, excerpt, kind, members] = [0, "", "", 0, ""];
  if (response) {
    const { body } = response;
    ({ status } = response);
    if (!Number.isInteger(status) || status < 100 || status > 999) refuse("response status", "a whole number from 100 to 999", status);
    const text = bodyText(body);
    [kind, members = ""] = parsedBody(text);
    headers = wellFormed(headerLines(response.headers));
    // Half a character at the end is none.
    excerpt = wellFormed(text.slice(0, EXCERPT_LENGTH).replace(/[\uD800-\uDBFF]$/, ""));
  }
  const lengths = [state, headers, excerpt].map(utf8Length);
  const next = JSON.parse(advanceState(
    state + headers + excerpt + members,
    [...lengths, event, elapsed, clock, Math.random(), tokens, operation, status, kind],
  ));
  const [read] = next;
  if (read && !read.ok) {
    const Class = Object.hasOwn(read.error, "$fault") ? ServiceError : UnreadableResponseError;
    read.error = new Class(read.error);
  }
  const details = read?.value?.importTaskDetails;
  if (details?.startTime !== undefined) details.startTime = new Date(details.startTime * 1000);
  return next;
}

function check(operation, response) {
  return advance(operation, READ, response ?? {}, "", 0, 0, 0)[0];
}

function parse(operation, response) {
  const read = check(operation, response);
  if (!read.ok) throw read.error;
  return read.value;
}

export const checkCancelImportTaskResponse = (response) => check(CANCEL, response);
export const checkGetImportTaskResponse = (response) => check(GET, response);
export const checkListImportTasksResponse = (response) => check(LIST, response);
export const parseCancelImportTaskResponse = (response) => parse(CANCEL, response);
export const parseGetImportTaskResponse = (response) => parse(GET, response);
export const parseListImportTasksResponse = (response) => parse(LIST, response);
