"""Notices what an agent promised by when, and proposes the moment to be reminded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.when import Reason, Unclear, When, read_when
from bot.worktime import WorkingHours
from phrasebook.promises import Promises, PromiseSpan, built_in

SOONEST = timedelta(minutes=5)
"""Who promises something for the next moments needs no reminder."""
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A promise at `text[start:end]` of an agent's message, and the moments it can mean: one press each, soonest first.

    There is one choice, unless the clock of another zone may be meant or two days may.
    """

    start: int
    end: int
    choices: tuple[When, ...]


def find_promise(
    text: str,
    now: datetime,
    tz: str,
    *,
    hours: WorkingHours | None = None,
    theirs: Collection[str] = (),
    pages: Promises | None = None,
) -> Promise | None:
    """The first promise with a time still ahead in an agent's Slack message; None where nothing is sure enough.

    `now`, aware UTC, is when it was said; `tz` is the agent's zone and `theirs` are those of the others in the thread.
    """
    own = hours or WorkingHours(zone=tz)
    for span in (pages or built_in()).find(text):
        choices = _choices(span, now, tz, own, theirs)
        if choices:
            return Promise(start=span.start, end=span.end, choices=choices)
    return None


def _choices(
    span: PromiseSpan, now: datetime, tz: str, hours: WorkingHours, theirs: Collection[str]
) -> tuple[When, ...]:
    result = read_when(span.when_text, now, tz, hours=hours, theirs=theirs, ask_whose=True)
    found = (result,) if isinstance(result, When) else _likely(result, hours)
    return tuple(when for when in found if when.at - now >= SOONEST)


def _likely(unclear: Unclear, hours: WorkingHours) -> tuple[When, ...]:
    """Whose clock is theirs to say; of two readings of an hour the one at work is meant, of two days either may be."""
    if unclear.reason is Reason.ZONE:
        return unclear.candidates
    if unclear.reason is Reason.AMBIGUOUS:
        return tuple(when for when in unclear.candidates if _at_work(when.at, hours))
    return ()


def _at_work(at: datetime, hours: WorkingHours) -> bool:
    """Whether a moment is at work, the very end of a shift included."""
    return hours.is_working(at) or hours.is_working(at - A_MINUTE)
