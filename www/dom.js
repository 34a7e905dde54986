// Small helpers of all panels: elements from plain strings, the live region, copying. Nothing here knows what an ID is.

// After the verdict has appeared, so that a screen reader has finished with the last key.
const ANNOUNCE_AFTER = 400;
// How long a button says that it has copied.
const COPIED_FOR = 2000;

export const byId = (id) => document.getElementById(id);

/** An element with children. Strings become text nodes, never markup; absent children are left out. */
export function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return node;
}

/** Sets attributes, and returns the node. */
export function withAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(name, value);
  return node;
}

/** A definition list. Pairs without a value are left out. */
export function pairs(entries) {
  const list = element("dl", "pairs");
  for (const [name, value] of entries) {
    if (value !== undefined) list.append(element("dt", "", name), element("dd", "", value));
  }
  return list;
}

/** A value in the monospaced face. A long one may break after the marks that divide it, and not inside of a number. */
export function code(value) {
  const node = element("code");
  for (const part of value.length > 24 ? value.split(/(?<=[:/?&=,.@_])(?=[^:/?&=,.@_])/) : [value]) node.append(part, document.createElement("wbr"));
  node.lastChild?.remove();
  return node;
}

/** The words of a message, with what is between backticks in the monospaced face. */
export function prose(words) {
  const parts = words.split("`");
  // A backtick itself is between backticks.
  if (parts.length % 2 === 0 || words.includes("``")) return [words];
  return parts.map((part, index) => (index % 2 ? code(part) : part));
}

export const paragraph = (className, ...children) => element("p", className, ...children);

export function button(className, label, act) {
  const node = withAttributes(element("button", className, label), { type: "button" });
  node.addEventListener("click", act);
  return node;
}

export function link(href, label) {
  return withAttributes(element("a", "", label), { href, ...(href.startsWith("#") ? {} : { rel: "noreferrer" }) });
}

/** Hides a node from screen readers: what it shows is said in words beside it. */
export const unheard = (node) => withAttributes(node, { "aria-hidden": "true" });

/** A headline: a mark and words, so that colour is never the only sign. */
export const headline = (mark, ...words) => paragraph("headline", unheard(element("span", "mark", mark)), element("span", "", ...words));

const drawn = new WeakMap();

/** Draws into a node if what is to be drawn has changed. Whatever has the focus stays as long as nothing has. */
export function draw(node, key, show) {
  const wanted = JSON.stringify(key);
  if (drawn.get(node) === wanted) return;
  drawn.set(node, wanted);
  node.replaceChildren();
  show(node);
}

let announcing;

/** Says something in the one live region, once things have calmed down. */
export function announce(words) {
  clearTimeout(announcing);
  announcing = setTimeout(() => { byId("live").textContent = words; }, ANNOUNCE_AFTER);
}

/** Copies, and says so on the button and aloud. `shortened` names what is not in the copy. */
export async function copy(node, content, name, shortened = "") {
  const label = node.dataset.label ??= node.textContent;
  const isDone = await navigator.clipboard.writeText(content).then(() => true, () => false);
  node.textContent = isDone ? `Copied ${shortened || "✓"}` : "Not allowed: select and copy";
  announce(isDone ? `${name} copied${shortened && ` ${shortened}`}` : `The browser does not let this page copy the ${name}`);
  setTimeout(() => { node.textContent = label; }, COPIED_FOR);
}

/** A block of text at full width with its own Copy button, top right. */
export function block(title, content, name = title) {
  const copying = button("copy", "Copy", () => copy(copying, content, name));
  copying.setAttribute("aria-label", `Copy the ${name}`);
  const text = withAttributes(element("pre", "", content), { tabindex: "0", role: "group", "aria-label": title });
  return element("div", "block titled", paragraph("block-title", title), copying, text);
}
