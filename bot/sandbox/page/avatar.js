/** A person's picture: initials on one of eight tints. */

import { h } from "./weave.js";
import { initials, tintOf } from "./state.js";

/** @param {string} id @param {string} name @param {string} [presence] */
export function avatar(id, name, presence) {
  const lamp = presence && h("span", { class: `lamp lamp-${presence === "active" ? "active" : "away"}` });
  return h("span", { class: `avatar tint-${tintOf(id)}`, "aria-hidden": "true" }, initials(name), lamp);
}
