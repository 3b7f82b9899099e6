/** A button that opens a menu, driven by arrow keys as well as by the mouse. */

import { h } from "./weave.js";

/**
 * @typedef {{label: any, pick: () => void, kind?: "danger"|"plain"}} Item
 * @typedef {import("./pane.js").Pane} Pane
 */

const GAP = 6;

/** @param {Element} menu put it beside its button, above where there is no room below */
function place(menu) {
  const box = /** @type {HTMLElement} */ (menu);
  const button = /** @type {HTMLElement} */ (box.previousElementSibling).getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = button.bottom + GAP + height <= innerHeight;
  box.style.top = `${Math.max(GAP, below ? button.bottom + GAP : button.top - GAP - height)}px`;
  box.style.left = `${Math.max(GAP, Math.min(button.right - width, innerWidth - width - GAP))}px`;
}

/** @param {HTMLElement} menu */
function show(menu) {
  menu.showPopover();
  place(menu);
  focusItem(menu, 0);
}

/** @param {Element} menu @param {number} step */
function focusItem(menu, step) {
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("[role=menuitem]")]);
  const here = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  items[(Math.max(here, 0) + step + items.length) % items.length]?.focus({ preventScroll: true });
}

/** @param {Pane} pane @param {KeyboardEvent} event */
function steer(pane, event) {
  const menu = /** @type {Element} */ (event.currentTarget);
  const steps = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 });
  if (event.key in steps) focusItem(menu, steps[event.key]);
  else if (event.key === "Home") /** @type {HTMLElement} */ (menu.querySelector("[role=menuitem]")).focus();
  else if (event.key === "Escape") shut(pane, menu);
  else if (event.key === "Tab") return shut(pane, menu);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {Pane} pane @param {Element} menu close it and give the focus back to its button */
function shut(pane, menu) {
  const button = /** @type {HTMLElement} */ (menu.previousElementSibling);
  button.focus();
  pane.set({ menu: null });
}

/** @param {Pane} pane @param {FocusEvent} event a menu that the focus has left closes by itself */
function left(pane, event) {
  const menu = /** @type {Element} */ (event.currentTarget);
  const next = /** @type {Node|null} */ (event.relatedTarget);
  if (!document.hasFocus() || menu.contains(next) || next === menu.previousElementSibling) return;
  pane.set({ menu: null });
}

/**
 * @param {Pane} pane
 * @param {{key: string, label: string, face: any, items: Item[], layout?: "grid"|"list", className?: string}} menu
 * @returns {import("./weave.js").Knot[]} the button, and the menu while it is open
 */
export function menu(pane, { key, label, face, items, layout = "list", className = "quiet" }) {
  const open = pane.ui.menu === key;
  const button = h(
    "button",
    {
      key: `button:${key}`,
      type: "button",
      class: className,
      "aria-haspopup": "menu",
      "aria-expanded": String(open),
      "aria-label": label,
      title: label,
      on: { click: () => pane.set({ menu: open ? null : key }) },
    },
    face,
  );
  return open ? [button, list(pane, key, label, items, layout)] : [button];
}

/** @param {Pane} pane @param {string} key @param {string} label @param {Item[]} items @param {string} layout */
function list(pane, key, label, items, layout) {
  const on = {
    keydown: (/** @type {KeyboardEvent} */ event) => steer(pane, event),
    focusout: (/** @type {FocusEvent} */ event) => left(pane, event),
  };
  const props = {
    key: `menu:${key}`,
    class: `menu menu-${layout}`,
    role: "menu",
    "aria-label": label,
    popover: "manual",
    born: show,
    on,
  };
  return h(
    "div",
    props,
    items.map((item) => entry(pane, item)),
  );
}

/** @param {Pane} pane @param {Item} item */
function entry(pane, item) {
  const click = (/** @type {Event} */ event) => {
    const element = /** @type {Element} */ (event.currentTarget);
    shut(pane, /** @type {Element} */ (element.closest("[role=menu]")));
    item.pick();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", class: `item item-${item.kind ?? "plain"}`, on: { click } },
    item.label,
  );
}
