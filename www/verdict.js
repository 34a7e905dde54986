// How an issue of the package looks: the value with a caret, the message, the hint, the button that mends it.
// What is wrong, where, and what to do about it is all in the issue.

import { code, element, headline, unheard } from "./dom.js";

// How many characters stand before and after the failing one. Somebody will paste a whole log.
const BEFORE = 120;
const AFTER = 60;

/** The value with a caret under the character at `index`. To a screen reader the message says it better. */
function pointed(value, index) {
  // Whole characters, as half an emoji is none.
  const good = Array.from(value.slice(0, index).slice(-2 * BEFORE));
  const [failing = "", ...rest] = Array.from(value.slice(index, index + 2 * AFTER));
  const before = good.slice(-BEFORE).join("");
  const after = rest.slice(0, AFTER).join("");
  const at = element("span", "at", element("span", "", failing), element("span", "caret", "^"));
  return unheard(element("p", "pointed",
    before.length < index ? "…" : undefined,
    element("span", "before", before),
    at,
    element("span", "after", after),
    index + failing.length + after.length < value.length ? "…" : undefined));
}

/** What a screen reader hears. */
const spoken = ({ message, hint }) => (hint ? `${message}. ${hint}` : message);

/** A refusal. Without a `value` there is no character to point at; without `use` nothing to put it into. */
function showIssue(node, issue, { value, use } = {}) {
  node.append(headline("✕", "Refused"));
  if (value !== undefined) node.append(pointed(value, issue.index));
  node.append(element("p", "message", issue.message), ...help(issue, use));
}

/** The hint of an issue, and the button that mends it. */
function help({ hint, suggestion }, use) {
  const parts = hint === undefined ? [] : [element("p", "hint", hint)];
  if (suggestion !== undefined && use) {
    const button = element("button", "use", "Use ", code(suggestion));
    button.type = "button";
    button.addEventListener("click", () => use(suggestion));
    parts.push(button);
  }
  return parts;
}

function showWarnings(node, warnings, use) {
  for (const warning of warnings) {
    node.append(element("div", "warning",
      headline("!", "Warning"), element("p", "message", warning.message), ...help(warning, use)));
  }
}

/** The verdict on what passed: what the screen shows, what is heard, `more` below both, and what takes a suggestion. */
export const passed = (shown, said, warnings, more, use) => ({
  kind: "good",
  said: [said, ...warnings.map(spoken)].join(". "),
  show(node) {
    node.append(headline("✓", shown));
    showWarnings(node, warnings, use);
    more(node);
  },
});

/** The verdict on what did not: `culprit` is the field to mark, `options` are those of `showIssue`. */
export const refused = (issue, culprit, options) => ({
  kind: "refused",
  said: spoken(issue),
  show: (node) => showIssue(node, issue, options),
  culprit,
});

/** What stands in place of a verdict as long as there is nothing to judge. */
export const idle = (...children) => ({
  kind: "idle",
  show(node) { node.append(element("p", "idle", ...children)); },
});
