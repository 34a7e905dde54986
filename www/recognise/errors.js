// Errors as programs print them: the AWS CLI, boto3, and the SDKs for JavaScript, Go, Java, Ruby and .NET. What an error means is
// not decided here.

const OPERATION = "(?<operation>[A-Z]\\w{1,60})";
const NAME = "(?<name>\\b[A-Z]\\w{1,60})";

/** The forms, the most telling first. A form that ends in something far away is tried only if that is there. */
const FORMS = [
  ["AWS CLI or boto3", new RegExp(`An error occurred \\((?<name>[\\w.:#/-]+)\\) when calling the ${OPERATION} operation(?: \\([^)]*\\))?: (?<message>[^]*)`)],
  ["AWS SDK for Go", new RegExp(`operation error [\\w ]+: ${OPERATION}, (?:exceeded maximum number of attempts, \\d+, )?`
    + `https response error StatusCode: (?<status>\\d+), RequestID: (?<requestId>[\\w-]*), (?:api error )?${NAME}: (?<message>[^]*)`)],
  ["AWS SDK for Go", new RegExp(`operation error [\\w ]+: ${OPERATION}, (?:[^\\n]*?, )?(?:api error )?${NAME}: (?<message>[^]*)`)],
  ["AWS SDK for Java", new RegExp(`${NAME}: (?<message>[^]*?) \\(Service: [^,;)]*[,;] Status Code: (?<status>\\d+)[,;]`
    + `(?: Error Code: (?<code>\\w+);)? Request ID: (?<requestId>[\\w-]+)`), "(Service: "],
  ["AWS SDK for Ruby", new RegExp(`Aws::\\w+::Errors::${NAME}(?:: | \\()(?<message>[^]*)`)],
  ["AWS SDK for .NET", new RegExp(`Amazon\\.\\w+(?:\\.Model)?\\.(?<name>\\w+Exception): (?<message>[^]*)`)],
  ["XML", /<Code>(?<name>\w{1,80})<\/Code>\s*<Message>(?<message>[^<]*)/],
  ["AWS SDK for Rust", new RegExp(`(?<name>\\b[A-Z]\\w{1,60}Exception) \\{ message: (?:Some\\()?"(?<message>(?:[^"\\\\]|\\\\.)*)"`)],
  ["AWS SDK for JavaScript", new RegExp(`(?:^|[\\s\\[])${NAME}: (?<message>[^]*?)(?:\\n\\s+at |\\s*\\{\\s*'?\\$|\\])[^]*?httpStatusCode'?: (?<status>\\d+)`), "httpStatusCode"],
  ["error message", /(?:^|[\s"'([.:])(?<name>(?:[A-Z][a-z]+){1,4}(?:Exception|Throttling)|IncompleteSignature|SignatureDoesNotMatch|RequestExpired|ExpiredToken|InvalidClientTokenId)(?:\s*[:(,]\s*)(?<message>\S[^]*)/],
];

/** Messages of AWS that say which error they belong to. */
const MESSAGES = [
  ["InvalidSignatureException", /The request signature we calculated does not match the signature you provided|Signature (?:expired|not yet current): \d|Credential should be scoped to |Date in Credential scope does not match/],
  ["ExpiredTokenException", /The security token included in the request is expired/],
  ["UnrecognizedClientException", /The security token included in the request is invalid/],
  ["IncompleteSignatureException", /Authorization header requires |'[^']*' not a valid key=value pair/],
  ["AccessDeniedException", /\bis not authorized to perform: neptune-graph:\w+/],
  ["ValidationException", /\d+ validation errors? detected: /],
];

/** The name of the error that a message of AWS belongs to, if it says so. */
export const nameByMessage = (message) => MESSAGES.find(([, pattern]) => pattern.test(message))?.[0];

// What follows an error in a terminal or a log.
const END = new RegExp([
  "\\n\\s*\\n", "\\n\\s+at (?:async )?[\\w.<$]", "\\n(?:Traceback|During handling|The above exception)", "\\n\\s*(?:[$%#❯➜>]|PS [A-Z]:\\\\[^\\n]*>)(?: |\\n|$)",
  "\\n[\\w.-]+@[\\w.-]+[:~ ][^\\n]*[$#%]", "\\n\\* ", "\\n\\[?\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:", "\\n\\s*\\}", "\\n(?:make|npm|Error|exit)[ :\\[]", "\\nAdditional error details:",
].join("|"));

/** A message without what stands after it. A message about a signature quotes two texts with empty lines. */
export function withoutRest(message) {
  const quoted = /The String-to-Sign should have been\s*'[^']*'?/.exec(message);
  if (quoted) return message.slice(0, quoted.index + quoted[0].length).trim();
  const end = message.search(END);
  return (end < 0 ? message : message.slice(0, end)).trim().replace(/\\n$|["']\s*[,}\]]*$/, "").trim();
}

/** The members that the AWS CLI lists after an error. */
function detailsIn(text) {
  const [, lines = ""] = /\nAdditional error details:\s*\n([^]*?)(?:\n\s*\n|$)/.exec(text) ?? [];
  return Object.fromEntries([...lines.matchAll(/^\s*(\w+): (.+)$/gm)].map(([, name, value]) => [name, value.trim()]));
}

const nameOnly = (name) => name.split(":")[0].split(/[#/]/).at(-1);

/** A response with an error, as status, headers and body. */
export function responseOf({ by, operation, name, status, requestId, message, reason, members = {} }) {
  const headers = [name && `x-amzn-errortype: ${name}`, requestId && `x-amzn-requestid: ${requestId}`].filter(Boolean).join("\n");
  return { by, operation, status: status === undefined ? "" : String(status), headers, body: JSON.stringify({ message, reason, ...members }, undefined, 2) };
}

/** The error in a text, as a response, or nothing. */
export function errorIn(text) {
  for (const [by, pattern, needs = ""] of FORMS) {
    if (!text.includes(needs)) continue;
    const { groups } = pattern.exec(text) ?? {};
    if (!groups) continue;
    const { operation, code, status, requestId, message } = groups;
    const name = nameOnly(code ?? groups.name);
    if (by === "error message" && !/Exception|Signature|Token|Expired/.test(name)) continue;
    // Of Java and JavaScript themselves.
    if (/^(?:Null|Illegal|Runtime|IO|Sdk|Http|Completion|Execution|ClassNotFound|Type|Reference|Syntax)\w*(?:Exception|Error)$/.test(name)) continue;
    const [, reason] = /\breason'?: '?"?([A-Z_]+)\b/.exec(text) ?? [];
    const [, id] = /\brequestId'?: '([\w-]+)'/.exec(text) ?? [];
    const members = detailsIn(text);
    return responseOf({ by, operation, name, status, requestId: requestId ?? id, message: withoutRest(message), reason, members });
  }
  for (const [name, pattern] of MESSAGES) {
    const { index } = pattern.exec(text) ?? {};
    if (index === undefined) continue;
    const start = name === "AccessDeniedException" ? Math.max(0, text.lastIndexOf("User: ", index)) : index;
    return responseOf({ by: "message of AWS", name, message: withoutRest(text.slice(start)) });
  }
  return undefined;
}

/** A response as curl and browsers show it: a status line, headers, an empty line, the body. The last one counts. */
export function httpResponseIn(text) {
  const isVerbose = /^[*<>] /m.test(text);
  const plain = text.split("\n").filter((line) => !/^(?:[*>](?: |$)|[{}] \[\d+ bytes|\s*% Total|\s*Dload|\s*\d+ .*--:--:--)/.test(line))
    .map((line) => (isVerbose ? line.replace(/^< ?/, "") : line));
  const at = plain.findLastIndex((line) => /^HTTP\/[\d.]+ \d{3}/.test(line));
  if (at < 0) return undefined;
  const [, status] = / (\d{3})/.exec(plain[at]);
  const [, method, path] = /^>? ?(DELETE|GET|POST) (\/\S*)/m.exec(text) ?? [];
  const rest = plain.slice(at + 1);
  const end = rest.findIndex((line) => line.trim() === "");
  const headers = (end < 0 ? rest : rest.slice(0, end)).join("\n");
  return { by: "HTTP response", operation: operationOf(method, path), status, headers, body: end < 0 ? "" : bodyOf(rest.slice(end + 1).join("\n")) };
}

/** A body without the prompt and the notes of curl after it. */
function bodyOf(text) {
  const body = text.replace(/\n?\* (?:Connection|Closing|Curl_)[^]*$/, "").trim();
  if (!/^[{<]/.test(body)) return body;
  const end = Math.max(body.lastIndexOf("}"), body.lastIndexOf(">"));
  return /^[^{}<]*[$%#>❯➜]/.test(body.slice(end + 1)) ? body.slice(0, end + 1) : body;
}

/** The operation of a request. */
export function operationOf(method, path = "") {
  if (!/\/importtasks(?:\/|\?|$)/.test(path)) return undefined;
  const isOfOne = /\/importtasks\/[^/?]+/.test(path);
  return { DELETE: isOfOne ? "CancelImportTask" : undefined, GET: isOfOne ? "GetImportTask" : "ListImportTasks" }[method];
}
