"""The form of a round, and what is wrong with what was filled in: pure builders and readers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.recover import Run, State
from bot.when import Reason, Unclear, read_when
from bot.worktime import WorkingHours
from handlers.blocks import Block, context, modal, plain, section, select_input, text_input, typed
from handlers.rich_text import escape
from phrasebook.answer_pages import Style
from phrasebook.book import Phrasebook
from phrasebook.reading import Level

FORM = "recover_form"
PARTS = ("what", "means", "solution")
LONGEST = 600
MOST_CHANNELS = 1000
CHANNELS, EVERYWHERE = "channels", "everywhere"
ID = re.compile(r"[CG][A-Z0-9]{1,31}")
SHOWN_AT_ONCE = 100
"""So many chosen conversations Slack takes in a form that it opens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a form holds; `faults` are what is wrong with it, by block."""

    draft: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def form(
    book: Phrasebook, metadata: str, *, run: Run | None = None, zone: str = "UTC", now: datetime | None = None
) -> Block:
    """The empty form, or the one of a round that is to be changed; once that is released its channels stay."""
    say, words = book.say, run.words if run else None
    times = ("", "") if run is None or now is None else _times(book, run, zone, now)
    styles = {style.value: say(f"recover.style_{style.value}") for style in Style}
    blocks = [
        section(say("recover.change_lead" if run else "recover.lead")),
        _line(book, "what", initial=words.what if words else "", hint="what_hint"),
        _line(book, "means", initial=words.means if words else "", hint="means_hint"),
        _line(book, "solution", initial=words.solution if words else "", hint="solution_hint"),
        _line(book, "by", initial=times[0], hint="by_hint"),
        _line(book, "news", initial=times[1], hint="news_hint") | {"optional": True},
        select_input("style", say("recover.style"), styles, initial=run.style.value if run else Style.WARM.value),
        *(_where(book, run)),
    ]
    title, send = ("change_title", "change_send") if run else ("title", "send")
    return modal(
        FORM,
        say(f"recover.{title}"),
        say("recover.close"),
        blocks,
        submit=say(f"recover.{send}"),
        metadata=metadata,
    )


def with_notice(view: Mapping[str, Any], notice: str, metadata: str) -> Block:
    """The same form with a word at its top; what was typed stays, since its fields are the same."""
    kept = ("type", "callback_id", "title", "close", "submit")
    blocks = [block for block in view["blocks"] if block.get("block_id") != "notice"]
    top = section(notice, block_id="notice")
    return {key: view[key] for key in kept} | {"blocks": [top, *blocks], "private_metadata": metadata}


def filled(book: Phrasebook, view: Mapping[str, Any], zone: str, hours: WorkingHours, now: datetime) -> Filled:
    """What was filled in, on the clock of who did, or what is wrong with it."""
    parts = {name: typed(view, name).strip() for name in PARTS}
    faults = {name: fault for name, text in parts.items() if (fault := _fault(book, text))}
    by = _moment(book, typed(view, "by"), zone, hours, now)
    news = _moment(book, typed(view, "news"), zone, hours, now) if typed(view, "news").strip() else by
    faults |= {"by": by} if isinstance(by, str) else {}
    faults |= {"news": news} if isinstance(news, str) and news is not by else {}
    channels, everywhere = chosen(view)
    if fault := _nowhere(book, view, channels, everywhere=everywhere):
        faults[CHANNELS] = fault
    if faults or isinstance(by, str) or isinstance(news, str):
        return Filled(faults=faults)
    times = {"by_at": by.isoformat(), "news_at": news.isoformat()}
    where = {"channels": channels, "everywhere": everywhere}
    return Filled(draft={**parts, **times, **where, "style": typed(view, "style") or Style.WARM.value})


def thought(book: Phrasebook, text: str) -> str:
    """What to think over in somebody's own words before others read them, for their eyes alone; empty where nothing."""
    reading = book.read(text)
    if reading.level is Level.CALM or not reading.cues:
        return ""
    cue = max(reading.cues, key=lambda one: one.share)
    words = escape(" ".join(text[cue.start : cue.end].split()))
    return book.say("recover.harsh", words=words, tip=book.entry(cue.cue).say)


def chosen(view: Mapping[str, Any]) -> tuple[list[str], bool]:
    """The channels that were chosen, and whether it is every channel with customers."""
    picked = _held(view, CHANNELS).get("selected_conversations") or []
    ticked = _held(view, EVERYWHERE).get("selected_options") or []
    return [one for one in dict.fromkeys(map(str, picked)) if ID.fullmatch(one)], bool(ticked)


def _held(view: Mapping[str, Any], block_id: str) -> Mapping[str, Any]:
    """What an element of a submitted form holds."""
    held: Mapping[str, Mapping[str, Any]] = view.get("state", {}).get("values", {}).get(block_id, {})
    return next(iter(held.values()), {})


def _where(book: Phrasebook, run: Run | None) -> list[Block]:
    say = book.say
    if run is not None and run.state is not State.PROPOSED:
        return []
    channels: Block = {
        "type": "multi_conversations_select",
        "action_id": CHANNELS,
        "placeholder": plain(say("recover.channels_hint")),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    if run is not None and run.channels:
        channels["initial_conversations"] = list(run.channels[:SHOWN_AT_ONCE])
    option = {"text": plain(say("recover.everywhere_option")), "value": "yes"}
    boxes: Block = {"type": "checkboxes", "action_id": EVERYWHERE, "options": [option]}
    if run is not None and run.everywhere:
        boxes["initial_options"] = [option]
    return [
        _input(CHANNELS, say("recover.channels"), channels),
        _input(EVERYWHERE, say("recover.everywhere"), boxes),
        context(say("recover.who_reads")),
    ]


def _line(book: Phrasebook, name: str, *, initial: str, hint: str) -> Block:
    block = text_input(name, book.say(f"recover.{name}"), initial=initial, multiline=name in PARTS)
    return block | {"hint": plain(book.say(f"recover.{hint}"))}


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, "optional": True}


def _fault(book: Phrasebook, text: str) -> str:
    if not text:
        return book.say("recover.empty")
    return book.say("recover.too_long") if len(text) > LONGEST else ""


def _nowhere(book: Phrasebook, view: Mapping[str, Any], channels: list[str], *, everywhere: bool) -> str:
    """What is wrong with the channels; nothing where the form does not ask for them."""
    if len(channels) > MOST_CHANNELS:
        return book.say("recover.too_many")
    asked = any(block.get("block_id") == CHANNELS for block in view["blocks"])
    return book.say("recover.no_channels") if asked and not channels and not everywhere else ""


def _moment(book: Phrasebook, text: str, zone: str, hours: WorkingHours, now: datetime) -> datetime | str:
    """A moment ahead, or what to ask about it."""
    when = read_when(text, now, zone, hours=hours)
    if isinstance(when, Unclear):
        return book.say("recover.too_late" if when.reason is Reason.PAST else "recover.unclear")
    return book.say("recover.unclear") if when.note else when.at


def _times(book: Phrasebook, run: Run, zone: str, now: datetime) -> tuple[str, str]:
    """Its times as somebody would type them; those that are over have to be given anew."""
    by = _typed_time(run.by_at, zone, now)
    return by, "" if run.news_at == run.by_at else _typed_time(run.news_at, zone, now)


def _typed_time(at: datetime, zone: str, now: datetime) -> str:
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y at %H:%M}" if at > now else ""
