"""Which days a heard time phrase can mean for one person at one moment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateparser.date import DateDataParser

from bot.localtime import moment
from bot.worktime import A_DAY, HORIZON, WorkingHours
from phrasebook.time_phrase import WEEKDAYS, TimePhrase
from phrasebook.timewords import time_words

_YEAR = re.compile(r"\b20\d\d$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who asks, and when: now, aware UTC, the zone of the clock that is meant, and working hours."""

    now: datetime
    zone: ZoneInfo
    hours: WorkingHours

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def at(self, day: date, clock: time) -> datetime:
        return moment(day, clock, self.zone, after=self.now)


def is_next_year(phrase: TimePhrase, frame: Frame) -> bool:
    """Whether a date without a year has just gone by, so that the one ahead is hardly meant."""
    dated = len(phrase.days) == 1 and phrase.days[0][:1].isdigit() and not _YEAR.search(phrase.days[0])
    return dated and any(day - frame.today > timedelta(days=300) for day in days(phrase, frame))


def days(phrase: TimePhrase, frame: Frame) -> tuple[date, ...]:
    """The days that a phrase can mean."""
    found = tuple(day for words in phrase.days for day in _days(words, phrase, frame))
    if phrase.weekday and found and found[0].strftime("%A").lower() != phrase.weekday:
        return (*found, _nearest(phrase.weekday, frame))
    return found


def _days(words: str, phrase: TimePhrase, frame: Frame) -> Iterator[date]:
    today = frame.today
    if phrase.workdays:
        yield _working_day(today + A_DAY, phrase.workdays, frame.hours)
    elif words in time_words().periods:
        yield _in_period(words, phrase.which, frame)
    elif words in WEEKDAYS:
        yield from _weekdays(words, phrase.which, frame)
    elif words.endswith("th") and words[:-2].isdigit():
        yield from _in_this_month_or_the_next(int(words[:-2]), today)
    else:
        base = today - A_DAY if words[:1].isdigit() else today
        yield from _any(base, words)


def _weekdays(weekday: str, which: str, frame: Frame) -> tuple[date, ...]:
    near, today = _nearest(weekday, frame), frame.today
    a_week_on = near + 7 * A_DAY
    monday = today + A_DAY * (7 - today.weekday())
    if which == "week on":
        return (a_week_on,)
    if which == "next week":
        return (near if near >= monday else a_week_on,)
    if which == "next" and near < monday:
        return (a_week_on,) if near == today else (near, a_week_on)
    return (near, a_week_on) if near == today and not which else (near,)


def _nearest(weekday: str, frame: Frame) -> date:
    base = frame.today - A_DAY
    return next(_any(base, weekday))


def _in_period(period: str, which: str, frame: Frame) -> date:
    today = frame.today
    if period == "week":
        following = today + A_DAY * (7 - today.weekday())
    else:
        following = (today.replace(day=1) + 31 * A_DAY).replace(day=1)
    if which == "next":
        return _working_day(following, 1, frame.hours)
    return _working_day(following - A_DAY, 1, frame.hours, step=-A_DAY)


def _working_day(first: date, number: int, hours: WorkingHours, step: timedelta = A_DAY) -> date:
    """The n-th working day from `first` on; where there are none for a year, every day is one."""
    day, left, idle = first, number, 0
    while True:
        if hours.is_working_day(day) or idle >= HORIZON:
            left -= 1
        else:
            idle += 1
        if left == 0:
            return day
        day += step


def _in_this_month_or_the_next(number: int, today: date) -> Iterator[date]:
    first = today.replace(day=1)
    for _ in range(3):
        try:
            day = first.replace(day=number)
        except ValueError:
            day = today - A_DAY
        if day >= today:
            yield day
            return
        first = (first + 31 * A_DAY).replace(day=1)


def _any(base: date, words: str) -> Iterator[date]:
    found = read_english(words, datetime.combine(base, time(0)))
    if found is not None:
        yield found.date()


def read_english(words: str, base: datetime) -> datetime | None:
    """What plain English means from a local time on; dateparser knows the calendar, we know the words around it."""
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future", "RETURN_AS_TIMEZONE_AWARE": False}
    return DateDataParser(languages=["en"], settings=settings).get_date_data(words).date_obj
