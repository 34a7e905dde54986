// The functions of the package. They take arguments apart and carry them to Rust, which decides, and carry back what it
// finds. All that is looked at here is what only JavaScript can see: the types of values.

import { InvalidInputError, ServiceError, UnreadableResponseError } from "./errors.mjs";
import { schema } from "./schema.mjs";
import * as rust from "./start.mjs";

// Places in the lists KINDS and ARGUMENTS of src/js/. The first four are kinds too.
const TASK_ID = 0;
const GRAPH_ID = 1;
const ROLE_ARN = 2;
const ROLE_ARN_CURRENT = 3;
const REVISION = 4;
const KIND = 5;
const TEXT = 6;
const REGION = 7;
const ENDPOINT = 8;
const USE_FIPS_ENDPOINT = 9;
const USE_DUALSTACK_ENDPOINT = 10;
const STATUS = 11;
const HEADERS = 12;
const BODY = 13;

const REVISIONS = { documented: ROLE_ARN, current: ROLE_ARN_CURRENT };

// With the flag `u` a surrogate is one without its other half. The way into wasm would make U+FFFD of it.
const UNPAIRED = /\p{Surrogate}/u;

// ---- arguments ----------------------------------------------------------------------------------------------------

const isAbsent = (x) => x === undefined || x === null;

/** What `x` is, for a message; empty if it is absent. Never more of a value than a few letters. */
function describe(x) {
  if (isAbsent(x)) return "";
  if (typeof x === "string") return `\`${x.slice(0, 32).replace(/[^ -~]/g, "\uFFFD")}\``;
  if (typeof x === "number") return `the number ${x}`;
  const type = typeof x === "object" ? tagOf(x) : typeof x;
  return `${/^[aeiou]/i.test(type) ? "an" : "a"} ${type}`;
}

/** `object`, or what an object calls itself: `Array`, `Promise`, `ReadableStream`. */
function tagOf(x) {
  try {
    const tag = Object.prototype.toString.call(x).slice("[object ".length, -1);
    return tag === "Object" ? "object" : tag.slice(0, 32).replace(/\W/g, "");
  } catch {
    return "object";
  }
}

const wrongType = (argument, x) => rust.wrongType(argument, describe(x));

function refuse(argument, x) {
  throw new InvalidInputError(wrongType(argument, x));
}

const string = (argument, x) => (typeof x === "string" ? x : refuse(argument, x));

function flag(argument, x) {
  if (isAbsent(x)) return false;
  return typeof x === "boolean" ? x : refuse(argument, x);
}

/** The bytes of a view or an `ArrayBuffer`, of this realm or another, or nothing. */
function bytesOf(x) {
  if (ArrayBuffer.isView(x)) return new Uint8Array(x.buffer, x.byteOffset, x.byteLength);
  if (tagOf(x) !== "ArrayBuffer") return undefined;
  const bytes = new Uint8Array(x);
  // Anything may call itself an `ArrayBuffer`.
  return bytes.buffer === x ? bytes : undefined;
}

// ---- check --------------------------------------------------------------------------------------------------------

/** The kind for `options.revision`, or nothing if there is no such revision. */
function roleArnKind(options) {
  const revision = options?.revision;
  if (isAbsent(revision)) return ROLE_ARN;
  return typeof revision === "string" && Object.hasOwn(REVISIONS, revision) ? REVISIONS[revision] : undefined;
}

// No id is as long. What is behind this changes neither the verdict nor what is said of it.
const LONGEST_ID = 4097;

/** As much of a text as its kind needs, so that little of a long one gets into wasm memory. */
const enough = (kind, x) => (kind < ROLE_ARN ? x.slice(0, LONGEST_ID) : x);

function check(kind, x) {
  if (typeof x !== "string") return { ok: false, issue: wrongType(kind, x) };
  // No id with half a surrogate pair passes, so only ARNs are looked through for one.
  const checked = rust.check(kind, enough(kind, x), kind < ROLE_ARN ? -1 : x.search(UNPAIRED));
  if (checked.ok) checked.value = x;
  return checked;
}

function valueOf(checked) {
  if (!checked.ok) throw new InvalidInputError(checked.issue);
  return checked.value;
}

export const isTaskId = (x) => typeof x === "string" && rust.accepts(TASK_ID, enough(TASK_ID, x));
export const isGraphId = (x) => typeof x === "string" && rust.accepts(GRAPH_ID, enough(GRAPH_ID, x));
export const isRoleArn = (x, options) => {
  const kind = roleArnKind(options);
  return typeof x === "string" && kind !== undefined && rust.accepts(kind, x);
};

export const checkTaskId = (x) => check(TASK_ID, x);
export const checkGraphId = (x) => check(GRAPH_ID, x);
export const checkRoleArn = (x, options) => {
  const kind = roleArnKind(options);
  return kind === undefined ? { ok: false, issue: wrongType(REVISION, options.revision) } : check(kind, x);
};

export const parseTaskId = (x) => valueOf(checkTaskId(x));
export const parseGraphId = (x) => valueOf(checkGraphId(x));
export const parseRoleArn = (x, options) => valueOf(checkRoleArn(x, options));

export const taskIdSchema = /* @__PURE__ */ schema(checkTaskId);
export const graphIdSchema = /* @__PURE__ */ schema(checkGraphId);
// Not `checkRoleArn` itself: a library may pass options of its own as the second argument.
export const roleArnSchema = /* @__PURE__ */ schema((x) => check(ROLE_ARN, x));

export function roleArnParts(arn) {
  if (!isRoleArn(arn, { revision: "current" })) parseRoleArn(arn);
  return rust.roleArnParts(arn);
}

