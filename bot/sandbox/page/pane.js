/** One person's view of the workspace: who they are, where they look, what they see and what they do. */

import { dropClosedViews } from "./drafts.js";
import { editsOf } from "./surfaces.js";
import { botOf, threadOf } from "./state.js";
import { act, fetchState } from "./wire.js";
import { announce } from "./news.js";

/** The Home tab, among the places where one can be. */
export const HOME = "home";

/** @typedef {import("./state.js").State} State */

/** @returns {Ui} */
const freshUi = () => ({
  thread: null,
  menu: null,
  editing: null,
  question: null,
  problem: "",
  missing: {},
  rooms: false,
  completion: null,
});

/**
 * What is open on this pane, apart from what the sandbox knows.
 * @typedef {{
 *   thread: string|null, menu: string|null, editing: string|null, question: any, problem: string,
 *   missing: Record<string, Record<string, string>>, rooms: boolean,
 *   completion: {slot: string, at: number}|null,
 * }} Ui
 */
export class Pane {
  /**
   * @param {{id: string, as: string, at: string, thread: string|null}} start
   * @param {{draw: () => void, drawn: () => Promise<void>, moved: () => void, beside: () => boolean}} page
   */
  constructor({ id, as, at, thread }, page) {
    this.id = id;
    this.as = as;
    this.at = at;
    this.page = page;
    /** @type {State} */
    this.state = /** @type {any} */ (null);
    this.fetchedAt = 0;
    this.ui = { ...freshUi(), thread };
    /** @type {Set<string>} */
    this.waiting = new Set();
    /** @type {Map<string, string>} */
    this.ids = new Map();
    /** @type {Promise<void>|null} */
    this.fetching = null;
    this.stale = false;
    this.read = "";
  }

  /** Ask the sandbox what there is to see; calls while an answer is awaited share one more question. */
  refresh() {
    this.stale = true;
    this.fetching ??= this.fetchAll().finally(() => (this.fetching = null));
    return this.fetching;
  }

  async fetchAll() {
    while (this.stale) {
      this.stale = false;
      const asked = this.as;
      const state = await fetchState(asked);
      if (asked === this.as) this.take(state);
      else this.stale = true;
    }
  }

  /** @param {State} state */
  take(state) {
    const before = this.state?.me.id === state.me.id ? this.state : null;
    this.state = state;
    this.as = state.me.id;
    this.fetchedAt = performance.now();
    if (this.at !== HOME && !this.room) this.at = this.firstRoom();
    if (this.ui.thread && !threadOf(state, this.at, this.ui.thread).length) this.ui.thread = null;
    dropClosedViews(
      this.as,
      state.modals.map((view) => view.id),
    );
    if (before) announce(this, before);
    this.readHere();
    this.draw();
  }

  firstRoom() {
    const { channels } = this.state;
    return (channels.find((channel) => channel.member && channel.kind !== "dm") ?? channels[0])?.id ?? HOME;
  }

  get room() {
    return this.state.channels.find((channel) => channel.id === this.at);
  }

  /** The sandbox's time, which goes on between two answers. */
  get now() {
    return new Date(Date.parse(this.state.now) + performance.now() - this.fetchedAt);
  }

  /** @returns {import("./names.js").Names} */
  get names() {
    const { people, channels, me } = this.state;
    return {
      people: new Map([me, ...people].map((person) => [person.id, person])),
      channels: new Map(channels.map((channel) => [channel.id, channel])),
      me: me.id,
      now: this.now,
      go: (channel) => this.go(channel),
    };
  }

  beside() {
    return this.page.beside();
  }

  /** @param {string} key @returns {string} an element id that stays the same for one thing */
  idOf(key) {
    const id = this.ids.get(key) ?? `${this.id}-${this.ids.size + 1}`;
    this.ids.set(key, id);
    return id;
  }

  draw() {
    this.page.draw();
  }

  /** @param {Partial<Ui>} change */
  set(change) {
    Object.assign(this.ui, change);
    this.draw();
  }

  /** @param {string} slot */
  edits(slot) {
    return editsOf(this.as, slot);
  }

  /** Do one thing as this person, and see what came of it. @param {string} verb @param {object} [what] */
  async act(verb, what = {}) {
    this.set({ problem: "" });
    const answer = await act(this.as, verb, what);
    if (!answer.ok) this.set({ problem: answer.error || "That did not work." });
    await this.refresh().catch(() => undefined);
    return answer.ok;
  }

  /** Mark a thing as under way while it is. @template T @param {string} key @param {() => Promise<T>} work */
  async wait(key, work) {
    this.waiting.add(key);
    this.draw();
    try {
      return await work();
    } finally {
      this.waiting.delete(key);
      this.draw();
    }
  }

  /** When all that is known now is also drawn. */
  settled() {
    return this.page.drawn();
  }

  /** @param {string} at a channel's id, or HOME */
  go(at) {
    this.at = at;
    this.ui = freshUi();
    this.page.moved();
    if (at === HOME) this.act("open_home");
    this.readHere();
    this.draw();
    return this.settled();
  }

  /** @param {string|null} root open a thread of this room, or close the one that is open */
  enter(root) {
    this.set({ thread: root });
    this.page.moved();
  }

  /** @param {string} person look through somebody else's eyes */
  become(person) {
    this.as = person;
    this.ui = freshUi();
    this.page.moved();
    return this.refresh().then(() => this.at === HOME && this.act("open_home"));
  }

  /** @param {string} person open the direct messages with somebody */
  async openDm(person) {
    const known = () => this.state.channels.find((channel) => channel.kind === "dm" && channel.with === person);
    if (!known()) await this.act("open_dm", { with: person });
    const channel = known();
    if (channel) this.go(channel.id);
  }

  openBot() {
    const bot = botOf(this.state);
    if (bot) this.openDm(bot.id);
  }

  readHere() {
    const { room } = this;
    const mark = `${this.as}:${room?.id}:${this.state.messages[this.at]?.at(-1)?.ts}`;
    if (!room?.unread || mark === this.read || document.visibilityState !== "visible") return;
    this.read = mark;
    act(this.as, "mark_read", { channel: room.id });
  }
}
