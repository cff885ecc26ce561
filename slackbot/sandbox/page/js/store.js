// What the page knows: the workspace as the server tells it, and where this person is looking.

const PERSON = "sandbox.person";
export const FIRST = "UANA";

export const store = {
  me: new URLSearchParams(location.search).get("as") || sessionStorage.getItem(PERSON) || FIRST,
  server: null, // The last answer of /page/state; null until it is there.
  place: { view: "list" }, // As routes.js reads it from the address.
  live: true,
};

const listeners = new Set();
let waiting = false;

export function onChange(listener) {
  listeners.add(listener);
}

/** Change what is known, and draw once when the current task is over. */
export function change(news = {}) {
  Object.assign(store, news);
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    for (const listener of listeners) listener();
  });
}

export function remember(person) {
  sessionStorage.setItem(PERSON, person);
}

export function person(id) {
  return store.server?.people.find((one) => one.id === id);
}

export function channel(id) {
  return store.server?.channels.find((one) => one.id === id);
}

/** The time zone of whoever looks. */
export function zone() {
  return person(store.me)?.tz || "UTC";
}

export function people() {
  return store.server.people.filter((one) => !one.is_bot && !one.deleted);
}

/** A channel's name as people read it; a direct conversation has the other's. */
export function channelTitle(one) {
  return one.is_dm ? person(one.with)?.name || "Somebody" : one.name;
}
