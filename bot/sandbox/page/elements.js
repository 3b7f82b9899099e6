/** Block Kit's interactive elements: buttons, selects, pickers, inputs. */

import { choice, choices, optionsOf, peopleOptions, roomOptions } from "./choices.js";
import { confirmed } from "./confirm.js";
import { h } from "./weave.js";
import { holdsValue, stated, valueOf } from "./formstate.js";
import { icon } from "./icons.js";
import { link } from "./names.js";
import { menu } from "./menus.js";
import { withEmoji } from "./emoji.js";

/**
 * Where an element stands. `where` is what the sandbox wants to know of a press; `slot` names the draft that its value
 * is kept in; `field` holds the ids and errors of the input block around it, if there is one.
 * @typedef {import("./blocks.js").Surface} Surface
 * @typedef {{id: string, label: string, labelledBy?: string, describedBy?: string, invalid?: boolean, silent?: boolean}} Field
 * @typedef {import("./weave.js").Knot} Knot
 */

/** @param {any} text @returns {string} the words of a plain_text object */
export const words = (text) => withEmoji(String(text?.text ?? ""));

/** @param {any} element @param {any} block @param {Surface} surface @param {Field} field @returns {Knot|Knot[]} */
export function element(element, block, surface, field) {
  if (element.type === "button") return button(element, block, surface);
  if (element.type === "overflow") return overflow(element, block, surface);
  if (!holdsValue(element)) return h("span", { class: "unknown" }, `This page cannot show a ${element.type} yet.`);
  const value = valueOf(element, block.block_id, surface.edits());
  /** @param {any} next @param {boolean} [done] false while it is still being typed */
  const change = (next, done = true) => {
    surface.edit(block.block_id, element.action_id, next);
    if (done && !field.silent) ask(element, block, surface, { selected: stated(element, next) });
  };
  return SHAPES[element.type](element, value, change, field, surface);
}

/** @param {any} element @param {any} block @param {Surface} surface @param {object} extra */
function ask(element, block, surface, extra) {
  confirmed(surface.pane, element.confirm, () => surface.press(block.block_id, element.action_id, extra));
}

/** @param {any} element @param {any} block @param {Surface} surface */
function button(element, block, surface) {
  const busy = surface.busy(block.block_id, element.action_id);
  const look = element.style === "primary" ? "primary" : element.style === "danger" ? "danger" : "usual";
  const press = () => ask(element, block, surface, { value: element.value });
  const outside = element.url && link(element.url, words(element.text));
  if (outside)
    return h(
      "a",
      { ...outside.props, key: element.action_id, class: `button ${look}`, on: { click: press } },
      outside.children,
    );
  return h(
    "button",
    {
      key: element.action_id,
      type: "button",
      class: `button ${look}`,
      "aria-busy": busy ? "true" : null,
      "aria-label": element.accessibility_label ?? null,
      on: { click: press },
    },
    words(element.text),
  );
}

/** @param {any} element @param {any} block @param {Surface} surface */
function overflow(element, block, surface) {
  const items = optionsOf(element).map(({ option, label }) => ({
    label,
    pick: () => ask(element, block, surface, { selected: option }),
  }));
  const key = `${surface.slot}:${block.block_id}:${element.action_id}`;
  return h(
    "span",
    { class: "anchor" },
    menu(surface.pane, { key, label: "More choices", face: icon("more"), items, className: "button usual square" }),
  );
}

/** @param {Field} field @param {object} extra */
function naming(field, extra) {
  return {
    id: field.id,
    "aria-label": field.labelledBy ? null : field.label,
    "aria-labelledby": field.labelledBy ?? null,
    "aria-describedby": field.describedBy ?? null,
    "aria-invalid": field.invalid ? "true" : null,
    ...extra,
  };
}

/** @param {string} type @returns {Shape} a native input, whose text is the value */
const native = (type) => (element, value, change, field) =>
  h(
    "input",
    naming(field, {
      type,
      class: "field",
      value: value ?? "",
      placeholder: words(element.placeholder) || null,
      min: element.min_value ?? null,
      max: element.max_value ?? null,
      maxlength: element.max_length ?? null,
      ...listening(element, change),
      step: type === "number" ? (element.is_decimal_allowed ? "any" : "1") : null,
      "data-start": element.focus_on_load || null,
    }),
  );

/** Typing is kept letter by letter, and told to the app when the field is left. @param {any} element @param {Change} change */
function listening(element, change) {
  const read = (/** @type {any} */ event, /** @type {boolean} */ done) => change(event.target.value || null, done);
  const on = { change: (/** @type {Event} */ event) => read(event, true) };
  if (["datepicker", "timepicker"].includes(element.type)) return { on };
  return { on: { ...on, input: (/** @type {Event} */ event) => read(event, false) } };
}

/** @type {Shape} */
function text(element, value, change, field, surface) {
  if (!element.multiline) return native("text")(element, value, change, field, surface);
  return h(
    "textarea",
    naming(field, {
      class: "field",
      rows: 4,
      value: value ?? "",
      placeholder: words(element.placeholder) || null,
      ...listening(element, change),
      maxlength: element.max_length ?? null,
      "data-start": element.focus_on_load || null,
    }),
  );
}

/** @param {number} seconds @returns {string} local time as a datetime-local input has it */
function local(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

/** @type {Shape} */
function moment(element, value, change, field) {
  const read = (/** @type {any} */ event) =>
    change(event.target.value ? Math.floor(new Date(event.target.value).getTime() / 1000) : null);
  return h(
    "input",
    naming(field, { type: "datetime-local", class: "field", value: value ? local(value) : "", on: { change: read } }),
  );
}

/**
 * @typedef {(value: any, done?: boolean) => void} Change
 * @typedef {(element: any, value: any, change: Change, field: Field, surface: Surface) => Knot} Shape
 * @type {Record<string, Shape>}
 */
const SHAPES = {
  plain_text_input: text,
  email_text_input: native("email"),
  url_text_input: native("url"),
  number_input: native("number"),
  datepicker: native("date"),
  timepicker: native("time"),
  datetimepicker: moment,
  static_select: (element, value, change, field) =>
    choice(optionsOf(element), value, change, naming(field, {}), words(element.placeholder)),
  users_select: (element, value, change, field, { pane }) =>
    choice(peopleOptions(pane), value, change, naming(field, {}), words(element.placeholder)),
  conversations_select: (element, value, change, field, { pane }) =>
    choice(roomOptions(pane, true), value, change, naming(field, {}), words(element.placeholder)),
  channels_select: (element, value, change, field, { pane }) =>
    choice(roomOptions(pane, false), value, change, naming(field, {}), words(element.placeholder)),
  radio_buttons: (element, value, change, field, surface) =>
    choices("radio", optionsOf(element), value ? [value] : [], (all) => change(all[0] ?? null), field, surface),
  checkboxes: (element, value, change, field, surface) =>
    choices("checkbox", optionsOf(element), value, change, field, surface),
  multi_static_select: (element, value, change, field, surface) =>
    choices("checkbox", optionsOf(element), value, change, field, surface, true),
  multi_users_select: (element, value, change, field, surface) =>
    choices("checkbox", peopleOptions(surface.pane), value, change, field, surface, true),
  multi_conversations_select: (element, value, change, field, surface) =>
    choices("checkbox", roomOptions(surface.pane, true), value, change, field, surface, true),
};
