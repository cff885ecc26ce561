// The workspace at the left: who one is, Home, activity, channels, direct messages.

import { unseen } from "./activity.js";
import { avatar } from "./avatars.js";
import { el, patch } from "./dom.js";
import { icon } from "./icons.js";
import { switcher } from "./people.js";
import { here, NARROW } from "./routes.js";
import { channelTitle, store } from "./store.js";
import { themeButton } from "./theme.js";
import { tour, tourButton } from "./tour.js";

const root = document.getElementById("sidebar");
const who = el("div", { class: "who" });
const links = el("div", { class: "links" });
const hint = el("div", { class: "tour-holder" });

export function mount() {
  const title = el(
    "div",
    { class: "workspace" },
    el("img", { src: "/page/icon.svg", alt: "", class: "avatar" }),
    el("strong", {}, "Sandbox"),
    tourButton(),
    themeButton(),
  );
  root.append(title, who, links, hint);
  links.addEventListener("keydown", arrows);
}

export function draw() {
  const place = here();
  const { channels, bot } = store.server;
  const rooms = channels.filter((one) => !one.is_dm);
  const direct = channels.filter((one) => one.is_dm);
  patch(who, [{ key: store.me, sig: "", make: switcher }]);
  patch(links, [
    link("home", "Dispute Desk", icon("home"), 0, place.view === "home", "App Home"),
    link("activity", "Activity", icon("bell"), unseen(), place.view === "activity"),
    title("Channels"),
    ...rooms.map((one) => room(one, icon(one.is_private ? "lock" : "hash"), place)),
    ...(direct.length ? [title("Direct messages")] : []),
    ...direct.map((one) => room(one, avatar(one.with || bot, "small"), place)),
  ]);
  patch(hint, tour());
}

function room(one, mark, place) {
  const current = place.view === "channel" && place.channel === one.id;
  return link(one.id, channelTitle(one), mark, one.unread, current && !NARROW.matches);
}

function title(text) {
  return { key: text, sig: "", make: () => el("h2", {}, text) };
}

function link(to, text, mark, unread, current, note = null) {
  const make = () => {
    const count = unread
      ? el(
          "span",
          { class: "count-badge", "aria-label": `${unread} unread` },
          unread > 99 ? "99+" : unread,
        )
      : null;
    const looks = {
      class: "link",
      href: `#${to}`,
      "data-unread": unread > 0,
      "aria-current": current && "page",
    };
    return el(
      "a",
      looks,
      mark,
      el("span", { class: "link-text" }, text),
      note && el("small", {}, note),
      count,
    );
  };
  return { key: to, sig: JSON.stringify([text, unread, current]), make };
}

function arrows(event) {
  const all = [...links.querySelectorAll("a")];
  const to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!to) return;
  event.preventDefault();
  all.at((all.indexOf(document.activeElement) + to) % all.length).focus();
}
