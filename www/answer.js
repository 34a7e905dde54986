// The third panel: an answer of the service, pasted, and what the package makes of it.
// It takes the pasted headers apart; what they mean is for the package to say.

import { InvalidInputError, UnreadableResponseError, checkCancelImportTaskResponse, explainSignatureMismatch }
  from "./neptune-import-tasks/index.mjs";
import { byId, code, element, headline, pairs, panel } from "./dom.js";
import { showLife } from "./life.js";
import { showable } from "./secrets.js";
import { idle, passed, refused } from "./verdict.js";

/** The lines that are headers, as pairs. A status line has no colon, and is left out. */
const headersOf = (text) => text.split("\n").filter((line) => line.includes(":")).map((line) => {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
});

/** The status as a number, also of `HTTP/2 409` and `409 Conflict`. What is none goes on as it is, for the package to refuse. */
function statusOf(text) {
  const [, digits] = /^\s*(?:HTTP\/[\d.]+\s+)?(\d+)(?:\s|$)/.exec(text) ?? [];
  return digits === undefined ? text : Number(digits);
}

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

// What AWS writes into a message about a signature: the time of the request that it saw.
const TIME = /x-amz-date:(\d{8}T\d{6}Z)/;
const ABOUT_SIGNATURE = /signature|credential should be scoped/i;

/** What is wrong with the signature, by what the keys of the second panel sign for the same time. */
function showMismatch(node, error, request) {
  if (!ABOUT_SIGNATURE.test(`${error.name} ${error.message}`)) return;
  const [, time] = TIME.exec(error.message) ?? [];
  const explanation = request.explain(time && request.timeOf(time));
  if (!explanation) {
    node.append(element("p", "hint", "With the task id, the region and the keys above, here stands where the signatures part."));
    return;
  }
  const mismatch = explainSignatureMismatch(error, explanation);
  if (!mismatch) return;
  const { line, ours, theirs, cause, text } = mismatch;
  node.append(element("div", "warning",
    headline("!", cause),
    pairs([
      ["Differs in", line === 0 ? undefined : `line ${line} of the ${text === "stringToSign" ? "string to sign" : "canonical request"}`],
      ["Signed", ours === "" ? undefined : code(showable(ours))],
      ["AWS has", theirs === "" ? undefined : code(showable(theirs))],
    ])));
}

function showError(node, error, request) {
  const { $metadata } = error;
  node.append(headline("✕", `${error.name}, status ${$metadata.httpStatusCode}`));
  showMismatch(node, error, request);
  node.append(pairs([
    ["Class", code(error.constructor.name)],
    ["Name", code(error.name)],
    ["Message", element("span", "lines", showable(error.message))],
    ["Reason", optional(error.reason)],
    ["Fault", error.$fault],
    ["Try again?", adviceOf(error)],
    ["Request id", optional($metadata.requestId)],
    ["Excerpt", optional(error.excerpt && showable(error.excerpt))],
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

/** Sets up the panel. `request` is the second one. Returns a function that fills it in, and returns what undoes that. */
export function startAnswer(request) {
  const life = byId("life");
  const status = byId("status");
  const headers = byId("headers");
  const body = byId("body");

  const verdict = panel({
    inputs: [status, headers, body],
    node: byId("answer-verdict"),
    judge() {
      if (status.value === "") {
        showLife(life);
        return idle("Fill in the status, and as much of the rest as you have.");
      }
      const { ok, value, warnings, error, issue } = read({
        status: statusOf(status.value),
        headers: headersOf(headers.value),
        body: body.value,
      });
      showLife(life, ok ? value.status : undefined);
      if (issue) return refused(issue, status);
      if (ok) {
        return passed("Accepted", "the service accepted the request", warnings, (node) => {
          node.append(
            element("p", "hint", "The task has been told to stop. Ask for it until it is cancelled: it may still finish first."),
            element("pre", "", JSON.stringify(value, undefined, 2)),
          );
        });
      }
      return {
        // Without a culprit: the fields are fine, it is the service that says no.
        kind: "refused",
        said: showable(`${error.name}: ${error.message}`),
        show: (node) => showError(node, error, request),
      };
    },
  });

  for (const field of request.changed) field.addEventListener("input", verdict.follow);

  return function fill(answer) {
    const before = { status: status.value, headers: headers.value, body: body.value };
    const set = (values) => {
      // What is not said of it stays.
      status.value = values.status ?? status.value;
      headers.value = values.headers ?? headers.value;
      body.value = values.body;
      body.dispatchEvent(new Event("input", { bubbles: true }));
      verdict.now();
    };
    set(answer);
    return () => set(before);
  };
}
