/** New messages, told to screen readers without taking the focus. */

const KEPT = 8;

/** @param {import("./pane.js").Pane} pane @param {import("./state.js").State} before */
export function announce(pane, before) {
  const seen = new Set((before.messages[pane.at] ?? []).map((message) => message.ts));
  const fresh = (pane.state.messages[pane.at] ?? []).filter(
    (message) => !seen.has(message.ts) && message.user !== pane.as,
  );
  for (const message of fresh) tell(pane.beside() ? pane.state.me.name : "", message);
}

/** @param {string} who sees it, where that is not plain @param {import("./state.js").Message} message */
function tell(who, message) {
  const news = /** @type {HTMLElement} */ (document.getElementById("news"));
  const line = document.createElement("p");
  const words = [
    who && `For ${who}:`,
    (message.ephemeral || message.notice) && "Only visible to you.",
    `${message.name}:`,
    message.text,
  ];
  line.textContent = words.filter(Boolean).join(" ");
  news.append(line);
  while (news.childElementCount > KEPT) news.firstElementChild?.remove();
}
