"""Block Kit, as pure functions: people's words go in as plain or rich text, so nothing in them is ever markup."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.rich_text import as_typed, escape, unescape

Block = dict[str, Any]

TEXT_LIMIT = 2900
"""Slack takes 3,000 characters in a section and in an input."""
LABEL_LIMIT = 75
QUOTE_LIMIT = 160
MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")


def clamp(text: str, limit: int = TEXT_LIMIT) -> str:
    """The text, cut with an ellipsis where it is longer than `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": clamp(text), "emoji": True}


def section(mrkdwn: str, *, block_id: str = "", accessory: Block | None = None) -> Block:
    """A paragraph of the bot's own words; never pass people's words here."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": clamp(mrkdwn)}}
    if block_id:
        block["block_id"] = block_id
    if accessory:
        block["accessory"] = accessory
    return block


def context(mrkdwn: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": clamp(mrkdwn)}]}


def quoted(words: str) -> Block:
    """People's words in mrkdwn, shown as a quote and to the letter."""
    text = {"type": "text", "text": clamp(unescape(words))}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [text]}]}


def quoted_whole(words: str) -> list[Block]:
    """Plain words as quotes, however long they are."""
    return [quoted(escape(words[start : start + TEXT_LIMIT])) for start in range(0, len(words), TEXT_LIMIT)]


def quoted_message(words: str) -> Block:
    """A message in mrkdwn, shown as a quote: people in it by their names, all else to the letter."""
    words, parts, end = clamp(words), list[Block](), 0
    for found in MENTION.finditer(words):
        parts += [*_letters(words[end : found.start()]), {"type": "user", "user_id": found[1]}]
        end = found.end()
    parts += _letters(words[end:])
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": parts}]}


def _letters(words: str) -> list[Block]:
    return [{"type": "text", "text": as_typed(words)}] if words else []


def said_by(person: str, words: str) -> Block:
    """A person's words under their name, to the letter."""
    parts = [{"type": "user", "user_id": person}, {"type": "text", "text": f": {words}"}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}


def button(text: str, action_id: str, value: str, *, style: str = "") -> Block:
    made: Block = {
        "type": "button",
        "text": plain(clamp(text, LABEL_LIMIT)),
        "action_id": action_id,
        "value": value,
    }
    return made | ({"style": style} if style else {})


def menu(label: str, action_id: str, options: Mapping[str, str]) -> Block:
    """A small select: value → text."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(label),
        "options": [{"text": plain(clamp(text, LABEL_LIMIT)), "value": value} for value, text in options.items()],
    }


def actions(elements: Sequence[Block], *, block_id: str = "") -> Block:
    block: Block = {"type": "actions", "elements": list(elements)}
    return block | ({"block_id": block_id} if block_id else {})


def text_input(
    block_id: str, label: str, *, initial: str = "", optional: bool = False, multiline: bool = True
) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": block_id, "multiline": multiline}
    if initial:
        element["initial_value"] = clamp(initial)
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, "optional": optional}


def select_input(block_id: str, label: str, options: Mapping[str, str], *, initial: str) -> Block:
    element = menu(label, block_id, options)
    element["initial_option"] = {"text": plain(options[initial]), "value": initial}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def modal(
    callback_id: str, title: str, close: str, blocks: Sequence[Block], *, submit: str = "", metadata: str = ""
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(clamp(title, 24)),
        "close": plain(clamp(close, 24)),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    return view | ({"submit": plain(clamp(submit, 24))} if submit else {})


def typed(view: Mapping[str, Any], block_id: str) -> str:
    """What stands in an input of a submitted or updated view; empty when nothing does."""
    for state in view.get("state", {}).get("values", {}).get(block_id, {}).values():
        option = state.get("selected_option") or {}
        return str(state.get("value") or option.get("value") or "")
    return ""
