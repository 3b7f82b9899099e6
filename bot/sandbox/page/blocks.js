/** Block Kit, drawn: in messages, in modals and on the Home tab alike. */

import { element } from "./elements.js";
import { h } from "./weave.js";
import { picture, textObject } from "./text.js";
import { richText } from "./richtext.js";
import { mrkdwn } from "./mrkdwn.js";

/**
 * What blocks stand on: a message, a modal or a Home tab.
 * @typedef {{
 *   pane: import("./pane.js").Pane,
 *   slot: string,
 *   edits: () => import("./formstate.js").Edits|null,
 *   edit: (block: string, action: string, value: any) => void,
 *   press: (block: string, action: string, extra: object) => void,
 *   busy: (block: string, action: string) => boolean,
 *   errors: Record<string, string>,
 * }} Surface
 * @typedef {import("./weave.js").Knot} Knot
 */

/** @param {unknown} blocks @param {Surface} surface @returns {Knot[]} */
export function drawBlocks(blocks, surface) {
  if (!Array.isArray(blocks)) return [];
  const keys = keysOf(blocks);
  return blocks.map((block, place) => {
    const draw = Object.hasOwn(DRAW, String(block?.type)) ? DRAW[block.type] : unknown;
    return h("div", { key: keys[place], class: "block" }, draw(block, surface));
  });
}

/**
 * Names for blocks. A field is itself by its id. Anything else is what it was by its place among those of its kind:
 * an app that draws its card anew gives all that is on it another id, and what has the focus is to keep it.
 * @param {any[]} blocks
 */
function keysOf(blocks) {
  /** @type {Record<string, number>} */
  const counts = {};
  return blocks.map((block) => {
    if (block?.type === "input") return `input:${block.block_id}`;
    const kind = String(block?.type);
    counts[kind] = (counts[kind] ?? 0) + 1;
    return `${kind}:${counts[kind]}`;
  });
}

/** @param {any} block */
const unknown = (block) => h("p", { class: "unknown" }, `This page cannot show a ${block?.type} block yet.`);

/** @param {any} block @param {Surface} surface */
function section(block, surface) {
  const { names } = surface.pane;
  const id = surface.pane.idOf(`${surface.slot}:${block.block_id}`);
  const fields = (block.fields ?? []).map((/** @type {any} */ field) =>
    h("div", { class: "cell" }, textObject(field, names)),
  );
  const words = h(
    "div",
    { class: "section-words", id },
    block.text && h("div", { class: "words" }, textObject(block.text, names)),
    fields.length > 0 && h("div", { class: "cells" }, fields),
  );
  return h("div", { class: "section" }, words, block.accessory && accessory(block, surface, id));
}

/** @param {any} block @param {Surface} surface @param {string} labelledBy */
function accessory(block, surface, labelledBy) {
  if (block.accessory.type === "image") return picture(block.accessory, "thumb");
  const id = surface.pane.idOf(`${surface.slot}:${block.block_id}:${block.accessory.action_id}`);
  return h("div", { class: "accessory" }, element(block.accessory, block, surface, { id, label: "", labelledBy }));
}

/** @param {any} block @param {Surface} surface */
function actions(block, surface) {
  const each = (/** @type {any} */ one) => {
    const id = surface.pane.idOf(`${surface.slot}:${block.block_id}:${one.action_id}`);
    const label = String(one.placeholder?.text ?? one.action_id ?? one.type);
    return h("div", { key: one.action_id, class: "action" }, element(one, block, surface, { id, label }));
  };
  return h("div", { class: "actions" }, (block.elements ?? []).map(each));
}

/** @param {any} block @param {Surface} surface */
function context(block, surface) {
  const { names } = surface.pane;
  const each = (/** @type {any} */ one) =>
    one.type === "image" ? picture(one, "dot-picture") : h("span", { class: "words" }, textObject(one, names));
  return h("div", { class: "context" }, (block.elements ?? []).map(each));
}

const GROUPED = new Set([
  "radio_buttons",
  "checkboxes",
  "multi_static_select",
  "multi_users_select",
  "multi_conversations_select",
]);

/** @param {any} block @param {Surface} surface */
function input(block, surface) {
  const id = surface.pane.idOf(`${surface.slot}:${block.block_id}:${block.element?.action_id}`);
  const [label, hint, error] = [`${id}-label`, `${id}-hint`, `${id}-error`];
  const wrong = surface.errors[block.block_id];
  const describedBy = [wrong && error, block.hint && hint].filter(Boolean).join(" ") || undefined;
  const field = {
    id,
    label: "",
    labelledBy: label,
    describedBy,
    invalid: Boolean(wrong),
    silent: !block.dispatch_action,
  };
  const name = GROUPED.has(block.element?.type) ? "div" : "label";
  return h(
    "div",
    { class: wrong ? "input wrong" : "input" },
    h(
      name,
      { id: label, class: "label", for: name === "label" ? id : null },
      textObject(block.label, surface.pane.names),
      block.optional && h("span", { class: "optional" }, " (optional)"),
    ),
    element(block.element, block, surface, field),
    wrong && h("p", { id: error, class: "error" }, wrong),
    block.hint && h("p", { id: hint, class: "hint" }, textObject(block.hint, surface.pane.names)),
  );
}

/** @param {any} block @param {Surface} surface */
function image(block, surface) {
  const title = block.title && h("figcaption", null, textObject(block.title, surface.pane.names));
  return h("figure", null, title, picture(block, "picture"));
}

/** @type {Record<string, (block: any, surface: Surface) => Knot>} */
const DRAW = {
  section,
  actions,
  context,
  input,
  image,
  divider: () => h("hr"),
  header: (block, { pane }) => h("h3", { class: "block-header" }, textObject(block.text, pane.names)),
  rich_text: (block, { pane }) => richText(block, pane.names),
  markdown: (block, { pane }) => h("div", { class: "words" }, mrkdwn(String(block.text ?? ""), pane.names)),
};
