"""Slack's limits on texts, blocks and views, and the errors that crossing them brings."""

import json
from collections.abc import Iterable
from typing import Any
from zlib import crc32

from bot.sandbox.block_rules import complaints
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 40_000
UPDATE_TEXT = 4_000
BLOCKS_TEXT = 13_200
VIEW_BYTES = 250_000
PRIVATE_METADATA = 3_000
VIEW_TITLES = 24
CALLBACK_ID = 255


def check_message(text: str, blocks: Any, attachments: Any, *, longest: int = MESSAGE_TEXT) -> tuple[Json, ...]:
    """The blocks as Slack keeps them. Raises SlackError."""
    if not text and not blocks and not attachments:
        raise SlackError("no_text")
    if len(text) > longest:
        raise SlackError("msg_too_long")
    kept = check_blocks(blocks or [], most=MESSAGE_BLOCKS, surface="message")
    if sum(len(words) for words in _words(kept)) > BLOCKS_TEXT:
        raise SlackError("msg_blocks_too_long")
    return kept


def check_blocks(blocks: Any, *, most: int, surface: str) -> tuple[Json, ...]:
    """Refuse what Slack would refuse; fill in missing block ids."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    wrong = list(complaints(blocks, surface=surface))
    if len(blocks) > most:
        wrong.append(f"no more than {most} items allowed [json-pointer:/blocks]")
    if wrong:
        messages = [f"[ERROR] {each}" for each in wrong]
        raise SlackError("invalid_blocks", errors=wrong, response_metadata={"messages": messages})
    return tuple(_with_id(block, place) for place, block in enumerate(blocks))


def _with_id(block: Json, place: int) -> Json:
    if block.get("block_id"):
        return block
    return block | {"block_id": f"b{place}{crc32(json.dumps(block, sort_keys=True).encode()):08x}"}


def check_view(view: Any, *, kind: str) -> Json:
    """The view as Slack keeps it. Raises SlackError `invalid_arguments` naming what is wrong."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise _wrong_view([f"must be a valid {kind} view [json-pointer:/view/type]"])
    wrong = [*_wrong_texts(view, kind), *_wrong_sizes(view)]
    if wrong:
        raise _wrong_view(wrong)
    try:
        blocks = check_blocks(view.get("blocks"), most=VIEW_BLOCKS, surface=kind)
    except SlackError as refusal:
        raise _wrong_view(refusal.extra.get("errors", ["missing required field: blocks"])) from refusal
    if len(json.dumps(view)) > VIEW_BYTES:
        raise SlackError("view_too_large")
    return view | {"blocks": list(blocks)}


def _wrong_texts(view: Json, kind: str) -> Iterable[str]:
    if kind == "home":
        return
    if not view.get("title"):
        yield "missing required field: title [json-pointer:/view]"
    for key in ("title", "submit", "close"):
        text = view.get(key)
        if text is None:
            continue
        if not isinstance(text, dict) or text.get("type") != "plain_text" or not _is_said(text.get("text")):
            yield f"must be a plain_text object with text [json-pointer:/view/{key}]"
        elif len(text["text"]) > VIEW_TITLES:
            yield f"must be less than {VIEW_TITLES + 1} characters [json-pointer:/view/{key}/text]"
    given = view.get("blocks")
    blocks = [block for block in given if isinstance(block, dict)] if isinstance(given, list) else []
    if any(block.get("type") == "input" for block in blocks) and not view.get("submit"):
        yield "`submit` is required when an `input` block is within the `blocks` array [json-pointer:/view]"


def _is_said(words: Any) -> bool:
    return isinstance(words, str) and bool(words)


def _wrong_sizes(view: Json) -> Iterable[str]:
    sizes = {"private_metadata": PRIVATE_METADATA, "callback_id": CALLBACK_ID, "external_id": CALLBACK_ID}
    for key, most in sizes.items():
        if not isinstance(view.get(key) or "", str):
            yield f"must be a string [json-pointer:/view/{key}]"
        elif len(view.get(key) or "") > most:
            yield f"must be less than {most + 1} characters [json-pointer:/view/{key}]"


def _wrong_view(wrong: list[str]) -> SlackError:
    return SlackError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {each}" for each in wrong]})


def _words(value: Any) -> Iterable[str]:
    """Every text that a reader would see in blocks."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "text" and isinstance(inside, str):
                yield inside
            else:
                yield from _words(inside)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _words(each)
