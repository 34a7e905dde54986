// The two shortcuts. They never act while somebody is typing in a field, and can be switched off.

import { byId } from "./dom.js";

const STORED_AS = "neptune-import-tasks shortcuts";
const isTyping = ({ target }) => target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select") !== null;

/** `copyRequest` copies the request that is shown, if there is one. */
export function startKeys(copyRequest) {
  const isOn = byId("shortcuts");
  try {
    isOn.checked = localStorage.getItem(STORED_AS) !== "off";
    isOn.addEventListener("change", () => localStorage.setItem(STORED_AS, isOn.checked ? "on" : "off"));
  } catch {
    // No storage: the switch is good until the page is left.
  }
  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || event.defaultPrevented || event.isComposing || isTyping(event)) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && isPlain) {
      event.preventDefault();
      byId("paste").focus();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      copyRequest();
    }
  });
}
