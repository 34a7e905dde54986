// Starts the page: the WebAssembly first, then the three panels and the examples.
// Nothing here or below it talks to any server.

import { init } from "./neptune-import-tasks/index.mjs";
import { startAnswer } from "./answer.js";
import { startCheck } from "./check.js";
import { byId } from "./dom.js";
import { ANSWERS, CHECKS } from "./examples.js";
import { startRequest } from "./request.js";

function onButtons(name, act) {
  for (const button of document.querySelectorAll(`[data-${name}]`)) {
    button.addEventListener("click", () => act(button.dataset[name]));
  }
}

function start() {
  const fields = startCheck();
  startRequest(fields.taskId.input);
  const fill = startAnswer();
  onButtons("check", (name) => {
    const [field, value] = CHECKS[name];
    fields[field].set(value);
  });
  onButtons("answer", (name) => fill(ANSWERS[name]));
  // Without scrolling: on a narrow screen the top of the page must stay in sight.
  fields.taskId.input.focus({ preventScroll: true });
}

function giveUp() {
  byId("panels").hidden = true;
  byId("unavailable").hidden = false;
}

// Only the compiler may fail here. A mistake of the page itself should reach the console.
init().then(start, giveUp);
