/** One thread beside its room: opened, drawn, closed. */

import { channelName, threadOf } from "./state.js";
import { composer, focusComposer } from "./composer.js";
import { h } from "./weave.js";
import { icon } from "./icons.js";
import { messageList } from "./messages.js";

/** @typedef {import("./pane.js").Pane} Pane */

/** @param {Pane} pane @param {string} root */
export function openThread(pane, root) {
  pane.enter(root);
  return focusComposer(pane, root);
}

/** @param {Pane} pane */
function close(pane) {
  pane.enter(null);
  focusComposer(pane, null);
}

/** @param {Pane} pane @param {import("./state.js").Channel} channel @param {string} root */
export function thread(pane, channel, root) {
  const keydown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close(pane);
  };
  const place = `${channel.kind === "dm" ? "" : "#"}${channelName(pane.state, channel)}`;
  return h(
    "div",
    {
      key: `thread:${pane.as}:${channel.id}:${root}`,
      class: "thread",
      role: "region",
      "aria-label": "Thread",
      on: { keydown },
    },
    h(
      "header",
      { class: "room-head" },
      h("h2", null, "Thread"),
      h("p", { class: "topic" }, place),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-label": "Close thread",
          title: "Close thread",
          on: { click: () => close(pane) },
        },
        icon("close"),
      ),
    ),
    messageList(pane, channel, threadOf(pane.state, channel.id, root), root),
    composer(pane, channel, root),
  );
}
