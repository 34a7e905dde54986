// Where a rejected signature differs: what the package would sign beside what AWS says that it received. Neither string holds the secret,
// so a stand-in takes its place, and equal strings mean that the secret is wrong.

import { element, headline, paragraph, unheard } from "../dom.js";
import { attempt } from "../library.js";
import { showable } from "../secrets.js";
import { configOf, timeOf } from "./request.js";

const STAND_IN = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "stand-in" };

/** The strings that AWS quotes, or nothing. */
function quotedIn(message) {
  const [, canonicalRequest, stringToSign] = /The Canonical String for this request should have been\s*'([^]*?)'\s*The String-to-Sign should have been\s*'([^']*)/.exec(message) ?? [];
  return canonicalRequest === undefined ? undefined : { canonicalRequest, stringToSign };
}

/** What would be signed for the request that AWS received, as far as the fields say what it was. */
function oursFor(state, message, aws) {
  const [, time] = /x-amz-date:(\d{8}T\d{6}Z)/.exec(message) ?? [];
  const [, sessionToken = ""] = /x-amz-security-token:([^\n]*)/.exec(message) ?? [];
  const input = { taskIdentifier: state.taskId };
  const credentials = { ...STAND_IN, sessionToken };
  return attempt(() => aws.explainRequest(input, configOf(state, { credentials, date: time ? timeOf(time) : state.now }))).made;
}

/** A line with the characters marked that differ from the other side's. */
function markedLine(line, other) {
  let start = 0;
  while (start < line.length && line[start] === other[start]) start += 1;
  let end = 0;
  while (end < line.length - start && end < other.length - start && line.at(-1 - end) === other.at(-1 - end)) end += 1;
  const node = element("span", line === other ? "line" : "line differs");
  if (line === other) node.append(line);
  else node.append(line.slice(0, start), element("mark", "", line.slice(start, line.length - end)), line.slice(line.length - end));
  node.append("\n");
  return node;
}

function columns(title, ours, theirs) {
  const [left, right] = [ours, theirs].map((text) => showable(text).split("\n"));
  const count = Math.max(left.length, right.length);
  const side = (name, lines, others) => {
    const text = element("pre", "");
    for (let line = 0; line < count; line += 1) text.append(markedLine(lines[line] ?? "", others[line] ?? ""));
    text.tabIndex = 0;
    text.setAttribute("role", "group");
    text.setAttribute("aria-label", `${title}, ${name}`);
    return element("div", "side-text", paragraph("soft", name), text);
  };
  return element("div", "compared", element("h4", "", title), element("div", "columns", side("As this package signs it", left, right), side("As AWS received it", right, left)));
}

/** The cause in a sentence. */
const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

/** What is known of the difference: `{ cause, ours, theirs }`, or nothing for another error. */
export function judgeMismatch(error, state, aws) {
  const theirs = quotedIn(error.message);
  const explanation = oursFor(state, error.message, aws);
  if (!theirs) {
    const mismatch = attempt(() => aws.explainSignatureMismatch(error, explanation ?? { canonicalRequest: "", stringToSign: "" })).made;
    return mismatch && { cause: sentence(mismatch.cause) };
  }
  if (!explanation) return { cause: undefined, theirs };
  const mismatch = attempt(() => aws.explainSignatureMismatch(error, explanation)).made;
  return { cause: mismatch && sentence(mismatch.cause), line: mismatch?.line, ours: explanation, theirs };
}

export function showMismatch(node, { cause, ours, theirs, line }) {
  node.append(element("h3", "", "The signature"));
  if (cause) node.append(headline(line === 0 ? "=" : "≠", cause));
  else if (!ours) node.append(paragraph("soft", "With the task ID and the region above, the difference is shown here. No secret is needed."));
  if (!ours) return;
  node.append(columns("Canonical request", ours.canonicalRequest, theirs.canonicalRequest), columns("String to sign", ours.stringToSign, theirs.stringToSign),
    paragraph("soft", "No secret is compared: a stand-in signs here. Marked characters differ."));
  for (const mark of node.querySelectorAll("mark:empty")) unheard(mark);
}
