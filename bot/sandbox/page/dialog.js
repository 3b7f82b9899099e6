/** The frame of every dialog: it holds the focus, Escape closes it, and what had the focus before gets it back. */

import { h } from "./weave.js";
import { icon } from "./icons.js";

/** @typedef {import("./pane.js").Pane} Pane */

/** Where the focus begins: where the app wants it, in the first field, on what leads on, on whatever there is. */
const START = [
  "[data-start]",
  ".input :is(input, textarea, select)",
  ".dialog-foot .primary",
  ".dialog-body button",
  "button",
];

/** Next to another person's pane a dialog covers its own pane only. @param {Pane} pane */
const opener = (pane) => (/** @type {HTMLDialogElement} */ element) => {
  if (pane.beside()) element.show();
  else element.showModal();
  const places = START.map((place) => element.querySelector(place));
  /** @type {HTMLElement|undefined} */ (places.find(Boolean))?.focus();
};

/** @param {Pane} pane @param {KeyboardEvent} event keep Tab inside where the browser does not do so by itself */
function fence(pane, event) {
  const element = /** @type {HTMLElement} */ (event.currentTarget);
  if (event.key !== "Tab" || !pane.beside()) return;
  const all = /** @type {HTMLElement[]} */ ([
    ...element.querySelectorAll("button, a[href], input, textarea, select"),
  ]).filter((each) => each.tabIndex >= 0 && !(/** @type {any} */ (each).disabled));
  const [first, last] = [all[0], all.at(-1)];
  if (event.shiftKey ? document.activeElement === first : document.activeElement === last) {
    (event.shiftKey ? last : first)?.focus();
    event.preventDefault();
  }
}

/**
 * @param {Pane} pane
 * @param {{key: string, title: string, close: () => void, small?: boolean}} about
 * @param {any} inside
 */
export function dialog(pane, { key, title, close, small }, inside) {
  const id = pane.idOf(`dialog:${key}`);
  const on = {
    cancel: (/** @type {Event} */ event) => {
      event.preventDefault();
      close();
    },
    keydown: (/** @type {KeyboardEvent} */ event) => {
      fence(pane, event);
      if (event.key !== "Escape") return;
      event.preventDefault();
      close();
    },
  };
  const props = {
    key,
    class: small ? "dialog small" : "dialog",
    "aria-labelledby": id,
    "aria-modal": "true",
    born: opener(pane),
    gone: giveBack,
    on,
  };
  return h(
    "dialog",
    props,
    h(
      "header",
      { class: "dialog-head" },
      h("h2", { id }, title),
      h(
        "button",
        { type: "button", class: "quiet", "aria-label": "Close", title: "Close", on: { click: close } },
        icon("close"),
      ),
    ),
    inside,
  );
}

/** The focus can go back only to what is no longer inert. @param {HTMLDialogElement} element */
function giveBack(element) {
  const last = element.parentElement?.querySelectorAll(":scope > dialog").length === 1;
  if (last) element.parentElement?.querySelector(":scope > [inert]")?.removeAttribute("inert");
  element.close();
}
