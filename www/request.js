// The second panel: the request for the task id of the first.
// It builds nothing itself and sends nothing at all.

import { InvalidInputError, cancelImportTaskRequest } from "./neptune-import-tasks/index.mjs";
import { byId, code, element, pairs, panel } from "./dom.js";
import { idle, passed, refused } from "./verdict.js";

function headerList(headers) {
  const entries = Object.entries(headers);
  if (entries.length === 0) return "none";
  return element("div", "", ...entries.map(([name, value]) => element("div", "", code(`${name}: ${value}`))));
}

/** The request, or the issue why there is none. */
function build(taskIdentifier, config) {
  try {
    return { request: cancelImportTaskRequest({ taskIdentifier }, config) };
  } catch (error) {
    if (error instanceof InvalidInputError) return { issue: error.issue };
    throw error;
  }
}

/** Sets up the panel. `taskId` is the input of the first one. */
export function startRequest(taskId) {
  const region = byId("region");
  const endpoint = byId("endpoint");
  const fips = byId("fips");
  const dualStack = byId("dual-stack");
  // By what the package calls the subjects of its issues.
  const inputs = { "task id": taskId, region, endpoint };

  const verdict = panel({
    inputs: [region, endpoint, fips, dualStack],
    node: byId("request-verdict"),
    judge() {
      const { request, issue } = build(taskId.value, {
        region: region.value,
        endpoint: endpoint.value === "" ? undefined : endpoint.value,
        useFipsEndpoint: fips.checked,
        useDualstackEndpoint: dualStack.checked,
      });
      if (request) {
        const { method, url, headers, warnings = [] } = request;
        return passed("Built, not sent", `request: ${method} ${url}`, warnings, (node) => node.append(pairs([
          ["Method", code(method)],
          ["URL", code(url)],
          ["Headers", headerList(headers)],
        ])));
      }
      const culprit = inputs[issue.subject];
      // What nobody has filled in yet is missing, not wrong, and the task id has a verdict where it stands.
      if (culprit === taskId || culprit?.value === "") return idle("No request yet: ", issue.message);
      // Without `found` the issue is about the whole, and there is no character to point at.
      return refused(issue, culprit, { value: issue.found === undefined ? undefined : culprit?.value });
    },
  });
  taskId.addEventListener("input", verdict.follow);
}
