// The request as other tools send it: a tab for each, and a button that copies what is shown.

import { byId, copy } from "./dom.js";
import { startTabs } from "./tabs.js";

const FOR_POWERSHELL = { curl: "curlPowerShell", awsCli: "awsCliPowerShell" };

/** Sets it up. `show` takes the package's snippets, or nothing while there is no request. */
export function startSnippets() {
  const section = byId("snippets");
  const button = byId("copy-snippet");
  let texts;
  let tool;

  const shown = () => texts?.[(byId("powershell").checked && FOR_POWERSHELL[tool]) || tool] ?? "";
  const refresh = () => {
    byId("shells").hidden = !(tool in FOR_POWERSHELL);
    byId("snippet-text").textContent = shown();
  };
  const tabs = startTabs(section.querySelector("[role=tablist]"), (tab) => {
    tool = tab.dataset.tool;
    byId("snippet").setAttribute("aria-labelledby", tab.id);
    refresh();
  });

  function copyShown() {
    if (texts) copy(button, shown(), `${tabs.selected().textContent} request`);
  }
  button.addEventListener("click", copyShown);

  return {
    copy: copyShown,
    show(snippets) {
      texts = snippets;
      section.hidden = texts === undefined;
      refresh();
    },
  };
}
