// Slack's mrkdwn as DOM nodes. Nothing here reads text as HTML, whatever stands in it.

import { dateToken, moment, whole } from "./dates.js";
import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { channel, channelTitle, person, store } from "./store.js";

const FENCE = /```\n?([\s\S]*?)\n?```/;
const QUOTE = /^(?:>|&gt;) ?/;
const LONG_QUOTE = /^(?:>|&gt;){3} ?/;
const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

/** A marker pairs up only at the edges of words; a word joiner behind it takes its power. */
function pair(mark, name) {
  const body = `(?=\\S)(?:<[^<>\\n]*>|[^${mark}\\n<])+?(?<=\\S)`;
  return `(?<![\\p{L}\\p{N}${mark}])[${mark}](?<${name}>${body})[${mark}](?![\\p{L}\\p{N}\\u2060${mark}])`;
}

const TOKEN = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    "(?<url>https?://[^\\s<>|\"\\u2060]+[^\\s<>|\"\\u2060.,;:!?)])",
    pair("*", "bold"),
    pair("_", "italic"),
    pair("~", "struck"),
  ].join("|"),
  "gu",
);

/** A text object of a block: mrkdwn, or plain text with nothing but its emoji. */
export function textOf(object) {
  if (!object) return [];
  return object.type === "mrkdwn" ? mrkdwn(object.text) : [withEmoji(object.text)];
}

export function mrkdwn(text) {
  const parts = (text || "").split(FENCE);
  return parts.flatMap((part, at) => (at % 2 ? [el("pre", {}, decoded(part))] : lines(part)));
}

function lines(text) {
  const nodes = [];
  let quoted = [];
  let said = [];
  const flush = () => {
    if (quoted.length) nodes.push(el("blockquote", { dir: "auto" }, inline(quoted.join("\n"))));
    if (said.length) nodes.push(...inline(said.join("\n")));
    quoted = [];
    said = [];
  };
  const all = text.split("\n");
  for (const [at, line] of all.entries()) {
    if (LONG_QUOTE.test(line)) {
      flush();
      quoted = [line.replace(LONG_QUOTE, ""), ...all.slice(at + 1)];
      break;
    }
    const isQuote = QUOTE.test(line);
    if (isQuote !== quoted.length > 0) flush();
    (isQuote ? quoted : said).push(isQuote ? line.replace(QUOTE, "") : line);
  }
  flush();
  return nodes;
}

function inline(text) {
  const nodes = [];
  let last = 0;
  for (const found of text.matchAll(TOKEN)) {
    nodes.push(withEmoji(decoded(text.slice(last, found.index))), token(found.groups, found[0]));
    last = found.index + found[0].length;
  }
  nodes.push(withEmoji(decoded(text.slice(last))));
  return nodes;
}

function token(found, whole_) {
  if (found.code) return el("code", {}, decoded(found.code));
  if (found.angle) return angle(found.angle, whole_);
  if (found.url) return link(decoded(found.url), decoded(found.url));
  if (found.bold) return el("strong", {}, inline(found.bold));
  if (found.italic) return el("em", {}, inline(found.italic));
  return el("s", {}, inline(found.struck));
}

function angle(inside, whole_) {
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
  const node = el("time", { title: whole(moment(epoch)), datetime: moment(epoch).toISOString() }, said);
  return href && SAFE.test(href) ? el("a", { href, target: "_blank", rel: "noopener" }, node) : node;
}

/** The only three entities that Slack knows. */
export function decoded(text) {
  const known = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => known[entity]);
}
