// Steps that a person takes, and what shows that they are under way.

import { post, Trouble } from "./api.js";
import { refresh } from "./feed.js";
import { store } from "./store.js";
import { toast } from "./toasts.js";

const busy = new Set();

/**
 * Take a step and have its effect on the page before it counts as done.
 * `press` names the control that shows a spinner meanwhile; a `quiet` step says its own problems.
 */
export async function step(path, body, { press = null, quiet = false } = {}) {
  if (press && busy.has(press)) return null;
  mark(press, true);
  try {
    const answer = await post(`/person/${path}`, { user: store.me, ...body });
    await refresh();
    if (answer.problem && !quiet) toast(answer.problem, { alarm: true });
    return answer;
  } catch (trouble) {
    if (!(trouble instanceof Trouble) || quiet) throw trouble;
    toast(trouble.message, { alarm: true });
    return null;
  } finally {
    mark(press, false);
  }
}

function mark(press, on) {
  if (!press) return;
  if (on) busy.add(press);
  else busy.delete(press);
  showBusy();
}

/** Put the spinner on what is busy; called after drawing too, for a control may be made anew. */
export function showBusy() {
  for (const control of document.querySelectorAll("[data-press]")) {
    const on = busy.has(control.dataset.press);
    control.toggleAttribute("data-busy", on);
    if (on) control.setAttribute("aria-busy", "true");
    else control.removeAttribute("aria-busy");
  }
}
