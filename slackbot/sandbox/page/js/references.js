// What stands between angle brackets in mrkdwn: people, channels, dates, links to safe places.

import { dateToken, moment, whole } from "./dates.js";
import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { channel, channelTitle, person, store } from "./store.js";

const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

export function angle(inside, whole_) {
  const bar = inside.indexOf("|");
  const [target, label] = bar < 0 ? [inside, ""] : [inside.slice(0, bar), inside.slice(bar + 1)];
  const rest = target.slice(1);
  if (target.startsWith("@")) return mention(rest, label);
  if (target.startsWith("#")) return channelLink(rest, label);
  if (target.startsWith("!")) return special(rest, decoded(label));
  return SAFE.test(target) ? link(decoded(target), decoded(label || target)) : decoded(whole_);
}

export function link(href, label) {
  if (!SAFE.test(href)) return document.createTextNode(label);
  const local = href.startsWith(`${location.origin}/archives/`);
  const there = local ? href : { href, target: "_blank", rel: "noopener noreferrer" };
  return el("a", local ? { href } : there, withEmoji(label));
}

export function mention(id, label = "") {
  const name = person(id)?.name || decoded(label) || id;
  return el("span", { class: "mention", "data-me": id === store.me }, `@${name}`);
}

function channelLink(id, label) {
  const known = channel(id);
  if (!known) return el("span", { class: "mention" }, `#${decoded(label) || id}`);
  return el("a", { class: "mention", href: `#${id}` }, `#${channelTitle(known)}`);
}

function special(inside, label) {
  const [kind, ...rest] = inside.split("^");
  if (kind === "date") return date(rest, label);
  if (kind === "subteam") return el("span", { class: "mention" }, label || "@group");
  return el("span", { class: "mention", "data-me": true }, `@${kind}`);
}

function date([epoch, format = "", href], label) {
  const said = dateToken(epoch, format, label);
  const node = el(
    "time",
    { title: whole(moment(epoch)), datetime: moment(epoch).toISOString() },
    said,
  );
  return href && SAFE.test(href)
    ? el("a", { href, target: "_blank", rel: "noopener" }, node)
    : node;
}

/** The only three entities that Slack knows. */
export function decoded(text) {
  const known = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => known[entity]);
}
