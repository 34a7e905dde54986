// The request as other tools send it: a tab for each, and a button that copies what is shown.

import { byId, copy } from "./dom.js";
import { startTabs } from "./tabs.js";

/** Sets it up. `show` takes the package's snippets, or nothing while there is no request. */
export function startSnippets() {
  const section = byId("snippets");
  const button = byId("copy-snippet");
  let texts;

  const tabs = startTabs(section.querySelector("[role=tablist]"), (tab) => {
    byId("snippet").setAttribute("aria-labelledby", tab.id);
    byId("snippet-text").textContent = texts?.[tab.dataset.tool] ?? "";
  });

  function copyShown() {
    const tab = tabs.selected();
    if (texts) copy(button, texts[tab.dataset.tool], `${tab.textContent} request`);
  }
  button.addEventListener("click", copyShown);

  return {
    copy: copyShown,
    show(snippets) {
      texts = snippets;
      section.hidden = texts === undefined;
      tabs.refresh();
    },
  };
}
