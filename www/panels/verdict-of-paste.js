// The verdict below the paste box: one sentence what it is, what is wrong, and what to do next.

import { code, headline, link, paragraph } from "../dom.js";
import { custom, idle } from "../verdict.js";
import { FIELDS } from "./check.js";

const TITLES = { taskId: "task ID", graphId: "graph ID", roleArn: "role ARN" };
const capital = (words) => words[0].toUpperCase() + words.slice(1);

/** What to do with what is valid. */
function nextStep({ values }, state, { request }) {
  if (request.isHeld) return "Next: decide whether you trust the endpoint.";
  if (values.taskId === undefined) return "";
  if (state.region === "") return "Next: choose a region to build the request.";
  return request.request ? "Next: copy the request." : "";
}

/** The verdict on a value whose field says more. */
function ofField(name, judged) {
  const { verdict, checked } = judged.checks[name];
  if (verdict.kind === "prefix") return custom("prefix", [name, verdict.key], undefined, (node, id) => {
    node.append(Object.assign(paragraph("idle", `${capital(TITLES[name])}: `, String(verdict.key[0])), { id: `${id}-note` }));
  });
  if (checked?.ok !== false) return undefined;
  return { ...verdict, culprit: undefined, key: [name, verdict.key], said: verdict.said?.replace("Invalid.", `Invalid ${TITLES[name]}.`), show(node, id) {
    verdict.show(node, id);
    node.querySelector(".headline span:last-child").textContent = `Invalid ${TITLES[name]}`;
  } };
}

function ofResponse({ response, mismatch }) {
  if (!response.title) return custom("idle", "reading", undefined, (node, id) => node.append(Object.assign(paragraph("idle", "Reading the response."), { id: `${id}-note` })));
  const { title, advice, verdict } = response;
  if (!advice) return { ...verdict, key: ["response", verdict.key], show(node, id) {
    verdict.show(node, id);
    for (const details of node.querySelectorAll("details, .pairs")) details.remove();
    node.append(paragraph("soft", link("#response", "The response in full")));
  } };
  const cause = mismatch?.cause;
  return custom("invalid", ["response", verdict.key, cause], [verdict.said, cause].filter(Boolean).join(" "), (node, id) => {
    node.append(headline("✕", title), Object.assign(paragraph("message", `${advice.what} ${cause ? `${cause} ` : ""}${advice.retry}`), { id: `${id}-note` }),
      advice.todo(), paragraph("soft", link("#response", "The response in full")));
  });
}

function ofList({ list }, count) {
  if (!list.title) return custom("idle", "counting", undefined, (node, id) => node.append(Object.assign(paragraph("idle", `${count.toLocaleString("en")} values.`), { id: `${id}-note` })));
  return custom(list.isValid ? "good" : "invalid", ["list", list.title], list.verdict.said, (node, id) => {
    node.append(Object.assign(headline(list.isValid ? "✓" : "✕", list.title), { id: `${id}-note` }), paragraph("soft", "Next: ", link("#list", list.isValid ? "copy the valid values" : "see what is wrong with the others"), "."));
  });
}

/** What the box holds, in one verdict. */
export function judgePaste(state, judged) {
  const { found } = state;
  if (!found || state.paste.trim() === "") return idle("");
  const { values, list, response, left } = found;
  if (response) return ofResponse(judged);
  for (const name of Object.keys(FIELDS)) {
    const verdict = name in values && state[name] === values[name] ? ofField(name, judged) : undefined;
    if (verdict) return verdict;
  }
  if (list) return ofList(judged, list.count);
  if (judged.request.isHeld || (judged.request.verdict.kind === "invalid" && (values.region ?? values.endpoint) !== undefined)) return { ...judged.request.verdict, culprit: undefined };
  const valid = Object.keys(TITLES).filter((name) => name in values);
  const names = valid.map((name) => TITLES[name]).join(" and ");
  const next = nextStep(found, state, judged);
  if (valid.length > 0) {
    const title = `Valid ${names}`;
    return custom("good", [title, next], `${title}. ${next}`, (node, id) => {
      node.append(Object.assign(headline("✓", title), { id: `${id}-note` }));
      if (next) node.append(paragraph("soft", next.replace(/\.$/, " "), next.startsWith("Next") ? [": ", link("#request", "Request")] : "", "."));
    });
  }
  if (values.region !== undefined || values.endpoint !== undefined) return custom("good", [values.region, values.endpoint], "A region or an endpoint.", (node, id) => {
    node.append(Object.assign(headline("✓", values.region !== undefined ? "Region " : "Endpoint ", code(values.region ?? values.endpoint)), { id: `${id}-note` }), paragraph("soft", "Next: paste a task ID."));
  });
  const words = left.length > 0 ? "Nothing for the fields is in it." : "No ID, ARN, region or response is recognised in it.";
  return state.unsettled === "paste" ? idle("") : custom("nothing", words, words, (node, id) => node.append(Object.assign(paragraph("idle", `${words} Nothing was changed.`), { id: `${id}-note` })));
}
