// Puts what was pasted into the fields where it belongs, and says what went where.

import { announce, byId, code, element } from "./dom.js";
import { recognise } from "./recognise.js";

const NAMES = {
  taskId: "task id", graphId: "graph id", roleArn: "role ARN", region: "region", endpoint: "endpoint", answer: "answer",
};

const sentence = (names) => {
  const [last, ...rest] = names.map((name) => `the ${NAMES[name]}`).reverse();
  return rest.length === 0 ? last : `${rest.reverse().join(", ")} and ${last}`;
};

/** `fields` are those of the first panel, each with `input` and `set`; `fill` takes what goes into the other two. */
export function startPaste(fields, fill) {
  const note = byId("taken");
  const hide = () => { note.hidden = true; };

  function take(found, text, input, start, end) {
    const before = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.input.value]));
    const undo = fill(found);
    for (const name of Object.keys(fields)) if (found[name] !== undefined) fields[name].set(found[name]);
    const said = `Took ${sentence(Object.keys(NAMES).filter((name) => found[name] !== undefined))} from what was pasted.`;
    const keep = element("button", "", "Paste it as it was");
    keep.type = "button";
    keep.addEventListener("click", () => {
      hide();
      undo();
      for (const [name, field] of Object.entries(fields)) if (field.input.value !== before[name]) field.set(before[name]);
      input.focus();
      input.setRangeText(text.replace(/[\r\n]/g, ""), start, end, "end");
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    note.replaceChildren(
      element("p", "", said, found.answer && !found.answer.status ? " Its status is still to be filled in." : undefined),
      element("p", "took", ...Object.keys(NAMES).filter((name) => name !== "answer" && found[name] !== undefined)
        .map((name) => code(found[name]))),
      keep,
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
      take(found, text, input, input.selectionStart, input.selectionEnd);
    });
    input.addEventListener("input", hide);
  }
}
