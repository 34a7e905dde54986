// How an issue of the package is shown: the value with a caret, the explanation, the button that mends it.
// What is wrong, where, and what to do about it is all in the issue.

import { button, code, element, headline, paragraph, prose, unheard, withAttributes } from "./dom.js";
import { nameOfCharacter } from "./characters.js";

// How many characters stand before and after the failing one. Somebody will paste a whole log.
const BEFORE = 120;
const AFTER = 60;

/** The value with a caret under the character at `index`. To a screen reader the explanation says it better. */
function pointed(value, index) {
  // Whole characters, as half an emoji is none.
  const good = Array.from(value.slice(0, index).slice(-2 * BEFORE));
  const [failing = "", ...rest] = Array.from(value.slice(index, index + 2 * AFTER));
  const before = good.slice(-BEFORE).join("");
  const after = rest.slice(0, AFTER).join("");
  return unheard(element("p", "pointed",
    before.length < index ? "…" : undefined,
    element("span", "before", before),
    element("span", "at", element("span", "", failing), element("span", "caret", "^")),
    element("span", "after", after),
    index + failing.length + after.length < value.length ? "…" : undefined));
}

/** What an issue says to people. A letter that looks like another is named. */
export function explanationOf({ explanation, found }) {
  const name = found && nameOfCharacter(found);
  return name ? `${explanation} ${name}` : explanation;
}

function fix({ suggestion }, use) {
  return suggestion === undefined || !use ? [] : [button("use", ["Use ", code(suggestion)], () => use(suggestion))];
}

/** The sentence that describes a field. It is the whole of `aria-describedby`. */
const note = (id, ...words) => withAttributes(paragraph("message", ...words), { id: `${id}-note` });

function showWarnings(node, warnings, use) {
  for (const warning of warnings) {
    node.append(element("div", "warning", headline("!", "Warning"), paragraph("message", ...prose(explanationOf(warning))), fix(warning, use)));
  }
}

/**
 * Verdicts are data: `{ kind, key, show(node, id), said, culprit }`. `kind` is `idle`, `prefix`, `good` or `invalid`; what is equal in
 * `key` is drawn the same; `said` is what a screen reader hears, nothing for a prefix.
 */
export const idle = (...words) => ({
  kind: "idle",
  key: words.map((word) => word.textContent ?? word),
  show: (node, id) => node.append(withAttributes(paragraph("idle", ...words), { id: `${id}-note` })),
});

export const prefix = (words) => ({ ...idle(words), kind: "prefix" });

/** `more(node)` adds to it, and depends on nothing but `key`. */
export const good = (words, { said = words, warnings = [], more = () => {}, use, key } = {}) => ({
  kind: "good",
  key: [words, warnings, key],
  said: [said, ...warnings.map(explanationOf)].join(" "),
  show(node, id) {
    node.append(withAttributes(headline("✓", words), { id: `${id}-note` }));
    showWarnings(node, warnings, use);
    more(node);
  },
});

/** `culprit` is the id of the field to mark, `value` what the caret points into, `use` takes a suggestion. */
export const invalid = (words, issue, { culprit, value, use } = {}) => ({
  kind: "invalid",
  key: [words, issue, value],
  said: `${words}. ${explanationOf(issue)}`,
  culprit,
  show(node, id) {
    node.append(headline("✕", words));
    if (value !== undefined && value !== "") node.append(pointed(value, issue.index));
    node.append(note(id, ...prose(explanationOf(issue))), ...fix(issue, use));
  },
});

/** A verdict of its own words. */
export const custom = (kind, key, said, show) => ({ kind, key, said, show });
