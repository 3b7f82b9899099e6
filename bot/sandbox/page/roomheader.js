/** What stands above the messages: the room's name and topic, and who may come in or go. */

import { HOME } from "./pane.js";
import { avatar } from "./avatar.js";
import { botOf, channelName, standingOf } from "./state.js";
import { h } from "./weave.js";
import { icon } from "./icons.js";
import { menu } from "./menus.js";

/** @typedef {import("./pane.js").Pane} Pane */
/** @typedef {import("./state.js").Channel} Channel */

/** @param {Pane} pane */
export function roomsButton(pane) {
  const open = pane.ui.rooms;
  const words = `${open ? "Hide" : "Show"} the rooms of ${pane.state.me.name}`;
  return h(
    "button",
    {
      type: "button",
      class: "quiet to-rooms",
      "aria-expanded": String(open),
      "aria-label": words,
      title: words,
      on: { click: () => pane.set({ rooms: !open }) },
    },
    icon("menu"),
    avatar(pane.as, pane.state.me.name),
  );
}

/** @param {Pane} pane @param {Channel} channel */
export function roomHeader(pane, channel) {
  if (channel.kind === "dm" && channel.with === botOf(pane.state)?.id) return botHeader(pane, false);
  const picture = channel.kind === "dm" ? null : icon(channel.kind === "private" ? "lock" : "hash");
  return h(
    "header",
    { class: "room-head" },
    roomsButton(pane),
    h("h2", null, picture, channelName(pane.state, channel)),
    channel.shared && h("span", { class: "badge" }, "Shared with another company"),
    h("p", { class: "topic" }, channel.topic),
    channel.kind !== "dm" && h("div", { class: "anchor end" }, people(pane, channel)),
  );
}

/** @param {Pane} pane @param {Channel} channel */
function people(pane, channel) {
  const invite = (/** @type {string} */ user) => () => pane.act("invite", { channel: channel.id, user });
  const others = pane.state.people.filter((person) => person.id !== pane.as);
  const items = others.map((person) => ({
    label: `Invite ${person.name}${standingOf(person) ? ` · ${standingOf(person)}` : ""}`,
    pick: invite(person.id),
  }));
  const leave = {
    label: `Leave #${channel.name}`,
    kind: /** @type {const} */ ("danger"),
    pick: () => pane.act("leave", { channel: channel.id }),
  };
  return menu(pane, {
    key: "room-people",
    label: "Invite or leave",
    face: icon("people"),
    items: channel.member ? [...items, leave] : items,
  });
}

/** The app's own room has two tabs. @param {Pane} pane @param {boolean} atHome */
export function botHeader(pane, atHome) {
  const tab = (/** @type {string} */ words, /** @type {boolean} */ here, /** @type {() => void} */ click) =>
    h("button", { type: "button", class: "tab", "aria-current": here ? "page" : null, on: { click } }, words);
  return h(
    "header",
    { class: "room-head" },
    roomsButton(pane),
    h("h2", null, botOf(pane.state)?.name ?? "App"),
    h(
      "div",
      { class: "tabs", role: "group", "aria-label": "Parts of the app" },
      tab("Home", atHome, () => pane.go(HOME)),
      tab("Messages", !atHome, () => pane.openBot()),
    ),
  );
}
