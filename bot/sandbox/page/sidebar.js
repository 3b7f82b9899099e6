/** The left side: who you are, the rooms you can enter, the people you can write to. */

import { HOME } from "./pane.js";
import { avatar } from "./avatar.js";
import { botOf, channelName, standingOf } from "./state.js";
import { focusComposer } from "./composer.js";
import { h } from "./weave.js";
import { icon } from "./icons.js";
import { menu } from "./menus.js";

/** @typedef {import("./pane.js").Pane} Pane */
/** @typedef {import("./state.js").Channel} Channel */

/** @param {Pane} pane */
export function sidebar(pane) {
  const { channels } = pane.state;
  const bot = botOf(pane.state);
  const rooms = channels.filter((channel) => channel.kind !== "dm");
  const dms = channels.filter((channel) => channel.kind === "dm" && channel.with !== bot?.id);
  return h(
    "div",
    { class: "side" },
    switcher(pane),
    h(
      "nav",
      { "aria-label": "Rooms" },
      bot && group("App", [botLink(pane, bot)]),
      group(
        "Channels",
        rooms.map((channel) => roomLink(pane, channel)),
      ),
      group(
        "Direct messages",
        dms.map((channel) => roomLink(pane, channel)),
      ),
      h("div", { class: "anchor start-dm" }, newDm(pane)),
    ),
  );
}

/** @param {Pane} pane */
function switcher(pane) {
  const { me, people } = pane.state;
  const id = pane.idOf("switcher");
  const all = people.some((person) => person.id === me.id) ? people : [me, ...people];
  const groups = Object.entries({
    "Our company": all.filter((person) => !person.bot && !person.external && !person.guest),
    Guests: all.filter((person) => person.guest && !person.external),
    "Another company": all.filter((person) => person.external),
    "Other apps": all.filter((person) => person.bot && person.id !== botOf(pane.state)?.id),
  }).filter(([, members]) => members.length);
  const pick = (/** @type {any} */ event) => pane.become(event.target.value);
  const option = (/** @type {import("./state.js").Person} */ person) =>
    h("option", { key: person.id, value: person.id }, nameAndStanding(person));
  return h(
    "div",
    { class: "who" },
    avatar(me.id, me.name),
    h(
      "div",
      { class: "who-words" },
      h("div", { class: "who-line" }, h("label", { for: id }, "You are"), presence(pane)),
      h(
        "select",
        { id, value: me.id, on: { change: pick } },
        groups.map(([name, members]) => h("optgroup", { key: name, label: name }, members.map(option))),
      ),
    ),
  );
}

/** @param {import("./state.js").Person} person */
function nameAndStanding(person) {
  const standing = person.external || person.guest ? person.title : standingOf(person);
  return standing ? `${person.name} · ${standing}` : person.name;
}

/** @param {Pane} pane */
function presence(pane) {
  const active = pane.state.me.presence === "active";
  const words = active ? "Active: press to go away" : "Away: press to come back";
  const click = () => pane.act("presence", { presence: active ? "away" : "active" });
  return h(
    "button",
    {
      type: "button",
      class: `quiet presence ${active ? "is-active" : "is-away"}`,
      "aria-label": words,
      title: words,
      on: { click },
    },
    h("span", { class: "lamp" }),
    active ? "Active" : "Away",
  );
}

/** @param {string} title @param {any[]} links */
const group = (title, links) => h("div", { class: "rooms" }, h("h2", null, title), h("ul", null, links));

/** @param {Pane} pane @param {import("./state.js").Person} bot */
function botLink(pane, bot) {
  const room = pane.state.channels.find((channel) => channel.kind === "dm" && channel.with === bot.id);
  const here = pane.at === HOME || pane.at === room?.id;
  return entry(bot.id, here, () => pane.go(room?.unread ? room.id : HOME), icon("home"), bot.name, room?.unread ?? 0);
}

/** @param {Pane} pane @param {Channel} channel */
function roomLink(pane, channel) {
  const picture = channel.kind === "dm" ? dmPicture(pane, channel) : icon(channel.kind === "private" ? "lock" : "hash");
  return entry(
    channel.id,
    pane.at === channel.id,
    () => pane.go(channel.id).then(() => focusComposer(pane, null)),
    picture,
    channelName(pane.state, channel),
    channel.unread,
    !channel.member,
  );
}

/** @param {Pane} pane @param {Channel} channel */
function dmPicture(pane, channel) {
  const other = pane.state.people.find((person) => person.id === channel.with);
  return h("span", { class: `lamp lamp-${other?.presence === "active" ? "active" : "away"}`, "aria-hidden": "true" });
}

/** @param {string} id @param {boolean} here @param {() => void} click @param {any} picture @param {string} name @param {number} unread @param {boolean} [faint] */
function entry(id, here, click, picture, name, unread, faint = false) {
  const look = `room${here ? " here" : ""}${unread && !here ? " unread" : ""}${faint ? " faint" : ""}`;
  return h(
    "li",
    { key: id },
    h(
      "button",
      { type: "button", class: look, "aria-current": here ? "page" : null, on: { click } },
      picture,
      h("span", { class: "room-name" }, name),
      unread > 0 && !here && h("span", { class: "count" }, String(unread), h("span", { class: "unseen" }, " unread")),
    ),
  );
}

/** @param {Pane} pane */
function newDm(pane) {
  const others = pane.state.people.filter((person) => person.id !== pane.as && !person.bot);
  const items = others.map((person) => ({ label: nameAndStanding(person), pick: () => pane.openDm(person.id) }));
  return menu(pane, {
    key: "new-dm",
    label: "Write to somebody",
    face: ["+ Write to somebody"],
    items,
    className: "quiet room",
  });
}
