/** Choosing one or several of a list: native selects, radio buttons, checkboxes. */

import { channelName } from "./state.js";
import { h } from "./weave.js";
import { textObject } from "./text.js";
import { withEmoji } from "./emoji.js";

/**
 * One thing that can be chosen: `option` is the bare value that the app gets (an option object, or an id).
 * @typedef {{option: any, mark: string, label: string, rich?: any, note?: any, group?: string}} Choice
 * @typedef {import("./pane.js").Pane} Pane
 */

/** @param {any} element @returns {Choice[]} the options that the app gave */
export function optionsOf(element) {
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.flatMap((/** @type {any} */ group) =>
    (group.options ?? []).map((/** @type {any} */ option) => ({
      option,
      mark: String(option.value),
      label: withEmoji(String(option.text?.text ?? "")),
      rich: option.text,
      note: option.description,
      group: group.label?.text,
    })),
  );
}

/** @param {Pane} pane @returns {Choice[]} */
export const peopleOptions = (pane) =>
  pane.state.people
    .filter((person) => !person.bot)
    .map(({ id, name, title }) => ({ option: id, mark: id, label: title ? `${name} · ${title}` : name }));

/** @param {Pane} pane @param {boolean} all with direct messages @returns {Choice[]} */
export const roomOptions = (pane, all) =>
  pane.state.channels
    .filter((channel) => all || channel.kind !== "dm")
    .map((channel) => ({
      option: channel.id,
      mark: channel.id,
      label: `${channel.kind === "dm" ? "" : "#"}${channelName(pane.state, channel)}`,
    }));

/** @param {any} value @returns {string} by which a chosen value is known again */
const markOf = (value) => String(value?.value ?? value ?? "");

/**
 * @param {Choice[]} options
 * @param {any} value the one chosen, or null
 * @param {(value: any) => void} change
 * @param {object} naming
 * @param {string} placeholder
 */
export function choice(options, value, change, naming, placeholder) {
  const pick = (/** @type {any} */ event) =>
    change(options.find(({ mark }) => mark === event.target.value)?.option ?? null);
  const empty = h("option", { key: "", value: "" }, placeholder || "Choose…");
  return h(
    "select",
    { ...naming, class: "field", value: markOf(value), on: { change: pick } },
    empty,
    grouped(options),
  );
}

/** @param {Choice[]} options */
function grouped(options) {
  const names = [...new Set(options.map(({ group }) => group))];
  return names.map((name) => {
    const inside = options
      .filter(({ group }) => group === name)
      .map(({ mark, label }) => h("option", { key: mark, value: mark }, label));
    return name ? h("optgroup", { key: name, label: name }, inside) : inside;
  });
}

/**
 * @param {"radio"|"checkbox"} type
 * @param {Choice[]} options
 * @param {any[]} chosen
 * @param {(values: any[]) => void} change
 * @param {import("./elements.js").Field} field
 * @param {import("./blocks.js").Surface} surface
 * @param {boolean} [boxed] in a box that scrolls, as stands for a long list
 */
export function choices(type, options, chosen, change, field, surface, boxed = false) {
  const marks = new Set(chosen.map(markOf));
  const toggle = (/** @type {Choice} */ { mark }) => {
    if (type === "radio") return change(options.filter((each) => each.mark === mark).map(({ option }) => option));
    const next = new Set(marks);
    if (!next.delete(mark)) next.add(mark);
    change(options.filter((each) => next.has(each.mark)).map(({ option }) => option));
  };
  const group = {
    id: field.id,
    class: boxed ? "choices boxed" : "choices",
    role: type === "radio" ? "radiogroup" : "group",
    "aria-label": field.labelledBy ? null : field.label,
    "aria-labelledby": field.labelledBy ?? null,
    "aria-describedby": field.describedBy ?? null,
    "aria-invalid": type === "radio" && field.invalid ? "true" : null,
  };
  return h(
    "div",
    group,
    options.map((each) => one(type, each, marks.has(each.mark), () => toggle(each), field, surface)),
  );
}

/**
 * @param {string} type @param {Choice} each @param {boolean} checked @param {() => void} toggle
 * @param {import("./elements.js").Field} field @param {import("./blocks.js").Surface} surface
 */
function one(type, each, checked, toggle, field, surface) {
  const { names } = surface.pane;
  return h(
    "label",
    { key: each.mark, class: "choice" },
    h("input", { type, name: field.id, checked, on: { change: toggle } }),
    h(
      "span",
      null,
      each.rich ? textObject(each.rich, names) : each.label,
      each.note && h("small", null, textObject(each.note, names)),
    ),
  );
}
