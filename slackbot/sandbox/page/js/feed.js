// Keeping up with the workspace: a stream of changes, the state after each, and coming back.

import { get } from "./api.js";
import { change, FIRST, store } from "./store.js";

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
  refresh();
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
    try {
      const server = await get("/page/state", { user });
      if (user === store.me) change({ server, live: source.readyState === EventSource.OPEN });
      else again = true;
    } catch (trouble) {
      missed(user, trouble);
    }
  } while (again);
}

/** An address may name somebody who is not here; then it is the first person who looks. */
function missed(user, trouble) {
  const nobody = trouble.status === 404 && user === store.me && user !== FIRST;
  change(nobody ? { me: FIRST } : { live: false });
  if (nobody) connect();
}
