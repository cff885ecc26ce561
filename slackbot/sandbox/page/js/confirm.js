// “Are you sure?”, as a button of the app asks it.

import { el } from "./dom.js";
import { textOf } from "./mrkdwn.js";

/** Resolves to whether the person agreed; Escape is a no. */
export function agreed(asked) {
  const dialog = document.getElementById("confirm");
  const yes = { value: "yes", class: "button", "data-style": asked.style || "primary" };
  dialog.replaceChildren(
    el(
      "form",
      { method: "dialog" },
      el("h2", { id: "confirm-title" }, textOf(asked.title)),
      el("div", { class: "modal-body text", dir: "auto" }, textOf(asked.text)),
      el(
        "footer",
        {},
        el("button", { value: "no", class: "button" }, textOf(asked.deny)),
        el("button", yes, textOf(asked.confirm)),
      ),
    ),
  );
  dialog.setAttribute("aria-labelledby", "confirm-title");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
