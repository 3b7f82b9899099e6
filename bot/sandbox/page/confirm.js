/** "Are you sure?", asked in a dialog of the page itself. */

import { dialog } from "./dialog.js";
import { h } from "./weave.js";
import { textObject } from "./text.js";

/** @typedef {import("./pane.js").Pane} Pane */

/**
 * Do it, after asking where there is something to ask.
 * @param {Pane} pane
 * @param {any} question a Block Kit confirmation object, or nothing
 * @param {() => void} yes
 */
export function confirmed(pane, question, yes) {
  if (question) pane.set({ question: { ...question, yes } });
  else yes();
}

/** @param {Pane} pane @returns {import("./weave.js").Knot|null} the open question */
export function questionDialog(pane) {
  const { question } = pane.ui;
  if (!question) return null;
  const close = () => pane.set({ question: null });
  const agree = () => {
    close();
    question.yes();
  };
  const look = question.style === "danger" ? "button danger" : "button primary";
  return dialog(pane, { key: "question", title: question.title?.text || "Are you sure?", close, small: true }, [
    h("p", { class: "dialog-body" }, textObject(question.text, pane.names)),
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "button usual", on: { click: close } }, question.deny?.text || "Cancel"),
      h(
        "button",
        { type: "button", class: look, "data-start": true, on: { click: agree } },
        question.confirm?.text || "Yes",
      ),
    ),
  ]);
}
