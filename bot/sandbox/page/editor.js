/** Changing the words of one's own message, in its place. */

import { draft, dropDraft, keepDraft } from "./drafts.js";
import { h } from "./weave.js";
import { plain } from "./mrkdwn.js";
import { handleOf } from "./complete.js";

/** @typedef {import("./pane.js").Pane} Pane */

/** @param {Pane} pane @param {import("./state.js").Channel} channel @param {import("./state.js").Message} message */
export function editor(pane, channel, message) {
  const slot = `edit:${channel.id}:${message.ts}`;
  const text = draft(pane.as, slot) ?? typed(pane, message.text);
  const input = (/** @type {any} */ event) => {
    keepDraft(pane.as, slot, event.target.value);
    pane.draw();
  };
  const stop = () => {
    dropDraft(pane.as, slot);
    pane.set({ editing: null });
  };
  const save = async () => {
    if (await pane.act("edit", { channel: channel.id, ts: message.ts, text })) stop();
  };
  const keydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") stop();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    save();
  };
  return h(
    "div",
    { class: "editor" },
    h("textarea", {
      class: "field",
      rows: 2,
      "aria-label": "Edit your message",
      value: text,
      born: (/** @type {HTMLElement} */ field) => field.focus(),
      on: { input, keydown },
    }),
    h(
      "div",
      { class: "editor-foot" },
      h("button", { type: "button", class: "button usual", on: { click: stop } }, "Cancel"),
      h("button", { type: "button", class: "button primary", on: { click: save } }, "Save"),
    ),
  );
}

/** @param {Pane} pane @param {string} text @returns {string} what one would type to say this again */
function typed(pane, text) {
  const { people, channels } = pane.names;
  const named = text
    .replace(/<@(\w+)[^>]*>/g, (token, id) => (people.has(id) ? `@${handleOf(people.get(id)?.name ?? "")}` : token))
    .replace(/<#(\w+)[^>]*>/g, (token, id) => (channels.has(id) ? `#${channels.get(id)?.name}` : token))
    .replace(/<(https?:[^|>]+|mailto:[^|>]+)>/g, "$1");
  return plain(named);
}
