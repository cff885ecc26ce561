// The message box: messages, slash commands with completion, and a memory of what was sent.

import { boxDraft, keepBoxDraft } from "./drafts.js";
import { completion } from "./completion.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { step } from "./steps.js";
import { channel, channelTitle, people, store } from "./store.js";
import { heard } from "./tour.js";

let serial = 0;

/**
 * `draw({channel, thread})` shows the box of another place; each keeps its own draft.
 * `sends` is called when something is sent, before its answer is there.
 */
export function composer(label, sends) {
  const id = `box-${++serial}`;
  const press = `send ${id}`;
  const problem = el("p", { class: "box-problem", role: "alert" });
  const box = el("textarea", {
    class: "box",
    id,
    rows: 1,
    "aria-label": label,
    autocomplete: "off",
    autocapitalize: "sentences",
  });
  const send = el(
    "button",
    { type: "submit", class: "send", "aria-label": "Send", "data-press": press },
    icon("send"),
  );
  const form = el(
    "form",
    { class: "composer", onsubmit: submit },
    problem,
    el("div", { class: "box-frame" }, box, send),
  );
  const sent = [];
  let place = null;
  let recalled = 0;
  const completing = completion(box, form, () => place);
  box.addEventListener("input", typed);
  box.addEventListener("keydown", keys);

  function keys(event) {
    if (event.isComposing || completing.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) submit(event);
    else if (event.key === "ArrowUp" && (!box.value || recalled)) recall(event, 1);
    else if (event.key === "ArrowDown" && recalled) recall(event, -1);
  }
  function recall(event, by) {
    const next = Math.min(Math.max(recalled + by, 0), sent.length);
    event.preventDefault();
    write(next ? sent.at(-next) : "");
    recalled = next;
  }
  function typed() {
    recalled = 0;
    problem.textContent = "";
    fit();
    keepBoxDraft(place.key, box.value);
  }
  function write(text) {
    box.value = text;
    typed();
    completing.update();
  }
  function fit() {
    box.style.setProperty("height", "auto");
    box.style.setProperty("height", `${box.scrollHeight}px`);
    send.disabled = !box.value.trim();
  }
  async function submit(event) {
    event.preventDefault();
    const text = box.value.trim();
    if (!text) return;
    const where = place;
    if (where.thread && text.startsWith("/")) {
      problem.textContent = "Slash commands do not work in threads. Type it in the channel.";
      return;
    }
    write("");
    sent.push(text);
    sends();
    try {
      await deliver(where, text, press);
    } catch (trouble) {
      if (place.key === where.key && !box.value) write(text);
      problem.textContent = trouble.message;
    }
  }
  function draw(now) {
    const key = `${store.me} ${now.channel} ${now.thread || ""}`;
    const same = place?.key === key;
    place = { ...now, key };
    box.placeholder = placeholder(now);
    if (same) return;
    box.value = boxDraft(key);
    recalled = 0;
    problem.textContent = "";
    completing.close();
    fit();
  }
  return { node: form, box, draw };
}

function placeholder({ channel: id, thread }) {
  if (thread) return "Reply…";
  const one = channel(id);
  const name = one.is_dm ? channelTitle(one) : `#${one.name}`;
  return `Message ${name}, or type / for commands`;
}

async function deliver(where, text, press) {
  heard(text);
  const body = { channel: where.channel, text: written(text) };
  if (text.startsWith("/")) return step("command", body, { press, quiet: true });
  const answer = await step(
    "message",
    { ...body, thread_ts: where.thread },
    { press, quiet: true },
  );
  return answer;
}

/** As Slack's client sends it: its three entities, and names as mentions. */
function written(text) {
  const escaped = text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
  return escaped.replace(/(^|\s)@([\p{L}]+)/gu, (all, space, name) => {
    const found = people().find((one) => one.name.toLowerCase() === name.toLowerCase());
    return found ? `${space}<@${found.id}>` : all;
  });
}
