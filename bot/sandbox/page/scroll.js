/** A list that was scrolled to its end stays at its end when something is added; any other stays where it is. */

const NEAR = 24;

/** @param {Element} list */
const atEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;

/** @param {Element} list */
export const toEnd = (list) => {
  list.scrollTop = list.scrollHeight;
};

/** @param {HTMLElement} root @param {() => void} change */
export function keepScroll(root, change) {
  const ended = [...root.querySelectorAll("[data-ends]")].filter(atEnd);
  change();
  ended.filter((list) => list.isConnected).forEach(toEnd);
}
