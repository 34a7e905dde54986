// Tabs by the pattern of the ARIA Authoring Practices: one in the order of the Tab key, arrows move between them.

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** `show` is called with the tab whose content is to be shown. */
export function startTabs(list, show) {
  const all = [...list.querySelectorAll("[role=tab]")];
  let current = all[0];

  function select(tab) {
    current = tab;
    for (const other of all) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
    }
    show(tab);
  }

  for (const tab of all) tab.addEventListener("click", () => select(tab));
  list.addEventListener("keydown", (event) => {
    const at = all.indexOf(current);
    const next = event.key === "Home" ? 0
      : event.key === "End" ? all.length - 1
        : event.key in STEPS ? (at + STEPS[event.key] + all.length) % all.length : undefined;
    if (next === undefined) return;
    event.preventDefault();
    select(all[next]);
    current.focus();
  });
  select(current);
  return { selected: () => current, refresh: () => show(current) };
}
