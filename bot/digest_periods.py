"""Whole weeks and whole months, in UTC: the only spans of time that are ever counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

A_DAY = timedelta(days=1)
A_WEEK = timedelta(weeks=1)


class Span(StrEnum):
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A whole week from its Monday, or a whole month; `first` and `last` are days of it."""

    first: date
    span: Span

    @property
    def last(self) -> date:
        return self.next.first - A_DAY

    @property
    def next(self) -> "Period":
        if self.span is Span.WEEK:
            return week_of(self.first + A_WEEK)
        return month_of(self.first.replace(day=28) + 4 * A_DAY)

    @property
    def before(self) -> "Period":
        return (week_of if self.span is Span.WEEK else month_of)(self.first - A_DAY)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), UTC)

    @property
    def ends(self) -> datetime:
        """The first moment that is not in it."""
        return self.next.begins

    @property
    def key(self) -> str:
        """`2026-W43` or `2026-10`."""
        return f"{self.first:%G-W%V}" if self.span is Span.WEEK else f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """As people say it: “19–25 October 2026” or “October 2026”."""
        if self.span is Span.MONTH:
            return f"{self.first:%B %Y}"
        if self.first.month == self.last.month:
            return f"{self.first.day}–{self.last.day} {self.last:%B %Y}"
        return f"{self.first.day} {self.first:%B} – {self.last.day} {self.last:%B %Y}"


class NotWhole(ValueError):
    """Days that make neither whole weeks nor whole months; `nearest` are two spans that do."""

    def __init__(self, *nearest: tuple[date, date]) -> None:
        super().__init__("neither whole weeks nor whole months")
        self.nearest = nearest


def week_of(day: date) -> Period:
    return Period(first=day - day.weekday() * A_DAY, span=Span.WEEK)


def month_of(day: date) -> Period:
    return Period(first=day.replace(day=1), span=Span.MONTH)


def last_week(now: datetime) -> Period:
    """The latest week that is over."""
    return week_of(now.astimezone(UTC).date()).before


def last_month(now: datetime) -> Period:
    """The latest month that is over."""
    return month_of(now.astimezone(UTC).date()).before


def back(period: Period, many: int) -> tuple[Period, ...]:
    """So many periods, the oldest first, this one the last."""
    found = [period]
    while len(found) < many:
        found.append(found[-1].before)
    return tuple(reversed(found))


def between(first: date, last: date, span: Span) -> tuple[Period, ...]:
    """The whole weeks or months that lie within these days, the oldest first."""
    return tuple(_between(first, last, span))


def whole(first: date, last: date) -> Span:
    """What these days are whole ones of; of both, months. Raises NotWhole, and ValueError where they run backward."""
    if last < first:
        raise ValueError("the days run backward")
    for span in (Span.MONTH, Span.WEEK):
        found = between(first, last, span)
        if found and found[0].first == first and found[-1].last == last:
            return span
    raise NotWhole(*_nearest(first, last))


def _nearest(first: date, last: date) -> Iterator[tuple[date, date]]:
    yield week_of(first).first, week_of(last).last
    yield month_of(first).first, month_of(last).last


def _between(first: date, last: date, span: Span) -> Iterator[Period]:
    period = (week_of if span is Span.WEEK else month_of)(first)
    while period.last <= last:
        if period.first >= first:
            yield period
        period = period.next
