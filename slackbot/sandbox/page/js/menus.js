// A button with a menu: arrow keys, Escape, a click elsewhere; used by messages and by the page.

import { el } from "./dom.js";

const GAP = 4;

/** `choices()` gives `{label, note, current, choose}` each time the menu opens. */
export function menuButton(looks, inside, choices) {
  const button = el(
    "button",
    {
      type: "button",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: () => openMenu(button, choices()),
      onkeydown: (event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        event.stopPropagation();
        openMenu(button, choices());
      },
      ...looks,
    },
    inside,
  );
  return button;
}

function openMenu(button, choices) {
  const menu = el("div", { class: "menu", role: "menu", popover: "auto", onkeydown: move });
  menu.append(...choices.map((choice) => item(menu, choice)));
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    if (menu.contains(document.activeElement) || document.activeElement === document.body)
      button.focus();
    menu.remove();
  });
  // Inside an open dialog everything else is inert, so the menu stands where its button does.
  (button.closest("dialog") || document.body).append(menu);
  menu.showPopover();
  place(menu, button);
  button.setAttribute("aria-expanded", "true");
  (menu.querySelector("[aria-checked=true]") || menu.firstElementChild)?.focus();
}

function item(menu, choice) {
  const checks = choice.current === undefined ? {} : { "aria-checked": choice.current };
  const role = choice.current === undefined ? "menuitem" : "menuitemradio";
  const choose = () => {
    menu.hidePopover();
    choice.choose();
  };
  const words = [choice.mark, el("span", { class: "menu-label", dir: "auto" }, choice.label)];
  if (choice.note) words.push(el("span", { class: "menu-note" }, choice.note));
  return el("button", { type: "button", role, tabindex: -1, onclick: choose, ...checks }, words);
}

function place(menu, button) {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = bottom + GAP + height <= innerHeight;
  const start = left + width <= innerWidth - GAP ? left : right - width;
  menu.style.top = `${Math.max(GAP, below ? bottom + GAP : top - GAP - height)}px`;
  menu.style.left = `${Math.max(GAP, start)}px`;
}

function move(event) {
  const items = [...event.currentTarget.children];
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key === "Tab") event.currentTarget.hidePopover();
  if (!(event.key in steps)) return;
  event.preventDefault();
  event.stopPropagation();
  items.at(steps[event.key] % items.length).focus();
}
