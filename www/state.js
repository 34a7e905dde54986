// What outlives a reload. In the address, for a link: values that the package has passed, from a list. In the storage of the
// tab: what is being typed, without whatever may be a secret. The fields of the keys are in neither.

import { announce, byId, copy } from "./dom.js";
import { storable, withoutKeys } from "./secrets.js";

// The names in the address, and the fields. Nothing else ever gets there.
const IN_LINK = {
  task: "task-id", graph: "graph-id", role: "role-arn", revision: "revision", region: "region", endpoint: "endpoint",
  fips: "fips", dualstack: "dual-stack",
};
const TYPED = [...Object.values(IN_LINK), "lines", "kind", "status", "headers", "body", "signed-at"];
const STORED_AS = "neptune-import-tasks typed";
const PAUSE = 250;

const isSwitch = (field) => field.type === "checkbox";
const valueOf = (field) => (isSwitch(field) ? (field.checked ? "1" : "") : field.value);

function setValue(field, value) {
  if (isSwitch(field)) field.checked = value === "1";
  else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value)) field.value = value;
}

/** The values that the panels vouch for, as the part of the address behind `#`. */
function hashOf(isGood) {
  const pairs = new URLSearchParams();
  for (const [name, id] of Object.entries(IN_LINK)) {
    const field = byId(id);
    const value = valueOf(field);
    // A path of an endpoint may be anything, and so a secret. Ids, ARNs and regions have forms that no secret has.
    const isSecret = (id === "endpoint" ? storable(value) : withoutKeys(value)) !== value;
    if (value !== "" && value !== field.dataset.usual && isGood(id) && !isSecret) pairs.set(name, value);
  }
  return pairs.toString();
}

function restoreTyped() {
  let typed = {};
  try {
    typed = JSON.parse(sessionStorage.getItem(STORED_AS)) ?? {};
  } catch {
    // No storage, or not what this page has stored.
  }
  for (const id of TYPED) if (typeof typed[id] === "string") setValue(byId(id), typed[id]);
}

function restoreLinked() {
  if (location.hash.length < 2) return;
  const linked = new URLSearchParams(location.hash.slice(1));
  // What a link does not name it has not: whoever opens it should see what its sender saw.
  for (const [name, id] of Object.entries(IN_LINK)) setValue(byId(id), linked.get(name) ?? byId(id).dataset.usual ?? "");
}

/** Fills the fields before the panels look at them. */
export function restoreFields() {
  byId("revision").dataset.usual = "documented";
  const [{ type } = {}] = performance.getEntriesByType("navigation");
  // Who opens a link wants what it holds. Who reloads wants what was there, which the address may not have caught up with.
  if (type === "reload") restoreLinked();
  restoreTyped();
  if (type !== "reload") restoreLinked();
}

/** Keeps address and storage up with the fields. `isGood` says whether the value of a field has passed. */
export function startState(isGood) {
  let timer;

  function keep() {
    clearTimeout(timer);
    const hash = hashOf(isGood);
    const address = location.pathname + location.search + (hash && `#${hash}`);
    if (address !== location.pathname + location.search + location.hash) history.replaceState(null, "", address);
    try {
      // A value that has passed is what it is, however long the name of a role may be.
      const inLink = Object.values(IN_LINK);
      const typed = TYPED.map((id) => [id, inLink.includes(id) && isGood(id) ? withoutKeys(valueOf(byId(id))) : storable(valueOf(byId(id)))]);
      sessionStorage.setItem(STORED_AS, JSON.stringify(Object.fromEntries(typed)));
    } catch {
      // No storage, or more than fits: then a reload keeps what the address holds.
    }
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  for (const type of ["input", "change"]) document.addEventListener(type, soon);
  addEventListener("pagehide", keep);
  keep();
  byId("copy-link").addEventListener("click", (event) => {
    keep();
    copy(event.currentTarget, location.href, "link");
  });
  // A link to this page, opened in this tab.
  addEventListener("hashchange", () => {
    restoreLinked();
    for (const id of Object.values(IN_LINK)) byId(id).dispatchEvent(new Event("input", { bubbles: true }));
    announce("Filled in from the link");
  });
}
