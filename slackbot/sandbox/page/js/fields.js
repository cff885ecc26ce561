// Fields that hold a value: text boxes, selects, pickers, radio buttons and check boxes.

import { el } from "./dom.js";
import { textOf } from "./mrkdwn.js";
import { channelTitle, people, person, store } from "./store.js";

let serial = 0;

/** `how` gives `label`, and `id`, `describedBy`, `required`, `act` (called when it changes) too. */
export function drawField(element, block, surface, how) {
  const value = surface.value(block, element);
  const keep = (now) => surface.keep(block, element, now);
  const settle = (now) => {
    keep(now);
    how.act?.(now);
  };
  return FIELDS[element.type](element, { ...how, value, keep, settle });
}

function common(element, how) {
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

function text(type, mode) {
  return (element, how) => {
    const looks = {
      ...common(element, how),
      dir: "auto",
      maxlength: element.max_length,
      placeholder: element.placeholder?.text,
      autocomplete: "off",
      value: how.value ?? "",
      oninput: (event) => how.keep(event.target.value),
      onkeydown: (event) => event.key === "Enter" && !element.multiline && how.act?.(event.target.value),
    };
    if (element.multiline) return counted(element, looks);
    return el("input", { type, inputmode: mode, ...looks });
  };
}

/** A text area with what is left of its room. */
function counted(element, looks) {
  const box = el("textarea", { rows: 5, ...looks });
  const left = el("span", { class: "count", "aria-hidden": "true" });
  const count = () => (left.textContent = `${box.value.length} / ${element.max_length ?? 3000}`);
  box.addEventListener("input", count);
  count();
  return el("div", { class: "counted" }, box, left);
}

function picker(type) {
  return (element, how) => {
    const change = (event) => how.settle(event.target.value || null);
    return el("input", { type, ...common(element, how), value: how.value ?? "", onchange: change });
  };
}

/** Seconds since 1970 in the state, local time on the screen. */
function dateTime(element, how) {
  const local = (seconds) => {
    const at = new Date(seconds * 1000);
    return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  };
  const change = (event) => how.settle(Math.floor(new Date(event.target.value) / 1000));
  const value = how.value ? local(how.value) : "";
  return el("input", { type: "datetime-local", ...common(element, how), value, onchange: change });
}

const groupsOf = (element) =>
  element.option_groups || [{ label: null, options: element.options || [] }];

function select(element, how) {
  const option = (one) => el("option", { value: one.value }, one.text.text);
  const group = ({ label, options }) =>
    label ? el("optgroup", { label: label.text }, options.map(option)) : options.map(option);
  const first = el("option", { value: "", hidden: how.required }, element.placeholder?.text || "Choose…");
  const change = (event) => how.settle(event.target.value || null);
  const looks = { ...common(element, how), onchange: change };
  const node = el("select", looks, first, groupsOf(element).map(group));
  node.value = how.value ?? "";
  return el("span", { class: "select" }, node);
}

/** Radio buttons and check boxes; a select of several is drawn as check boxes too. */
function choices(type) {
  return (element, how) => {
    const name = how.id || `choices-${++serial}`;
    const options = groupsOf(element).flatMap((group) => group.options);
    const chosen = new Set([how.value ?? []].flat());
    const box = el("div", {
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
    }, options.map((one) => choice(type, name, one, chosen.has(one.value))));
    return box;
  };
}

function choice(type, name, option, checked) {
  const tick = el("input", { type, name, value: option.value, checked });
  const note = option.description && el("small", { dir: "auto" }, textOf(option.description));
  return el("label", { class: "choice" }, tick, el("span", { dir: "auto" }, textOf(option.text), note));
}

const asOption = (value, text) => ({ value, text: { type: "plain_text", text } });

function users() {
  return people().map((one) => asOption(one.id, `${one.name}, ${person(one.id).title}`));
}

function conversations() {
  return store.server.channels.map((one) => asOption(one.id, `#${channelTitle(one)}`));
}

const of = (draw, options) => (element, how) => draw({ ...element, options: options() }, how);
const several = choices("checkbox");

export const FIELDS = {
  plain_text_input: text("text"),
  rich_text_input: text("text"),
  number_input: text("text", "decimal"),
  email_text_input: text("text", "email"),
  url_text_input: text("text", "url"),
  datepicker: picker("date"),
  timepicker: picker("time"),
  datetimepicker: dateTime,
  static_select: select,
  external_select: select,
  users_select: of(select, users),
  conversations_select: of(select, conversations),
  channels_select: of(select, conversations),
  multi_static_select: several,
  multi_external_select: several,
  multi_users_select: of(several, users),
  multi_conversations_select: of(several, conversations),
  multi_channels_select: of(several, conversations),
  radio_buttons: choices("radio"),
  checkboxes: several,
};
