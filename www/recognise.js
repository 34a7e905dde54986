// What people paste: an id, an ARN, a console URL, a command line, a JSON answer, a whole HTTP response.
// It cuts text into words; which word is an id, an ARN or a region is for the package to say.

import { cancelImportTaskRequest, isGraphId, isRoleArn, isTaskId } from "./neptune-import-tasks/index.mjs";

// Somebody will paste a whole log. What is meant stands near its beginning.
const LONGEST = 20_000;
// What stands between words, in shells, URLs and JSON. Not what ids and ARNs are made of.
const BETWEEN = /[\s"'`<>()[\]{},;?&#|\\]+/;
const LIKE_A_REGION = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;

/** Whether the package knows the region: it warns of any other. */
function isKnownRegion(word) {
  if (!LIKE_A_REGION.test(word)) return false;
  return cancelImportTaskRequest({ taskIdentifier: "t-0000000000" }, { region: word }).warnings === undefined;
}

const KINDS = {
  roleArn: (word) => isRoleArn(word) || isRoleArn(word, { revision: "current" }),
  taskId: isTaskId,
  graphId: isGraphId,
  region: isKnownRegion,
};

/** The first word of each kind. */
function wordsIn(text) {
  const found = {};
  const look = (word, kinds) => {
    const kind = kinds.find((kind) => KINDS[kind](word));
    if (kind) found[kind] ??= word;
    return kind !== undefined;
  };
  for (const piece of text.slice(0, LONGEST).split(BETWEEN)) {
    // The name of a role may hold a `=`.
    for (const word of piece.split(/=(?!.*:role\/)/)) {
      if (look(word, ["roleArn"])) continue;
      for (const part of word.split(/[/:.@]|%2F|%3A/i)) look(part, ["taskId", "graphId", "region"]);
    }
  }
  return found;
}

/** A response as curl -i and browsers show it: a status line, headers, an empty line, the body. */
function responseIn(text) {
  const [, status, rest = ""] = /^HTTP\/[\d.]+ (\d{3})[^\n]*\n?(.*)$/s.exec(text) ?? [];
  if (status === undefined) return undefined;
  const [headers, ...body] = rest.split(/\r?\n\r?\n/);
  return { status, headers: headers.replaceAll("\r", ""), body: body.join("\n\n") };
}

/** A JSON object or a page of HTML is the body of some answer; that of a task came with a 200. */
function bodyIn(text) {
  if (/^<(!doctype|html)/i.test(text)) return { body: text };
  if (!text.startsWith("{")) return undefined;
  try {
    const isTask = typeof JSON.parse(text).taskId === "string";
    return isTask ? { status: "200", body: text } : { body: text };
  } catch {
    return undefined;
  }
}

/** What stands in a pasted text: `taskId`, `graphId`, `roleArn`, `region`, `endpoint`, and `answer` with its parts. */
export function recognise(pasted) {
  const text = pasted.trim();
  const answer = responseIn(text) ?? bodyIn(text);
  const found = wordsIn(text);
  const [, endpoint] = /--endpoint-url[ =]+["']?(https?:\/\/[^\s"']+)/.exec(text.slice(0, LONGEST)) ?? [];
  if (endpoint) found.endpoint = endpoint;
  if (answer) found.answer = answer;
  return found;
}
