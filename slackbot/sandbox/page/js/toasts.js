// Short notices in the corner: problems, and what happened elsewhere.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const STAYS = 7000;
const MOST = 3;

export function toast(text, { alarm = false, title = null, open = null } = {}) {
  const holder = document.getElementById("toasts");
  const words = [title && el("strong", {}, title), el("span", { dir: "auto" }, text)];
  const body = open
    ? el("button", { class: "toast-open", type: "button", onclick: () => (end(), open()) }, words)
    : el("div", { class: "toast-body" }, words);
  const close = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": "Dismiss", onclick: end },
    icon("close"),
  );
  const shown = el(
    "div",
    { class: "toast", "data-alarm": alarm, role: alarm && "alert" },
    body,
    close,
  );
  function end() {
    shown.remove();
  }
  holder.append(shown);
  while (holder.children.length > MOST) holder.firstElementChild.remove();
  setTimeout(end, STAYS);
  if (open) addEventListener("hashchange", end, { once: true }); // One is on the way somewhere.
}
