// The head of a pane: the way back where there is no room for both, a title, a note, more.

import { el } from "./dom.js";
import { icon } from "./icons.js";

export function paneHead(head, back, title, note = null, ...more) {
  const sig = JSON.stringify([back?.ariaLabel, title, note]);
  if (head.dataset.sig === sig) return;
  head.dataset.sig = sig;
  const words = el(
    "div",
    { class: "pane-title" },
    el("h1", { dir: "auto" }, title),
    note && el("p", { dir: "auto" }, note),
  );
  head.replaceChildren(...[back, words, ...more].filter(Boolean));
}

export function backButton(to, onclick) {
  return el(
    "button",
    {
      type: "button",
      class: "icon-button back",
      "aria-label": `Back to ${to.toLowerCase()}`,
      onclick,
    },
    icon("back"),
  );
}

export function closeButton(label, onclick) {
  return el(
    "button",
    {
      type: "button",
      class: "icon-button close",
      "aria-label": label,
      title: "Close (Esc)",
      onclick,
    },
    icon("close"),
  );
}
