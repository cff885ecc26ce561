// One message: who, when, what it says, and the way into its thread.

import { content } from "./content.js";
import { dayKey, moment, relative, time, whole } from "./dates.js";
import { dismiss } from "./dismissed.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, nameOf } from "./avatars.js";
import { menuButton } from "./menus.js";
import { address, go } from "./routes.js";
import { step } from "./steps.js";
import { store, zone } from "./store.js";

/** An item for `patch`. `near` says that the one before is the same person's, minutes ago. */
export function messageItem(message, { channel, near = false, inThread = false, marked = false }) {
  const now = dayKey(new Date()); // “Today” is another day tomorrow.
  const sig = JSON.stringify([message, near, marked, zone(), now, store.server.channels.length]);
  const make = () => draw(message, { channel, near, inThread, marked });
  return { key: message.ts, sig, make };
}

function draw(message, { channel, near, inThread, marked }) {
  const name = nameOf(message.user);
  const looks = {
    class: "message",
    tabindex: -1,
    "aria-label": `${name}, ${time(moment(message.ts))}`,
    "data-ts": message.ts,
    "data-near": near,
    "data-marked": marked,
    "data-ephemeral": message.ephemeral,
  };
  const body = [head(message, name), ...content(message, channel)];
  if (!inThread) body.push(threadLink(message, channel));
  return el(
    "article",
    looks,
    el(
      "div",
      { class: "margin" },
      avatar(message.user),
      el("span", { class: "margin-time", "aria-hidden": "true" }, time(moment(message.ts))),
    ),
    el("div", { class: "message-body" }, body),
    !message.ephemeral && tools(message, channel, inThread),
  );
}

function head(message, name) {
  const at = moment(message.ts);
  const edited = message.edited && message.user !== store.server.bot;
  return el(
    "header",
    { class: "message-head" },
    message.ephemeral && onlyYou(message),
    el("span", { class: "author" }, name),
    message.user === store.server.bot && el("span", { class: "badge" }, "App"),
    el("time", { class: "at", datetime: at.toISOString(), title: whole(at) }, time(at)),
    edited && el("span", { class: "at" }, "(edited)"),
  );
}

function onlyYou(message) {
  const away = () => dismiss(message.ts);
  return el(
    "p",
    { class: "only-you" },
    icon("eye"),
    "Only visible to you",
    " · ",
    el("button", { type: "button", class: "text-button", onclick: away }, "Dismiss"),
  );
}

function threadLink(message, channel) {
  if (!message.reply_count) return null;
  const replies = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const at = moment(message.latest_reply);
  const who = (store.server.threads[channel]?.[message.ts] || []).map((reply) => reply.user);
  return el(
    "a",
    { class: "thread-link", href: `#${address(channel, message.ts)}` },
    [...new Set(who)].slice(0, 3).map((user) => avatar(user, "small")),
    el("strong", {}, replies),
    el("time", { "data-ago": at.toISOString(), title: whole(at) }, relative(at)),
  );
}

function tools(message, channel, inThread) {
  const open = () => go(address(channel, message.thread_ts || message.ts));
  return el(
    "div",
    { class: "tools" },
    !inThread &&
      el(
        "button",
        {
          type: "button",
          class: "icon-button",
          title: "Reply in thread",
          "aria-label": "Reply in thread",
          onclick: open,
        },
        icon("reply"),
      ),
    menuButton(
      { class: "icon-button", title: "Message menu", "aria-label": "Message menu" },
      icon("dots"),
      () => shortcuts(message, channel),
    ),
  );
}

/** What the app adds to a message's menu. */
function shortcuts(message, channel) {
  return store.server.shortcuts.map((shortcut) => ({
    label: shortcut.name,
    note: "Dispute Desk",
    choose: () => step("shortcut", { channel, ts: message.ts, callback_id: shortcut.callback_id }),
  }));
}

/** Keep what is said in words about the past true while time passes. */
export function keepAges() {
  setInterval(() => {
    for (const node of document.querySelectorAll("[data-ago]")) {
      node.textContent = relative(new Date(node.dataset.ago));
    }
  }, 20_000);
}
