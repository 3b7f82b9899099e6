/** People, channels and links as they stand inside a line of text. */

import { safeLink } from "./links.js";
import { h } from "./weave.js";

/**
 * What a line of text may refer to.
 * @typedef {{
 *   people: Map<string, import("./state.js").Person>,
 *   channels: Map<string, import("./state.js").Channel>,
 *   me: string,
 *   now: Date,
 *   go: (channel: string) => void,
 * }} Names
 */

/** @param {string} id @param {string} label @param {Names} names */
export function mention(id, label, names) {
  const name = names.people.get(id)?.name ?? (label || id);
  return h("span", { class: id === names.me ? "mention mention-me" : "mention" }, `@${name}`);
}

/** @param {string} id @param {string} label @param {Names} names */
export function channelLink(id, label, names) {
  const channel = names.channels.get(id);
  if (!channel) return h("span", { class: "mention" }, `#${label || "a channel you are not in"}`);
  return h(
    "button",
    { type: "button", class: "mention to-channel", on: { click: () => names.go(id) } },
    `#${channel.name}`,
  );
}

/**
 * @param {string} address
 * @param {string} label
 * @returns {import("./weave.js").Knot|null} null where the address must not be followed
 */
export function link(address, label) {
  const href = safeLink(address);
  if (!href) return null;
  const words = label || address.replace(/^mailto:/, "");
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, words);
}
