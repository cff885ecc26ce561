// Fields that offer options: selects, radio buttons and check boxes; and what all fields share.

import { el } from "./dom.js";
import { textOf } from "./mrkdwn.js";

let serial = 0;

export function common(element, how) {
  return {
    id: how.id,
    class: "field",
    "aria-label": how.id ? null : how.label,
    "aria-describedby": how.describedBy,
    "aria-required": how.required,
    "data-press": how.press,
    autofocus: element.focus_on_load,
  };
}

const groupsOf = (element) =>
  element.option_groups || [{ label: null, options: element.options || [] }];

export function select(element, how) {
  const option = (one) => el("option", { value: one.value }, one.text.text);
  const group = ({ label, options }) =>
    label ? el("optgroup", { label: label.text }, options.map(option)) : options.map(option);
  const first = el(
    "option",
    { value: "", hidden: how.required },
    element.placeholder?.text || "Choose…",
  );
  const change = (event) => how.settle(event.target.value || null);
  const looks = { ...common(element, how), onchange: change };
  const node = el("select", looks, first, groupsOf(element).map(group));
  node.value = how.value ?? "";
  return el("span", { class: "select" }, node);
}

/** Radio buttons and check boxes; a select of several is drawn as check boxes too. */
export function choices(type) {
  return (element, how) => {
    const name = how.id || `choices-${++serial}`;
    const options = groupsOf(element).flatMap((group) => group.options);
    const chosen = new Set([how.value ?? []].flat());
    const box = el(
      "div",
      {
        class: "choices",
        id: how.id,
        role: type === "radio" ? "radiogroup" : "group",
        tabindex: -1,
        "aria-label": how.label,
        "aria-describedby": how.describedBy,
        onchange: () => {
          const ticked = [...box.querySelectorAll("input:checked")].map((one) => one.value);
          how.settle(type === "radio" ? ticked[0] : ticked);
        },
      },
      options.map((one) => choice(type, name, one, chosen.has(one.value))),
    );
    return box;
  };
}

function choice(type, name, option, checked) {
  const tick = el("input", { type, name, value: option.value, checked });
  const note = option.description && el("small", { dir: "auto" }, textOf(option.description));
  return el(
    "label",
    { class: "choice" },
    tick,
    el("span", { dir: "auto" }, textOf(option.text), note),
  );
}
