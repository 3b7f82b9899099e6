/** The app's Home tab for this person. */

import { botHeader } from "./roomheader.js";
import { drawBlocks } from "./blocks.js";
import { h } from "./weave.js";
import { surface } from "./surfaces.js";

/** @param {import("./pane.js").Pane} pane */
export function home(pane) {
  const view = pane.state.home;
  const ground = view && surface(pane, "home", { home: true }, view.blocks);
  return h(
    "div",
    { key: `home:${pane.as}`, class: "main", role: "region", "aria-label": "App Home" },
    botHeader(pane, true),
    h(
      "div",
      { class: "home" },
      view
        ? h(
            "div",
            { class: "home-page" },
            view.notice && h("p", { class: "problem", role: "alert" }, view.notice),
            drawBlocks(view.blocks, ground),
          )
        : h("p", { class: "empty" }, "The app has not put anything here yet."),
    ),
  );
}
