// The panel of the response: what the service said, whether to retry, and what to do. The pasted headers are taken apart here; what
// they mean is for the package to say.

import { code, element, headline, pairs, paragraph, prose } from "../dom.js";
import { attempt } from "../library.js";
import { showable } from "../secrets.js";
import { custom, idle, invalid } from "../verdict.js";
import { jsonOf } from "../recognise/objects.js";
import { adviceFor, modelledStatus } from "./advice.js";
import { sentenceOf } from "./statuses.js";

/** The lines that are headers, as pairs. A status line has no colon, and is left out. */
const headersOf = (text) => text.split("\n").filter((line) => line.includes(":")).map((line) => {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
});

/** The status as a number, also of `HTTP/2 409` and `409 Conflict`. What is none goes on as it is, for the package to reject. */
function statusOf(text) {
  const [, digits] = /^\s*(?:HTTP\/[\d.]+\s+)?(\d+)(?:\s|$)/.exec(text) ?? [];
  return digits === undefined ? text : Number(digits);
}

const OPERATIONS = { CancelImportTask: "checkCancelImportTaskResponse", GetImportTask: "checkGetImportTaskResponse", ListImportTasks: "checkListImportTasksResponse" };

/** The operation that a body is the response of, by its members. */
function operationOf(body) {
  if (Array.isArray(body?.tasks)) return "ListImportTasks";
  const isOfGet = ["importTaskDetails", "importOptions", "attemptNumber", "statusReason"].some((name) => body !== undefined && body !== null && name in Object(body));
  return isOfGet || (typeof body?.status === "string" && !/^CANCELL?ING$/.test(body.status)) ? "GetImportTask" : "CancelImportTask";
}

/** The name of an error in headers or body. */
function errorNameIn(headers, body) {
  const header = headers.find(([name]) => name.toLowerCase() === "x-amzn-errortype")?.[1];
  const name = header || [body?.code, body?.__type].find((value) => typeof value === "string");
  return name?.split(":")[0].split("#").at(-1);
}

/** The status that nobody has given: that of the error in the service model, or 200 for a task. */
function impliedStatus(headers, body, text) {
  const name = errorNameIn(headers, body);
  if (name !== undefined) return modelledStatus(name);
  if (body !== undefined && (typeof body?.taskId === "string" || Array.isArray(body?.tasks))) return 200;
  if (typeof (body?.message ?? body?.Message) === "string") return 400;
  return /^\s*</.test(text) ? 502 : undefined;
}

/** A string that may be missing, or empty, which must not be shown alike. */
const optional = (text) => (text === undefined ? undefined : text === "" ? "(empty)" : code(showable(text)));

function showError(node, id, error, advice, isImplied) {
  const { $metadata } = error;
  const note = paragraph("message", `${advice.what} ${advice.retry}`);
  note.id = `${id}-note`;
  node.append(headline("✕", isImplied ? error.name : `${error.name}, status ${$metadata.httpStatusCode}`), note,
    element("h3", "", "What to do"), advice.todo(),
    element("details", "", element("summary", "", "Details"), pairs([
      ["Message", element("span", "lines", showable(error.message))],
      ["Class", code(error.constructor.name)],
      ["Reason", optional(error.reason)],
      ["Fault", error.$fault],
      ["Request ID", optional($metadata.requestId)],
      ["Excerpt", optional(error.excerpt)],
    ])));
}

const UNREADABLE = {
  what: "The service accepted the request, but the response cannot be read.",
  retry: "Do not retry: the cancellation may have started.",
  todo: () => paragraph("", "Get the task, and read its status."),
};

function judgeOk(value, warnings, operation) {
  const { title, sentence, rows } = sentenceOf(value, operation);
  const said = [`${title}.`, sentence, ...warnings.map(({ explanation }) => explanation)].join(" ");
  return custom("good", [value, warnings, operation], showable(said), (node, id) => {
    const note = paragraph("message", sentence);
    note.id = `${id}-note`;
    node.append(headline("✓", title), note, pairs(rows.map(([name, text]) => [name, code(showable(text))])));
    for (const { explanation } of warnings) node.append(element("div", "warning", headline("!", "Warning"), paragraph("message", ...prose(explanation))));
    node.append(element("details", "", element("summary", "", "As the package reads it"), element("pre", "", showable(JSON.stringify(value, undefined, 2)))));
  });
}

/** The verdict on the response, with the status of the task that it shows and the error that it is. */
export function judgeResponse(state, aws) {
  if (state.status === "" && state.headers === "" && state.body === "") return { verdict: idle("Paste a response above, or fill in as much of it as you have.") };
  if (!aws) return { verdict: idle("One moment.") };
  const headers = headersOf(state.headers);
  const body = jsonOf(state.body.replace(/^\uFEFF/, ""));
  const isImplied = state.status === "";
  const status = isImplied ? impliedStatus(headers, body, state.body) : statusOf(state.status);
  if (status === undefined) return { verdict: idle("Add the status to know more.") };
  const operation = state.operation || (state.found?.response?.body === state.body && OPERATIONS[state.found.response.operation] ? state.found.response.operation : operationOf(body));
  const { made, issue } = attempt(() => aws[OPERATIONS[operation]]({ status, headers, body: state.body }));
  if (issue) return { verdict: invalid("Invalid", issue, { culprit: "status" }) };
  if (made.ok) return { taskStatus: made.value.status, verdict: judgeOk(made.value, made.warnings, operation), title: sentenceOf(made.value, operation).title };
  const { error } = made;
  const requestDate = state.found?.response?.requestDate;
  const advice = error.name === "UnreadableResponseError" ? UNREADABLE : adviceFor(error, state, operation, { headers, requestDate });
  const key = [error.name, error.message, error.reason, error.excerpt, error.$metadata, isImplied, headers, state.taskId, state.region];
  return {
    error,
    title: error.name,
    advice,
    verdict: custom("invalid", key, showable(`${error.name}. ${advice.what} ${advice.retry}`), (node, id) => showError(node, id, error, advice, isImplied)),
  };
}

export const needsResponse = (state) => state.status !== "" || state.headers !== "" || state.body !== "";
export const isAboutSignature = ({ name, message }) => /signature|credential should be scoped/i.test(`${name} ${message}`);
