/** The sandbox's page: one pane, or two side by side, drawn again at every change. */

import { HOME, Pane } from "./pane.js";
import { drawPane } from "./workspace.js";
import { draw, h } from "./weave.js";
import { handFree, watchHand } from "./hand.js";
import { hear } from "./wire.js";
import { topBar } from "./topbar.js";
import { keepScroll } from "./scroll.js";

const root = /** @type {HTMLElement} */ (document.getElementById("room"));
const asked = new URLSearchParams(location.search);
const page = {
  line: true,
  fault: "",
  draw: redraw,
  drawn,
  moved,
  beside: () => panes.length > 1,
  toggleBeside,
  panes: /** @type {Pane[]} */ ([]),
};
const { panes } = page;

/** What the address calls the parts of each pane. */
const NAMES = [
  { id: "one", as: "as", at: "at", thread: "thread" },
  { id: "beside", as: "beside", at: "beside_at", thread: "beside_thread" },
];

/** @type {Promise<void>|null} */
let drawing = null;

function redraw() {
  drawing ??= handFree().then(() => {
    drawing = null;
    keepScroll(root, () => draw(root, whole()));
  });
}

async function drawn() {
  while (drawing) await drawing;
}

function whole() {
  const ready = panes.filter((pane) => pane.state);
  if (ready.length) document.title = `${ready.map((pane) => pane.state.me.name).join(" and ")} · Levelhead sandbox`;
  if (!ready.length) return [h("p", { class: "waiting", role: "status" }, page.fault || "Opening the workspace…")];
  return [topBar(page, ready[0]), h("main", { class: page.beside() ? "panes two" : "panes" }, ready.map(drawPane))];
}

/** Keep in the address who is looking and where, so that it can be reloaded and shared. */
function moved() {
  const where = new URLSearchParams();
  panes.forEach((pane, place) => {
    const names = NAMES[place];
    where.set(names.as, pane.as);
    where.set(names.at, pane.at);
    if (pane.ui.thread) where.set(names.thread, pane.ui.thread);
  });
  history.replaceState(null, "", `?${where}`);
}

/** @param {number} place @param {string} as @param {string} at @param {string|null} thread */
function open(place, as, at, thread) {
  const pane = new Pane({ id: NAMES[place].id, as, at, thread }, page);
  panes.push(pane);
  return pane
    .refresh()
    .then(() => {
      if (pane.at === HOME) pane.act("open_home");
    })
    .catch(() => {
      page.fault = "The sandbox does not answer. Is it still running?";
      redraw();
    });
}

async function toggleBeside() {
  if (panes.length > 1) panes.pop();
  else
    await open(
      1,
      panes[0].state.people.find((person) => !person.bot && person.id !== panes[0].as)?.id ?? "",
      panes[0].at,
      null,
    );
  moved();
  redraw();
}

/** @param {boolean} found */
function line(found) {
  page.line = found;
  if (found) changed();
  else redraw();
}

function changed() {
  for (const pane of panes) pane.refresh().catch(() => line(false));
}

NAMES.forEach(({ as, at, thread }, place) => {
  if (place === 0 || asked.has(as)) open(place, asked.get(as) ?? "", asked.get(at) ?? "", asked.get(thread));
});
watchHand();
hear(changed, line);
setInterval(redraw, 10_000);
document.addEventListener("visibilitychange", () => panes.forEach((pane) => pane.state && pane.readHere()));
redraw();
