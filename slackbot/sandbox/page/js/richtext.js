// Rich text blocks: sections, lists, quotes and code of styled parts.

import { dateToken } from "./dates.js";
import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link, mention } from "./references.js";
import { channel, channelTitle } from "./store.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

export function drawRichText(block) {
  return el("div", { class: "block text rich", dir: "auto" }, block.elements.map(group));
}

function group(part) {
  if (part.type === "rich_text_list") return list(part);
  if (part.type === "rich_text_quote") return el("blockquote", {}, part.elements.map(leaf));
  if (part.type === "rich_text_preformatted") return el("pre", {}, part.elements.map(leaf));
  return el("div", {}, part.elements.map(leaf));
}

function list(part) {
  const items = part.elements.map((item) => el("li", {}, item.elements.map(leaf)));
  const node = el(part.style === "ordered" ? "ol" : "ul", { "data-indent": part.indent }, items);
  if (part.offset) node.start = part.offset + 1;
  return node;
}

function leaf(part) {
  let node = bare(part);
  for (const [name, tag] of Object.entries(STYLES)) {
    if (part.style?.[name]) node = el(tag, {}, node);
  }
  return node;
}

function bare(part) {
  switch (part.type) {
    case "text":
      return withEmoji(part.text);
    case "link":
      return link(part.url, part.text || part.url);
    case "user":
      return mention(part.user_id);
    case "channel":
      return el("span", { class: "mention" }, `#${channelName(part.channel_id)}`);
    case "emoji":
      return withEmoji(`:${part.name}:`);
    case "date":
      return el("time", {}, dateToken(part.timestamp, part.format, part.fallback || ""));
    case "broadcast":
      return el("span", { class: "mention" }, `@${part.range}`);
    default:
      return withEmoji(part.text || "");
  }
}

function channelName(id) {
  const known = channel(id);
  return known ? channelTitle(known) : id;
}
