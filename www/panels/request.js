// The panel of the request: for the task ID of the first panel, signed if there are keys, and as other tools send it.
// It builds nothing itself and sends nothing at all.

import { block, button, code, headline, paragraph } from "../dom.js";
import { attempt } from "../library.js";
import { credentialsIn, showable } from "../secrets.js";
import { custom, good, idle, invalid } from "../verdict.js";

// For what can be said of the rest before there is a task ID. It gets into nothing that is shown.
const STAND_IN = { taskIdentifier: "t-0000000000" };
// AWS accepts a signed request for so long.
const VALID_FOR = 5 * 60_000;
// By what the package calls the subjects of its issues.
const FIELDS = { region: "region", endpoint: "endpoint" };
const KEY_FIELDS = { "access key id": "access-key-id", "secret access key": "secret-access-key", "session token": "session-token", date: "signed-at" };
const isAboutKeys = ({ subject }) => subject in KEY_FIELDS;

/** A time as people write it, for the package to judge: a date, or milliseconds since 1970. */
export function timeOf(text) {
  if (text === "") return undefined;
  const [, year, month, hour, minute, second] = /^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/.exec(text) ?? [];
  return /^\d+$/.test(text) ? Number(text) : new Date(year ? `${year}-${month}-${hour}:${minute}:${second}` : text);
}

export const configOf = ({ region, endpoint, fips, dualStack }, more) =>
  ({ region, endpoint: endpoint || undefined, useFipsEndpoint: fips, useDualstackEndpoint: dualStack, ...more });

export const needsRequest = (state) => state.region !== "" || state.endpoint !== "" || state.fips || state.dualStack || credentialsIn(state) !== undefined;

/** Whether a request would leave both AWS and this machine: the host ends neither like those of the region nor is it a loopback. */
export function isForeign(url, region, { partitions }) {
  const { hostname } = new URL(url);
  if (/^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) return false;
  const { dnsSuffix, dualStackDnsSuffix } = partitions.find(({ regions }) => regions.includes(region)) ?? partitions[0];
  return ![dnsSuffix, dualStackDnsSuffix].some((suffix) => hostname.endsWith(`.${suffix}`));
}

const SET_BY = { link: "The link has set this endpoint", paste: "The paste has set this endpoint" };

/** An endpoint that nobody here has typed, and that is not AWS's, is used only after somebody has seen it. */
function unconfirmed(host, origin, confirm) {
  const words = `${host} belongs neither to AWS nor to this machine. A command would send it your request, and with it a session token. Nothing can be copied before you confirm it.`;
  return custom("invalid", [host, origin], `${SET_BY[origin]}. ${words}`, (node, id) => {
    const note = paragraph("message", words);
    note.id = `${id}-note`;
    node.append(headline("!", SET_BY[origin]), note, button("", "I trust this endpoint", confirm));
  });
}

/**
 * The verdict on the request, and the request. `aws` is the main entry of the package, or nothing yet. `act` has `use(field, value)`, which puts a
 * suggestion into a field, and `confirm()`.
 */
