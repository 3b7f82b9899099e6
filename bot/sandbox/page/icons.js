/** The page's few line drawings. */

import { h } from "./weave.js";

const PATHS = {
  hash: "M6.5 2.5 5 13.5M11 2.5 9.5 13.5M3 6h10.5M2.5 10H13",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  home: "M2.5 7.5 8 2.5l5.5 5M4 6.5v7h3v-4h2v4h3v-7",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  reply: "M2.5 3.5h11v7.5H8l-3 2.5V11H2.5z",
  smile: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.5 9.5a3 3 0 0 0 5 0M6 6.2v.3M10 6.2v.3",
  send: "M2.5 13.5 14 8 2.5 2.5 4.5 8zM4.5 8H14",
  close: "M4 4l8 8M12 4l-8 8",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  bolt: "M9 2 3.5 9H8l-1 5L12.5 7H8z",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  pair: "M2.5 3h11v10h-11zM8 3v10",
  down: "M4.5 6.5 8 10l3.5-3.5",
  people:
    "M6 3a2.2 2.2 0 1 0 0 4.5A2.2 2.2 0 0 0 6 3zM2 13c0-2.5 1.7-4 4-4s4 1.5 4 4M10.5 3.2a2.2 2.2 0 0 1 0 4.2M11.5 9.2c1.6.4 2.5 1.8 2.5 3.8",
};

/**
 * @param {keyof typeof PATHS} name
 * @returns {import("./weave.js").Knot} a picture that screen readers pass over
 */
export function icon(name) {
  return h(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
    h("path", { d: PATHS[name] }),
  );
}
