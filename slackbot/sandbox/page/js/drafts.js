// What stands typed and is not sent yet: in the message boxes, and in the fields of views.

import { store } from "./store.js";

const boxes = new Map();
const fields = new Map();

const boxKey = (place) => `${store.me} ${place}`;

export const boxDraft = (place) => boxes.get(boxKey(place)) || "";
export const keepBoxDraft = (place, text) => boxes.set(boxKey(place), text);

/** The drafts of one view: `block_id action_id` to a plain value. */
function draftsOf(viewId) {
  if (!fields.has(viewId)) fields.set(viewId, new Map());
  return fields.get(viewId);
}

const fieldKey = (blockId, actionId) => `${blockId}\n${actionId}`;

export const draft = (viewId, blockId, actionId) =>
  draftsOf(viewId).get(fieldKey(blockId, actionId));

export function keepDraft(viewId, blockId, actionId, value) {
  draftsOf(viewId).set(fieldKey(blockId, actionId), value);
}

/** What is typed in those fields that the view still has, as `/person/*` wants it. */
export function typedIn(view) {
  const values = {};
  for (const block of view.blocks) {
    for (const element of elementsOf(block)) {
      const value = draft(view.id, block.block_id, element.action_id);
      if (value !== undefined) (values[block.block_id] ||= {})[element.action_id] = value;
    }
  }
  return values;
}

/** A field that a view has no longer is forgotten; should it come back, it comes as the app draws it. */
export function forgetGone(view) {
  const known = view.blocks.flatMap((block) =>
    elementsOf(block).map((element) => fieldKey(block.block_id, element.action_id)),
  );
  const drafts = draftsOf(view.id);
  for (const key of drafts.keys()) if (!known.includes(key)) drafts.delete(key);
}

function elementsOf(block) {
  const all = [block.element, block.accessory, ...(block.elements || [])];
  return all.filter((element) => element?.action_id);
}
