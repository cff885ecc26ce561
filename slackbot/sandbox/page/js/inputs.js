// Input blocks: a label, a field, a hint, and the mistake where there is one.

import { el } from "./dom.js";
import { drawField, FIELDS } from "./fields.js";
import { textOf } from "./mrkdwn.js";

export function drawInput(block, surface, error) {
  const { element } = block;
  const id = `${surface.id}-${block.block_id}-${element.action_id}`;
  const hint =
    block.hint && el("p", { class: "hint", id: `${id}-hint`, dir: "auto" }, textOf(block.hint));
  const wrong = error && el("p", { class: "error", id: `${id}-error`, role: "alert" }, error);
  const describedBy = [wrong?.id, hint?.id].filter(Boolean).join(" ") || null;
  const optional = block.optional && el("span", { class: "optional" }, " (optional)");
  const label = el("label", { for: id, dir: "auto" }, textOf(block.label), optional);
  const how = { id, label: block.label.text, describedBy, required: !block.optional };
  if (block.dispatch_action) how.act = (value) => surface.press(block, element, value);
  const field =
    element.type in FIELDS
      ? drawField(element, block, surface, how)
      : el("p", { class: "unknown" }, `This page has no “${element.type}” fields.`);
  return el(
    "div",
    { class: "block input", "data-wrong": Boolean(error) },
    label,
    field,
    wrong,
    hint,
  );
}
