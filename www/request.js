// The second panel: the request for the task id of the first, signed if there are keys, and as other tools send it.
// It builds nothing itself and sends nothing at all.

import { InvalidInputError, cancelImportTaskRequest, checkTaskId, explainRequest } from "./neptune-import-tasks/index.mjs";
import { requestSnippets } from "./neptune-import-tasks/snippets.mjs";
import { byId, code, element, pairs, panel } from "./dom.js";
import { credentials, startSecrets, showable } from "./secrets.js";
import { startSnippets } from "./snippets.js";
import { idle, passed, refused } from "./verdict.js";

// For what can be said of the rest before there is a task id. It gets into nothing that is shown.
const STAND_IN = { taskIdentifier: "t-0000000000" };

function headerList(headers) {
  const entries = Object.entries(headers);
  if (entries.length === 0) return "none";
  return element("div", "", ...entries.map(([name, value]) =>
    element("div", "", code(`${name}: ${showable(value)}`))));
}

/** What `make` returns, or the issue why there is nothing. */
function attempt(make) {
  try {
    return { made: make() };
  } catch (error) {
    if (error instanceof InvalidInputError) return { issue: error.issue };
    throw error;
  }
}

/** A time as people write it, for the package to judge: a date, or milliseconds since 1970. */
function timeOf(text) {
  if (text === "") return undefined;
  const compact = /^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/.exec(text);
  return /^\d+$/.test(text) ? Number(text) : new Date(compact ? `${compact[1]}-${compact[2]}-${compact[3]}:${compact[4]}:${compact[5]}` : text);
}

