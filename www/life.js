// A small picture of an import task's life: its ways from the beginning to its four ends, the current place lit.

import { element } from "./dom.js";

const WAYS = [
  ["runs", ["INITIALIZING", "EXPORTING", "ANALYZING_DATA", "IMPORTING", "REPROVISIONING", "SUCCEEDED"]],
  ["is cancelled", ["CANCELLING", "CANCELLED"]],
  ["fails", ["ROLLING_BACK", "FAILED"]],
  ["is gone", ["DELETED"]],
];

/** Draws it. `status` is the one to light, or nothing. */
export function showLife(node, status) {
  const isKnown = WAYS.some(([, places]) => places.includes(status));
  node.replaceChildren(element("h3", "", "The life of an import task"), ...WAYS.map(([name, places]) => {
    const list = element("ol", "way", ...places.map((place) => {
      const item = element("li", "", place);
      if (place === status) {
        item.setAttribute("aria-current", "step");
        item.append(element("span", "here", " ◂ now"));
      }
      return item;
    }));
    return element("div", "lane", element("p", "lane-name", name), list);
  }));
  if (status !== undefined && !isKnown) node.append(element("p", "hint", `${status} is on none of these ways.`));
}
