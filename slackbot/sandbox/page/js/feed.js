// Keeping up with the workspace: a stream of changes, the state after each, and coming back.

import { get } from "./api.js";
import { change, store } from "./store.js";

const PAUSES = [500, 1000, 2000, 4000];

let source = null;
let running = null; // The refresh that is under way.
let again = false;
let failures = 0;

export function connect() {
  source?.close();
  const mine = new EventSource(`/page/events?user=${encodeURIComponent(store.me)}`);
  source = mine;
  mine.onopen = () => {
    failures = 0;
    refresh();
  };
  mine.onmessage = () => refresh();
  mine.onerror = () => {
    if (mine === source) lost(mine);
  };
}

function lost(mine) {
  mine.close();
  change({ live: false });
  const pause = PAUSES[Math.min(failures++, PAUSES.length - 1)];
  setTimeout(() => mine === source && connect(), pause);
}

/** Ask for the state; whoever asks meanwhile gets one that is no older than the question. */
export function refresh() {
  if (!running) {
    running = load().finally(() => (running = null));
    return running;
  }
  again = true;
  return running;
}

async function load() {
  do {
    again = false;
    const user = store.me;
    const state = await get("/page/state", { user }).catch(() => null);
    if (user !== store.me) again = true;
    else if (state) change({ server: state, live: true });
    else change({ live: false });
  } while (again);
}
