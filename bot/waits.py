"""How long things wait: spans as people type them, and which of them make sense."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.impact import Rank
from bot.saying import Say, Saying
from phrasebook.times import hear_time

A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)
_STRETCH = re.compile(r"([\d.]+) (hour|minute)")
_DAYS = re.compile(r"in ([\d.]+) days?")
_UNITS = {"hour": AN_HOUR, "minute": A_MINUTE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    least: timedelta
    most: timedelta


ANSWERS = Bounds(least=A_MINUTE, most=40 * AN_HOUR)
"""Of working time that a shared case may wait: a minute to a week of work."""
URGENT = Bounds(least=5 * A_MINUTE, most=8 * AN_HOUR)
ORDINARY = Bounds(least=10 * A_MINUTE, most=40 * AN_HOUR)
CHECK_IN = Bounds(least=AN_HOUR, most=14 * A_DAY)
MORNINGS = range(1, 11)


def read_span(text: str) -> timedelta | None:
    """A span as somebody typed it (“30 min”, “1h30”, “2 days”), in whole minutes; None where it is none."""
    body = text.strip()
    heard = hear_time(body)
    if heard is None or body[heard.end :].strip(" .") or heard.clock or heard.part or len(heard.days) > 1:
        return None
    stretch = sum((float(many) * _UNITS[unit] for many, unit in _STRETCH.findall(heard.stretch)), timedelta(0))
    days = _DAYS.fullmatch(heard.days[0]) if heard.days else None
    if bool(heard.days) != bool(days):
        return None
    span = stretch + (float(days[1]) * A_DAY if days else timedelta(0))
    return span // A_MINUTE * A_MINUTE if span else None


def span_said(span: timedelta, say: Say) -> str:
    """A span in whole minutes as people say it: “15 min”, “4 h”, “1 h 30 min”, “2 days”."""
    minutes = span // A_MINUTE
    if minutes >= 2 * 24 * 60 and minutes % (24 * 60) == 0:
        return say("waits.days", many=str(minutes // (24 * 60)))
    hours, left = divmod(minutes, 60)
    parts = [say(f"waits.{unit}", many=str(many)) for unit, many in (("hours", hours), ("minutes", left)) if many]
    return " ".join(parts)


def out_of_bounds(span: timedelta | None, bounds: Bounds, say: Say) -> Saying | None:
    """What is wrong with one span, if anything is; None as a span is one that nobody could read."""
    if span is None:
        return Saying("waits.unreadable")
    if bounds.least <= span <= bounds.most:
        return None
    limits = {"least": span_said(bounds.least, say), "most": span_said(bounds.most, say)}
    return Saying("waits.out_of_bounds", limits)


def out_of_order(waits: Sequence[timedelta]) -> int | None:
    """The place of the first wait that is longer than the one before it, though it concerns what is worse."""
    return next((place for place in range(1, len(waits)) if waits[place] > waits[place - 1]), None)


def ranks_faults(asked: Mapping[Rank, str], say: Say) -> tuple[Mapping[Rank, timedelta], Mapping[Rank, Saying]]:
    """The patience with each rank as it was typed, and what is wrong with it; a higher impact never waits longer."""
    spans = {rank: read_span(text) for rank, text in asked.items()}
    faults = {rank: fault for rank, span in spans.items() if (fault := out_of_bounds(span, ANSWERS, say))}
    read = {rank: span for rank, span in sorted(spans.items()) if span is not None}
    if not faults and (place := out_of_order(list(read.values()))) is not None:
        ranks = list(read)
        about = {"longest": span_said(read[ranks[place - 1]], say)}
        faults[ranks[place]] = Saying("waits.slower", about)
    return read, faults
