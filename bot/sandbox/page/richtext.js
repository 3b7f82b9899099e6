/** Slack's rich_text blocks as knots. */

import { channelLink, link, mention } from "./names.js";
import { dateToken } from "./dates.js";
import { emoji } from "./emoji.js";
import { h } from "./weave.js";
import { withBreaks } from "./mrkdwn.js";

/** @typedef {import("./weave.js").Knot} Knot */
/** @typedef {import("./names.js").Names} Names */

const MARKS = [
  ["code", "code"],
  ["strike", "s"],
  ["italic", "em"],
  ["bold", "strong"],
];

/** @param {any} value @returns {any[]} */
const listOf = (value) => (Array.isArray(value) ? value : []);

/** @param {unknown} text @returns {(Knot|string)[]} */
const lines = (text) =>
  withBreaks(
    String(text ?? "")
      .split("\n")
      .map((line) => [line]),
  );

/**
 * @param {any} block
 * @param {Names} names
 * @returns {Knot}
 */
export function richText(block, names) {
  return h(
    "div",
    { class: "rich" },
    listOf(block.elements).map((part) => partOf(part, names)),
  );
}

/** @param {any} part @param {Names} names @returns {Knot} */
function partOf(part, names) {
  const inner = () => listOf(part.elements).map((element) => inline(element, names));
  if (part.type === "rich_text_quote") return h("blockquote", null, inner());
  if (part.type === "rich_text_preformatted") return h("pre", null, inner());
  if (part.type === "rich_text_list") return list(part, names);
  return h("div", { class: "rich-section" }, inner());
}

/** @param {any} part @param {Names} names @returns {Knot} */
function list(part, names) {
  const indent = Math.min(Math.max(Number(part.indent) || 0, 0), 6);
  const items = listOf(part.elements).map((item) => h("li", null, partOf(item, names)));
  const start = part.style === "ordered" && Number(part.offset) > 0 ? Number(part.offset) + 1 : null;
  return h(part.style === "ordered" ? "ol" : "ul", { class: `indent-${indent}`, start }, items);
}

/** @param {any} element @param {Names} names @returns {Knot|(Knot|string)[]} */
function inline(element, names) {
  const marks = MARKS.filter(([name]) => element.style?.[name]);
  return marks.reduce((/** @type {any} */ inner, [, tag]) => h(tag, null, inner), said(element, names));
}

/** @param {any} element @param {Names} names @returns {any} */
function said(element, names) {
  switch (element.type) {
    case "text":
      return lines(element.text);
    case "link":
      return link(element.url, element.text) ?? lines(element.text ?? element.url);
    case "user":
      return mention(String(element.user_id), "", names);
    case "channel":
      return channelLink(String(element.channel_id), "", names);
    case "broadcast":
      return h("span", { class: "mention mention-all" }, `@${element.range}`);
    case "usergroup":
      return h("span", { class: "mention" }, "@group");
    case "emoji":
      return emoji(String(element.name));
    case "date":
      return dateToken(element.timestamp, String(element.format ?? ""), String(element.fallback ?? ""), names.now);
    default:
      return lines(element.text ?? element.value ?? "");
  }
}
