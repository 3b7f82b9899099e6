/** What blocks stand on: keeps their values, and tells the sandbox of a press. */

import { draft, keepDraft } from "./drafts.js";
import { stateOf } from "./formstate.js";

/**
 * @param {import("./pane.js").Pane} pane
 * @param {string} slot names the draft
 * @param {object} where as the sandbox wants it: `{channel, ts}`, `{view_id}` or `{home: true}`
 * @param {any[]} [blocks] whose values go along with a press
 * @returns {import("./blocks.js").Surface}
 */
export function surface(pane, slot, where, blocks = []) {
  const edits = () => pane.edits(slot);
  const waitKey = (/** @type {string} */ block, /** @type {string} */ action) => `${slot}:${block}:${action}`;
  return {
    pane,
    slot,
    edits,
    errors: {},
    edit(block, action, value) {
      const all = edits() ?? {};
      keepDraft(pane.as, slot, { ...all, [block]: { ...all[block], [action]: value } });
      pane.draw();
    },
    press(block, action, extra) {
      if (pane.waiting.has(waitKey(block, action))) return;
      const state = stateOf(blocks, edits());
      pane.wait(waitKey(block, action), () =>
        pane.act("press", { where, block_id: block, action_id: action, state, ...extra }),
      );
    },
    busy: (block, action) => pane.waiting.has(waitKey(block, action)),
  };
}

/** @param {string} person @param {string} slot @returns {import("./formstate.js").Edits|null} */
export const editsOf = (person, slot) => draft(person, slot);
