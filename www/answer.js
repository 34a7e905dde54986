// The third panel: an answer of the service, pasted, and what the package makes of it.
// It takes the pasted headers apart; what they mean is for the package to say.

import { InvalidInputError, ServiceError, UnreadableResponseError, checkCancelImportTaskResponse }
  from "./neptune-import-tasks/index.mjs";
import { byId, code, element, headline, pairs, panel } from "./dom.js";
import { idle, passed, refused } from "./verdict.js";

/** The lines that are headers, as pairs. A status line has no colon, and is left out. */
const headersOf = (text) => text.split("\n").filter((line) => line.includes(":")).map((line) => {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
});

/** The status as a number. What is none goes on as it is, for the package to refuse. */
const statusOf = (text) => (Number.isNaN(Number(text)) ? text : Number(text));

function adviceOf(error) {
  if (error instanceof UnreadableResponseError) return "look at the task first: it may be cancelled already";
  if (error.$retryable === undefined) return "no: not before something else changes";
  if (error.$retryable.throttling) return "yes, after a longer wait: the service is throttling";
  return "yes, after a short wait";
}

/** Text that may be missing, or empty, which must not look the same. */
function optional(text) {
  if (text === undefined) return undefined;
  return text === "" ? "(empty)" : code(text);
}

function showError(node, error) {
  const { $metadata } = error;
  node.append(headline("✕", `${error.name}, status ${$metadata.httpStatusCode}`), pairs([
    ["Class", code(error.constructor.name)],
    ["Name", code(error.name)],
    ["Message", error.message],
    ["Reason", optional(error.reason)],
    ["Fault", error.$fault],
    ["Try again?", adviceOf(error)],
    ["Request id", optional($metadata.requestId)],
    ["Excerpt", optional(error.excerpt)],
  ]));
}

/** The answer as the package reads it, or the issue why it cannot. */
function read(response) {
  try {
    return checkCancelImportTaskResponse(response);
  } catch (error) {
    if (error instanceof InvalidInputError) return { issue: error.issue };
    throw error;
  }
}

/** Sets up the panel. Returns a function that fills it in. */
export function startAnswer() {
  const status = byId("status");
  const headers = byId("headers");
  const body = byId("body");

  const verdict = panel({
    inputs: [status, headers, body],
    node: byId("answer-verdict"),
    judge() {
      if (status.value === "") return idle("Fill in the status, and as much of the rest as you have.");
      const { ok, value, warnings, error, issue } = read({
        status: statusOf(status.value),
        headers: headersOf(headers.value),
        body: body.value,
      });
      if (issue) {
        return refused(issue, status);
      }
      if (ok) {
        return passed("Accepted", "the service accepted the request", warnings, (node) => {
          node.append(element("pre", "", JSON.stringify(value, undefined, 2)));
        });
      }
      return {
        // Without a culprit: the fields are fine, it is the service that says no.
        kind: "refused",
        said: `${error.name}: ${error.message}`,
        show: (node) => showError(node, error),
      };
    },
  });

  return function fill(answer) {
    status.value = answer.status;
    headers.value = answer.headers;
    body.value = answer.body;
    verdict.now();
  };
}
