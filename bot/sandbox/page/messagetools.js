/** What can be done with a message: react, reply, use a shortcut, edit, delete. */

import { QUICK, emoji } from "./emoji.js";
import { confirmed } from "./confirm.js";
import { h } from "./weave.js";
import { icon } from "./icons.js";
import { menu } from "./menus.js";
import { openThread } from "./thread.js";

/** @typedef {import("./pane.js").Pane} Pane */
/** @typedef {import("./state.js").Message} Message */
/** @typedef {import("./state.js").Channel} Channel */

/** @param {Pane} pane @param {Channel} channel @param {Message} message @param {string|null} root */
export function messageTools(pane, channel, message, root) {
  if (message.ephemeral) return null;
  const key = `${root ? "thread" : "room"}:${message.ts}`;
  const react = (/** @type {string} */ name) => () => pane.act("react", { channel: channel.id, ts: message.ts, name });
  const faces = QUICK.map((name) => ({
    label: h("span", { role: "img", "aria-label": name.replaceAll("_", " ") }, emoji(name)),
    pick: react(name),
  }));
  const items = actions(pane, channel, message, root);
  const open = pane.ui.menu?.endsWith(key);
  return h(
    "div",
    {
      class: open ? "tools open" : "tools",
      role: "toolbar",
      "aria-label": `Actions for the message of ${message.name}`,
      on: { keydown: steer },
    },
    channel.member &&
      h(
        "span",
        { class: "anchor" },
        menu(pane, { key: `react:${key}`, label: "React", face: icon("smile"), items: faces, layout: "grid" }),
      ),
    !root &&
      channel.member &&
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-label": "Reply in thread",
          title: "Reply in thread",
          on: { click: () => openThread(pane, message.ts) },
        },
        icon("reply"),
      ),
    items.length > 0 &&
      h(
        "span",
        { class: "anchor" },
        menu(pane, { key: `more:${key}`, label: "More actions", face: icon("more"), items }),
      ),
  );
}

/** @param {Pane} pane @param {Channel} channel @param {Message} message @param {string|null} root @returns {import("./menus.js").Item[]} */
function actions(pane, channel, message, root) {
  const where = { channel: channel.id, ts: message.ts };
  const shortcuts = pane.state.shortcuts.filter((each) => each.type === "message" && channel.member);
  const reply = { label: "Reply in thread", pick: () => openThread(pane, message.ts) };
  const used = shortcuts.map((each) => ({
    label: each.name,
    pick: () => pane.act("shortcut", { callback_id: each.callback_id, ...where }),
  }));
  const items = !root && channel.member ? [...used, reply] : used;
  if (message.user !== pane.as) return items;
  const remove = () => confirmed(pane, REMOVAL, () => pane.act("delete", where));
  return [
    ...items,
    { label: "Edit message", pick: () => pane.set({ editing: message.ts }) },
    { label: "Delete message", kind: "danger", pick: remove },
  ];
}

const REMOVAL = {
  title: { text: "Delete this message?" },
  text: { type: "plain_text", text: "It will be gone for everybody." },
  confirm: { text: "Delete" },
  deny: { text: "Keep it" },
  style: "danger",
};

/** Arrow keys walk along the tools. @param {KeyboardEvent} event */
function steer(event) {
  const steps = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 });
  if (!(event.key in steps)) return;
  const tools = /** @type {HTMLElement[]} */ ([
    .../** @type {Element} */ (event.currentTarget).querySelectorAll("button.quiet"),
  ]);
  const here = tools.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  tools[(here + steps[event.key] + tools.length) % tools.length]?.focus();
}
