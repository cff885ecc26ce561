// Activity: what concerns me and stands elsewhere: replies in my threads, mentions, direct words.

import { avatar, nameOf } from "./avatars.js";
import { moment, relative, whole } from "./dates.js";
import { el, patch } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { backButton, paneHead } from "./panehead.js";
import { address, go, here } from "./routes.js";
import { channelTitle, store } from "./store.js";
import { toast } from "./toasts.js";

const MOST = 60;
const list = el("div", { class: "activity" });
const seenKey = () => `sandbox.seen.${store.server.team.started}.${store.me}`;
const seen = () => localStorage.getItem(seenKey()) || "0";

let told = {}; // Up to where each person was told by a notice in the corner.

export const unseen = () => concerns().filter((one) => one.message.ts > seen()).length;

/** Newest first: `{message, channel, thread}`. */
function concerns() {
  const found = store.server.channels.flatMap((one) => [...replies(one), ...mentions(one)]);
  return found.sort((a, b) => (a.message.ts < b.message.ts ? 1 : -1)).slice(0, MOST);
}

const names = (message) =>
  JSON.stringify([message.text, message.blocks]).includes(`<@${store.me}>`);
const others = (message) => message.user !== store.me && !message.ephemeral;

function replies(channel) {
  const threads = Object.entries(store.server.threads[channel.id] || {});
  return threads.flatMap(([thread, messages]) => {
    const parent = store.server.messages[channel.id].find((one) => one.ts === thread);
    const mine = [parent, ...messages].some((one) => one && (one.user === store.me || names(one)));
    if (!mine) return [];
    return messages.filter(others).map((message) => ({ message, channel, thread }));
  });
}

/** A card that names its owner in a block tells a state; only what its text says is meant for me. */
function mentions(channel) {
  const meant = (message) =>
    others(message) && (channel.is_dm || message.text.includes(`<@${store.me}>`));
  const found = store.server.messages[channel.id].filter(meant);
  return found.map((message) => ({ message, channel, thread: null }));
}

export function drawActivity(head, view) {
  paneHead(
    head,
    backButton("Channels", () => go("")),
    "Activity",
    "Replies in your threads, mentions and direct messages",
  );
  if (list.parentNode !== view) view.replaceChildren(list);
  const found = concerns();
  patch(list, found.length ? found.map(item) : [nothing()]);
  if (found.length && !document.hidden) localStorage.setItem(seenKey(), found[0].message.ts);
}

function nothing() {
  const make = () =>
    el(
      "p",
      { class: "empty" },
      "Nothing yet. Claim a dispute, and what happens in its thread comes here.",
    );
  return { key: "none", sig: store.me, make };
}

function item({ message, channel, thread }) {
  const at = moment(message.ts);
  const where = channel.is_dm
    ? "Direct message"
    : `#${channelTitle(channel)}${thread ? ", in a thread" : ""}`;
  const make = () =>
    el(
      "a",
      { class: "activity-item", href: `#${address(channel.id, message.ts)}` },
      avatar(message.user),
      el(
        "span",
        { class: "activity-words" },
        el(
          "small",
          {},
          `${nameOf(message.user)} · ${where} · `,
          el("time", { "data-ago": at.toISOString(), title: whole(at) }, relative(at)),
        ),
        el("span", { class: "activity-text", dir: "auto" }, mrkdwn(message.text)),
      ),
    );
  return { key: `${channel.id} ${message.ts}`, sig: message.text + store.me, make };
}

/** A notice in the corner for what concerns me and is not in front of me. */
export function announce() {
  const [newest] = concerns();
  const before = told[store.me];
  told[store.me] = newest?.message.ts || "0";
  if (before === undefined || !newest || newest.message.ts <= before) return;
  const { message, channel, thread } = newest;
  const place = here();
  if (place.view === "activity" || (thread && place.thread === thread)) return;
  if (!thread && place.channel === channel.id) return;
  const open = () => go(address(channel.id, message.ts));
  const plain = mrkdwn(message.text)
    .map((node) => node.textContent)
    .join("");
  toast(plain, { title: `${nameOf(message.user)} · ${channelTitle(channel)}`, open });
}
