// Being somebody else: the switcher with everybody's role and the time where they are.

import { avatar } from "./avatars.js";
import { el } from "./dom.js";
import { connect } from "./feed.js";
import { icon } from "./icons.js";
import { menuButton } from "./menus.js";
import { change, people, person, remember, store } from "./store.js";
import { heard } from "./tour.js";

export function switcher() {
  const me = person(store.me) || people()[0];
  const words = el(
    "span",
    { class: "who-words" },
    el("strong", {}, me.name),
    el("small", {}, me.title),
  );
  const looks = {
    class: "who-button",
    "aria-label": `You are ${me.name}, ${me.title}. Be somebody else`,
  };
  return menuButton(looks, [avatar(me.id), words, icon("chevron")], () => people().map(choice));
}

function choice(one) {
  return {
    label: one.name,
    note: `${one.title} · ${clockOf(one)}`,
    mark: avatar(one.id),
    current: one.id === store.me,
    choose: () => be(one.id),
  };
}

function clockOf(one) {
  const options = { timeZone: one.tz, hour: "2-digit", minute: "2-digit" };
  const city = one.tz.split("/").at(-1).replaceAll("_", " ");
  return `${new Intl.DateTimeFormat("en-GB", options).format(new Date())} in ${city}`;
}

export function be(user) {
  if (user === store.me) return;
  remember(user);
  heard(`be ${person(user).name}`);
  change({ me: user });
  connect();
}
