/** While somebody presses something, nothing moves under their hand: what they let go of is what they pressed. */

const PRESSED = "button, a, summary";
/** The click of a finger comes a little after it was lifted. */
const AFTER = 40;

/** @type {Promise<void>|null} */
let held = null;
let letGo = () => {};

/** @param {PointerEvent} event */
function take(event) {
  if (held || event.button !== 0 || !(event.target instanceof Element) || !event.target.closest(PRESSED)) return;
  /** @type {Promise<void>} */
  const mine = new Promise((resolve) => {
    letGo = () => {
      if (held === mine) held = null;
      resolve();
    };
  });
  held = mine;
}

const soon = () => setTimeout(letGo, AFTER);

/** Watch this page's hand. */
export function watchHand() {
  addEventListener("pointerdown", take, { capture: true });
  addEventListener("click", () => letGo());
  for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, soon);
}

/** When nothing is being pressed. @returns {Promise<void>} */
export const handFree = () => held ?? Promise.resolve();
