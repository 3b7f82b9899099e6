/** The bar above all panes: the sandbox's clock, the bot's connection, one pane or two. */

import { ahead, secondsToMorning, wholeDate } from "./dates.js";
import { focusComposer } from "./composer.js";
import { h } from "./weave.js";
import { icon } from "./icons.js";

const HOUR = 3600;

/** @typedef {import("./pane.js").Pane} Pane */

/**
 * @param {{line: boolean, beside: () => boolean, toggleBeside: () => void}} page
 * @param {Pane} pane whose answer tells the time
 */
export function topBar(page, pane) {
  const beside = page.beside();
  return h(
    "header",
    { class: "top" },
    h(
      "button",
      { type: "button", class: "skip", on: { click: () => focusComposer(pane, null) } },
      "Skip to the message box",
    ),
    h(
      "h1",
      { class: "brand" },
      h("span", { class: "brand-mark", "aria-hidden": "true" }),
      "Levelhead ",
      h("span", { class: "brand-note" }, "sandbox"),
    ),
    clock(pane),
    connection(page, pane),
    h(
      "button",
      { type: "button", class: "button usual pair", "aria-pressed": String(beside), on: { click: page.toggleBeside } },
      icon("pair"),
      " Side by side",
    ),
  );
}

/** @param {Pane} pane */
function clock(pane) {
  const { now } = pane;
  const step = (/** @type {string} */ label, /** @type {string} */ name, /** @type {() => number} */ seconds) =>
    h(
      "button",
      {
        type: "button",
        class: "step",
        "aria-label": name,
        title: name,
        on: { click: () => pane.act("advance", { seconds: seconds() }) },
      },
      label,
    );
  return h(
    "div",
    { class: "clock", role: "group", "aria-label": "The sandbox's clock" },
    h("time", { class: "now", datetime: now.toISOString(), title: "The time in the sandbox" }, wholeDate(now)),
    h("span", { class: "ahead" }, ahead(pane.state.offset_seconds)),
    h(
      "span",
      { class: "steps" },
      step("+15 min", "Move the clock 15 minutes forward", () => 15 * 60),
      step("+1 h", "Move the clock one hour forward", () => HOUR),
      step("9:00", "Move the clock to nine the next morning", () => secondsToMorning(pane.now)),
      step("+1 day", "Move the clock one day forward", () => 24 * HOUR),
    ),
  );
}

/** @param {{line: boolean}} page @param {Pane} pane */
function connection(page, pane) {
  const [look, words] = !page.line
    ? ["lost", "Sandbox not reachable"]
    : pane.state.connected
      ? ["on", "Bot connected"]
      : ["off", "Bot not connected"];
  return h(
    "p",
    { class: `line line-${look}`, role: "status" },
    h("span", { class: "lamp", "aria-hidden": "true" }),
    words,
  );
}
