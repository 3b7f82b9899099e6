/** A person's picture: initials on one of eight tints; apps have a tint of their own. */

import { h } from "./weave.js";
import { initials, tintOf } from "./state.js";

/** @param {string} id @param {string} name @param {boolean} [bot] */
export const avatar = (id, name, bot = false) =>
  h("span", { class: `avatar tint-${bot ? "app" : tintOf(id)}`, "aria-hidden": "true" }, initials(name));
