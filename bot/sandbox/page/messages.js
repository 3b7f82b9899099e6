/** A list of messages, in a room or in a thread. */

import { avatar } from "./avatar.js";
import { clockTime, dateOf, dayName, wholeDate } from "./dates.js";
import { drawBlocks } from "./blocks.js";
import { editor } from "./editor.js";
import { emoji } from "./emoji.js";
import { h } from "./weave.js";
import { icon } from "./icons.js";
import { threadOf } from "./state.js";
import { mrkdwn } from "./mrkdwn.js";
import { messageTools } from "./messagetools.js";
import { openThread } from "./thread.js";
import { surface } from "./surfaces.js";
import { toEnd } from "./scroll.js";

/** @typedef {import("./pane.js").Pane} Pane */
/** @typedef {import("./state.js").Message} Message */
/** @typedef {import("./state.js").Channel} Channel */

const TOGETHER = 5 * 60;

/** @param {Pane} pane @param {Channel} channel @param {Message[]} messages @param {string|null} root of the thread, if it is one */
export function messageList(pane, channel, messages, root) {
  const { now } = pane;
  const rows = messages.flatMap((message, place) => {
    const before = messages[place - 1];
    const day = dayName(dateOf(message.ts), now);
    const newDay = !root && (!before || dayName(dateOf(before.ts), now) !== day);
    const row = entry(pane, channel, message, root, !newDay && continues(before, message));
    return newDay ? [h("li", { key: `day:${day}`, class: "day" }, h("span", null, day)), row] : [row];
  });
  return h(
    "div",
    {
      class: "scroll",
      "data-ends": true,
      born: toEnd,
      tabindex: "0",
      role: "group",
      "aria-label": root ? "Replies" : "Messages, oldest first",
    },
    messages.length
      ? h("ul", { class: "messages" }, rows)
      : h("p", { class: "empty" }, "No messages yet. Say the first word."),
  );
}

/** What Slack itself writes when somebody joins; a person's own words always come with blocks. @param {Message} message */
const hasJoined = ({ text, blocks }) => !blocks?.length && /^<@\w+> has joined the channel$/.test(text);

/** @param {Message|undefined} before @param {Message} message @returns {boolean} whether the author's name need not be said again */
function continues(before, message) {
  if (!before || hasJoined(before) || before.notice || message.notice || message.ephemeral || before.ephemeral)
    return false;
  return before.user === message.user && Number(message.ts) - Number(before.ts) < TOGETHER;
}

/** @param {Pane} pane @param {Channel} channel @param {Message} message @param {string|null} root @param {boolean} short */
function entry(pane, channel, message, root, short) {
  if (message.notice)
    return h(
      "li",
      { key: message.ts, class: "notice" },
      onlyYou(),
      h("div", { class: "words" }, mrkdwn(message.text, pane.names)),
    );
  if (hasJoined(message)) return h("li", { key: message.ts, class: "notice joined" }, mrkdwn(message.text, pane.names));
  const date = dateOf(message.ts);
  const look = `message${short ? " short" : ""}${message.ephemeral ? " ephemeral" : ""}`;
  return h(
    "li",
    { key: message.ts, class: look, "data-ts": message.ts },
    h(
      "div",
      { class: "gutter" },
      short
        ? h("time", { datetime: date.toISOString() }, clockTime(date))
        : avatar(message.user, message.name, message.bot),
    ),
    h(
      "article",
      { class: "body", "aria-label": `${message.name}, ${wholeDate(date)}` },
      message.ephemeral && onlyYou(),
      !short && author(message, date),
      content(pane, channel, message),
      reactions(pane, channel, message),
      replies(pane, channel, message, root),
    ),
    messageTools(pane, channel, message, root),
  );
}

const onlyYou = () => h("p", { class: "only-you" }, icon("eye"), "Only visible to you");

/** @param {Message} message @param {Date} date */
function author(message, date) {
  return h(
    "p",
    { class: "author" },
    h("strong", null, message.name),
    message.bot && h("span", { class: "badge app" }, "App"),
    h("time", { datetime: date.toISOString(), title: wholeDate(date) }, clockTime(date)),
  );
}

/** @param {Pane} pane @param {Channel} channel @param {Message} message */
function content(pane, channel, message) {
  if (pane.ui.editing === message.ts) return editor(pane, channel, message);
  const slot = `message:${channel.id}:${message.ts}`;
  const ground = surface(pane, slot, { channel: channel.id, ts: message.ts }, message.blocks ?? []);
  const blocks = message.blocks?.length
    ? drawBlocks(message.blocks, ground)
    : h("div", { class: "words" }, mrkdwn(message.text, pane.names));
  return h("div", { class: "content" }, blocks, message.edited && h("span", { class: "edited" }, " (edited)"));
}

/** @param {Pane} pane @param {Channel} channel @param {Message} message */
function reactions(pane, channel, { ts, reactions: given }) {
  if (!given?.length) return null;
  const each = (/** @type {{name: string, count: number}} */ { name, count }) =>
    h(
      "button",
      {
        key: name,
        type: "button",
        class: "reaction",
        "aria-label": `${name.replaceAll("_", " ")}, ${count}. React too`,
        on: { click: () => pane.act("react", { channel: channel.id, ts, name }) },
      },
      emoji(name),
      " ",
      h("span", null, count),
    );
  return h("div", { class: "reactions" }, given.map(each));
}

/** The way into a thread; it tells too of what waits there for this person alone. @param {Pane} pane @param {Channel} channel @param {Message} message @param {string|null} root */
function replies(pane, channel, message, root) {
  const mine = threadOf(pane.state, channel.id, message.ts).filter((each) => each.ephemeral && each.ts !== message.ts);
  if (root || (!message.reply_count && !mine.length)) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return h(
    "button",
    { type: "button", class: "replies", on: { click: () => openThread(pane, message.ts) } },
    words,
    mine.length > 0 && h("span", { class: "mine" }, icon("eye"), `${mine.length} only visible to you`),
  );
}
