// Blocks as DOM nodes: one function for each kind, in one table.

import { el } from "./dom.js";
import { drawElement } from "./elements.js";
import { drawInput } from "./inputs.js";
import { textOf } from "./mrkdwn.js";
import { drawRichText } from "./richtext.js";

export function drawBlocks(blocks, surface, errors = {}) {
  return blocks.map((block) => drawBlock(block, surface, errors));
}

export function drawBlock(block, surface, errors = {}) {
  const draw = BLOCKS[block.type] || unknown;
  return draw(block, surface, errors[block.block_id]);
}

function section(block, surface) {
  const text = block.text && el("div", { class: "text", dir: "auto" }, textOf(block.text));
  const fields = block.fields && el("div", { class: "fields" }, block.fields.map(field));
  const body = el("div", { class: "section-body" }, text, fields);
  const accessory = block.accessory && drawElement(block.accessory, block, surface);
  const side = accessory && el("div", { class: "accessory" }, accessory);
  return el("div", { class: "block section" }, body, side);
}

const field = (object) => el("div", { class: "text", dir: "auto" }, textOf(object));

function header(block) {
  const level = Math.min((block.level || 1) + 2, 6);
  return el(`h${level}`, { class: "block header", dir: "auto" }, textOf(block.text));
}

function context(block) {
  const part = (element) =>
    element.type === "image" ? image(element) : el("span", { dir: "auto" }, textOf(element));
  return el("div", { class: "block context" }, block.elements.map(part));
}

function actions(block, surface) {
  const drawn = block.elements.map((element) => drawElement(element, block, surface));
  return el("div", { class: "block actions" }, drawn);
}

function image(element) {
  const { id, url } = element.slack_file || {};
  const file = url || (id && `/files/${id}`);
  return el("img", { src: element.image_url || file, alt: element.alt_text, loading: "lazy" });
}

function picture(block) {
  const title = block.title && el("figcaption", { dir: "auto" }, textOf(block.title));
  return el("figure", { class: "block picture" }, title, image(block));
}

function alert(block) {
  const level = block.level || "default";
  return el("div", { class: "block notice", "data-level": level }, textOf(block.text));
}

function markdown(block) {
  const text = block.text.replace(/\*\*(.+?)\*\*/g, "*$1*");
  return el("div", { class: "block text", dir: "auto" }, textOf({ type: "mrkdwn", text }));
}

function table(block) {
  const cell = (one) =>
    el("td", { dir: "auto" }, one.type === "rich_text" ? drawRichText(one) : one.text);
  const rows = block.rows.map((row) => el("tr", {}, row.map(cell)));
  return el("div", { class: "block table" }, el("table", {}, rows));
}

// A chart that Slack draws itself: here its numbers, as bars in a table.
function chart(block) {
  const { segments, series = [] } = block.chart;
  const drawn = segments ? [{ name: "", data: segments }] : series;
  const points = drawn.flatMap((one) => one.data.map((point) => ({ ...point, name: one.name })));
  const most = Math.max(1, ...points.map((point) => point.value));
  const rows = points.filter((point) => point.value).map((point) => {
    const bar = el("meter", { max: most, value: point.value, "aria-hidden": "true" });
    return el("tr", {}, el("td", {}, point.name), el("td", {}, point.label), el("td", {}, bar, ` ${point.value}`));
  });
  return el("figure", { class: "block table" }, el("figcaption", {}, block.title), el("table", {}, rows));
}

function unknown(block) {
  return el("p", { class: "block unknown" }, `This page does not draw “${block.type}” blocks.`);
}

const BLOCKS = {
  section,
  header,
  context,
  actions,
  context_actions: actions,
  divider: () => el("hr", { class: "block" }),
  image: picture,
  input: drawInput,
  rich_text: drawRichText,
  alert,
  markdown,
  table,
  data_visualization: chart,
};
