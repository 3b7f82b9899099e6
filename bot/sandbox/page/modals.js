/** An app's modals, the last on top: submit, close, and errors that stand beside their fields. */

import { dialog } from "./dialog.js";
import { drawBlocks } from "./blocks.js";
import { h } from "./weave.js";
import { missing, stateOf } from "./formstate.js";
import { surface } from "./surfaces.js";
import { words } from "./elements.js";

/** @typedef {import("./pane.js").Pane} Pane */

/** @param {Pane} pane @returns {import("./weave.js").Knot[]} */
export const modals = (pane) => pane.state.modals.map((view) => modal(pane, view));

/** @param {Pane} pane @param {any} view */
function modal(pane, view) {
  const ground = surface(pane, `view:${view.id}`, { view_id: view.id }, view.blocks);
  ground.errors = { ...view.errors, ...pane.ui.missing[view.id] };
  const close = () => pane.act("close_modal", { view_id: view.id });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    send(pane, view, /** @type {HTMLFormElement} */ (event.currentTarget));
  };
  const title = view.title?.text || "Untitled";
  return dialog(pane, { key: view.id, title, close }, [
    h(
      "form",
      { class: "modal", novalidate: true, on: { submit } },
      h(
        "div",
        { class: "dialog-body" },
        (pane.ui.problem || view.notice) && h("p", { class: "problem", role: "alert" }, pane.ui.problem || view.notice),
        drawBlocks(view.blocks, ground),
      ),
      h(
        "div",
        { class: "dialog-foot" },
        h("button", { type: "button", class: "button usual", on: { click: close } }, words(view.close) || "Close"),
        view.submit &&
          h(
            "button",
            { type: "submit", class: "button primary", "aria-busy": pane.waiting.has(view.id) ? "true" : null },
            words(view.submit),
          ),
      ),
    ),
  ]);
}

/** @param {Pane} pane @param {any} view @param {HTMLFormElement} form */
async function send(pane, view, form) {
  if (pane.waiting.has(view.id)) return;
  const edits = pane.edits(`view:${view.id}`);
  const errors = { ...misshapen(view, form, pane), ...missing(view.blocks, edits) };
  pane.set({ missing: { ...pane.ui.missing, [view.id]: errors } });
  if (!Object.keys(errors).length) {
    await pane.wait(view.id, () => pane.act("submit", { view_id: view.id, state: stateOf(view.blocks, edits) }));
  }
  await pane.settled();
  /** @type {HTMLElement|null} */ (
    form.querySelector("[aria-invalid=true], .wrong :is(input, textarea, select)")
  )?.focus();
}

/** What the browser itself finds wrong: a number out of its bounds, an address that is none. @param {any} view @param {HTMLFormElement} form @param {Pane} pane */
function misshapen(view, form, pane) {
  const inputs = view.blocks.filter((/** @type {any} */ block) => block.type === "input");
  const found = inputs.map((/** @type {any} */ block) => {
    const id = pane.idOf(`view:${view.id}:${block.block_id}:${block.element?.action_id}`);
    return [block.block_id, /** @type {any} */ (form.querySelector(`#${id}`))?.validationMessage];
  });
  return Object.fromEntries(found.filter((/** @type {string[]} */ [, message]) => message));
}
