// The modal in front: its fields, mistakes at them, submitting, closing, and stacks of them.

import { Trouble } from "./api.js";
import { drawBlock } from "./blocks.js";
import { forgetGone, typedIn } from "./drafts.js";
import { el, patch } from "./dom.js";
import { icon } from "./icons.js";
import { textOf } from "./mrkdwn.js";
import { step } from "./steps.js";
import { change, store, zone } from "./store.js";
import { viewSurface } from "./surfaces.js";
import { heard } from "./tour.js";

const dialog = document.getElementById("modal");
const title = el("h2", { id: "modal-title", dir: "auto" });
const body = el("div", { class: "modal-body" });
const problem = el("p", { class: "modal-problem", role: "alert" });
const foot = el("footer");

const own = { viewId: null, hash: null, errors: {}, problem: null }; // What the server has not said.
let returnTo = null;

export function mount() {
  const close = el(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Close", onclick: dismiss },
    icon("close"),
  );
  const form = el(
    "form",
    { novalidate: true, onsubmit: submit },
    el("header", {}, title, close),
    body,
    problem,
    foot,
  );
  dialog.append(form);
  dialog.setAttribute("aria-labelledby", "modal-title");
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    dismiss();
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
  });
  body.addEventListener("input", (event) => forgive(event.target));
}

export function draw() {
  const { view } = store.server;
  if (!view) return hide();
  const another = own.viewId !== view.id;
  if (another || own.hash !== view.hash) {
    Object.assign(own, {
      viewId: view.id,
      hash: view.hash,
      errors: view.errors,
      problem: view.problem,
    });
    forgetGone(view);
  }
  const errors = own.errors;
  title.replaceChildren(...textOf(view.title));
  const surface = viewSurface(view);
  patch(
    body,
    view.blocks.map((block) => item(block, surface, errors)),
  );
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
  const made = [
    {
      key: "close",
      sig: close,
      make: () => el("button", { type: "button", class: "button", onclick: dismiss }, close),
    },
  ];
  if (view.submit) {
    const looks = {
      type: "submit",
      class: "button",
      "data-style": "primary",
      "data-press": "submit",
    };
    made.push({
      key: "submit",
      sig: view.submit.text,
      make: () => el("button", looks, textOf(view.submit)),
    });
  }
  return made;
}

function show(another) {
  if (!dialog.open) {
    returnTo = document.activeElement;
    dialog.showModal();
  } else if (!another) return;
  body.scrollTop = 0;
  const first = body.querySelector("[autofocus], input, select, textarea");
  (first || foot.lastElementChild)?.focus();
}

function hide() {
  if (!dialog.open) return;
  Object.assign(own, { viewId: null, hash: null, errors: {}, problem: null });
  dialog.close();
  if (document.contains(returnTo)) returnTo.focus({ preventScroll: true });
}

async function submit(event) {
  event.preventDefault();
  const { view } = store.server;
  if (!view?.submit) return;
  Object.assign(own, { errors: {}, problem: null });
  try {
    const answer = await step(
      "submit",
      { view_id: view.id, values: typedIn(view) },
      { press: "submit", quiet: true },
    );
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
  Object.assign(own, { errors, problem: said });
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

function dismiss() {
  const { view } = store.server;
  if (!view) return;
  change({ server: { ...store.server, view: null } }); // It goes at once; one below comes with the answer.
  step("close", { view_id: view.id });
}
