/** What somebody has typed and not sent yet; it outlives redraws and a reload of this tab. */

const PREFIX = "levelhead:";

/** @param {string} person @param {string} slot such as "say:C1" or "view:V1" @returns {any} or null */
export function draft(person, slot) {
  const kept = sessionStorage.getItem(`${PREFIX}${person}:${slot}`);
  return kept === null ? null : JSON.parse(kept);
}

/** @param {string} person @param {string} slot @param {any} value */
export function keepDraft(person, slot, value) {
  sessionStorage.setItem(`${PREFIX}${person}:${slot}`, JSON.stringify(value));
}

/** @param {string} person @param {string} slot */
export function dropDraft(person, slot) {
  sessionStorage.removeItem(`${PREFIX}${person}:${slot}`);
}

/** Forget what was typed into modals that are no longer open. @param {string} person @param {string[]} open view ids */
export function dropClosedViews(person, open) {
  const start = `${PREFIX}${person}:view:`;
  const kept = new Set(open.map((id) => start + id));
  const mine = Object.keys(sessionStorage).filter((key) => key.startsWith(start));
  for (const key of mine) if (!kept.has(key)) sessionStorage.removeItem(key);
}
