// The checks: `is…`, `check…`, `parse…`, the schemas, `roleArnParts`, `checkLines` and `patterns`.

import { bytesOf, isAbsent, refuse, UNPAIRED, wrongType } from "./arguments.mjs";
import { InvalidInputError } from "./errors.mjs";
import { schema } from "./schema.mjs";
import { guarded } from "./start.mjs";
import { decode, encode } from "./utf8.mjs";
import * as glue from "wasm:glue";

const accepts = /* @__PURE__ */ guarded(glue.accepts);
const checkText = /* @__PURE__ */ guarded(glue.check);
const checkPiece = /* @__PURE__ */ guarded(glue.checkLines);
const patternOf = /* @__PURE__ */ guarded(glue.pattern);
const partsOf = /* @__PURE__ */ guarded(glue.roleArnParts);

// The numbers of `kind_at` in src/js/check.rs.
export const TASK_ID = 0;
const GRAPH_ID = 1;
const ROLE_ARN = 2;
const ROLE_ARN_CURRENT = 3;

const SUBJECTS = ["task id", "graph id", "role ARN", "role ARN"];
const REVISION = ["revision", "`documented` or `current`"];
const REVISIONS = { documented: ROLE_ARN, current: ROLE_ARN_CURRENT };

/** The kind for `options.revision`, or nothing if there is no such revision. */
function roleArnKind(options) {
  const revision = options?.revision;
  if (isAbsent(revision)) return ROLE_ARN;
  return typeof revision === "string" && Object.hasOwn(REVISIONS, revision) ? REVISIONS[revision] : undefined;
}

// No id is as long. What is behind this changes neither the verdict nor what is said of it.
const LONGEST_ID = 4097;

/** As much of a text as its kind needs, so that little of a long one gets into wasm memory. */
export const enough = (kind, x) => (kind < ROLE_ARN ? x.slice(0, LONGEST_ID) : x);

function check(kind, x) {
  if (typeof x !== "string") return { ok: false, issue: wrongType(SUBJECTS[kind], "a string", x) };
  // No id with half a surrogate pair passes, so only ARNs are looked through for one.
  const said = checkText(kind, enough(kind, x), kind < ROLE_ARN ? -1 : x.search(UNPAIRED));
  if (!said) return { ok: true, value: x, warnings: [] };
  const checked = JSON.parse(said);
  if (checked.ok) checked.value = x;
  return checked;
}

export function valueOf(checked) {
  if (!checked.ok) throw new InvalidInputError(checked.issue);
  return checked.value;
}

export const isTaskId = (x) => typeof x === "string" && accepts(TASK_ID, enough(TASK_ID, x));
export const isGraphId = (x) => typeof x === "string" && accepts(GRAPH_ID, enough(GRAPH_ID, x));
export const isRoleArn = (x, options) => {
  const kind = roleArnKind(options);
  return typeof x === "string" && kind !== undefined && accepts(kind, x);
};

export const checkTaskId = (x) => check(TASK_ID, x);
export const checkGraphId = (x) => check(GRAPH_ID, x);
export const checkRoleArn = (x, options) => {
  const kind = roleArnKind(options);
  return kind === undefined ? { ok: false, issue: wrongType(...REVISION, options.revision) } : check(kind, x);
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
  const [partition, accountId, path, roleName] = partsOf(arn).split(":");
  // As it is written, where the way here has made U+FFFD of half a surrogate pair.
  return { partition: arn.substr(4, partition.length), accountId, path, roleName };
}

const published = [];
const pattern = (kind) => (published[kind] ??= Object.freeze(JSON.parse(patternOf(kind))));
export const patterns = {
  get taskId() { return pattern(TASK_ID); },
  get graphId() { return pattern(GRAPH_ID); },
  get roleArn() { return pattern(ROLE_ARN); },
  get roleArnCurrent() { return pattern(ROLE_ARN_CURRENT); },
};

// How much text is in wasm memory at a time. A longer line is carried over whole.
const PIECE = 1 << 16;

/** The text in pieces of whole lines, each as UTF-8. */
function* piecesOf(text) {
  const bytes = typeof text === "string" ? undefined : bytesOf(text) ?? refuse("text", "a string or a Uint8Array", text);
  const source = bytes ?? text;
  const lineEnd = bytes ? 10 : "\n";
  let to;
  for (let from = 0; from < source.length; from = to) {
    to = source.length;
    if (to - from > PIECE) {
      const last = source.lastIndexOf(lineEnd, from + PIECE - 1);
      const end = last < from ? source.indexOf(lineEnd, from + PIECE) : last;
      if (end >= 0) to = end + 1;
    }
    yield bytes ? bytes.subarray(from, to) : encode(text.slice(from, to));
  }
}

export function checkLines(kind, text, options) {
  const kinds = { taskId: TASK_ID, graphId: GRAPH_ID, roleArn: roleArnKind(options) };
  if (typeof kind !== "string" || !Object.hasOwn(kinds, kind)) refuse("kind", "`taskId`, `graphId` or `roleArn`", kind);
  const place = kinds[kind] ?? refuse(...REVISION, options.revision);
  const found = { lines: 0, valid: 0, issues: [] };
  for (const piece of piecesOf(text)) {
    const places = checkPiece(place, piece);
    const [lines, valid] = places.subarray(-2);
    for (let i = 0; i < places.length - 2; i += 3) {
      const [number, from, to] = places.subarray(i, i + 3);
      found.issues.push({ line: found.lines + number, issue: check(place, decode(piece.subarray(from, to))).issue });
    }
    found.lines += lines;
    found.valid += valid;
  }
  return found;
}
