/** Slack's mrkdwn as knots: bold, italic, strike, code, quotes, links, mentions, dates, emoji. */

import { channelLink, link, mention } from "./names.js";
import { dateToken } from "./dates.js";
import { emoji, withEmoji } from "./emoji.js";
import { h } from "./weave.js";

/** @typedef {import("./weave.js").Knot} Knot */
/** @typedef {import("./names.js").Names} Names */

/** Stands in the text for a piece already understood (code, link, emoji) while styles are looked for around it. */
const HELD = "\uFFFC";
const PIECE = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/g;
const STYLED = /(?<![\w])([*_~])(?=\S)((?:(?!\1)[^\n])*?(?!\1)\S)\1(?!\w)/;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const TAGS = { "*": "strong", _: "em", "~": "s" };

/** @param {string} text @returns {string} with the three entities that Slack knows read once */
export function plain(text) {
  return text.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[/** @type {keyof typeof ENTITIES} */ (entity)]);
}

/**
 * @param {string} text mrkdwn as the Web API carries it
 * @param {Names} names
 * @returns {(Knot|string)[]}
 */
export function mrkdwn(text, names) {
  return text.split(/\n?```([\s\S]+?)```\n?/).flatMap((part, place) => {
    if (place % 2) return [h("pre", null, plain(part.replace(/^\n|\n$/g, "")))];
    return part ? paragraphs(part, names) : [];
  });
}

/** @param {string} text @param {Names} names @returns {(Knot|string)[]} */
function paragraphs(text, names) {
  /** @type {{quoted: boolean, lines: string[]}[]} */
  const runs = [];
  for (const line of text.split("\n")) {
    const quote = line.match(/^(?:&gt;|>) ?(.*)$/);
    const last = runs.at(-1);
    if (last && last.quoted === Boolean(quote)) last.lines.push(quote ? quote[1] : line);
    else runs.push({ quoted: Boolean(quote), lines: [quote ? quote[1] : line] });
  }
  return runs.flatMap(({ quoted, lines }) => {
    const knots = withBreaks(lines.map((line) => inline(line, names)));
    return quoted ? [h("blockquote", null, knots)] : knots;
  });
}

/** @param {(Knot|string)[][]} lines @returns {(Knot|string)[]} */
export const withBreaks = (lines) => lines.flatMap((line, place) => (place ? [h("br"), ...line] : line));

/** @param {string} line @param {Names} names @returns {(Knot|string)[]} */
function inline(line, names) {
  /** @type {(Knot|string)[]} */
  const held = [];
  const text = line.replaceAll(HELD, "").replace(PIECE, (_, code, token, name) => {
    held.push(piece(code, token, name, names));
    return HELD;
  });
  return styled(text, held);
}

/** @param {string} text @param {(Knot|string)[]} held used up from the left @returns {(Knot|string)[]} */
function styled(text, held) {
  /** @type {(Knot|string)[]} */
  const knots = [];
  let rest = text;
  for (let found = rest.match(STYLED); found; found = rest.match(STYLED)) {
    const start = /** @type {number} */ (found.index);
    knots.push(...filled(rest.slice(0, start), held));
    knots.push(h(TAGS[/** @type {keyof typeof TAGS} */ (found[1])], null, styled(found[2], held)));
    rest = rest.slice(start + found[0].length);
  }
  return [...knots, ...filled(rest, held)];
}

/** @param {string} text @param {(Knot|string)[]} held @returns {(Knot|string)[]} */
function filled(text, held) {
  return text.split(HELD).flatMap((words, place) => {
    const next = place ? [/** @type {Knot|string} */ (held.shift())] : [];
    return words ? [...next, plain(words)] : next;
  });
}

/** @param {string|undefined} code @param {string|undefined} token @param {string} name @param {Names} names */
function piece(code, token, name, names) {
  if (code !== undefined) return h("code", null, plain(code));
  if (token !== undefined) return angled(token, names);
  return emoji(name);
}

/** @param {string} token what stood between < and > @param {Names} names @returns {Knot|string} */
function angled(token, names) {
  const [address, ...rest] = token.split("|");
  const label = plain(rest.join("|"));
  if (address.startsWith("@")) return mention(address.slice(1), label, names);
  if (address.startsWith("#")) return channelLink(address.slice(1), label, names);
  if (address.startsWith("!")) return special(address.slice(1), label, names);
  return link(plain(address), withEmoji(label)) ?? plain(`<${token}>`);
}

/** @param {string} command @param {string} label @param {Names} names @returns {Knot|string} */
function special(command, label, names) {
  const [name, ...rest] = command.split("^");
  if (name === "date") return dated(rest, label, names);
  if (name === "subteam") return h("span", { class: "mention" }, label || "@group");
  return h("span", { class: "mention mention-all" }, `@${label || name}`);
}

/** @param {string[]} rest seconds, pattern, and at times an address @param {string} fallback @param {Names} names */
function dated([seconds, pattern = "", address = ""], fallback, names) {
  const said = dateToken(seconds, pattern, fallback, names.now);
  return link(address, said) ?? h("span", { class: "date", title: fallback || null }, said);
}
