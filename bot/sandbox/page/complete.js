/** What a half-typed word at the caret may become: a slash command or a person's name. */

import { standingOf } from "./state.js";

/**
 * @typedef {{mark: string, note: string, text: string, caret: number}} Offer the whole text it leads to, and where the caret goes
 * @typedef {import("./state.js").State} State
 */

const MOST = 8;

/** @param {string} name @returns {string} as it is typed behind an @ */
export const handleOf = (name) => name.toLowerCase().replaceAll(" ", ".");

/** @param {State} state @param {string} text @param {number} caret @returns {Offer[]} best first; none where nothing fits */
export function offers(state, text, caret) {
  if (/^\/\S*$/.test(text)) return commands(state, text);
  const start = text.slice(0, caret).match(/(?:^|\s)@([\w.-]*)$/);
  return start ? people(state, text, caret, start[1]) : [];
}

/** @param {State} state @param {string} text @returns {Offer[]} */
function commands(state, text) {
  const fitting = state.commands.filter(({ command }) => command.startsWith(text.toLowerCase()) && command !== text);
  return fitting
    .slice(0, MOST)
    .map(({ command, description, usage_hint: usage }) => ({
      mark: usage ? `${command} ${usage}` : command,
      note: description,
      text: `${command} `,
      caret: command.length + 1,
    }));
}

/** @param {State} state @param {string} text @param {number} caret @param {string} begun @returns {Offer[]} */
function people(state, text, caret, begun) {
  const wanted = begun.toLowerCase();
  const fits = (/** @type {import("./state.js").Person} */ { name }) =>
    handleOf(name)
      .split(".")
      .some((part) => part.startsWith(wanted)) || handleOf(name).startsWith(wanted);
  return state.people
    .filter(fits)
    .slice(0, MOST)
    .map((person) => {
      const before = `${text.slice(0, caret - begun.length)}${handleOf(person.name)} `;
      return { mark: person.name, note: standingOf(person), text: before + text.slice(caret), caret: before.length };
    });
}
