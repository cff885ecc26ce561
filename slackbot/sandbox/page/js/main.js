// The page: draws every part from what is known, each time something changes.

import { announce, unseen } from "./activity.js";
import * as channelPane from "./channelpane.js";
import { connect } from "./feed.js";
import { leave } from "./home.js";
import { keepAges } from "./messages.js";
import * as modal from "./modal.js";
import { follow, here, pane } from "./routes.js";
import * as sidebar from "./sidebar.js";
import { showBusy } from "./steps.js";
import { channel, channelTitle, onChange, store } from "./store.js";
import { applyTheme } from "./theme.js";
import * as threadPane from "./threadpane.js";
import { watch } from "./tour.js";
import * as world from "./world.js";

const parts = [sidebar, channelPane, threadPane, modal, world];
const hiddenAtFirst = ["app", "world"].map((id) => document.getElementById(id));
const connection = document.getElementById("connection");

function draw() {
  showConnection();
  if (!store.server || store.server.me !== store.me) return;
  const place = here();
  for (const node of hiddenAtFirst) node.hidden = false;
  document.documentElement.dataset.pane = pane(place);
  if (place.view !== "home") leave();
  for (const part of parts) part.draw();
  showBusy();
  announce();
  document.title = title(place);
}

function showConnection() {
  const nobody = store.server && !store.server.listening;
  connection.hidden = store.live && !nobody;
  connection.textContent = store.live
    ? "The desk is not connected: buttons and commands get no answer until it is."
    : "The connection is lost. Reconnecting…";
}

function title(place) {
  const unread = store.server.channels.reduce((sum, one) => sum + one.unread, 0) + unseen();
  const names = { home: "Home", activity: "Activity", list: "Channels" };
  const name = names[place.view] || channelTitle(channel(place.channel));
  return `${unread ? `(${unread}) ` : ""}${name} · Sandbox workspace`;
}

applyTheme();
for (const part of parts) part.mount();
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  channelPane.focusBox();
});
onChange(draw);
follow();
watch();
keepAges();
connect();
