"""Working time: when somebody is at work, and when a stretch of work will be over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.localtime import moment

if TYPE_CHECKING:
    from holidays import HolidayBase

MONDAY_TO_FRIDAY = frozenset(range(5))
A_DAY = timedelta(days=1)
HORIZON = 400
"""Days to look ahead: whoever has no working time in them is taken to be always at work, so that nothing is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingHours:
    """When a person, or a channel, works.

    `weekdays` counts from Monday, 0. A shift belongs to the day on which it starts; an `end` at or before `start` is on
    the next day, so night shifts and whole days can be said. `country` and `subdivision` are ISO codes ("DE", "BY")
    whose public holidays are free; `days_off` are free as well. Between `quiet_from` and `quiet_until` (equal: never)
    nothing is said that is neither urgent nor asked for. All clocks are those of `zone`; a time that they skip is moved
    on, a time that they show twice is the first. Raises ValueError for a zone, country or subdivision nobody knows.
    """

    zone: str
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    start: time = time(9)
    end: time = time(17)
    country: str = ""
    subdivision: str = ""
    days_off: frozenset[date] = frozenset()
    quiet_from: time = time(20)
    quiet_until: time = time(8)

    def __post_init__(self) -> None:
        _known_zone(self.zone)
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("weekdays are numbers from 0, Monday, to 6, and at least one of them")
        if self.country:
            _holidays(self.country, self.subdivision, 2026)

    def is_working(self, now: datetime) -> bool:
        """Whether a shift is on."""
        return next(self._shifts(now), (now + A_DAY, now))[0] <= now

    def next_working_moment(self, now: datetime) -> datetime:
        """`now` during a shift, else the start of the next one."""
        return max(now, next(self._shifts(now), (now, now))[0])

    def next_working_morning(self, now: datetime) -> datetime:
        """The first start of a shift after `now`."""
        return next((start for start, _ in self._shifts(now) if start > now), now)

    def is_day_off(self, now: datetime) -> bool:
        """Whether the day on the wall is one of those that were taken off."""
        return now.astimezone(ZoneInfo(self.zone)).date() in self.days_off

    def end_of_work(self, now: datetime) -> datetime:
        """The end of the shift that is on, else `now`."""
        opens, closes = next(self._shifts(now), (now + A_DAY, now))
        return closes if opens <= now else now

    def add_working_time(self, start: datetime, delta: timedelta) -> datetime:
        """When `delta` of working time has passed since `start`; may be the very end of a shift."""
        if delta < timedelta(0):
            raise ValueError("working time runs forward")
        at, left = start, delta
        while left:
            opens, closes = next(self._shifts(at), (at, at + left))
            at = max(at, opens)
            worked = min(left, closes - at)
            at, left = at + worked, left - worked
        return at

    def is_quiet(self, now: datetime) -> bool:
        """Whether the clock on the wall shows a quiet time."""
        clock = now.astimezone(ZoneInfo(self.zone)).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until

    def after_quiet(self, now: datetime) -> datetime:
        """`now` outside the quiet hours, else their end."""
        if not self.is_quiet(now):
            return now
        zone = ZoneInfo(self.zone)
        today = now.astimezone(zone).date()
        ends = (moment(today + A_DAY * days, self.quiet_until, zone, after=now) for days in (0, 1))
        return next(end for end in ends if end > now)

    def is_working_day(self, day: date) -> bool:
        """Whether a shift starts on this day."""
        return (
            day.weekday() in self.weekdays
            and day not in self.days_off
            and not (self.country and day in _holidays(self.country, self.subdivision, day.year))
        )

    def _shifts(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The shifts that are on or still to come, in order, as far as the horizon."""
        zone = ZoneInfo(self.zone)
        yesterday = now.astimezone(zone).date() - A_DAY
        overnight = A_DAY if self.end <= self.start else timedelta(0)
        for day in (yesterday + A_DAY * days for days in range(HORIZON)):
            if self.is_working_day(day):
                start, end = moment(day, self.start, zone), moment(day + overnight, self.end, zone)
                happened = start.astimezone(zone).date() == day
                if happened and start < end and now < end:
                    yield start, end


def know_holidays() -> None:
    """Bring the holidays along now, which takes a second, so that the first who asks for them need not wait."""
    _calendar("GB")


def subdivisions(country: str) -> tuple[str, ...] | None:
    """The regions of a country, by ISO code, whose holidays are known; None for a country that nobody knows."""
    found = _calendar(country)
    return None if found is None else tuple(found.subdivisions)


@lru_cache(maxsize=256)
def _known_zone(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise ValueError("no such time zone") from None


@lru_cache(maxsize=1024)
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    found = _calendar(country, subdivision, year)
    if found is None:
        raise ValueError("no such country or subdivision")
    return frozenset(found)


def _calendar(country: str, subdivision: str = "", year: int | None = None) -> "HolidayBase | None":
    """The holidays of a place, in a year where one is given; None for a place that nobody knows."""
    # Imported here because it brings three hundred country modules along, which few teams need at start.
    from holidays.utils import country_holidays

    try:
        return country_holidays(country, subdiv=subdivision or None, years=year)
    except NotImplementedError:
        # This is how the package says that it does not know the place.
        return None