export function judgeRequest(state, task, aws, act) {
  if (!needsRequest(state)) return { verdict: idle(state.taskId === "" ? "No request yet: it needs a task ID and a region." : "No request yet: it needs a region.") };
  if (!aws) return { verdict: idle("One moment.") };
  const hasId = task?.ok === true;
  const input = hasId ? { taskIdentifier: task.value } : STAND_IN;
  const { made, issue } = attempt(() => aws.cancelImportTaskRequest(input, configOf(state)));
  if (issue) {
    const culprit = FIELDS[issue.subject];
    if (culprit && state[culprit] === "") return { verdict: idle("No request yet: it needs a region.") };
    return {
      verdict: invalid(culprit === "region" ? "Invalid region" : culprit === "endpoint" ? "Invalid endpoint" : "Invalid", issue, {
        culprit,
        // Without `found` the issue is about the whole, and there is no character to point at.
        value: issue.found === undefined ? undefined : state[culprit],
        use: culprit && ((suggestion) => act.use(culprit, suggestion)),
      }),
    };
  }
  const { url, warnings = [] } = made;
  const { hostname } = new URL(url);
  const isOutside = state.endpoint !== "" && isForeign(url, state.region, aws);
  const origin = state.origin.endpoint;
  if (isOutside && origin && state.confirmed !== state.endpoint) return { verdict: unconfirmed(hostname, origin, () => act.confirm(state.endpoint)), isHeld: true };
  if (!hasId) return { verdict: idle(state.taskId === "" ? "No request yet: it needs a task ID." : "No request yet: the task ID is invalid.") };
  const signed = judgeSigned(state, input, aws);
  const title = signed ? "Built and signed, not sent" : "Built, not signed, not sent";
  return {
    request: signed?.request ?? made,
    snippets: aws.requestSnippets(input, configOf(state)),
    verdict: good(title, {
      said: `Request: ${made.method} ${url}`,
      warnings: warnings.filter((warning) => !isAboutKeys(warning)),
      use: (suggestion) => act.use("region", suggestion),
      key: [hostname, isOutside],
      more: (node) => node.append(paragraph("soft", "For ", code(hostname), isOutside ? ", which belongs neither to AWS nor to this machine." : ".")),
    }),
  };
}

const explain = (state, input, aws) =>
  attempt(() => aws.explainRequest(input, configOf(state, { credentials: credentialsIn(state), date: timeOf(state.signedAt) ?? state.now })));
const judgeSigned = (state, input, aws) => credentialsIn(state) && explain(state, input, aws).made;

/** The verdict on the keys, and the stages of the signature. */
export function judgeSigning(state, task, aws, { isHeld }) {
  if (!credentialsIn(state)) return { verdict: idle("With a key, the stages of the signature are shown here.") };
  if (!aws) return { verdict: idle("One moment.") };
  if (isHeld) return { verdict: idle("Nothing is signed before the endpoint is confirmed.") };
  const hasId = task?.ok === true;
  const { made, issue } = explain(state, hasId ? { taskIdentifier: task.value } : STAND_IN, aws);
  if (issue) {
    const culprit = KEY_FIELDS[issue.subject];
    if (!culprit) return { verdict: idle("Nothing is signed yet: the request is invalid.") };
    const isEmpty = { "access-key-id": state.accessKeyId, "secret-access-key": state.secretAccessKey }[culprit] === "";
    // No character of a key is shown, and none is pointed at.
    return { verdict: isEmpty ? idle("Nothing is signed yet: ", issue.explanation) : invalid("Invalid", issue, { culprit }) };
  }
  const warnings = (made.request.warnings ?? []).filter(isAboutKeys);
  if (!hasId) return { verdict: good("Signed once there is a task ID", { said: "", warnings }) };
  const date = timeOf(/\n(\d{8}T\d{6}Z)\n/.exec(made.stringToSign)[1]);
  return {
    stages: made,
    verdict: good("Signed", { said: "Signed.", warnings, key: date.getTime(), more: (node) => node.append(paragraph("soft", validity(date))) }),
  };
}

function validity(date) {
  const until = new Date(date.getTime() + VALID_FOR);
  const time = `${until.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return until < new Date() ? `AWS accepted it until ${time}.` : `AWS accepts it until ${time}, ${until.toLocaleTimeString()} here.`;
}

const headerLines = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${showable(value)}`).join("\n");

export function showBuilt(node, request) {
  node.append(block("Request", `${request.method} ${request.url}`, "request line"));
  const lines = headerLines(request.headers);
  if (lines !== "") node.append(block("Headers", lines, "headers"));
}

export function showStages(node, { canonicalRequest, stringToSign, scope, signature }) {
  for (const [title, text] of [["Canonical request", canonicalRequest], ["String to sign", stringToSign], ["Scope", scope], ["Signature", signature]]) {
    node.append(block(title, showable(text), title.toLowerCase()));
  }
}
