/** Slack's text objects and an image's place on the page. */

import { h } from "./weave.js";
import { mrkdwn, withBreaks } from "./mrkdwn.js";
import { safeImage } from "./links.js";
import { withEmoji } from "./emoji.js";

/**
 * @param {any} object a `plain_text` or `mrkdwn` object
 * @param {import("./names.js").Names} names
 * @returns {(import("./weave.js").Knot|string)[]}
 */
export function textObject(object, names) {
  const text = String(object?.text ?? "");
  if (object?.type === "mrkdwn") return mrkdwn(text, names);
  const said = object?.emoji === false ? text : withEmoji(text);
  return withBreaks(said.split("\n").map((line) => [line]));
}

/** @param {any} image @param {string} className @returns {import("./weave.js").Knot} the picture, or its words where it lies elsewhere */
export function picture(image, className) {
  const words = String(image.alt_text ?? "");
  const address = safeImage(image.image_url);
  if (address) return h("img", { class: className, src: address, alt: words });
  return h("span", { class: "no-picture", role: "img", "aria-label": words }, words || "a picture");
}