let published;
const pattern = (name) => (published ??= rust.patterns())[name];
export const patterns = {
  get taskId() { return pattern("taskId"); },
  get graphId() { return pattern("graphId"); },
  get roleArn() { return pattern("roleArn"); },
  get roleArnCurrent() { return pattern("roleArnCurrent"); },
};

// ---- many lines ---------------------------------------------------------------------------------------------------

// How much text is in wasm memory at a time. A longer line is carried over whole.
const PIECE = 1 << 16;

/** The text in pieces of whole lines, each as UTF-8. */
function piecesOf(text) {
  const bytes = typeof text === "string" ? undefined : bytesOf(text) ?? refuse(TEXT, text);
  const source = bytes ?? text;
  const lineEnd = bytes ? 10 : "\n";
  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let from = 0;
  return {
    next() {
      if (from === source.length) return undefined;
      let to = source.length;
      if (to - from > PIECE) {
        const last = source.lastIndexOf(lineEnd, from + PIECE - 1);
        const end = last < from ? source.indexOf(lineEnd, from + PIECE) : last;
        if (end >= 0) to = end + 1;
      }
      const piece = bytes ? bytes.subarray(from, to) : encoder.encode(text.slice(from, to));
      from = to;
      return piece;
    },
    decode: (line) => decoder.decode(line),
  };
}

export function checkLines(kind, text, options) {
  const kinds = { taskId: TASK_ID, graphId: GRAPH_ID, roleArn: roleArnKind(options) };
  if (typeof kind !== "string" || !Object.hasOwn(kinds, kind)) refuse(KIND, kind);
  return rust.checkLines(kinds[kind] ?? refuse(REVISION, options.revision), piecesOf(text));
}

// ---- build --------------------------------------------------------------------------------------------------------

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

export function cancelImportTaskRequest(input, config) {
  const { endpoint } = config ?? {};
  const isGiven = !isAbsent(endpoint);
  const given = isGiven ? string(ENDPOINT, endpoint.href ?? endpoint) : "";
  const parsed = isGiven ? normalized(given) : undefined;
  const flags = [
    flag(USE_FIPS_ENDPOINT, config?.useFipsEndpoint),
    flag(USE_DUALSTACK_ENDPOINT, config?.useDualstackEndpoint),
    isGiven,
    parsed !== undefined,
  ];
  return valueOf(rust.cancelImportTaskRequest(
    enough(TASK_ID, string(TASK_ID, input?.taskIdentifier)),
    string(REGION, config?.region).slice(0, LONGEST_ID),
    given,
    parsed ?? "",
    flags.reduce((bits, isSet, place) => bits | (Number(isSet) << place), 0),
  ));
}

// ---- read ---------------------------------------------------------------------------------------------------------

const oneLine = (x) => String(x).replace(/[\r\n]/g, " ");

/** The pairs of `Headers`, a `Map`, a list of pairs or a plain object. */
function pairsOf(headers) {
  if (typeof headers[Symbol.iterator] === "function") return [...headers];
  if (typeof headers.forEach !== "function") return Object.entries(headers);
  const pairs = [];
  headers.forEach((value, name) => pairs.push([name, value]));
  return pairs;
}

/** Headers of any shape as lines of a name, a colon and a value. */
function headerLines(headers) {
  if (isAbsent(headers)) return "";
  if (typeof headers !== "object" || tagOf(headers) === "Promise") refuse(HEADERS, headers);
  try {
    let lines = "";
    for (const pair of pairsOf(headers)) {
      if (typeof pair !== "object") refuse(HEADERS, headers);
      const [name, value] = pair;
      // What ends a name or a line cannot stand inside one, and must not begin another header.
      if (!isAbsent(value)) lines += `${oneLine(name).replaceAll(":", " ")}:${oneLine(value)}\n`;
    }
    return lines;
  } catch {
    return refuse(HEADERS, headers);
  }
}

function bodyText(body) {
  if (isAbsent(body)) return "";
  if (typeof body !== "string") {
    let bytes;
    try {
      bytes = bytesOf(body);
    } catch {
      // Detached: the bytes are somewhere else now.
    }
    // Decoding drops a byte order mark, and makes U+FFFD of what is no UTF-8.
    return new TextDecoder().decode(bytes ?? refuse(BODY, body));
  }
  return body.startsWith("\uFEFF") ? body.slice(1) : body;
}

function parsedBody(text) {
  if (text === "") return { kind: 0 };
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 1 };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: 2 };
  return { kind: 3, value };
}

/** The members of a JSON object as Rust asks for them: a letter for the type, and the text. */
const membersOf = (value) => ({
  member(name, ignoringCase) {
    const key = ignoringCase ? Object.keys(value).find((key) => key.toLowerCase() === name) : name;
    const member = key !== undefined && Object.hasOwn(value, key) ? value[key] : undefined;
    if (isAbsent(member)) return "";
    if (typeof member === "string") return (UNPAIRED.test(member) ? "u" : "s") + member;
    return typeof member === "number" ? `n${member}` : "o";
  },
});

const EXCERPT_LENGTH = 256;

export function checkCancelImportTaskResponse(response) {
  const { status, headers, body } = response ?? {};
  if (!Number.isInteger(status) || status < 100 || status > 999) refuse(STATUS, status);
  const text = bodyText(body);
  const { kind, value } = parsedBody(text);
  // Half a character at the end is none.
  const excerpt = text.slice(0, EXCERPT_LENGTH).replace(/[\uD800-\uDBFF]$/, "");
  const read = rust.checkCancelImportTaskResponse(status, headerLines(headers), excerpt, kind, membersOf(value));
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
