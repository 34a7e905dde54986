// The paste box: what is in it goes into the fields where it belongs, the page says what went where, and one click or Ctrl+Z undoes it.

import { announce, button, byId, code, draw, element, link, paragraph, unheard } from "./dom.js";
import { LONGEST, recognise } from "./recognise/index.js";
import { session, snapshot, write } from "./state.js";

const NOUNS = {
  taskId: "task ID", graphId: "graph ID", roleArn: "role ARN", region: "region", endpoint: "endpoint", fips: "FIPS", dualStack: "dual-stack",
};
const PANELS = { taskId: "check", graphId: "check", roleArn: "check", region: "request", endpoint: "request", fips: "request", dualStack: "request" };
const PANEL_NAMES = { check: "Check", request: "Request", response: "Response", list: "List" };
// What goes with a region, and not with the next one.
const OF_REGION = ["endpoint", "fips", "dualStack"];

// More than this is slow to lay out, and nobody reads it in a box: then the box shows its beginning.
const LARGE = 100_000;
const SHOWN = 2000;

/** What a recognised text changes: the new values of fields, and what of an earlier paste no longer holds. */
function changesOf({ values, list, response }, before) {
  const set = { ...values };
  const cleared = [];
  if (values.region !== undefined) {
    for (const name of OF_REGION) {
      if (name in values || !before[name] || session.origin[name] !== "paste") continue;
      set[name] = typeof before[name] === "boolean" ? false : "";
      cleared.push(NOUNS[name]);
    }
  }
  if (list) Object.assign(set, { lines: list.text, kind: list.kind });
  if (response) Object.assign(set, { status: response.status ?? "", headers: response.headers ?? "", body: response.body, operation: "" });
  return { set, cleared };
}

/** Sets up the box. `render` renders the page. Returns what other parts of the page need. */
export function startPaste(form, render) {
  const box = byId("paste");
  let previous = box.value;

  function apply(isPaste, text = box.value) {
    if (!session.undo || isPaste || session.undo.isOver) {
      session.undo = { text: previous, fields: snapshot(form), origin: { ...session.origin }, found: session.found, isPaste, isOver: false };
    } else if (text !== "" || !session.undo.isPaste) {
      write(form, session.undo.fields);
      session.origin = { ...session.undo.origin };
    }
    previous = box.value;
    session.undo.isOver = text === "";
    session.undo.after = box.value;
    session.isLong = text.length > LONGEST;
    session.found = text.trim() === "" ? undefined : recognise(text);
    session.isUnheard = isPaste;
    if (!session.found) return;
    const { set, cleared } = changesOf(session.found, session.undo.fields);
    write(form, set);
    session.cleared = cleared;
    session.column = undefined;
    for (const name of Object.keys(session.found.values)) session.origin[name] = "paste";
  }

  /** As if it had been pasted into the empty box. */
  function fill(text) {
    previous = box.value;
    box.value = text.length > LARGE ? `${text.slice(0, SHOWN)}\n…` : text;
    apply(true, text);
    session.typing = undefined;
    session.unsettled = undefined;
    render();
    byId("paste-verdict").scrollIntoView({ block: "nearest" });
  }

  function undo() {
    const { text, fields, origin, found } = session.undo;
    box.value = text;
    previous = text;
    write(form, fields);
    Object.assign(session, { origin, found, undo: undefined, typing: undefined, unsettled: undefined, isUnheard: false, cleared: [] });
    render();
    announce("The paste is undone.");
  }

  // What somebody types elsewhere must not be lost by an undo.
  const settle = () => { session.undo = undefined; };

  document.addEventListener("keydown", (event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || !session.undo?.isPaste || box.value !== session.undo.after) return;
    event.preventDefault();
    undo();
  });

  // A whole response or command, wherever it is pasted.
  form.addEventListener("paste", (event) => {
    const { id, type } = event.target;
    if (event.target === box && event.clipboardData?.getData("text").length > LARGE) {
      event.preventDefault();
      fill(event.clipboardData.getData("text"));
    }
    if (event.target === box || type === "password" || ["access-key-id", "signed-at", "lines"].includes(id) || !event.clipboardData) return;
    const text = event.clipboardData.getData("text");
    const { values, list, response } = recognise(text);
    const [only, ...others] = Object.entries(values);
    const isResponse = ["status", "headers", "body"].includes(id);
    const isPlain = isResponse ? !response || response.by === "error body" || response.by === "task" : !list && !response && others.length === 0 && (!only || only[1] === text);
    if (isPlain) return;
    event.preventDefault();
    fill(text);
  });

  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", async (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (!file) return;
    event.preventDefault();
    fill(await file.text());
  });

  return { apply, fill, undo, settle };
}

const shorten = (text) => (text.length > 120 ? `${text.slice(0, 120)}…` : text);

/** Shows what went where, what was left alone, and the button that undoes it. */
export function showTaken(state, undo) {
  const node = byId("taken");
  const { found, cleared = [] } = state;
  const values = Object.entries(found?.values ?? {});
  const isEmpty = !found || (values.length === 0 && !found.list && !found.response && found.left.length === 0);
  node.hidden = isEmpty;
  draw(node, isEmpty ? null : [values, found.list?.count, found.response?.by, found.left, cleared, state.undo !== undefined, state.isLong], (to) => {
    if (isEmpty) return;
    const rows = values.map(([name, value]) => row(NOUNS[name], value === true ? "on" : value, PANELS[name]));
    if (found.list) rows.push(row(`${found.list.count.toLocaleString("en")} values`, undefined, "list"));
    if (found.response) rows.push(row(found.response.by, undefined, "response"));
    if (rows.length > 0) to.append(element("ul", "took", ...rows));
    if (cleared.length > 0) to.append(paragraph("soft", `Cleared, because it belonged to the region before: ${cleared.join(", ")}.`));
    if (found.left.length > 0) {
      to.append(element("ul", "left", ...found.left.slice(0, 6).map(({ value, why }) => element("li", "", "Left alone: ", value === undefined ? "" : [code(shorten(value)), ", "], why, "."))));
    }
    if (state.isLong) to.append(paragraph("soft", `Only the first ${LONGEST.toLocaleString("en")} characters were read.`));
    if (state.undo) to.append(button("", "Undo", undo));
  });
}

const row = (noun, value, panel) => element("li", "", element("span", "noun", noun), " ", value === undefined ? "" : code(shorten(value)), " ",
  unheard(element("span", "arrow", "→")), " ", link(`#${panel}`, PANEL_NAMES[panel]));
