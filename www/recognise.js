// What people paste: an id, an ARN, a console URL, a command line, a JSON answer, a whole HTTP response, an error message.
// It cuts text into words; which word is an id, an ARN or a region is for the package to say. What a text names itself
// (`--task-identifier X`, `"taskId": "X"`) is taken as it stands: it may be the very thing that is wrong.

import { cancelImportTaskRequest, isGraphId, isRoleArn, isTaskId } from "./neptune-import-tasks/index.mjs";

// Somebody will paste a whole log. What is meant stands near its beginning.
const LONGEST = 20_000;
// What stands between words, in shells, URLs and JSON. Not what ids and ARNs are made of, but that names of roles may hold
// a comma and a `=`.
const BETWEEN_ARNS = /[\s"'`<>()[\]{};?&#|\\]+/;
const BETWEEN = /[\s"'`<>()[\]{},;?&#|\\/:.@=]+/;
const LIKE_A_REGION = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/** Whether the package knows the region: it warns of any other. */
function isKnownRegion(word) {
  if (!LIKE_A_REGION.test(word)) return false;
  return cancelImportTaskRequest({ taskIdentifier: "t-0000000000" }, { region: word }).warnings === undefined;
}

const isArn = (word) => isRoleArn(word) || isRoleArn(word, { revision: "current" });
const KINDS = { taskId: isTaskId, graphId: isGraphId, region: isKnownRegion };

/** Names of values in command lines, code and JSON. */
const NAMED = {
  taskId: /(?:--task-identifier|"?\btask(?:Id|Identifier)"?)\s*[ =:]\s*["']?([^\s"',;&#?})]+)/,
  graphId: /(?:--graph-identifier|"?\bgraph(?:Id|Identifier)"?)\s*[ =:]\s*["']?([^\s"',;&#?})]+)/,
  roleArn: /(?:--role-arn|"?\broleArn"?)\s*[ =:]\s*["']?([^\s"'})]+)/,
  region: /(?:--region|\bregion(?:_name)?)\s*[ =:]\s*["']?([a-z][\w-]*)/,
  endpoint: /(?:--endpoint-url|\bendpoint(?:_url)?)\s*[ =:]\s*["']?(https?:\/\/[^\s"']+)/,
};

/** The address of a request: the usual one says region and options, any other is a custom endpoint. */
function addressIn(text) {
  const [, base, id] = /(https?:\/\/[^\s"'?#]+?)\/importtasks\/([^\s"'/?#]+)/.exec(text) ?? [];
  if (base === undefined) return {};
  const [, fips, region, suffix] = /^https:\/\/neptune-graph(-fips)?\.([\w-]+)\.((?:[\w-]+\.)*[\w-]+)$/.exec(base) ?? [];
  if (!region) return { taskId: id, endpoint: base };
  return { taskId: id, region, useFips: fips !== undefined, useDualStack: suffix.startsWith("api.") };
}

/** The first word of each kind. */
function wordsIn(text) {
  const found = {};
  for (const piece of text.split(BETWEEN_ARNS)) {
    const from = piece.indexOf("arn:aws");
    if (from < 0) continue;
    const word = piece.slice(from).replace(/[,.:]+$/, "");
    if (isArn(word)) found.roleArn ??= word;
  }
  // What is part of an ARN of a role is no id.
  for (const word of text.replaceAll(found.roleArn ?? "\0", " ").split(BETWEEN)) {
    for (const [kind, is] of Object.entries(KINDS)) if (!(kind in found) && is(word)) found[kind] = word;
  }
  return found;
}

/** A response as curl and browsers show it: a status line, headers, an empty line, the body. The last one counts. */
function responseIn(text) {
  // What curl -v says besides.
  const plain = text.replaceAll("\r", "").split("\n").filter((line) => !/^[*>]( |$)/.test(line)).map((line) => line.replace(/^< ?/, ""));
  const at = plain.findLastIndex((line) => /^HTTP\/[\d.]+ \d{3}/.test(line));
  if (at < 0) return undefined;
  const [, status] = / (\d{3})/.exec(plain[at]);
  const rest = plain.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() === "");
  return end < 0
    ? { status, headers: rest.join("\n"), body: "" }
    : { status, headers: rest.slice(0, end).join("\n"), body: rest.slice(end + 1).join("\n").trim() };
}

/** What the AWS CLI and boto3 print of an error. */
function errorIn(text) {
  const [, name, message] = /An error occurred \((\w+)\) when calling the \w+ operation(?: \([^)]*\))?: (.*)/s.exec(text) ?? [];
  return name && { headers: `x-amzn-errortype: ${name}`, body: JSON.stringify({ message: message.trim() }, undefined, 2) };
}

/** A JSON object or a page of HTML is the body of some answer; that of a task came with a 200. */
function bodyIn(text) {
  if (/^<[?!a-z]/i.test(text)) return { body: text };
  if (!text.startsWith("{")) return undefined;
  try {
    const isTask = typeof JSON.parse(text).taskId === "string";
    return isTask ? { status: "200", body: text } : { body: text };
  } catch {
    return undefined;
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * What stands in a pasted text: `taskId`, `graphId`, `roleArn`, `region`, `endpoint`, `useFips`, `useDualStack`, and
 * `answer` with its parts.
 */
export function recognise(pasted) {
  const whole = pasted.trim();
  if (isArn(whole) || /^arn:[^\s:]*:iam:\S*$/.test(whole)) return { roleArn: whole };
  const answer = responseIn(whole) ?? errorIn(whole) ?? bodyIn(whole);
  const text = decoded(whole.slice(0, LONGEST));
  const named = {};
  for (const [kind, pattern] of Object.entries(NAMED)) {
    const [, value] = pattern.exec(text) ?? [];
    if (value !== undefined) named[kind] = value;
  }
  const found = { ...wordsIn(text), ...named, ...addressIn(text) };
  if (answer) found.answer = answer;
  return found;
}
