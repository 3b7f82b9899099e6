"""The form for working hours: what counts now and where it comes from, and below it all that can be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from bot.hours_words import away_said, now_said, place_said, week_said
from bot.impact import Rank
from bot.saying import Say
from bot.schedules import Counted, Schedule, Source
from bot.waits import span_said
from handlers.blocks import Block, context, modal, plain, section, text_input
from handlers.shapes import as_we_made_it
from phrasebook.book import Phrasebook

FORM = "hours"
SHARED = "shared"
CLOCKS = ("start", "end", "quiet_from", "quiet_until")
RANKS = {rank: f"patience_{int(rank)}" for rank in Rank}


class Whose(StrEnum):
    """Whose hours a form is about."""

    OWN = "own"
    CHANNEL = "channel"
    EVERYBODY = "everybody"

    @property
    def source(self) -> Source:
        """Where hours come from that are kept for them and nobody wider."""
        return {self.OWN: Source.OWN, self.CHANNEL: Source.CHANNEL, self.EVERYBODY: Source.DEFAULT}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """What the form shows; `channel` is where it was asked for, `patience` only in the form for everybody."""

    whose: Whose
    counted: Counted
    channel: str
    patience: Mapping[Rank, Any]
    sealed: str


def hours_form(book: Phrasebook, view: HoursView, now: datetime) -> Block:
    say, whose = book.say, view.whose
    blocks = [
        *counts_blocks(book, view, now),
        context(say(f"hours.lead_{whose}")),
        *_week(view.counted.schedule, say),
        *([_day("away_first", view, say), _day("away_last", view, say)] if whose is Whose.OWN else []),
        *([_line("zone", say, view.counted.zone)] if whose is Whose.CHANNEL else []),
        *_patience(view, say),
        *_way_back(view, say),
    ]
    title, close, submit = say(f"hours.title_{whose}"), say("hours.close"), say("hours.submit")
    return modal(FORM, title, close, blocks, submit=submit, metadata=view.sealed)


def counts_blocks(book: Phrasebook, view: HoursView, now: datetime) -> list[Block]:
    """What counts now, where it comes from, and whether work is on."""
    say, counted, channel = book.say, view.counted, f"<#{view.channel}>"
    source = say(f"hours.from_{counted.source}", **({"channel": channel} if counted.source is Source.CHANNEL else {}))
    slots = {"week": week_said(counted.schedule, say), "zone": counted.zone, "source": source, "channel": channel}
    used = {"own": ("week", "zone", "source"), "everybody": ("week", "source")}.get(view.whose, tuple(slots))
    blocks = [section(say(f"hours.counts_{view.whose}", **{name: slots[name] for name in used}))]
    if view.whose is not Whose.EVERYBODY:
        blocks.append(context(now_said(counted, now, say)))
    if counted.away:
        blocks.append(context(say("hours.away_now", days=away_said(counted.away, say))))
    return blocks


def told(book: Phrasebook, whose: Whose, blocks: list[Block]) -> Block:
    """A window that only tells."""
    return modal("told", book.say(f"hours.title_{whose}"), book.say("why.close"), blocks)


def picked(view: Mapping[str, Any], block_id: str) -> Mapping[str, Any]:
    """The state of an input of a submitted view."""
    states = view.get("state", {}).get("values", {}).get(block_id, {})
    found: Mapping[str, Any] = next(iter(states.values()), {})
    return found


def picked_days(view: Mapping[str, Any]) -> frozenset[int]:
    with as_we_made_it():
        return frozenset(int(option["value"]) for option in picked(view, "weekdays").get("selected_options") or ())


def picked_clock(view: Mapping[str, Any], block_id: str) -> time:
    with as_we_made_it():
        return time.fromisoformat(str(picked(view, block_id).get("selected_time")))


def picked_date(view: Mapping[str, Any], block_id: str) -> date | None:
    chosen = picked(view, block_id).get("selected_date")
    with as_we_made_it():
        return date.fromisoformat(str(chosen)) if chosen else None


def goes_back(view: Mapping[str, Any]) -> bool:
    """Whether the hours around them shall count again."""
    return bool(picked(view, SHARED).get("selected_options"))


def _week(schedule: Schedule, say: Say) -> list[Block]:
    clocks = {name: _clock(name, say, getattr(schedule, name)) for name in CLOCKS}
    return [
        _boxes("weekdays", say, {str(day): say(f"hours.day_{day}") for day in range(7)}, schedule.weekdays),
        clocks["start"],
        clocks["end"] | {"hint": plain(say("hours.end_hint"))},
        _line("place", say, place_said(schedule), optional=True),
        clocks["quiet_from"],
        clocks["quiet_until"],
    ]


def _patience(view: HoursView, say: Say) -> list[Block]:
    if not view.patience:
        return []
    inputs = [
        text_input(RANKS[rank], say(rank.key), initial=span_said(span, say), multiline=False)
        for rank, span in view.patience.items()
    ]
    return [section(say("hours.patience_lead")), *inputs]


def _way_back(view: HoursView, say: Say) -> list[Block]:
    """A box to go back to the hours around, where there are others of their own."""
    if view.counted.source is not view.whose.source:
        return []
    return [_boxes(SHARED, say, {"yes": say(f"hours.shared_{view.whose}")}, frozenset()) | {"optional": True}]


def _boxes(block_id: str, say: Say, options: Mapping[str, str], ticked: frozenset[int]) -> Block:
    made = {value: {"text": plain(text), "value": value} for value, text in options.items()}
    element: Block = {"type": "checkboxes", "action_id": block_id, "options": list(made.values())}
    if ticked:
        element["initial_options"] = [made[str(day)] for day in sorted(ticked)]
    return _input(block_id, say, element)


def _clock(block_id: str, say: Say, at: time) -> Block:
    return _input(block_id, say, {"type": "timepicker", "action_id": block_id, "initial_time": f"{at:%H:%M}"})


def _day(block_id: str, view: HoursView, say: Say) -> Block:
    away, element = view.counted.away, {"type": "datepicker", "action_id": block_id}
    if away:
        element["initial_date"] = (away.first if block_id == "away_first" else away.last).isoformat()
    block = _input(block_id, say, element, optional=True)
    return block | ({"hint": plain(say("hours.away_hint"))} if block_id == "away_last" else {})


def _line(block_id: str, say: Say, initial: str, *, optional: bool = False) -> Block:
    made = text_input(block_id, say(f"hours.{block_id}"), initial=initial, optional=optional, multiline=False)
    return made | {"hint": plain(say(f"hours.{block_id}_hint"))}


def _input(block_id: str, say: Say, element: Block, *, optional: bool = False) -> Block:
    label = plain(say(f"hours.{block_id}"))
    return {"type": "input", "block_id": block_id, "label": label, "element": element, "optional": optional}
