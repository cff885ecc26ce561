// The Home tab of the app.

import { drawBlock } from "./blocks.js";
import { el, patch } from "./dom.js";
import { backButton, paneHead } from "./panehead.js";
import { go } from "./routes.js";
import { step } from "./steps.js";
import { store, zone } from "./store.js";
import { viewSurface } from "./surfaces.js";

const page = el("div", { class: "home" });
const empty = {
  type: "section",
  text: { type: "mrkdwn", text: "_Nothing here yet. The desk draws this page when it is opened._" },
};

let visited = null; // Whose Home was opened; each opening tells the app once.

export function leave() {
  visited = null;
}

export function drawHome(head, view) {
  const direct = store.server.channels.find((one) => one.is_dm && one.with === store.server.bot);
  const messages = direct && el("a", { class: "button", href: `#${direct.id}` }, "Messages");
  paneHead(
    head,
    backButton("Channels", () => go("")),
    "Dispute Desk",
    "Home",
    messages,
  );
  if (page.parentNode !== view) view.replaceChildren(page);
  visit();
  const home = store.server.home || { id: "none", blocks: [empty] };
  const surface = viewSurface(home);
  patch(
    page,
    home.blocks.map((block, at) => item(block, at, surface)),
  );
}

function item(block, at, surface) {
  const sig = JSON.stringify([surface.id, block, zone()]);
  return { key: `${at} ${block.block_id || ""}`, sig, make: () => drawBlock(block, surface) };
}

function visit() {
  if (visited === store.me) return;
  visited = store.me;
  step("home", {});
}
