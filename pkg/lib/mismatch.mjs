// What AWS's answer to a refused signature says about it: `explainSignatureMismatch`. Nothing is signed here, two texts are
// compared; it is JavaScript so that bundlers leave it out where nobody asks.

import { refuse } from "./arguments.mjs";

const CANONICAL = "The Canonical String for this request should have been";
const STRING = "The String-to-Sign should have been";
// Each piece has its length, so that no message takes long.
const CLOCK = /Signature (?:expired|not yet current): (\d{8}T\d{6}Z) is (?:now earlier|still later) than \d{8}T\d{6}Z \((\d{8}T\d{6}Z) /;
const SCOPE = /Credential should be scoped (?:to a valid (region)|to correct (service)(?:: '([^']{1,99})')?)/;

/** The message in an answer: its body as text or as an object, an error, or the message itself. */
function messageOf(answer) {
  let body = answer;
  try {
    if (typeof answer === "string") body = JSON.parse(answer);
  } catch {
    // No JSON: the message itself.
  }
  const message = body?.message ?? body?.Message;
  if (typeof message === "string") return message;
  if (typeof answer === "string") return answer;
  return typeof answer === "object" && answer ? "" : refuse("error body", "a text, or an object with a message", answer);
}

/** Both texts that AWS has quoted, or nothing. Only the first can have quotes in it. */
function quotedTexts(message) {
  const start = message.indexOf(CANONICAL);
  const middle = message.indexOf(STRING, start);
  if (start < 0 || middle < 0) return undefined;
  const canonical = message.slice(start, middle);
  const [, string] = message.slice(middle).split("'");
  return string === undefined ? undefined : [canonical.slice(canonical.indexOf("'") + 1, canonical.lastIndexOf("'")), string];
}

/** The first line that differs. What ends earlier goes on with empty lines. */
function difference(text, ours, theirs) {
  const [left, right] = [ours.split("\n"), theirs.split("\n")];
  let line = 0;
  while (left[line] === right[line]) {
    if (left[line] === undefined) return undefined;
    line += 1;
  }
  const [mine = "", other = ""] = [left[line], right[line]];
  let index = 0;
  while (index < mine.length && mine[index] === other[index]) index += 1;
  return { text, line: line + 1, index, ours: mine, theirs: other };
}

const ON_THE_WAY = "was changed between signing and AWS";
const nameOf = (line) => line.split(":")[0];

/** What has happened to a header line. The first to differ may be another header, where one is missing. */
function aboutHeader({ ours, theirs }, ourText) {
  const [mine, other] = [nameOf(ours), nameOf(theirs)];
  if (mine === other && mine === "x-amz-date") return "AWS has another time for the request: the explanation is of another one";
  if (mine === other) return `the header ${mine} ${theirs === `${other}:` ? "was signed and did not arrive" : ON_THE_WAY}`;
  return other && !ourText.includes(`\n${other}:`)
    ? `AWS counts a header that was not signed: ${other}`
    : `AWS does not count a header that was signed: ${mine}`;
}

const once = (path) => path.replace(/%(?:25)+/g, "%");

/** What a difference in the canonical request comes from. */
function aboutRequest(found, text) {
  const { line, ours, theirs } = found;
  const last = text.split("\n").length;
  if (line === 2 && once(ours) === once(theirs)) {
    return `the path was encoded once ${theirs.length > ours.length ? "more" : "less"} between signing and AWS`;
  }
  if (line < 4) return `the ${["method", "path", "query"][line - 1]} ${ON_THE_WAY}`;
  if (line < last - 2) return aboutHeader(found, text);
  return line < last ? "AWS counts other headers as signed" : "a body arrived that was not signed, or another one";
}

/** What a difference in the string to sign comes from, where the canonical requests are the same. */
function aboutString({ line, ours, theirs }) {
  if (line < 3) return "AWS has another time for the request than the one that was signed";
  const [mine, other] = [ours.split("/"), theirs.split("/")];
  const part = mine.findIndex((_, i) => mine[i] !== other[i]);
  return `the ${["date", "region", "service"][part] ?? "end"} in the scope is wrong: AWS expects ${other[part] ?? theirs}`;
}

const time = (text) => Date.parse(text.replace(/(....)(..)(..T..)(..)/, "$1-$2-$3:$4:"));

const TOKEN = /^(x-amz-security-token *: *)(.+)/im;

/** A mismatch without the token, wherever it has got to. */
function withoutToken({ ours, theirs, cause, ...rest }, canonicalRequest) {
  const [, , token] = TOKEN.exec(canonicalRequest) ?? [];
  const length = (text) => `(${text.length} characters)`;
  const hide = (text) => (token ? text.replaceAll(token, length(token)) : text)
    .replace(TOKEN, (line, name, value) => (value.startsWith("(") ? line : name + length(value)));
  return { ...rest, ours: hide(ours), theirs: hide(theirs), cause: hide(cause) };
}

export function explainSignatureMismatch(errorBody, explanation) {
  const message = messageOf(errorBody).replaceAll("\r\n", "\n");
  const { canonicalRequest, stringToSign } = explanation ?? {};
  if (typeof canonicalRequest !== "string" || typeof stringToSign !== "string") {
    refuse("explanation", "what explainRequest returns", explanation, true);
  }
  const [, date = "", scope = ""] = stringToSign.split("\n");
  const inString = (line, ours, theirs, cause) => ({ text: "stringToSign", line, index: 0, ours, theirs, cause });

  const [, signed, now] = CLOCK.exec(message) ?? [];
  if (now) {
    const minutes = Math.round((time(signed) - time(now)) / 60_000);
    const count = Math.abs(minutes);
    return inString(2, date, now,
      `the clock is ${count} minute${count === 1 ? "" : "s"} ${minutes < 0 ? "behind" : "ahead of"} AWS's`);
  }
  const scoped = SCOPE.exec(message);
  if (scoped) {
    const [, isRegion, , service] = scoped;
    const [day, region, , end] = scope.split("/");
    return inString(3, scope, service ? `${day}/${region}/${service}/${end}` : "", isRegion
      ? `the region in the scope is wrong: ${region} is not the region of the endpoint`
      : `the service in the scope is wrong: AWS expects ${service ?? "another"}`);
  }
  const texts = quotedTexts(message);
  if (!texts) return undefined;
  const [request, string] = texts;
  const inRequest = difference("canonicalRequest", canonicalRequest, request);
  const found = inRequest ?? difference("stringToSign", stringToSign, string);
  if (!found) {
    return inString(0, "", "",
      "both sides signed the same text, so the secret access key is not the one that belongs to the key id");
  }
  const cause = inRequest ? aboutRequest(found, canonicalRequest) : aboutString(found);
  return withoutToken({ ...found, cause }, canonicalRequest);
}
