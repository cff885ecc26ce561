// Slack's mrkdwn as DOM nodes. Nothing here reads text as HTML, whatever stands in it.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { angle, decoded, link } from "./references.js";

const FENCE = /```\n?([\s\S]*?)\n?```/;
const QUOTE = /^(?:>|&gt;) ?/;
const LONG_QUOTE = /^(?:>|&gt;){3} ?/;

/** A marker pairs up only at the edges of words; a word joiner behind it takes its power. */
function pair(mark, name) {
  const body = `(?=\\S)(?:<[^<>\\n]*>|[^${mark}\\n<])+?(?<=\\S)`;
  return `(?<![\\p{L}\\p{N}${mark}])[${mark}](?<${name}>${body})[${mark}](?![\\p{L}\\p{N}\\u2060${mark}])`;
}

const TOKEN = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    '(?<url>https?://[^\\s<>|"\\u2060]+[^\\s<>|"\\u2060.,;:!?)])',
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
