/** The sandbox's page: one pane, or two side by side, drawn again at every change. */

import { HOME, Pane } from "./pane.js";
import { draw } from "./weave.js";
import { drawPane } from "./workspace.js";
import { h } from "./weave.js";
import { hear } from "./wire.js";
import { topBar } from "./topbar.js";
import { keepScroll } from "./scroll.js";

const root = /** @type {HTMLElement} */ (document.getElementById("room"));
const asked = new URLSearchParams(location.search);
const page = { line: true, fault: "", draw: redraw, drawn, moved, beside: () => panes.length > 1, toggleBeside, panes: /** @type {Pane[]} */ ([]) };
const { panes } = page;

/** @type {Promise<void>|null} */
let drawing = null;

function redraw() {
  drawing ??= Promise.resolve().then(() => {
    drawing = null;
    keepScroll(root, () => draw(root, whole()));
  });
}

async function drawn() {
  while (drawing) await drawing;
}

function whole() {
  const ready = panes.filter((pane) => pane.state);
  if (!ready.length) return [h("p", { class: "waiting", role: "status" }, page.fault || "Opening the workspace…")];
  return [topBar(page, ready[0]), h("main", { class: page.beside() ? "panes two" : "panes" }, ready.map(drawPane))];
}

/** Keep in the address who is looking and where, so that it can be reloaded and shared. */
function moved() {
  const [one, two] = panes;
  const where = new URLSearchParams({ as: one.as, at: one.at });
  if (two) {
    where.set("beside", two.as);
    where.set("beside_at", two.at);
  }
  history.replaceState(null, "", `?${where}`);
}

/** @param {string} id @param {string} as @param {string} at */
function open(id, as, at) {
  const pane = new Pane({ id, as, at }, page);
  panes.push(pane);
  return pane.refresh().then(() => {
    if (pane.at === HOME) pane.act("open_home");
  }).catch(() => {
    page.fault = "The sandbox does not answer. Is it still running?";
    redraw();
  });
}

async function toggleBeside() {
  if (panes.length > 1) panes.pop();
  else await open("beside", panes[0].state.people.find((person) => !person.bot && person.id !== panes[0].as)?.id ?? "", panes[0].at);
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

open("one", asked.get("as") ?? "", asked.get("at") ?? "");
if (asked.has("beside")) open("beside", asked.get("beside") ?? "", asked.get("beside_at") ?? "");
hear(changed, line);
setInterval(redraw, 10_000);
document.addEventListener("visibilitychange", () => panes.forEach((pane) => pane.state && pane.readHere()));
redraw();
