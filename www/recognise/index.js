// What a pasted text is: an ID, a command, a log, a response. Values are taken and not words of sentences; an invalid value that was
// meant as an ID is what most people come with. Plain functions: nothing here knows the page.

import { ARN, readAddresses, readUrl, URLS } from "./addresses.js";
import { errorIn, httpResponseIn } from "./errors.js";
import { namedIn } from "./forms.js";
import { responseIn, stringsIn, walk } from "./members.js";
import { objectsIn } from "./objects.js";
import { Sightings } from "./sightings.js";
import { tableIn } from "./tables.js";
import { bare, isBareRegion, isId, isLikeRegion, isNamedId, isNearId, isPlaceholder, isRegion, kindOfLoneWord } from "./words.js";

// What is meant stands near the beginning of a log. Lists may be of any length.
export const LONGEST = 200_000;
// Escape sequences of terminals.
const ANSI = /\u001B\[[0-9;?]*[ -/]*[@-~]/g;
const LONGEST_WORD = 64;
const LONGEST_ARN = 2000;
const IDS = ["taskId", "graphId"];

function readNamed(text, sightings) {
  for (const kind of IDS) {
    for (const { value, isQuoted, isLoose } of namedIn(text, kind)) {
      const word = isQuoted ? value : bare(value);
      if (/\s/.test(word)) continue;
      if (isLoose ? isId(kind, word) || isNearId(kind, word) : isNamedId(word, isQuoted && !/^[a-z]*$/.test(word))) sightings.add(kind, word, 3);
      else if (!isLoose && word && isPlaceholder(word)) sightings.leave(word, "a placeholder");
    }
  }
  for (const { value, index } of namedIn(text, "roleArn")) {
    const [arn] = /^arn:/.test(value) ? ARN.exec(text.slice(index, index + LONGEST_ARN)) : [];
    if (arn) sightings.add("roleArn", arn.replace(/[,.:]+$/, ""), 3);
  }
  for (const { value, isLoose } of namedIn(text, "region")) {
    const word = bare(value);
    if (isLoose ? isRegion(word) : isLikeRegion(word)) sightings.add("region", word, 3);
  }
  for (const { value, isLoose } of namedIn(text, "endpoint")) {
    if (/^https?:\/\//.test(value)) readUrl(value, sightings, true);
    else if (!isLoose && /^(?:localhost|\d+\.\d+\.\d+\.\d+|[\w-]+(?:\.[\w-]+)+):\d+(?:\/\S*)?$/.test(value)) sightings.add("endpoint", value, 3);
  }
  if (/secret_?access_?key["']?\s*[=:]|session_?token["']?\s*[=:]|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/i.test(text)) sightings.leave(undefined, "a key: enter it under “Sign it”, if at all");
}

/** Words without a name. What is part of a longer word, a path or a file is none. */
function readWords(text, sightings) {
  const isOfAnalytics = /\bgtag\b|googletagmanager|\bGA4\b|measurement id/i.test(text);
  for (const { 0: word, index } of text.matchAll(/[^\s"'`“”‘’«»()[\]{}<>,;|=:/#*!&?]+/g)) {
    if (word.length > LONGEST_WORD) continue;
    const plain = word.replace(/\.+$/, "");
    // A word of letters alone must stand apart from the words of a sentence.
    const isApart = /\d/.test(plain) || !/[^\s] $/.test(text.slice(Math.max(0, index - 2), index));
    for (const kind of IDS) {
      if (isId(kind, plain) && isApart) sightings.add(kind, plain, 2);
      else if (isNearId(kind, plain) && !(kind === "graphId" && isOfAnalytics)) sightings.add(kind, plain, 1);
    }
  }
}

/** A region without a name counts where there is something to go with it, and no other region. */
function readRegions(text, sightings) {
  if (sightings.has("region")) return;
  const words = new Set([...text.matchAll(/(?<![\w./-])[a-z]{1,5}(?:-[a-z]+)+-\d{1,2}(?![\w/-])/g)].map(([word]) => word).filter(isBareRegion));
  const hasCompany = IDS.some((kind) => sightings.has(kind)) || sightings.has("roleArn");
  if (words.size === 1 && hasCompany) sightings.add("region", [...words][0], 1);
  else if (hasCompany) for (const word of words) sightings.leave(word, "one of several regions");
}

const OPERATIONS = ["CancelImportTask", "GetImportTask", "ListImportTasks", "CancelExportTask"];
/** The operation that a text is about. */
function operationIn(text) {
  const plain = text.toLowerCase().replace(/[-_]/g, "");
  const [only, ...others] = OPERATIONS.filter((name) => plain.includes(name.toLowerCase()));
  return others.length === 0 ? only : undefined;
}

const STATUS = "INITIALIZING|EXPORTING|ANALYZING_DATA|IMPORTING|REPROVISIONING|ROLLING_BACK|SUCCEEDED|FAILED|CANCELL?ING|CANCELL?ED|DELETED";
/** A task as the AWS CLI prints it without JSON: lines of name and value, or a table. */
function taskIn(text) {
  const members = {};
  for (const name of ["taskId", "graphId", "source", "roleArn", "format", "status", "statusReason"]) {
    const [, value] = new RegExp(`^[ |│-]{0,40}["'*\`]{0,4}${name}["'*\`]{0,4}[ \\t]*[:|│][ \\t]*["'*\`]{0,4}([^|│"'*\`,\\n]+)`, "m").exec(text) ?? [];
    if (value?.trim()) members[name] = value.trim();
  }
  if (!members.taskId || !new RegExp(`^(?:${STATUS})$`).test(members.status)) return undefined;
  return { by: "task", status: "200", headers: "", body: JSON.stringify(members, undefined, 2) };
}

const blanked = (text, pieces) => pieces.reduceRight((rest, { from, to }) => rest.slice(0, from) + " ".repeat(to - from) + rest.slice(to), text);

/** A response in the text, or nothing. */
function responseOfText(text, objects) {
  const response = httpResponseIn(text);
  if (response) return response;
  for (const { value, from, to } of objects) {
    const isWhole = blanked(text, [{ from, to }]).trim() === "" || to === 0;
    const found = responseIn(value, isWhole);
    // As it was pasted, where that is JSON already.
    if (found) return isWhole && found.by !== "CloudTrail" && found.status !== undefined && isBody(text, found) ? { ...found, body: text.trim() } : found;
  }
  for (const { value } of objects) {
    const found = stringsIn(value).map(errorIn).find(Boolean);
    if (found) return found;
  }
  const error = errorIn(text);
  if (error) return error;
  if (/^\s*<(?:!doctype|html|head|body|\?xml|\w*Error\w*|\w*Exception\w*)\b/i.test(text)) return { by: "error body", status: "", headers: "", body: text.trim() };
  return taskIn(text);
}

function isBody(text, { by, body }) {
  if (!["task", "list of tasks", "error body"].includes(by)) return false;
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(JSON.parse(body));
  } catch {
    return false;
  }
}

/** Reads a whole text. */
function readText(text, sightings) {
  const objects = objectsIn(text);
  const scan = (inner, { isEndpoint = false } = {}) => {
    const rest = inner.replace(URLS, (url) => {
      readUrl(url, sightings, isEndpoint);
      return " ";
    }).replace(/\bs3:\/\/\S+/g, " ");
    readNamed(rest, sightings);
    readWords(readAddresses(rest, sightings), sightings);
    readRegions(rest, sightings);
  };
  for (const { value } of objects) walk(value, sightings, scan);
  const isAll = objects.some(({ to }) => to === 0);
  if (!isAll) {
    const outside = blanked(text, objects);
    // A name and its value may be on both sides of an object's edge.
    for (const [, url] of outside.matchAll(/--endpoint-url(?:\s+|=)["']?(https?:\/\/[^\s"']+)/g)) readUrl(url, sightings, true);
    scan(outside.replace(/--endpoint-url(?:\s+|=)["']?https?:\/\/[^\s"']+/g, " ").replace(/\bendpoint(?:_?url)?["']?\s*[=:]\s*["']?(https?:\/\/[^\s"',)]+)/gi, (_, url) => {
      readUrl(url, sightings, true);
      return " ";
    }));
  }
  return objects;
}

/**
 * What is in a text: `{ values, list, response, left, operation }`. `values` are for the fields: `taskId`, `graphId`, `roleArn`, `region`,
 * `endpoint`, `fips`, `dualStack`. `list` is `{ kind, text, count }`, `response` `{ by, operation, status, headers, body, requestDate }`. `left` is
 * what was seen and is used for nothing: `{ value, why }`.
 */
export function recognise(pasted) {
  const table = tableIn(pasted);
  if (table) return { values: {}, list: table, left: [], response: undefined };
  const text = pasted.slice(0, LONGEST).replaceAll(ANSI, "").replaceAll("\r", "");
  const sightings = new Sightings();
  const lone = bare(text.trim());
  const kind = /\s/.test(lone) ? undefined : kindOfLoneWord(lone);
  if (kind) {
    sightings.add(kind, /^\s*["'`“”‘’([{<*]/.test(text) || kind !== "taskId" ? lone : text.trim(), 3);
    return { ...sightings.result(), response: undefined };
  }
  if (/^[A-Z]\w{1,60}Exception$/.test(lone)) return { ...sightings.result(), response: { by: "name of an error", status: "", headers: `x-amzn-errortype: ${lone}`, body: "" } };
  const objects = readText(text, sightings);
  const response = responseOfText(text, objects);
  const operation = operationIn(text);
  if (response) {
    response.operation ??= operation;
    // When the request was signed, which the response itself does not say.
    [, response.requestDate] = /\bx-amz-date: ?(\d{8}T\d{6}Z)/i.exec(text) ?? [];
  }
  return { ...sightings.result(), response, operation };
}
