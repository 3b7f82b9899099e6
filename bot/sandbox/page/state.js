/** The shapes that the sandbox sends, and small questions asked of them. */

/**
 * @typedef {{id: string, name: string, title: string, external: boolean, guest: boolean, admin?: boolean, bot?: boolean,
 *   presence: string}} Person
 * @typedef {{id: string, name: string, kind: "channel"|"private"|"dm", topic: string, shared: boolean, member: boolean,
 *   unread: number, with?: string}} Channel
 * @typedef {{ts: string, user: string, name: string, text: string, blocks: any[], thread_ts: string|null,
 *   reply_count: number, edited: boolean, ephemeral: boolean, bot: boolean, notice: boolean,
 *   reactions: {name: string, count: number}[]}} Message
 * @typedef {{command: string, description: string, usage_hint: string}} Command
 * @typedef {{name: string, type: "message"|"global", callback_id: string}} Shortcut
 * @typedef {{version: number, me: Person, people: Person[], now: string, offset_seconds: number, channels: Channel[],
 *   messages: Record<string, Message[]>, modals: any[], home: any, commands: Command[], shortcuts: Shortcut[],
 *   connected: boolean}} State
 */

/** @param {State} state @param {string} channel @returns {Message[]} what stands in the channel itself, oldest first */
export function topLevel(state, channel) {
  return (state.messages[channel] ?? []).filter((message) => !message.thread_ts || message.thread_ts === message.ts);
}

/** @param {State} state @param {string} channel @param {string} root @returns {Message[]} the root, then its replies */
export function threadOf(state, channel, root) {
  return (state.messages[channel] ?? []).filter((message) => message.ts === root || message.thread_ts === root);
}

/** @param {State} state @returns {Person|undefined} */
export const botOf = (state) => state.people.find((person) => person.bot);

/** @param {Person} person @returns {string} what sets this person apart, for a list of people */
export function standingOf(person) {
  if (person.bot) return "app";
  if (person.external) return "another company";
  if (person.guest) return "guest";
  return person.title || (person.admin ? "admin" : "");
}

/** @param {State} state @param {Channel} channel @returns {string} */
export function channelName(state, channel) {
  if (channel.kind !== "dm") return channel.name;
  return state.people.find((person) => person.id === channel.with)?.name ?? channel.name;
}

/** @param {string} id @returns {number} one of eight tints, always the same for one person */
export function tintOf(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) % 8;
}

/** @param {string} name @returns {string} */
export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return (
    words
      .slice(0, 2)
      .map((word) => [...word][0].toUpperCase())
      .join("") || "?"
  );
}
