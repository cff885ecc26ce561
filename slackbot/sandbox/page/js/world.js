// The strip for the world outside: AliExpress's time, its buyers and parcels, and Slack's bad days.

import { post } from "./api.js";
import { el, patch } from "./dom.js";
import { refresh } from "./feed.js";
import { icon } from "./icons.js";
import { menuButton } from "./menus.js";
import { store } from "./store.js";
import { heard } from "./tour.js";

const CAUSES = {
  L1: "Late beyond promise",
  L2: "Slow within promise",
  L3: "Delivery failed and returned",
  P1: "Damaged in transit",
  P2: "Short or missing",
  P3: "Quality defect",
  P4: "Function not as described",
  P5: "Below expectation",
  P6: "Broke within protection",
  P7: "Broke after protection",
  B1: "Wrong address",
  B2: "Customs or duty",
  B3: "Clearance not co-operated",
  B4: "Not picked up",
  B5: "Refused",
};
const STORES = ["nordic", "solar", "toys"];
const OUTAGE = { method: "*", kind: "500", for_seconds: 60 };

const root = document.getElementById("world");
const said = el("p", { class: "world-said", role: "status" });
const faults = el("div", { class: "world-faults" });

export function mount() {
  const buttons = el(
    "div",
    { class: "world-buttons" },
    button("An hour passes", "forward an hour", () => forward(1, "An hour")),
    button("A day passes", "forward a day", () => forward(24, "A day")),
    menuButton({ class: "button small" }, ["A buyer opens a dispute", icon("chevron")], causes),
    button("A parcel moves", "parcel", parcel),
    menuButton(
      { class: "button small", "data-world": "revoke" },
      ["A store's owner withdraws access", icon("chevron")],
      owners,
    ),
    button("Slack goes down for a minute", "outage", outage),
    faults,
  );
  root.append(
    el("span", { class: "world-title" }, icon("globe"), "The world outside"),
    buttons,
    said,
  );
  setInterval(() => store.server?.faults.length && refresh(), 5000);
}

export function draw() {
  const { faults: active } = store.server;
  const items = active.length
    ? [{ key: "end", sig: outageLabel(active), make: () => endButton(active) }]
    : [];
  patch(faults, items);
}

function endButton(active) {
  return button(
    outageLabel(active),
    "end faults",
    async () => {
      await post("/control/clear");
      return "Slack works again.";
    },
    "danger",
  );
}

function outageLabel(active) {
  const ends = Math.max(...active.map((fault) => fault.ends_in ?? 0));
  const left = ends ? ` (${Math.ceil(ends / 5) * 5} s left)` : "";
  return `Slack misbehaves${left}: end it`;
}

function button(label, name, act, style = null) {
  const node = el(
    "button",
    {
      type: "button",
      class: "button small",
      "data-style": style,
      "data-world": name,
      onclick: () => run(node, name, act),
    },
    label,
  );
  return node;
}

async function run(node, name, act) {
  node.setAttribute("aria-busy", "true");
  node.setAttribute("data-busy", "");
  try {
    said.textContent = await act();
    heard(name);
    await refresh();
  } catch (trouble) {
    said.textContent = trouble.message;
  } finally {
    node.removeAttribute("aria-busy");
    node.removeAttribute("data-busy");
  }
}

async function forward(hours, words) {
  const answer = await post("/world/forward", { hours });
  const days = Math.floor(answer.hours / 24);
  const ahead = [days && `${days} d`, answer.hours % 24 && `${Math.round(answer.hours % 24)} h`];
  return `${words} went by at AliExpress, ${ahead.filter(Boolean).join(" ")} in all. The desk sees it when it next looks.`;
}

function causes() {
  return Object.entries(CAUSES).map(([cause, label]) => ({
    label,
    note: cause,
    choose: () => open(cause),
  }));
}

function open(cause) {
  const node = root.querySelector("[aria-haspopup]");
  run(node, "open a dispute", async () => {
    const answer = await post("/world/open", { cause });
    return `A buyer of the ${answer.store} store opened a dispute: ${CAUSES[cause].toLowerCase()}. Its card comes when the desk next looks.`;
  });
}

function owners() {
  return STORES.map((name) => ({ label: name, choose: () => revoke(name) }));
}

function revoke(name) {
  const node = root.querySelector("[data-world=revoke]");
  run(node, "revoke", async () => {
    await post("/world/revoke", { store: name });
    return `AliExpress no longer lets the desk read ${name}. The link that mends it comes in the store's channel.`;
  });
}

async function parcel() {
  const answer = await post("/world/parcel", {});
  return `The parcel of order …${answer.order_id.slice(-4)} moved: ${answer.code.replaceAll("_", " ").toLowerCase()}.`;
}

async function outage() {
  await post("/control/fault", OUTAGE);
  return "Slack answers nothing for a minute. Whatever the desk has to say waits, and comes once.";
}
