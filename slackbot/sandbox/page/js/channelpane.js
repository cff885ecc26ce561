// The middle: a channel with its messages and message box, or Home, or activity.

import { drawActivity } from "./activity.js";
import { post } from "./api.js";
import { composer } from "./composer.js";
import { standing } from "./dismissed.js";
import { el } from "./dom.js";
import { drawHome } from "./home.js";
import { backButton, paneHead } from "./panehead.js";
import { go, here } from "./routes.js";
import { channel, channelTitle, person, store } from "./store.js";
import { timeline } from "./timeline.js";

const root = document.getElementById("main");
const head = el("div", { class: "pane-head" });
const view = el("div", { class: "pane-view" });
const list = timeline("Messages");
const box = composer("Message", () => list.toEnd());
const talk = el("div", { class: "talk" }, list.node, box.node);

let shown = null; // The place that stands there, and up to where it had been read before.

export function mount() {
  root.append(head, view, talk);
  addEventListener("focus", readOn);
}

export function focusBox() {
  box.box.focus();
}

export function draw() {
  const place = here();
  const isChannel = place.view === "channel";
  talk.hidden = !isChannel;
  view.hidden = isChannel;
  if (isChannel) drawChannel(place);
  else shown = null;
  if (place.view === "home") drawHome(head, view);
  if (place.view === "activity") drawActivity(head, view);
}

function drawChannel(place) {
  const one = channel(place.channel);
  const key = `${store.me} ${one.id}`;
  if (shown?.key !== key) shown = { key, newFrom: one.unread ? one.last_read : null, marked: null };
  const note = one.is_dm ? person(one.with)?.title : one.topic;
  const name = one.is_dm ? channelTitle(one) : `# ${one.name}`;
  paneHead(
    head,
    backButton("Channels", () => go("")),
    name,
    note,
  );
  const messages = standing(store.server.messages[one.id]);
  list.draw(messages, {
    place: key,
    channel: one.id,
    newFrom: shown.newFrom,
    marked: place.thread,
  });
  if (place.thread && shown.marked !== place.thread) list.show(place.thread);
  shown.marked = place.thread;
  box.draw({ channel: one.id, thread: null });
  readOn();
}

/** Tell the workspace what was read: the end is on a screen that somebody looks at. */
function readOn() {
  const place = store.server && here();
  if (place?.view !== "channel" || document.hidden || !list.atEnd()) return;
  const one = channel(place.channel);
  if (!one.unread) return;
  one.unread = 0; // Said once; the next state says it itself.
  post("/page/read", { user: store.me, channel: one.id }).catch(() => null);
}
