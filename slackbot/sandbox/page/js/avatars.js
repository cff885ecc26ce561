// Faces: a person's first letter on their colour, the app's mark, the workspace's own.

import { el } from "./dom.js";
import { person, store } from "./store.js";

export function nameOf(user) {
  return person(user)?.name || (user === "USLACKBOT" ? "Slackbot" : user);
}

export function avatar(user, size = "") {
  const known = person(user);
  if (user === store.server.bot) {
    return el("img", { class: `avatar ${size}`, src: "/page/icon.svg", alt: "" });
  }
  const face = el(
    "span",
    { class: `avatar ${size}`, "aria-hidden": "true" },
    nameOf(user).slice(0, 1),
  );
  if (/^[0-9a-f]{6}$/i.test(known?.color || ""))
    face.style.setProperty("--face", `#${known.color}`);
  return face;
}
