// Interactive elements that act at once: buttons, overflow menus, selects and pickers.

import { el } from "./dom.js";
import { drawField, FIELDS } from "./fields.js";
import { icon } from "./icons.js";
import { menuButton } from "./menus.js";
import { textOf } from "./mrkdwn.js";

export function drawElement(element, block, surface) {
  if (element.type === "button") return button(element, block, surface);
  if (element.type === "overflow") return overflow(element, block, surface);
  if (element.type === "image") return el("img", { src: element.image_url, alt: element.alt_text });
  if (!(element.type in FIELDS)) return el("span", { class: "unknown" }, element.type);
  const label = element.placeholder?.text || block.text?.text || "Choose";
  const act = (value) => surface.press(block, element, value, label);
  return drawField(element, block, surface, {
    act,
    label,
    press: surface.pressName(block, element),
  });
}

function button(element, block, surface) {
  const label = element.text.text;
  const drawn = {
    type: "button",
    class: "button",
    "data-style": element.style,
    "data-press": surface.pressName(block, element),
    "aria-label": element.accessibility_label,
    onclick: () => {
      if (/^https?:/i.test(element.url || "")) open(element.url, "_blank", "noopener");
      surface.press(block, element, element.value ?? null, label);
    },
  };
  return el("button", drawn, el("span", {}, textOf(element.text)));
}

function overflow(element, block, surface) {
  const choices = element.options.map((option) => ({
    label: option.text.text,
    choose: () => {
      if (/^https?:/i.test(option.url || "")) open(option.url, "_blank", "noopener");
      surface.press(block, element, option.value, option.text.text);
    },
  }));
  const press = surface.pressName(block, element);
  const looks = { class: "button overflow", "data-press": press, "aria-label": "More actions" };
  return menuButton(looks, [icon("dots")], () => choices);
}
