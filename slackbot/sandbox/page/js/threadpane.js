// The thread at the right: its first message, the replies, and a message box of its own.

import { composer } from "./composer.js";
import { standing } from "./dismissed.js";
import { el } from "./dom.js";
import { backButton, closeButton, paneHead } from "./panehead.js";
import { address, go, here } from "./routes.js";
import { channel, channelTitle, store } from "./store.js";
import { timeline } from "./timeline.js";

const root = document.getElementById("thread");
const head = el("div", { class: "pane-head" });
const list = timeline("Thread");
const box = composer("Reply", () => list.toEnd());

let shown = null;

export function mount() {
  root.append(head, list.node, box.node);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
}

function close() {
  const { channel: id, thread } = here();
  go(address(id));
  const opener = document.querySelector(`#main [data-ts="${CSS.escape(thread)}"]`);
  opener?.focus({ preventScroll: true });
}

export function draw() {
  const place = here();
  root.hidden = !place.thread;
  if (!place.thread) {
    shown = null;
    return;
  }
  const { channel: id, thread } = place;
  const parent = store.server.messages[id].find((message) => message.ts === thread);
  const replies = standing(store.server.threads[id]?.[thread] || []);
  const title = channelTitle(channel(id));
  paneHead(
    head,
    backButton("Channel", close),
    "Thread",
    `# ${title}`,
    closeButton("Close the thread", close),
  );
  const key = `${store.me} ${id} ${thread}`;
  const messages = parent ? [parent, ...replies] : replies;
  list.draw(messages, { place: key, channel: id, inThread: true });
  box.draw({ channel: id, thread });
  arrive(key, place.ts);
}

/** On opening: the focus goes into the message box, and a reply that was meant into view. */
function arrive(key, ts) {
  if (shown === key) return;
  shown = key;
  if (ts !== here().thread) list.show(ts);
  if (matchMedia("(hover: hover)").matches) box.box.focus({ preventScroll: true });
}
