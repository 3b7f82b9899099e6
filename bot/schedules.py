"""Whose working hours count: one's own, else the channel's, else the workspace's, else Mon–Fri 9–17."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from bot.worktime import A_DAY, MONDAY_TO_FRIDAY, WorkingHours

LONGEST = timedelta(days=366)
"""Who is away for longer is asked to say it a year at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Weekly hours as bot.worktime.WorkingHours has them, on whatever clock whoever keeps them lives by.

    Raises ValueError for a country or subdivision nobody knows, and where no weekday is left.
    """

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    start: time = time(9)
    end: time = time(17)
    country: str = ""
    subdivision: str = ""
    quiet_from: time = time(20)
    quiet_until: time = time(8)

    def __post_init__(self) -> None:
        self.on_the_clock_of("UTC")

    def on_the_clock_of(self, zone: str, away: "Absence | None" = None) -> WorkingHours:
        """These hours in a zone, the days away being free."""
        return WorkingHours(
            zone=zone,
            weekdays=self.weekdays,
            start=self.start,
            end=self.end,
            country=self.country,
            subdivision=self.subdivision,
            quiet_from=self.quiet_from,
            quiet_until=self.quiet_until,
            days_off=away.days if away else frozenset(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days away, both ends among them; why is nobody's business and never asked."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not timedelta(0) <= self.last - self.first < LONGEST:
            raise ValueError("days away run forward, for a year at most")

    @property
    def days(self) -> frozenset[date]:
        return frozenset(self.first + A_DAY * number for number in range((self.last - self.first).days + 1))


class Source(StrEnum):
    """Where the hours come from that count."""

    OWN = "own"
    CHANNEL = "channel"
    DEFAULT = "default"
    BUILT_IN = "built_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The hours that count for somebody, and where they come from."""

    schedule: Schedule
    source: Source
    zone: str
    away: Absence | None = None

    @property
    def hours(self) -> WorkingHours:
        return self.schedule.on_the_clock_of(self.zone, self.away)


def counted(kept: Mapping[Source, Schedule], zone: str, away: Absence | None = None) -> Counted:
    """What counts of the hours that are kept: the nearest, on the clock of `zone`."""
    source = next((one for one in Source if one in kept), Source.BUILT_IN)
    return Counted(schedule=kept.get(source, Schedule()), source=source, zone=zone, away=away)
