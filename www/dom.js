// Small helpers of all panels: elements from plain text, the live region, and when to show a verdict.
// Nothing here knows what an id, a request or an answer is.

// Long enough not to interrupt, short enough not to be waited for.
const PAUSE = 300;
// After the verdict has appeared, so that a screen reader has finished with the last key.
const ANNOUNCE_AFTER = 400;

export const byId = (id) => document.getElementById(id);

/** An element with children. Strings become text nodes, never markup; absent children are left out. */
export function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== undefined));
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

export const code = (text) => element("code", "", text);

/** Hides a node from screen readers: what it shows is said in words beside it. */
export function unheard(node) {
  node.setAttribute("aria-hidden", "true");
  return node;
}

/** The headline of a verdict: a mark and a word, so that its colour is never the only sign. */
export const headline = (mark, word) =>
  element("p", "headline", unheard(element("span", "mark", mark)), word);

let announcing;

/** Says `text` in the one live region, once things have calmed down. */
export function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => { byId("live").textContent = text; }, ANNOUNCE_AFTER);
}

// How long a button says that it has copied.
const COPIED_FOR = 2000;

/** Copies `text`, and says so on the button and aloud. */
export async function copy(button, text, name) {
  const label = button.dataset.label ??= button.textContent;
  const isDone = await navigator.clipboard.writeText(text).then(() => true, () => false);
  button.textContent = isDone ? "Copied ✓" : "Not allowed: select and copy";
  announce(isDone ? `${name} copied` : `The browser does not let this page copy the ${name}`);
  setTimeout(() => { button.textContent = label; }, COPIED_FOR);
}

/**
 * Judges what stands in `inputs`, at the right time: what is good is shown at once, a refusal after a pause
 * or when the field is left. A refusal that is there already keeps up with the typing, or it would mislead.
 *
 * `judge` returns `{ kind, show(node), said, culprit }`: a kind of `"idle"`, `"good"` or `"refused"`, how to
 * show it, what to announce and the input that is to blame. The last two may be missing.
 */
export function panel({ inputs, node, judge }) {
  let timer;
  let said;

  function render({ kind, show, culprit }) {
    clearTimeout(timer);
    timer = undefined;
    node.dataset.kind = kind;
    node.replaceChildren();
    show(node);
    for (const input of inputs) {
      if (input === culprit) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }

  function settle(verdict) {
    render(verdict);
    if (verdict.said !== said && (verdict.said || said)) announce(verdict.said ?? "");
    said = verdict.said;
  }

  const now = () => settle(judge());

  function soon() {
    const verdict = judge();
    if (verdict.kind !== "refused" || node.dataset.kind === "refused") {
      settle(verdict);
      return;
    }
    render({ kind: "waiting", show() {} });
    timer = setTimeout(now, PAUSE);
  }

  for (const input of inputs) {
    // A switch is never half typed.
    input.addEventListener("input", input.type === "checkbox" ? now : soon);
    input.addEventListener("blur", () => { if (timer !== undefined) now(); });
  }
  render(judge());

  return {
    now,
    /** Follows a change elsewhere, which has a verdict of its own to announce. */
    follow() { render(judge()); },
  };
}
