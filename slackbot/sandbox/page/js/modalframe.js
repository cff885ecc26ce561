// The dialog that modals stand in: its parts, and where the focus goes when it opens and closes.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const dialog = document.getElementById("modal");

export const title = el("h2", { id: "modal-title", dir: "auto" });
export const body = el("div", { class: "modal-body" });
export const problem = el("p", { class: "modal-problem", role: "alert" });
export const foot = el("footer");

let returnTo = null; // What had the focus before the dialog came.
let entered = false; // Whether the focus was led into a field; an app may draw those later.

export function mountFrame({ submit, dismiss }) {
  const looks = { type: "button", class: "icon-button", "aria-label": "Close", onclick: dismiss };
  const head = el("header", {}, title, el("button", looks, icon("close")));
  const form = el("form", { novalidate: true, onsubmit: submit }, head, body, problem, foot);
  dialog.append(form);
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    dismiss();
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
  });
}

export function show(another) {
  if (!dialog.open) {
    returnTo = document.activeElement;
    dialog.showModal();
  }
  if (another) {
    entered = false;
    body.scrollTop = 0;
    foot.lastElementChild?.focus();
  }
  const first = body.querySelector("[autofocus], input, select, textarea");
  if (!entered && first) first.focus();
  entered ||= Boolean(first);
}

/** Says whether there was something to hide. */
export function hide() {
  if (!dialog.open) return false;
  dialog.close();
  if (document.contains(returnTo)) returnTo.focus({ preventScroll: true });
  return true;
}
