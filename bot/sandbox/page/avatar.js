/** A person's picture: initials on one of eight tints. */

import { h } from "./weave.js";
import { initials, tintOf } from "./state.js";

/** @param {string} id @param {string} name */
export const avatar = (id, name) => h("span", { class: `avatar tint-${tintOf(id)}`, "aria-hidden": "true" }, initials(name));
