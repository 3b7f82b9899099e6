"""What a hint looks like: pure builders from advice to blocks."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.coaching import Advice
from handlers.blocks import QUOTE_LIMIT, Block, actions, button, clamp, context, quoted, section
from handlers.words import words_of
from phrasebook.book import Phrasebook
from phrasebook.reading import Voice

VALUE_LIMIT = 2000
"""Slack's limit for a button's value, in characters."""

Seal = Callable[[Mapping[str, Any]], str]
"""Seals what a button needs for its one holder."""


def lead(book: Phrasebook, advice: Advice, channel: str = "") -> str:
    """The first line. `channel` is given where the hint is read elsewhere."""
    if advice.harm:
        return book.say("hints.own_harm" if advice.voice is Voice.AGENT else "hints.harm")
    key = "own" if advice.voice is Voice.AGENT else "customer"
    if channel:
        return book.say(f"hints.{key}_elsewhere", channel=f"<#{channel}>")
    return book.say(f"hints.{key}")


def hint_blocks(
    book: Phrasebook,
    advice: Advice,
    place: Mapping[str, str],
    seal: Seal,
    *,
    elsewhere: bool,
    given: Sequence[Block] = (),
) -> list[Block]:
    """The open hint. `place` holds `channel` and `thread`; `elsewhere` is whether it is read outside its thread.

    `given` says what may be given on the spot.
    """
    return [
        section(f"*{lead(book, advice, place['channel'] if elsewhere else '')}*"),
        quoted(clamp(advice.quote, QUOTE_LIMIT)),
        *_why(book, advice),
        *_offer(book, advice),
        *given,
        context(_footer(book, advice, elsewhere=elsewhere)),
        actions(_buttons(book, advice, place, seal)),
    ]


def teaser_blocks(
    book: Phrasebook, advice: Advice, place: Mapping[str, str], seal: Seal, *, asks: Sequence[str] | None = None
) -> list[Block]:
    """The closed hint, for a screen that may be shared: it says only that there is a thought.

    `asks` comes back when it is opened.
    """
    asked = {} if asks is None else {"asks": list(asks)}
    value = _fitting(seal, {"place": dict(place), **asked}, advice)
    return [
        section(book.say("hints.teaser"), accessory=button(book.say("hints.see"), "hint_see", value)),
        actions([mute_button(book, "thread", place)]),
    ]


def first_blocks(book: Phrasebook) -> list[Block]:
    """What the first hint that a person ever gets says about itself."""
    return [{"type": "divider"}, section(book.say("hints.first"))]


def mute_button(book: Phrasebook, scope: str, place: Mapping[str, str]) -> Block:
    """One press mutes a thread, a channel, or all; it concerns the presser alone, so its value is not sealed."""
    value = f"{scope}:{place['channel']}:{place['thread']}"
    return button(book.say(f"hints.mute_{scope}"), f"hint_mute_{scope}", value)


def _why(book: Phrasebook, advice: Advice) -> list[Block]:
    """What the phrase may do to its reader; under a customer's line only where it was written for that."""
    entry = book.entry(advice.cue)
    written_for_authors = Voice.AGENT in entry.voices
    return [] if advice.voice is Voice.CUSTOMER and written_for_authors else [section(entry.why)]


def _offer(book: Phrasebook, advice: Advice) -> list[Block]:
    if not advice.wordings:
        return []
    key = "hints.offer_one" if len(advice.wordings) == 1 else "hints.offer_two"
    return [section(book.say(key)), *(quoted(wording) for wording in advice.wordings)]


def _footer(book: Phrasebook, advice: Advice, *, elsewhere: bool) -> str:
    key = "hints.footer_elsewhere" if elsewhere else "hints.footer"
    return book.say(key, technique=book.technique(advice.technique).name)


def _buttons(book: Phrasebook, advice: Advice, place: Mapping[str, str], seal: Seal) -> list[Block]:
    uses = [
        button(
            book.say(label),
            f"hint_use_{number}",
            seal({"wording": wording, "cue": advice.cue}),
            style="" if number else "primary",
        )
        for number, (label, wording) in enumerate(zip(("hints.use", "hints.use_second"), advice.wordings, strict=False))
    ]
    mark = seal({"cue": advice.cue, "heat": round(advice.heat, 3)})
    return [
        *uses,
        button(book.say("hints.why"), "hint_why", seal({"cue": advice.cue, "quote": advice.quote})),
        button(book.say("hints.pause"), "hint_pause", seal({"place": dict(place)})),
        button(book.say("followup.hint_button"), "hint_followup", seal({"place": dict(place)})),
        button(book.say("share.title"), "hint_share", seal({"place": dict(place)})),
        mute_button(book, "thread", place),
        button(book.say("hints.wrong"), "hint_wrong", mark),
        button(book.say("hints.dismiss"), "hint_dismiss", seal({"cue": advice.cue})),
    ]


def _fitting(seal: Seal, rest: Mapping[str, Any], advice: Advice) -> str:
    """The sealed advice with as many of its wordings as a button's value can carry."""
    words = words_of(advice)
    for kept in range(len(advice.wordings), -1, -1):
        value = seal({**rest, "advice": {**words, "wordings": advice.wordings[:kept]}})
        if len(value) <= VALUE_LIMIT:
            return value
    raise ValueError("a hint's phrase is longer than a button can carry")
