// The address of the page holds what a link should: IDs, role ARN, region and endpoint. Nothing else outlives the page.

import { announce, byId, copy } from "./dom.js";

// The names in the address, and the fields.
const IN_LINK = {
  task: "taskId", graph: "graphId", role: "roleArn", revision: "revision", region: "region", endpoint: "endpoint", fips: "fips", dualstack: "dualStack",
};
const USUAL = { revision: "documented" };
const NOUNS = {
  taskId: "the task ID", graphId: "the graph ID", roleArn: "the role ARN", region: "the region", endpoint: "the endpoint", body: "the response", headers: "the response", status: "the response", lines: "the list",
};
const PAUSE = 250;

// No secret is made of short words: a run of twenty letters and digits is in no link, unless the package has passed it.
const LONG_RUN = /[\p{L}\p{N}+/=]{20}/u;
const HARMLESS = /^[\p{L}\p{N} ._:\u2010-\u2015\u2212-]{1,64}$/u;
const HARMLESS_ARN = /^arn:[\w:/.@+=,-]{1,124}$/;

function isShareable(name, value, isValid) {
  if (typeof value === "boolean" || name === "revision") return true;
  if (name === "taskId" || name === "graphId" || name === "region") return isValid(name) || (HARMLESS.test(value) && !LONG_RUN.test(value));
  if (name === "roleArn") return isValid(name) ? value.length <= 256 : HARMLESS_ARN.test(value) && !/[A-Za-z0-9+=]{20}/.test(value);
  // An endpoint may have a token in its path.
  const { pathname = "" } = URL.canParse?.(value) ? new URL(value) : {};
  return isValid(name) && pathname.length <= 20 && !/[A-Za-z0-9+=]{20}/.test(value);
}

/** The part of the address behind `#`, and what the page shows and the link does not hold. */
export function linkOf(state, isValid, hasSecret) {
  const params = new URLSearchParams();
  const missing = new Set();
  for (const [name, field] of Object.entries(IN_LINK)) {
    const value = state[field];
    if (value === "" || value === false || value === USUAL[field]) continue;
    if (isShareable(field, value, isValid) && !hasSecret(String(value))) params.set(name, value === true ? "1" : value);
    else missing.add(NOUNS[field]);
  }
  for (const field of ["status", "headers", "body", "lines"]) if (state[field] !== "") missing.add(NOUNS[field]);
  return { hash: params.toString(), missing: [...missing] };
}

/** The values that the address holds. What it does not name it has not. */
export function linkedValues() {
  const params = new URLSearchParams(location.hash.slice(1));
  if (![...params.keys()].some((name) => name in IN_LINK)) return undefined;
  return Object.fromEntries(Object.entries(IN_LINK).map(([name, field]) => {
    const value = params.get(name);
    return [field, ["fips", "dualStack"].includes(field) ? value === "1" : (value ?? USUAL[field] ?? "").slice(0, 2048)];
  }));
}

let current = { hash: "", missing: [] };
let timer;

function keep() {
  clearTimeout(timer);
  const { hash } = current;
  // An anchor of the page itself is kept, unless there is something to hold.
  const isAnchor = location.hash !== "" && !location.hash.includes("=");
  if (hash === location.hash.slice(1) || (hash === "" && isAnchor)) return;
  history.replaceState(null, "", location.pathname + location.search + (hash && `#${hash}`));
}

/** Keeps the address up with the state. */
export function keepLink(link) {
  current = link;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

/** `open(values)` fills in what a link holds that was opened in this tab. */
export function startLink(open) {
  addEventListener("pagehide", keep);
  byId("copy-link").addEventListener("click", (event) => {
    keep();
    const { href } = new URL(current.hash && `#${current.hash}`, location.href.split("#")[0]);
    const { missing } = current;
    copy(event.currentTarget, href, "link", missing.length > 0 ? `without ${missing.join(" and ")}` : "");
  });
  addEventListener("hashchange", () => {
    const values = linkedValues();
    if (!values) return;
    open(values);
    announce("Filled in from the link.");
  });
  // Going to a panel must not change the address, which holds the state.
  document.querySelector("nav").addEventListener("click", (event) => {
    const target = event.target.closest("a") && byId(event.target.getAttribute("href").slice(1));
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goTo(target);
  });
}

/** Scrolls to a panel, and puts the focus there for the next Tab. */
export function goTo(target) {
  target.scrollIntoView({ block: "start" });
  const title = target.querySelector("h2, h3") ?? target;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
