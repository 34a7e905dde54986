// Starts the page: the WebAssembly first, then the three panels and what connects them.
// Nothing here or below it talks to any server.

import { init } from "./neptune-import-tasks/index.mjs";
import { startAnswer } from "./answer.js";
import { startCheck } from "./check.js";
import { byId } from "./dom.js";
import { ANSWERS, CHECKS } from "./examples.js";
import { startKeys } from "./keys.js";
import { startPaste } from "./paste.js";
import { startRequest } from "./request.js";
import { restoreFields, startState } from "./state.js";

function onButtons(name, act) {
  for (const button of document.querySelectorAll(`[data-${name}]`)) {
    button.addEventListener("click", () => act(button.dataset[name]));
  }
}

function start() {
  restoreFields();
  const { fields, isGood } = startCheck();
  const request = startRequest(fields.taskId.input);
  const fillAnswer = startAnswer(request);
  startPaste(fields, (found) => {
    const undo = [request.fill(found), found.answer ? fillAnswer(found.answer) : () => {}];
    return () => undo.forEach((step) => step());
  });
  startState((id) => (isGood[id] ?? request.isGood[id] ?? (() => true))(byId(id).value));
  startKeys(request.copy);
  onButtons("check", (name) => {
    const [field, value] = CHECKS[name];
    fields[field].set(value);
  });
  onButtons("answer", (name) => fillAnswer(ANSWERS[name]));
  // Without scrolling: on a narrow screen the top of the page must stay in sight.
  if (fields.taskId.input.value === "") fields.taskId.input.focus({ preventScroll: true });
  // For the next visit, without a network.
  navigator.serviceWorker?.register("offline.js").catch(() => {});
}

function giveUp() {
  for (const node of document.querySelectorAll("#panels, .tools, #shortcuts-line")) node.hidden = true;
  byId("unavailable").hidden = false;
}

// Only the compiler may fail here. A mistake of the page itself should reach the console.
init().then(start, giveUp);
