// Completion in the message box: commands, their verbs, dispute numbers of the channel, people.

import { el } from "./dom.js";
import { people, store } from "./store.js";

const MOST = 20;

/** `key(event)` says whether it took the key. */
export function completion(box, form, place) {
  const id = `${box.id}-offers`;
  const list = el("ul", {
    class: "offers",
    role: "listbox",
    id,
    "aria-label": "Suggestions",
    hidden: true,
  });
  let offers = [];
  let active = -1;
  form.prepend(list);
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": id }).forEach(
    ([name, value]) => box.setAttribute(name, value),
  );
  box.addEventListener("input", update);
  box.addEventListener("blur", close);

  function update() {
    const before = box.value.slice(0, box.selectionStart);
    const found = place().thread ? mentions(before) : all(before, place().channel);
    offers = found.offers.slice(0, MOST);
    active = found.partial && !offers.some((one) => one.word === found.partial) ? 0 : -1;
    if (offers.length === 1 && offers[0].word === found.partial) offers = [];
    draw();
  }
  function close() {
    offers = [];
    active = -1;
    draw();
  }
  function draw() {
    list.replaceChildren(...offers.map(option));
    list.hidden = !offers.length;
    box.setAttribute("aria-expanded", String(offers.length > 0));
    if (active >= 0 && offers.length) box.setAttribute("aria-activedescendant", `${id}-${active}`);
    else box.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }
  function option(offer, at) {
    const take = (event) => {
      event.preventDefault(); // The box keeps its focus.
      accept(offer);
    };
    return el(
      "li",
      {
        role: "option",
        id: `${id}-${at}`,
        "aria-selected": String(at === active),
        onmousedown: take,
      },
      el("strong", {}, offer.word),
      el("span", { dir: "auto" }, offer.note),
    );
  }
  function accept(offer) {
    const end = box.selectionStart;
    const start = box.value.slice(0, end).search(/\S*$/);
    box.setRangeText(`${offer.word} `, start, end, "end");
    box.dispatchEvent(new Event("input"));
  }
  function key(event) {
    if (!offers.length) return false;
    const to = { ArrowDown: active + 1, ArrowUp: active < 0 ? -1 : active - 1 }[event.key];
    if (to !== undefined) active = (to + offers.length) % offers.length;
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" && !event.shiftKey) accept(offers[Math.max(active, 0)]);
    else if (event.key === "Enter" && active >= 0) accept(offers[active]);
    else return false;
    event.preventDefault();
    draw();
    return true;
  }
  return { update, close, key };
}

function all(before, channel) {
  if (!before.startsWith("/")) return mentions(before);
  const words = before.split(/\s+/);
  const command = store.server.commands.find((one) => one.command === words[0]);
  const partial = words.at(-1);
  if (words.length === 1) return starting(partial, commands());
  if (words.length === 2 && command && verbs(command).length)
    return starting(partial, verbs(command));
  if (partial.startsWith("@")) return mentions(before);
  return words.length === 3 || partial.startsWith("#")
    ? starting(partial, command && verbs(command).length ? numbers(channel) : [])
    : { partial, offers: [] };
}

function starting(partial, offers) {
  const begins = (offer) => offer.word.toLowerCase().startsWith(partial.toLowerCase());
  return { partial, offers: offers.filter(begins) };
}

function commands() {
  return store.server.commands.map((one) => ({ word: one.command, note: one.description }));
}

/** The alternatives of a usage hint's first bracket: `[list|next|…] [#number]`. */
function verbs(command) {
  const [, inside] = command.usage_hint.match(/^\[([^\]]*\|[^\]]*)\]/) || [null, ""];
  const rest = command.usage_hint.replace(/^\[[^\]]*\]\s*/, "");
  const words = inside.split("|").filter((word) => /^[\w-]+$/.test(word));
  return words.map((word) => ({ word, note: rest }));
}

/** Numbers that messages of the channel name in their short text, the newest first. */
function numbers(channel) {
  const found = new Map();
  for (const message of [...store.server.messages[channel]].reverse()) {
    const number = message.ephemeral ? null : message.text.match(/#\d+\b/)?.[0];
    if (number && !found.has(number)) found.set(number, message.text);
  }
  return [...found].map(([word, note]) => ({ word, note }));
}

function mentions(before) {
  const partial = before.match(/(?:^|\s)(@\p{L}*)$/u)?.[1];
  if (!partial) return { partial: "", offers: [] };
  return starting(
    partial,
    people().map((one) => ({ word: `@${one.name}`, note: one.title })),
  );
}
