/** Where words are typed: Enter sends, a slash runs a command, what is not sent is kept. */

import { draft, keepDraft } from "./drafts.js";
import { channelName } from "./state.js";
import { h } from "./weave.js";
import { icon } from "./icons.js";
import { menu } from "./menus.js";
import { offers } from "./complete.js";

/** @typedef {import("./pane.js").Pane} Pane */
/** @typedef {import("./state.js").Channel} Channel */
/** @typedef {{pane: Pane, channel: Channel, root: string|null, slot: string, text: string, offered: import("./complete.js").Offer[], at: number}} Writing */

/** @param {Pane} pane @param {Channel} channel @param {string|null} root of the thread, if it is one */
export function composer(pane, channel, root) {
  if (!channel.member) return outside(pane, channel);
  const slot = root ? `say:${channel.id}:${root}` : `say:${channel.id}`;
  const text = String(draft(pane.as, slot) ?? "");
  const id = pane.idOf(`composer:${root ?? "room"}`);
  const open = pane.ui.completion?.slot === slot ? pane.ui.completion : null;
  const offered = open ? offers(pane.state, text, caretIn(id, text)) : [];
  const at = Math.min(open?.at ?? 0, offered.length - 1);
  /** @type {Writing} */
  const writing = { pane, channel, root, slot, text, offered, at };
  return h(
    "form",
    {
      class: "composer",
      on: {
        submit: (/** @type {Event} */ event) => {
          event.preventDefault();
          send(writing);
        },
      },
    },
    offered.length > 0 && offerList(writing, id),
    h("div", { class: "composer-box" }, field(writing, id), tools(pane, root)),
    hint(writing),
  );
}

/** Put the caret where words are typed. @param {Pane} pane @param {string|null} root of the thread, if it is one */
export async function focusComposer(pane, root) {
  await pane.settled();
  document.getElementById(pane.idOf(`composer:${root ?? "room"}`))?.focus();
}

/** @param {Pane} pane @param {Channel} channel */
function outside(pane, channel) {
  const join = () => pane.act("invite", { channel: channel.id, user: pane.as });
  return h(
    "div",
    { class: "composer outside" },
    h("p", null, `You are looking at #${channel.name} from outside.`),
    h("button", { type: "button", class: "button primary", on: { click: join } }, "Join the channel"),
  );
}

/** @param {string} id @param {string} text */
function caretIn(id, text) {
  const field = /** @type {HTMLTextAreaElement|null} */ (document.getElementById(id));
  return field?.selectionStart ?? text.length;
}

/** @param {Writing} writing @param {string} id */
function field(writing, id) {
  const { pane, channel, root, slot, text, offered, at } = writing;
  const to = channel.kind === "dm" ? channelName(pane.state, channel) : `#${channel.name}`;
  const label = root ? "Reply in the thread" : `Message ${to}`;
  const input = (/** @type {any} */ event) => {
    keepDraft(pane.as, slot, event.target.value);
    pane.set({ completion: { slot, at: 0 } });
  };
  return h("textarea", {
    id,
    rows: 1,
    "aria-label": label,
    placeholder: label,
    value: text,
    "aria-autocomplete": "list",
    "aria-controls": offered.length ? `${id}-offers` : null,
    "aria-activedescendant": offered.length ? `${id}-offer-${at}` : null,
    on: { input, keydown: (/** @type {KeyboardEvent} */ event) => typed(writing, event) },
  });
}

/** @param {Pane} pane @param {string|null} root */
function tools(pane, root) {
  const shortcuts = root ? [] : pane.state.shortcuts.filter((each) => each.type === "global");
  const items = shortcuts.map((each) => ({
    label: each.name,
    pick: () => pane.act("shortcut", { callback_id: each.callback_id }),
  }));
  return h(
    "div",
    { class: "composer-tools" },
    items.length > 0 &&
      h("span", { class: "anchor" }, menu(pane, { key: "shortcuts", label: "Shortcuts", face: icon("bolt"), items })),
    h("button", { type: "submit", class: "quiet send", "aria-label": "Send", title: "Send" }, icon("send")),
  );
}

/** @param {Writing} writing @param {string} id */
function offerList(writing, id) {
  const option = (/** @type {import("./complete.js").Offer} */ offer, /** @type {number} */ place) =>
    h(
      "li",
      {
        id: `${id}-offer-${place}`,
        role: "option",
        "aria-selected": String(place === writing.at),
        class: place === writing.at ? "offer here" : "offer",
        on: {
          mousedown: (/** @type {Event} */ event) => {
            event.preventDefault();
            accept(writing, offer, id);
          },
        },
      },
      h("strong", null, offer.mark),
      h("small", null, offer.note),
    );
  return h(
    "ul",
    { id: `${id}-offers`, class: "offers", role: "listbox", "aria-label": "Suggestions" },
    writing.offered.map(option),
  );
}

/** @param {Writing} writing what to type behind a command @returns {any} */
function hint({ pane, text }) {
  const command = pane.state.commands.find((each) => text.trimEnd() === each.command);
  const usage = command?.usage_hint && text.endsWith(" ") ? `${command.command} ${command.usage_hint}` : "";
  return h("p", { class: "composer-hint" }, usage || "Enter to send, Shift + Enter for a new line");
}

/** @param {Writing} writing @param {KeyboardEvent} event */
function typed(writing, event) {
  const { pane, slot, offered, at } = writing;
  if (event.isComposing) return;
  const offer = offered[at];
  if (offer && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    const step = event.key === "ArrowDown" ? 1 : -1;
    pane.set({ completion: { slot, at: (at + step + offered.length) % offered.length } });
  } else if (offer && event.key === "Escape") pane.set({ completion: null });
  else if (offer && (event.key === "Tab" || event.key === "Enter") && !event.shiftKey)
    accept(writing, offer, /** @type {Element} */ (event.currentTarget).id);
  else if (event.key === "Enter" && !event.shiftKey) send(writing);
  else return;
  event.preventDefault();
}

/** @param {Writing} writing @param {import("./complete.js").Offer} offer @param {string} id */
async function accept({ pane, slot }, offer, id) {
  keepDraft(pane.as, slot, offer.text);
  pane.set({ completion: null });
  await pane.settled();
  /** @type {HTMLTextAreaElement} */ (document.getElementById(id)).setSelectionRange(offer.caret, offer.caret);
}

/** The words leave the box at once, and come back when they could not be sent. @param {Writing} writing */
async function send({ pane, channel, root, slot, text }) {
  if (!text.trim()) return;
  const { as } = pane;
  keepDraft(as, slot, "");
  pane.set({ completion: null });
  const sent = await (isCommand(text)
    ? command(pane, channel, root, text)
    : pane.act("say", { channel: channel.id, text, ...(root && { thread: root }) }));
  if (sent) return;
  keepDraft(as, slot, [text, draft(as, slot)].filter(Boolean).join("\n"));
  pane.draw();
}

/** @param {string} text */
const isCommand = (text) => /^\/\w/.test(text);

/** @param {Pane} pane @param {Channel} channel @param {string|null} root @param {string} text */
async function command(pane, channel, root, text) {
  if (!root) return pane.act("command", { channel: channel.id, text });
  pane.set({
    problem: `${text.split(/\s/)[0]} cannot be used in a thread. Use it in the channel, or a message's actions.`,
  });
  return false;
}
