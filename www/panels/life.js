// The life of a task as a connected diagram: the current status lit, the ones that can follow, and why.

import { code, element, paragraph } from "../dom.js";
import { canonical, nextOf, RUNNING, STATUSES } from "./statuses.js";

/** Centres of the boxes, and paths between them. `*` is the frame around the statuses of a running task. */
const WIDE = {
  name: "wide", size: [840, 290], box: [132, 34], frame: [6, 8, 462, 136],
  boxes: {
    INITIALIZING: [78, 112], EXPORTING: [156, 42], ANALYZING_DATA: [236, 112], REPROVISIONING: [316, 42], IMPORTING: [394, 112],
    SUCCEEDED: [578, 112], CANCELLING: [394, 190], CANCELLED: [578, 190], ROLLING_BACK: [394, 256], FAILED: [578, 256], DELETED: [766, 190],
  },
  ways: {
    "INITIALIZING EXPORTING": "M112 95V63", "INITIALIZING ANALYZING_DATA": "M144 112H166", "EXPORTING ANALYZING_DATA": "M200 59V92",
    "ANALYZING_DATA REPROVISIONING": "M270 95V62", "ANALYZING_DATA IMPORTING": "M302 112H324", "REPROVISIONING IMPORTING": "M350 59V92", "IMPORTING REPROVISIONING": "M420 95V42H386",
    "IMPORTING SUCCEEDED": "M460 112H508", "* CANCELLING": "M394 144V169", "* ROLLING_BACK": "M236 144V256H324", "CANCELLING CANCELLED": "M460 190H508",
    "CANCELLING SUCCEEDED": "M460 182C490 178 490 140 520 132", "ROLLING_BACK FAILED": "M460 256H508", "SUCCEEDED DELETED": "M644 112H766V169", "CANCELLED DELETED": "M644 190H696", "FAILED DELETED": "M644 256H766V211",
  },
};

const NARROW = {
  name: "narrow", size: [300, 440], box: [112, 30], frame: [4, 6, 146, 290],
  boxes: {
    INITIALIZING: [76, 32], EXPORTING: [76, 88], ANALYZING_DATA: [76, 144], REPROVISIONING: [76, 208], IMPORTING: [76, 268],
    CANCELLING: [230, 230], ROLLING_BACK: [230, 120], SUCCEEDED: [66, 346], CANCELLED: [186, 346], FAILED: [230, 402], DELETED: [98, 402],
  },
  ways: {
    "INITIALIZING EXPORTING": "M76 47V69", "INITIALIZING ANALYZING_DATA": "M20 40H14V144H16", "EXPORTING ANALYZING_DATA": "M76 103V125", "ANALYZING_DATA REPROVISIONING": "M60 159V189",
    "ANALYZING_DATA IMPORTING": "M132 150H140V268H137", "REPROVISIONING IMPORTING": "M60 223V249", "IMPORTING REPROVISIONING": "M96 253V227", "IMPORTING SUCCEEDED": "M66 283V327",
    "* CANCELLING": "M150 230H170", "* ROLLING_BACK": "M150 120H170", "CANCELLING CANCELLED": "M206 245V327", "CANCELLING SUCCEEDED": "M190 245C180 300 130 300 104 328", "ROLLING_BACK FAILED": "M286 120H296V402H290",
    "SUCCEEDED DELETED": "M66 361V383", "CANCELLED DELETED": "M150 361L128 384", "FAILED DELETED": "M174 402H158",
  },
};

const SVG = "http://www.w3.org/2000/svg";
function shape(name, attributes, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const arrow = (id, className) => shape("marker", { id, class: className, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" },
  shape("path", { d: "M0 0L8 4L0 8Z" }));

function diagram({ name, size, box: [width, height], frame, boxes, ways }, status, id) {
  const next = nextOf(status);
  const isLit = (from, to) => to in next && (from === status || (from === "*" && RUNNING.includes(status)));
  const lines = Object.entries(ways).sort(([a], [b]) => isLit(...a.split(" ")) - isLit(...b.split(" "))).map(([way, d]) => {
    const lit = isLit(...way.split(" "));
    return shape("path", { d, class: lit ? "way lit" : "way", "marker-end": `url(#${id}-${name}-${lit ? "lit" : "plain"})` });
  });
  const nodes = Object.entries(boxes).map(([label, [x, y]]) => shape("g", { class: label === status ? "now" : label in next ? "next" : "other" },
    shape("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: height / 2 }),
    shape("text", { x, y, "text-anchor": "middle", "dominant-baseline": "central" }, label)));
  const [x, y, w, h] = frame;
  return shape("svg", { viewBox: `0 0 ${size.join(" ")}`, class: `diagram ${name}`, "aria-hidden": "true" },
    shape("defs", {}, arrow(`${id}-${name}-plain`, "arrow"), arrow(`${id}-${name}-lit`, "arrow lit")),
    shape("rect", { x, y, width: w, height: h, rx: 14, class: "frame" }), ...lines, ...nodes);
}

/** Draws it. `given` is the status of the task, or nothing. What the diagram shows stands below it in words. */
export function showLife(node, given, title = "The life of an import task") {
  const status = canonical(given);
  const isKnown = status in STATUSES;
  const words = element("div", "life-words");
  if (status === undefined) words.append(paragraph("soft", "A task is INITIALIZING first. It ends as SUCCEEDED, FAILED or CANCELLED."));
  else if (!isKnown) words.append(paragraph("", code(given), " is a status that no publication lists."));
  else {
    const current = paragraph("", "Now: ", code(status), `. ${STATUSES[status][0]}`);
    current.setAttribute("aria-current", "step");
    words.append(current);
    const next = Object.entries(nextOf(status));
    if (next.length > 0) words.append(element("ul", "follows", ...next.map(([name, why]) => element("li", "", "Then ", code(name), ` if ${why}.`))));
  }
  node.append(element("h3", "", title), element("div", "diagrams", diagram(WIDE, status, node.id), diagram(NARROW, status, node.id)), words);
}
