// A list of messages with day lines and a “new” line, which stays at its end unless one scrolls up.

import { dayKey, dayTitle, moment } from "./dates.js";
import { el, patch } from "./dom.js";
import { icon } from "./icons.js";
import { messageItem } from "./messages.js";
import { roving } from "./roving.js";
import { store } from "./store.js";

const NEAR = 5 * 60; // Seconds within which one person's messages stand together.
const END = 48; // Pixels from the end that still count as being there.

/** `draw(messages, {place, channel, newFrom, marked, inThread})` shows another list in it. */
export function timeline(label) {
  const list = el("div", { class: "messages", role: "log", "aria-label": label });
  const jump = el(
    "button",
    { type: "button", class: "jump", hidden: true, onclick: () => toEnd("smooth") },
    icon("down"),
    "New messages",
  );
  const scroller = el("div", { class: "timeline", onscroll: settle }, list);
  const node = el("div", { class: "timeline-frame" }, scroller, jump);
  let shown = { place: null, last: null };
  let stuck = true;
  roving(list, "article");
  new ResizeObserver(() => stuck && toEnd()).observe(list);
  new ResizeObserver(() => stuck && toEnd()).observe(scroller);

  function settle() {
    stuck = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < END;
    if (stuck) jump.hidden = true;
  }
  function toEnd(behavior = "instant") {
    scroller.scrollTo({ top: scroller.scrollHeight, behavior });
  }
  function draw(messages, how) {
    const elsewhere = shown.place !== how.place;
    const last = messages.at(-1)?.ts;
    if (elsewhere) stuck = true;
    patch(list, items(messages, how));
    if (stuck) toEnd();
    else if (!elsewhere && last > shown.last) jump.hidden = false;
    shown = { place: how.place, last };
  }
  function show(ts) {
    stuck = false;
    const found = [...list.children].find((one) => one.dataset.ts === ts);
    found?.scrollIntoView({ block: "center" });
    settle();
  }
  return { node, list, draw, show, atEnd: () => stuck, toEnd };
}

function items(messages, { place, channel, newFrom, marked, inThread }) {
  const made = [];
  let before = null;
  let isNew = false;
  for (const message of messages) {
    const opensNew = !isNew && newFrom && isNews(message, newFrom);
    if (newDay(before, message))
      made.push(line(`${place} ${dayKey(moment(message.ts))}`, dayTitle(moment(message.ts))));
    if (opensNew && before) made.push(line(`${place} new`, "New", "new"));
    isNew ||= opensNew;
    const near = !opensNew && stands(before, message);
    made.push(messageItem(message, { channel, near, inThread, marked: message.ts === marked }));
    before = message;
  }
  return made;
}

const isNews = (message, from) =>
  message.ts > from && !message.ephemeral && message.user !== store.me;

function newDay(before, message) {
  return !before || dayKey(moment(before.ts)) !== dayKey(moment(message.ts));
}

function stands(before, message) {
  if (!before || before.user !== message.user || before.ephemeral || message.ephemeral)
    return false;
  return message.ts - before.ts < NEAR && !newDay(before, message);
}

function line(key, title, kind = "day") {
  const make = () =>
    el(
      "div",
      { class: `line ${kind}`, role: "separator", "aria-label": title },
      el("span", {}, title),
    );
  return { key, sig: title, make };
}
