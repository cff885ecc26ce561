// Fields that hold a value: text boxes, selects, pickers, radio buttons and check boxes.

import { choices, common, select } from "./choices.js";
import { el } from "./dom.js";
import { channelTitle, people, person, store } from "./store.js";

const ROOM = 3000; // What Slack lets anybody type into one field.

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
      onkeydown: (event) =>
        event.key === "Enter" && !element.multiline && how.act?.(event.target.value),
    };
    if (element.multiline) return counted(element, looks);
    return el("input", { type, inputmode: mode, ...looks });
  };
}

/** A text area with what is left of its room, where the app gave it less than Slack does. */
function counted(element, looks) {
  const box = el("textarea", { rows: 5, ...looks });
  if ((element.max_length ?? ROOM) >= ROOM) return box;
  const left = el("span", { class: "count", "aria-hidden": "true" });
  const count = () => (left.textContent = `${box.value.length} / ${element.max_length}`);
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
