/** One pane, put together: header, rooms, messages, thread, dialogs. */

import { HOME } from "./pane.js";
import { composer } from "./composer.js";
import { h } from "./weave.js";
import { home } from "./home.js";
import { icon } from "./icons.js";
import { messageList } from "./messages.js";
import { modals } from "./modals.js";
import { questionDialog } from "./confirm.js";
import { roomHeader } from "./roomheader.js";
import { sidebar } from "./sidebar.js";
import { thread } from "./thread.js";
import { topLevel } from "./state.js";

/** @typedef {import("./pane.js").Pane} Pane */

/** @param {Pane} pane @returns {import("./weave.js").Knot} */
export function drawPane(pane) {
  const { ui, state } = pane;
  const covered = pane.beside() && (state.modals.length > 0 || ui.question);
  const shape = `pane${ui.rooms ? " showing-rooms" : ""}${ui.thread && pane.room ? " showing-thread" : ""}${covered ? " covered" : ""}`;
  return h(
    "section",
    { key: pane.id, class: shape, "aria-label": `What ${state.me.name} sees` },
    h(
      "div",
      { class: "pane-inside", inert: covered || null },
      sidebar(pane),
      pane.at === HOME ? home(pane) : room(pane),
      ui.thread && pane.room && thread(pane, pane.room, ui.thread),
    ),
    problem(pane),
    modals(pane),
    questionDialog(pane),
  );
}

/** @param {Pane} pane */
function room(pane) {
  const { room: channel } = pane;
  if (!channel)
    return h(
      "div",
      { key: "nowhere", class: "main" },
      h("p", { class: "empty" }, "There is nothing here for this person yet."),
    );
  return h(
    "div",
    { key: `${pane.as}:${channel.id}`, class: "main", role: "region", "aria-label": "Messages" },
    roomHeader(pane, channel),
    messageList(pane, channel, topLevel(pane.state, channel.id), null),
    composer(pane, channel, null),
  );
}

/** @param {Pane} pane */
function problem(pane) {
  if (!pane.ui.problem || pane.state.modals.length) return null;
  return h(
    "div",
    { key: "problem", class: "toast", role: "alert" },
    h("span", null, pane.ui.problem),
    h(
      "button",
      { type: "button", class: "quiet", "aria-label": "Dismiss", on: { click: () => pane.set({ problem: "" }) } },
      icon("close"),
    ),
  );
}
