// The modal in front: its fields, mistakes at them, submitting, closing, and stacks of them.

import { Trouble } from "./api.js";
import { drawBlock } from "./blocks.js";
import { forgetGone, typedIn } from "./drafts.js";
import { el, patch } from "./dom.js";
import { body, foot, hide, mountFrame, problem, show, title } from "./modalframe.js";
import { textOf } from "./mrkdwn.js";
import { step } from "./steps.js";
import { change, store, zone } from "./store.js";
import { viewSurface } from "./surfaces.js";
import { heard } from "./tour.js";

const NONE = { viewId: null, hash: null, errors: {}, problem: null };

let own = NONE; // The view as it is drawn, with mistakes that the state does not always tell.

export function mount() {
  mountFrame({ submit, dismiss });
  body.addEventListener("input", (event) => forgive(event.target));
}

export function draw() {
  const { view } = store.server;
  if (!view) {
    if (hide()) own = NONE;
    return;
  }
  const another = own.viewId !== view.id;
  if (another || own.hash !== view.hash) {
    own = { viewId: view.id, hash: view.hash, errors: view.errors, problem: view.problem };
    forgetGone(view);
  }
  const surface = viewSurface(view);
  title.replaceChildren(...textOf(view.title));
  const items = view.blocks.map((block) => item(block, surface, own.errors));
  patch(body, items);
  problem.textContent = own.problem || "";
  patch(foot, buttons(view));
  show(another);
}

function item(block, surface, errors) {
  const sig = JSON.stringify([surface.id, block, errors[block.block_id], zone()]);
  return { key: block.block_id, sig, make: () => drawBlock(block, surface, errors) };
}

function buttons(view) {
  const close = view.close?.text || (view.submit ? "Cancel" : "Close");
  const made = [button(close, { type: "button", onclick: dismiss })];
  if (view.submit) {
    const looks = { type: "submit", "data-style": "primary", "data-press": "submit" };
    made.push(button(view.submit.text, looks));
  }
  return made;
}

function button(label, looks) {
  return {
    key: looks.type,
    sig: label,
    make: () => el("button", { class: "button", ...looks }, label),
  };
}

async function submit(event) {
  event.preventDefault();
  const { view } = store.server;
  if (!view?.submit) return;
  own = { ...own, errors: {}, problem: null };
  const filled = { view_id: view.id, values: typedIn(view) };
  try {
    const answer = await step("submit", filled, { press: "submit", quiet: true });
    if (answer) answered(view, answer);
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    const marked = Object.keys(trouble.blocks).length;
    refused(view, trouble.blocks, marked ? null : trouble.message);
  }
}

function answered(view, { errors, problem: said }) {
  if (said || Object.keys(errors).length) refused(view, errors, said);
  else heard(`${view.title.text} ${view.submit.text}`);
}

/** The mistakes stand at their fields, and the first of them is where the person goes on. */
function refused(view, errors, said) {
  if (store.server.view?.id !== view.id) return;
  own = { ...own, errors, problem: said };
  draw();
  const wrong = body.querySelector("[data-wrong]");
  wrong?.querySelector("input, select, textarea, .choices")?.focus();
}

/** Once a field is being mended, it no longer counts as wrong; what is typed stays as it is. */
function forgive(field) {
  const block = field.closest("[data-wrong]");
  if (!block) return;
  block.removeAttribute("data-wrong");
  block.querySelector(".error")?.remove();
}

/** It goes at once; one that lies below it comes with the answer. */
function dismiss() {
  const { view } = store.server;
  if (!view) return;
  change({ server: { ...store.server, view: null } });
  step("close", { view_id: view.id });
}
