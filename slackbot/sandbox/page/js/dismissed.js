// Messages that only this person saw and has put away; they stay away as long as the tab is open.

import { change } from "./store.js";

const KEY = "sandbox.dismissed";
const gone = new Set(JSON.parse(sessionStorage.getItem(KEY) || "[]"));

export function dismiss(ts) {
  gone.add(ts);
  sessionStorage.setItem(KEY, JSON.stringify([...gone]));
  change();
}

export const standing = (messages) => messages.filter((message) => !gone.has(message.ts));
