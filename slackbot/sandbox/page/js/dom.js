// Building and patching DOM nodes. Text only ever becomes text nodes, never markup.

/** An element; `on*` properties are listeners, `class` and `data-*` attributes, the rest too. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(node, name, value);
  node.append(...children.flat(Infinity).filter(drawn));
  return node;
}

/** Whatever is left out by `condition && child` leaves nothing behind. */
const drawn = (child) => child !== null && child !== undefined && child !== false && child !== "";

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/**
 * Make a node's children those of `items`, keeping every child whose key and `sig` are unchanged.
 * An item is `{key, sig, make}`. Focus inside a child that is made anew goes to its successor.
 */
export function patch(parent, items) {
  const standing = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const focused = focusInside(parent);
  const children = items.map((item) => {
    const child = standing.get(item.key);
    if (child?.dataset.sig !== item.sig) return anew(item);
    standing.delete(item.key);
    return child;
  });
  for (const gone of standing.values()) gone.remove();
  children.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] || null);
  });
  refocus(parent, focused);
}

function anew(item) {
  const child = item.make();
  child.dataset.key = item.key;
  child.dataset.sig = item.sig;
  return child;
}

function focusInside(parent) {
  const active = document.activeElement;
  if (!active || active === parent || !parent.contains(active)) return null;
  const name = (node) => node.dataset.press || node.name || node.id || "";
  const child = [...parent.children].find((one) => one.contains(active));
  return { active, key: child.dataset.key, itself: child === active, name: name(active) };
}

function refocus(parent, focused) {
  if (!focused || document.contains(focused.active)) return;
  const child = [...parent.children].find((one) => one.dataset.key === focused.key);
  if (!child) return;
  const inside = [...child.querySelectorAll("button, input, select, textarea")];
  const same = (node) => [node.dataset.press, node.name, node.id].includes(focused.name);
  const heir = focused.itself ? child : inside.find(same) || child;
  heir.focus({ preventScroll: true });
}
