// Light, dark, or as the system has it.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const KEY = "sandbox.theme";
const NEXT = { auto: "light", light: "dark", dark: "auto" };
const ICONS = { auto: "auto", light: "sun", dark: "moon" };
const WORDS = { auto: "as the system", light: "light", dark: "dark" };

const chosen = () => localStorage.getItem(KEY) || "auto";

export function applyTheme() {
  document.documentElement.dataset.theme = chosen();
}

export function themeButton() {
  const button = el("button", { type: "button", class: "icon-button", onclick: turn });
  function turn() {
    localStorage.setItem(KEY, NEXT[chosen()]);
    show();
  }
  function show() {
    applyTheme();
    button.title = `Colours: ${WORDS[chosen()]}`;
    button.setAttribute("aria-label", button.title);
    button.replaceChildren(icon(ICONS[chosen()]));
  }
  show();
  return button;
}