/** Sets up the panel. `taskId` is the input of the first one. */
export function startRequest(taskId) {
  const [region, endpoint, fips, dualStack, signedAt] =
    ["region", "endpoint", "fips", "dual-stack", "signed-at"].map(byId);
  const keys = ["access-key-id", "secret-access-key", "session-token"].map(byId);
  const [accessKeyId, secretAccessKey, sessionToken] = keys;
  const snippets = startSnippets();
  let areStagesOpen = false;
  // By what the package calls the subjects of its issues.
  const inputs = { region, endpoint };
  const signingInputs = {
    "access key id": accessKeyId, "secret access key": secretAccessKey, "session token": sessionToken, date: signedAt,
  };

  const configOf = (extra) => ({
    region: region.value,
    endpoint: endpoint.value === "" ? undefined : endpoint.value,
    useFipsEndpoint: fips.checked,
    useDualstackEndpoint: dualStack.checked,
    ...extra,
  });
  const input = () => ({ taskIdentifier: taskId.value });
  /** What was signed at `date`, or nothing: then there is no request, or no key. */
  const explain = (date) => {
    const keysGiven = credentials();
    return keysGiven && attempt(() => explainRequest(input(), configOf({ credentials: keysGiven, date }))).made;
  };
  const isSigner = (issue) => issue.subject in signingInputs;

  function mend(suggestion) {
    region.value = suggestion;
    region.dispatchEvent(new Event("input", { bubbles: true }));
    region.focus();
  }

  const verdict = panel({
    inputs: [region, endpoint, fips, dualStack],
    node: byId("request-verdict"),
    judge() {
      const { issue: idIssue } = checkTaskId(taskId.value);
      // Without an id yet, what else is wrong is said all the same.
      const { made, issue } = attempt(() => cancelImportTaskRequest(idIssue ? STAND_IN : input(), configOf()));
      const request = idIssue ? undefined : made;
      snippets.show(request && requestSnippets(input(), configOf()));
      if (request) {
        // The signed one has more headers; what is unusual about a key is said beside the keys.
        const signed = explain(timeOf(signedAt.value))?.request;
        const { method, url, headers, warnings = [] } = signed ?? request;
        const here = warnings.filter((warning) => !isSigner(warning));
        const title = signed ? "Built and signed, not sent" : "Built, not signed, not sent";
        return passed(title, `request: ${method} ${url}`, here, (node) => node.append(pairs([
          ["Method", code(method)],
          ["URL", code(url)],
          ["Headers", headerList(headers)],
        ])), mend);
      }
      // What nobody has filled in yet is missing, not wrong, and the task id has a verdict where it stands.
      const culprit = issue && inputs[issue.subject];
      if (idIssue && (!issue || culprit?.value === "")) return idle("No request yet: ", showable(idIssue.message));
      if (culprit?.value === "") return idle("No request yet: ", issue.message);
      // Without `found` the issue is about the whole, and there is no character to point at.
      return refused(issue, culprit, {
        value: issue.found === undefined ? undefined : culprit?.value,
        use: culprit === region ? mend : undefined,
      });
    },
  });

  const signing = panel({
    inputs: [...keys, signedAt],
    node: byId("signing-verdict"),
    judge() {
      const given = credentials();
      if (!given) return idle("With a key, here stands what is signed, stage by stage.");
      const { issue: idIssue } = checkTaskId(taskId.value);
      const { made, issue } = attempt(() =>
        explainRequest(idIssue ? STAND_IN : input(), configOf({ credentials: given, date: timeOf(signedAt.value) })));
      if (issue) {
        const culprit = signingInputs[issue.subject];
        if (!culprit) return idle("Nothing to sign yet: the request has a verdict of its own.");
        // No character of a key is shown, and none is pointed at.
        return culprit.value === "" ? idle("Nothing to sign yet: ", issue.message) : refused(issue, culprit);
      }
      const { request, canonicalRequest, stringToSign, scope, signature } = made;
      const warnings = (request.warnings ?? []).filter(isSigner);
      if (idIssue) return passed("To be signed once there is a task id", "", warnings, () => {});
      return passed("Signed", "signed", warnings, (node) => {
        const summary = element("summary", "", "What is signed, stage by stage");
        const stages = element("details", "", summary);
        for (const [title, text] of [
          ["Canonical request", canonicalRequest], ["String to sign", stringToSign], ["Scope", scope], ["Signature", signature],
        ]) {
          stages.append(element("h3", "stage", title), element("pre", "", showable(text)));
        }
        stages.open = areStagesOpen;
        // Not the event "toggle", which comes later than a key that is typed at once.
        summary.addEventListener("click", () => { areStagesOpen = !stages.open; });
        node.append(stages);
      });
    },
  });

  const follow = () => {
    verdict.follow();
    signing.follow();
  };
  taskId.addEventListener("input", follow);
  for (const field of [region, endpoint, fips, dualStack]) field.addEventListener("input", signing.follow);
  for (const field of [...keys, signedAt]) field.addEventListener("input", verdict.follow);
  startSecrets();

  return {
    copy: snippets.copy,
    explain: (date) => explain(date ?? timeOf(signedAt.value)),
    timeOf,
    changed: [region, endpoint, fips, dualStack, ...keys, signedAt, taskId],
    isGood: {
      region: (value) => attempt(() => cancelImportTaskRequest(STAND_IN, { region: value })).made !== undefined,
      endpoint: (value) => attempt(() =>
        cancelImportTaskRequest(STAND_IN, { region: "us-east-1", endpoint: value })).made !== undefined,
    },
    /** Fills the fields in with what was found in a pasted text, and returns what undoes it. */
    fill(found) {
      const before = [region.value, endpoint.value, fips.checked, dualStack.checked];
      const set = (values) => {
        [region.value, endpoint.value, fips.checked, dualStack.checked] = values;
        for (const field of [region, endpoint, fips, dualStack]) field.dispatchEvent(new Event("input", { bubbles: true }));
      };
      set([found.region ?? region.value, found.endpoint ?? endpoint.value, found.useFips ?? fips.checked,
        found.useDualStack ?? dualStack.checked]);
      return () => set(before);
    },
  };
}
