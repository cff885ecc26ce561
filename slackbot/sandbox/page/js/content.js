// What a message says: blocks or plain text, attachments, files.

import { drawBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { messageSurface } from "./surfaces.js";

export function content(message, channel) {
  if (message.subtype === "tombstone") return [el("p", { class: "tombstone" }, message.text)];
  const blocks = message.blocks?.length;
  const surface = messageSurface(channel, message.ts);
  const said = blocks
    ? drawBlocks(message.blocks, surface)
    : message.text && [el("div", { class: "block text", dir: "auto" }, mrkdwn(message.text))];
  return [
    said,
    (message.attachments || []).map((one) => attachment(one, surface)),
    (message.files || []).map(file),
  ];
}

function attachment(one, surface) {
  const said = one.blocks ? drawBlocks(one.blocks, surface) : mrkdwn(one.text || one.fallback);
  return el("div", { class: "attachment text", dir: "auto" }, said);
}

function file(one) {
  if (one.filetype === "png") {
    const src = new URL(one.url_private, location.href).pathname;
    return el("figure", { class: "block picture" }, el("img", { src, alt: one.title }));
  }
  return el("a", { class: "file", href: one.permalink, download: one.name }, one.title);
}
