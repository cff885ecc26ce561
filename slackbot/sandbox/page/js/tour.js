// The hint for a first visit: the whole story in two minutes, ticked off as it is played.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { change, store } from "./store.js";

const KEY = "sandbox.tour";

const STEPS = [
  // What to do, how, and the words that count as done; the nudge cannot be seen before the day.
  [
    "Claim a dispute",
    "Press Claim on a card whose time is running: a yellow or orange mark.",
    /^claim$|^\/dispute claim/i,
  ],
  ["Reply to its buyer", "Press Reply… on the card, pick a suggestion, keep it.", /^reply.* keep/i],
  ["Let a day pass", "With “A day passes” in the strip for the world outside.", /^forward a day$/],
  [
    "See the nudge",
    "In half a minute the desk looks again, and reminds you: see Activity.",
    /^see #activity$/,
    2,
  ],
  ["Resolve it", "Press Resolve…, say how it ended.", /^resolve.* save/i],
  [
    "Ask for the digest as Lea",
    "Be Lea with the button above, then type /dispute digest.",
    /^\/dispute digest/,
  ],
];

const saved = JSON.parse(localStorage.getItem(KEY) || "null") || { open: true, done: [] };

function keep(news) {
  Object.assign(saved, news);
  localStorage.setItem(KEY, JSON.stringify(saved));
  change();
}

/** What the person pressed, typed or opened, in the words on the screen. */
export function heard(words) {
  const at = STEPS.findIndex(([, , matches]) => matches.test(words || ""));
  const [, , , after] = STEPS[at] || [];
  if (at < 0 || saved.done.includes(at)) return;
  if (after === undefined || saved.done.includes(after)) keep({ done: [...saved.done, at] });
}

export function tour() {
  if (!saved.open) return [];
  return [{ key: "tour", sig: JSON.stringify(saved), make: draw }];
}

function draw() {
  const close = () => keep({ open: false });
  const next = STEPS.findIndex((_step, at) => !saved.done.includes(at));
  const over = next < 0;
  const title = over ? "That was the whole story" : "The story in two minutes";
  return el(
    "section",
    { class: "tour", "aria-label": title },
    el(
      "header",
      {},
      el("h2", {}, title),
      el(
        "button",
        { type: "button", class: "icon-button", "aria-label": "Close the hint", onclick: close },
        icon("close"),
      ),
    ),
    el(
      "ol",
      {},
      STEPS.map((step, at) => line(step, saved.done.includes(at), at === next)),
    ),
    over &&
      el(
        "button",
        { type: "button", class: "button small", onclick: () => keep({ done: [] }) },
        "Start over",
      ),
  );
}

function line([title, how], done, next) {
  const mark = done ? el("span", { class: "tick" }, icon("check")) : el("span", { class: "tick" });
  const state = done ? "done: " : "";
  return el(
    "li",
    { "data-done": done, "data-next": next, "aria-current": next && "step" },
    mark,
    el("span", {}, el("span", { class: "sr" }, state), title, next && el("small", {}, how)),
  );
}

export function tourButton() {
  const onclick = () => keep({ open: !saved.open });
  return el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "The story in two minutes",
      title: "The story in two minutes",
      onclick,
    },
    icon("help"),
  );
}

/** Opening a page of the workspace counts as well. */
export function watch() {
  const seen = () => store.server && heard(`see ${location.hash}`);
  addEventListener("hashchange", seen);
}
