// Where the person looks stands in the address: `#home`, `#activity`, `#CHANNEL`, `#CHANNEL/ts`.

import { change, store } from "./store.js";

export const NARROW = matchMedia("(max-width: 760px)");

export function follow() {
  addEventListener("hashchange", read);
  NARROW.addEventListener("change", () => change());
  read();
}

function read() {
  const [first, ts = null] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (!first) change({ place: { view: "list" } });
  else if (first === "home" || first === "activity") change({ place: { view: first } });
  else change({ place: { view: "channel", channel: first, ts } });
}

export function go(address) {
  if (location.hash.slice(1) === address) read();
  else location.hash = address;
}

export const address = (channel, ts = null) => (ts ? `${channel}/${ts}` : channel);

/** The place with its gaps filled: the first channel where there is room for one. */
export function here() {
  const { place, server } = store;
  const known = server.channels.some((one) => one.id === place.channel);
  if (place.view === "channel" && known) return { ...place, thread: threadOf(place) };
  if (place.view === "home" || place.view === "activity") return place;
  if (NARROW.matches) return { view: "list" };
  return { view: "channel", channel: firstChannel(), thread: null };
}

function firstChannel() {
  return store.server.channels.find((one) => !one.is_dm).id;
}

/** The thread that a message belongs to, be it the head of one or a reply. */
function threadOf({ channel, ts }) {
  if (!ts) return null;
  const threads = store.server.threads[channel] || {};
  const replied = Object.keys(threads).find((head) => threads[head].some((m) => m.ts === ts));
  const known = store.server.messages[channel].some((message) => message.ts === ts);
  return replied || (known ? ts : null);
}

export function pane(place) {
  if (place.view === "list") return "list";
  return place.thread ? "thread" : "main";
}
