// What objects hold: values by the names of their members, and responses by their shape.

import { responseOf } from "./errors.js";
import { kindOfName } from "./names.js";
import { jsonOf, objectsIn } from "./objects.js";
import { isLikeRegion, isLikeRoleArn, isNamedId, isPlaceholder, kindOfLoneWord } from "./words.js";

const CALLER = "the caller's, not the task's";
// Whose ARNs are not that of the import.
const CALLERS = /^(?:userIdentity|sessionIssuer|principal|caller|callerIdentity|assumedRoleUser)$/i;
// Not a value of anybody's: paths in Amazon S3, and what a response says about itself.
const SKIPPED = /^(?:source|destination|s3ExportPath|\$metadata|ResponseMetadata|userAgent|eventID|requestID)$/i;

export const stringsIn = (value) => (typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(stringsIn));

/** Reads the members of an object into `sightings`. `scan` reads a text. */
export function walk(value, sightings, scan, name = "", parent = "") {
  if (typeof value === "boolean") {
    const kind = kindOfName(name);
    if (value && (kind === "fips" || kind === "dualStack")) sightings.add(kind, true, 3);
  } else if (typeof value === "string") {
    readString(value, sightings, scan, name, parent);
  } else if (Array.isArray(value)) {
    for (const item of value) walk(item, sightings, scan, name, parent);
  } else if (typeof value === "object" && value !== null) {
    if (isCallerIdentity(value)) return sightings.leave(value.Arn ?? value.arn, CALLER);
    for (const [key, member] of Object.entries(value)) {
      if (SKIPPED.test(key)) continue;
      if (CALLERS.test(key)) {
        for (const text of stringsIn(member)) if (/^arn:/.test(text)) sightings.leave(text, CALLER);
      } else {
        walk(member, sightings, scan, key, name);
      }
    }
  }
  return undefined;
}

const isCallerIdentity = (value) => "Account" in value && "UserId" in value;

function readString(value, sightings, scan, name, parent) {
  const kind = kindOfName(name);
  if (kind === "secret") return sightings.leave(undefined, "a key: enter it under “Sign it”, if at all");
  if (kind === "taskId" || kind === "graphId") {
    if (isNamedId(value, true) && !/\s/.test(value)) return sightings.add(kind, value, 3);
    return value === "" ? undefined : sightings.leave(value.slice(0, 80), isPlaceholder(value) ? "a placeholder" : "not an ID");
  }
  const isRole = kind === "roleArn" || (/^arn$/i.test(name) && /^role$/i.test(parent)) || /^role$/i.test(name);
  if (isRole && /^arn/i.test(value)) return sightings.add("roleArn", value, 3);
  if (kind === "region") return isLikeRegion(value) ? sightings.add("region", value, 3) : undefined;
  if (kind === "endpoint" && /^https?:\/\//.test(value)) return scan(value, { isEndpoint: true });
  if (isLikeRoleArn(value)) return name === "" ? sightings.add("roleArn", value) : sightings.leave(value, `a role ARN under \`${name}\``);
  if (name === "" && kindOfLoneWord(value)) return sightings.add(kindOfLoneWord(value), value, 1);
  const inner = /^\s*[[{]/.test(value) ? objectsIn(value) : [];
  if (inner.length === 0) return scan(value);
  for (const { value: object } of inner) walk(object, sightings, scan, name, parent);
  return undefined;
}

const isText = (value) => typeof value === "string";
const pretty = (value) => JSON.stringify(value, undefined, 2);
const headerLines = (headers) => Object.entries(headers ?? {}).filter(([, value]) => isText(value) || typeof value === "number")
  .map(([name, value]) => `${name}: ${value}`).join("\n");

/** The shapes of responses: what they are called, which objects have them, and how they are read. */
const SHAPES = [
  ["CloudTrail", ({ eventName, eventSource }) => isText(eventName) && isText(eventSource), (event) => {
    const { eventName: operation, errorCode, errorMessage, responseElements, requestID: requestId } = event;
    if (errorCode) return responseOf({ by: "CloudTrail", operation, name: errorCode, requestId, message: errorMessage });
    return responseElements ? { by: "CloudTrail", operation, status: "200", headers: "", body: pretty(responseElements) } : undefined;
  }],
  ["error of the AWS SDK for JavaScript", ({ $metadata, name }) => isText(name) && $metadata?.httpStatusCode > 0, (error) => {
    const { name, message, reason, $metadata: { httpStatusCode: status, requestId } } = error;
    return responseOf({ by: "AWS SDK for JavaScript", name, status, requestId, message, reason });
  }],
  ["error of boto3", ({ Error: error }) => isText(error?.Code), ({ Error: { Code: name, Message: message }, reason, ResponseMetadata: about }) =>
    responseOf({ by: "boto3", name, status: about?.HTTPStatusCode, requestId: about?.RequestId, message, reason })],
  ["error of AWS Lambda", ({ errorType, errorMessage }) => isText(errorType) && isText(errorMessage), ({ errorType: name, errorMessage: message }) =>
    responseOf({ by: "AWS Lambda", name, message })],
  ["response", ({ statusCode, status, body, headers }) => (statusCode ?? status) >= 100 && (isText(body) || typeof headers === "object"),
    ({ statusCode, status, body = "", headers }) => ({ by: "HTTP response", status: String(statusCode ?? status), headers: headerLines(headers), body: isText(body) ? body : pretty(body) })],
  ["task", ({ taskId, status }) => isText(taskId) && isText(status), (task) => bodyOf("task", task)],
  ["tasks", ({ tasks }) => Array.isArray(tasks), (tasks) => bodyOf("list of tasks", tasks)],
  ["tasks", (tasks) => Array.isArray(tasks) && isText(tasks[0]?.taskId) && isText(tasks[0]?.status), (tasks) => bodyOf("list of tasks", { tasks })],
];
const ERROR_MEMBERS = ["message", "Message", "__type", "code", "errors"];
const IS_LOG = /^(?:level|severity|timestamp|time|ts|@timestamp|logger|msg|pid)$/;

function bodyOf(by, { ResponseMetadata: about, ...output }) {
  const headers = about?.RequestId ? `x-amzn-requestid: ${about.RequestId}` : "";
  return { by, status: String(about?.HTTPStatusCode ?? 200), headers, body: pretty(output) };
}

/** The response that an object is, or that it wraps. `isWhole`: there is nothing else in the text. */
export function responseIn(value, isWhole, depth = 0) {
  if (typeof value !== "object" || value === null || depth > 4) return undefined;
  for (const [, is, read] of SHAPES) if (is(value)) return read(value);
  if (isWhole && !Array.isArray(value) && depth === 0 && ERROR_MEMBERS.some((name) => isText(value[name]) || Array.isArray(value[name]))
    && !Object.keys(value).some((name) => IS_LOG.test(name))) return { by: "error body", status: "", headers: "", body: pretty(value) };
  for (const member of Object.values(value)) {
    const inner = isText(member) && /^\s*\{/.test(member) ? jsonOf(member) : member;
    const found = responseIn(inner, false, depth + 1);
    if (found) return found;
  }
  return undefined;
}
