// A list with one stop for Tab: arrows move along it, and only the current entry's controls follow.

const CONTROLS = "button, a[href], input, select, textarea";

/** Make `list` such a one; entries that come later are taken in as well. */
export function roving(list, entries) {
  let current = null;
  const all = () => [...list.querySelectorAll(`:scope > ${entries}`)];
  const settle = (entry) => {
    if (current !== entry) reach(current, false);
    current = entry;
    reach(entry, true);
  };
  const observer = new MutationObserver(() => {
    const now = all();
    for (const entry of now) reach(entry, entry === current);
    if (!now.includes(current)) settle(now.at(-1) || null);
  });
  observer.observe(list, { childList: true });
  list.addEventListener("focusin", (event) => settle(entryOf(list, event.target, entries)));
  list.addEventListener("keydown", (event) => move(event, all(), current));
}

function entryOf(list, node, entries) {
  return node.closest(entries);
}

function reach(entry, on) {
  if (!entry) return;
  entry.tabIndex = on ? 0 : -1;
  for (const control of entry.querySelectorAll(CONTROLS)) control.tabIndex = on ? 0 : -1;
}

function move(event, all, current) {
  if (event.target !== current) return;
  const at = all.indexOf(current);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) {
    if (event.key === "Enter") current.querySelector(".tools button, .thread-link")?.click();
    return;
  }
  event.preventDefault();
  all[to]?.focus();
  all[to]?.scrollIntoView({ block: "nearest" });
}
