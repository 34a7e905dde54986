// The answer: `parseCancelImportTaskResponse` and `checkCancelImportTaskResponse`.

import { bytesOf, isAbsent, refuse, tagOf, UNPAIRED } from "./arguments.mjs";
import { ServiceError, UnreadableResponseError } from "./errors.mjs";
import { guarded } from "./start.mjs";
import { decode, utf8Length, wellFormed } from "./utf8.mjs";
import * as glue from "wasm:glue";

const readResponse = /* @__PURE__ */ guarded(glue.checkCancelImportTaskResponse);

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

/** The members of a JSON object as one text, see src/js/response.rs. */
function membersText(object) {
  let text = "";
  for (const [name, member] of Object.entries(object)) {
    // No member that answers are read from has such a name.
    if (isAbsent(member) || name.includes("\0")) continue;
    const type = typeof member;
    const value = type === "string" || type === "number" ? String(member) : "";
    const letter = type !== "string" ? type === "number" ? "n" : "o" : UNPAIRED.test(value) ? "u" : "s";
    text += `${name}\0${letter}${utf8Length(value)}:${wellFormed(value)}`;
  }
  return text;
}

const EXCERPT_LENGTH = 256;

export function checkCancelImportTaskResponse(response) {
  const { status, headers, body } = response ?? {};
  if (!Number.isInteger(status) || status < 100 || status > 999) refuse("response status", "a whole number from 100 to 999", status);
  const text = bodyText(body);
  const [kind, members = ""] = parsedBody(text);
  // Half a character at the end is none.
  const excerpt = text.slice(0, EXCERPT_LENGTH).replace(/[\uD800-\uDBFF]$/, "");
  const read = JSON.parse(readResponse(status, headerLines(headers), excerpt, kind, members));
  if (!read.ok) {
    const Class = Object.hasOwn(read.error, "$fault") ? ServiceError : UnreadableResponseError;
    read.error = new Class(read.error);
  }
  return read;
}

export function parseCancelImportTaskResponse(response) {
  const read = checkCancelImportTaskResponse(response);
  if (!read.ok) throw read.error;
  return read.value;
}
