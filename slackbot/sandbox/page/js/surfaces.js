// Where blocks stand: a message, or a view (a modal, the Home tab); and pressing what is in them.

import { draft, keepDraft, typedIn } from "./drafts.js";
import { agreed } from "./confirm.js";
import { step } from "./steps.js";
import { heard } from "./tour.js";

/** The surface of a message. */
export function messageSurface(channel, ts) {
  const id = `${channel}:${ts}`;
  return surface(id, null, () => ({ channel, ts }));
}

export function viewSurface(view) {
  return surface(view.id, view, () => ({ view_id: view.id, values: typedIn(view) }));
}

function surface(id, view, target) {
  const pressName = (block, element) =>
    [id, block.block_id, element.action_id, element.value ?? ""].join(" ");
  return {
    id,
    pressName,
    async press(block, element, value, label) {
      if (element.confirm && !(await agreed(element.confirm))) return false;
      heard(label);
      const body = { action_id: element.action_id, value, ...target() };
      await step("press", body, { press: pressName(block, element) });
      return true;
    },
    /** What stands in a field: what was typed here, or else what the server knows. */
    value(block, element) {
      const typed = draft(id, block.block_id, element.action_id);
      return typed !== undefined ? typed : known(view, block, element);
    },
    keep(block, element, value) {
      keepDraft(id, block.block_id, element.action_id, value);
    },
  };
}

function known(view, block, element) {
  const state = view?.state?.values?.[block.block_id]?.[element.action_id];
  return plain(state || initial(element));
}

function initial(element) {
  const named = Object.entries(element).filter(([name]) => name.startsWith("initial_"));
  return Object.fromEntries(named);
}

/** Slack's value as a plain one: an option's value, a list of them, a text, a date. */
function plain(state) {
  const [found] = Object.entries(state).filter(([name]) => name !== "type");
  if (!found) return undefined;
  const unwrap = (value) => (value && typeof value === "object" ? value.value : value);
  return Array.isArray(found[1]) ? found[1].map(unwrap) : unwrap(found[1]);
}
