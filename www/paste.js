// Puts what was pasted into the fields where it belongs, and says what went where.

import { announce, byId, code, element } from "./dom.js";
import { recognise } from "./recognise.js";

const NAMES = {
  taskId: "task id", graphId: "graph id", roleArn: "role ARN", region: "region", endpoint: "endpoint", useFips: "FIPS",
  useDualStack: "dual-stack", answer: "answer",
};

const namesOf = (found) => Object.keys(NAMES).filter((name) => found[name]);

function sentence(names) {
  const [last, ...rest] = names.map((name) => `the ${NAMES[name]}`).reverse();
  return rest.length === 0 ? last : `${rest.reverse().join(", ")} and ${last}`;
}

function button(text, act) {
  const node = element("button", "", text);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

/** `fields` are those of the first panel, each with `input` and `set`; `fill` takes what goes into the other two. */
export function startPaste(fields, fill) {
  const note = byId("taken");
  let keep;
  const hide = () => { note.hidden = true; };
  // Whoever has typed since then would lose that.
  const settle = () => keep?.remove();

  function take(found, text, input) {
    const { selectionStart: start, selectionEnd: end } = input;
    const before = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.input.value]));
    const undo = fill(found);
    for (const name of Object.keys(fields)) if (found[name] !== undefined) fields[name].set(found[name]);
    const said = `Took ${sentence(namesOf(found))} from what was pasted.`;
    keep = button("Paste it as it was", () => {
      hide();
      undo();
      for (const [name, field] of Object.entries(fields)) if (field.input.value !== before[name]) field.set(before[name]);
      input.focus();
      input.setRangeText(input.tagName === "INPUT" ? text.replace(/[\r\n]/g, "") : text, start, end, "end");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    note.replaceChildren(
      element("p", "", said, found.answer && !found.answer.status && byId("status").value === ""
        ? " Its status is still to be filled in." : undefined),
      element("p", "took", ...namesOf(found).filter((name) => typeof found[name] === "string").map((name) => code(found[name]))),
      keep,
      button("Close", hide),
    );
    note.hidden = false;
    announce(said);
  }

  for (const [name, { input }] of Object.entries(fields)) {
    input.addEventListener("paste", (event) => {
      hide();
      const text = event.clipboardData.getData("text");
      const found = recognise(text);
      const kinds = Object.keys(found);
      // What belongs here as it stands needs no help, and neither does what nobody recognises.
      if (kinds.length === 0 || (kinds.length === 1 && found[name] === text)) return;
      event.preventDefault();
      take(found, text, input);
    });
    input.addEventListener("input", settle);
  }

  // A whole response, wherever in the third panel it is pasted.
  for (const id of ["status", "headers", "body"]) {
    byId(id).addEventListener("paste", (event) => {
      hide();
      const text = event.clipboardData.getData("text");
      const { answer } = recognise(text);
      if (answer?.headers === undefined) return;
      event.preventDefault();
      take({ answer }, text, byId(id));
    });
    byId(id).addEventListener("input", settle);
  }
}
