/** The values of Block Kit's inputs, in the shapes that Slack gives to an app. */

/** @typedef {{field: string, initial: string, empty: any}} Kind */

/** @type {Record<string, Kind>} */
const KINDS = {
  plain_text_input: { field: "value", initial: "initial_value", empty: null },
  email_text_input: { field: "value", initial: "initial_value", empty: null },
  url_text_input: { field: "value", initial: "initial_value", empty: null },
  number_input: { field: "value", initial: "initial_value", empty: null },
  static_select: { field: "selected_option", initial: "initial_option", empty: null },
  radio_buttons: { field: "selected_option", initial: "initial_option", empty: null },
  multi_static_select: { field: "selected_options", initial: "initial_options", empty: [] },
  checkboxes: { field: "selected_options", initial: "initial_options", empty: [] },
  users_select: { field: "selected_user", initial: "initial_user", empty: null },
  multi_users_select: { field: "selected_users", initial: "initial_users", empty: [] },
  conversations_select: { field: "selected_conversation", initial: "initial_conversation", empty: null },
  multi_conversations_select: { field: "selected_conversations", initial: "initial_conversations", empty: [] },
  channels_select: { field: "selected_channel", initial: "initial_channel", empty: null },
  datepicker: { field: "selected_date", initial: "initial_date", empty: null },
  timepicker: { field: "selected_time", initial: "initial_time", empty: null },
  datetimepicker: { field: "selected_date_time", initial: "initial_date_time", empty: null },
};

/** @typedef {Record<string, Record<string, any>>} Edits what was changed so far: block id → action id → bare value */

/** @param {any} element @returns {boolean} whether this kind of element holds a value that we know */
export const holdsValue = (element) => Object.hasOwn(KINDS, String(element?.type));

/**
 * @param {any} element
 * @param {string} blockId
 * @param {Edits|null} edits
 * @returns {any} the bare value: what was typed or chosen, else what the app began with
 */
export function valueOf(element, blockId, edits) {
  const kind = KINDS[element.type];
  const edited = edits?.[blockId]?.[element.action_id ?? ""];
  return edited !== undefined ? edited : (element[kind.initial] ?? kind.empty);
}

/** @param {any} element @param {any} value bare @returns {any} the value as Slack states it */
export function stated(element, value) {
  return { type: element.type, [KINDS[element.type].field]: value === "" ? null : value };
}

/** @param {any} block @returns {any[]} the elements of a block that may hold a value */
function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "actions") return block.elements ?? [];
  return block.accessory ? [block.accessory] : [];
}

/**
 * @param {any[]} blocks
 * @param {Edits|null} edits
 * @returns {Record<string, Record<string, any>>} `state.values` as Slack sends it
 */
export function stateOf(blocks, edits) {
  /** @type {Record<string, Record<string, any>>} */
  const state = Object.create(null);
  for (const block of blocks) {
    for (const element of elementsOf(block).filter(holdsValue)) {
      state[block.block_id] ??= Object.create(null);
      state[block.block_id][element.action_id ?? ""] = stated(element, valueOf(element, block.block_id, edits));
    }
  }
  return state;
}

/**
 * @param {any[]} blocks
 * @param {Edits|null} edits
 * @returns {Record<string, string>} block id → what is missing, for the fields that must not stay empty
 */
export function missing(blocks, edits) {
  /** @type {Record<string, string>} */
  const errors = {};
  for (const block of blocks.filter((each) => each.type === "input" && !each.optional && holdsValue(each.element))) {
    const value = valueOf(block.element, block.block_id, edits);
    const least = Number(block.element.min_length) || 0;
    if (value === null || value === "" || (Array.isArray(value) && !value.length)) {
      errors[block.block_id] = "Please fill this in.";
    } else if (typeof value === "string" && value.length < least) {
      errors[block.block_id] = `Please write at least ${least} characters.`;
    }
  }
  return errors;
}
