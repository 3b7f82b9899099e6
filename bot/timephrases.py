"""What a heard time phrase means for one person at one moment: the days, the clocks, the moments it can name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateparser.date import DateDataParser

from bot.localtime import moment
from bot.worktime import A_DAY, HORIZON, WorkingHours
from phrasebook.times import WEEKDAYS, Clock, TimePhrase
from phrasebook.timewords import Part, time_words

SURE_MORNINGS = range(8, 12)
"""A bare hour beside a day is in the morning from 8 to 11; earlier ones could be in the afternoon as well."""
HOURS_EARLY = 3
"""“9 tonight” may be this long before the night begins, “2 tonight” is no time."""
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


def moments(phrase: TimePhrase, frame: Frame) -> tuple[datetime, ...]:
    """Every moment that a phrase can mean, in order, past ones included; none where there is no such day."""
    if phrase.stretch:
        return tuple(_elapsed(phrase.stretch, frame.now))
    if not phrase.days:
        return tuple(_without_a_day(phrase, frame))
    found = {at for day in days(phrase, frame) for at in _on(day, phrase, frame)}
    return tuple(sorted(found))


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


def _on(day: date, phrase: TimePhrase, frame: Frame) -> Iterator[datetime]:
    """The moments of one day; only a bare hour gives two."""
    if phrase.clock is not None:
        for clock in _clocks(phrase.clock, phrase.part):
            yield frame.at(day, clock)
    elif phrase.part:
        yield from _part(day, phrase.part, frame)
    elif phrase.which == "end" or phrase.days == ("today",):
        yield frame.at(day, frame.hours.end)
    elif phrase.days[0].startswith("in ") and not phrase.workdays:
        yield frame.at(day, frame.now.astimezone(frame.zone).time())
    else:
        yield frame.at(day, frame.hours.start)


def _without_a_day(phrase: TimePhrase, frame: Frame) -> Iterator[datetime]:
    today, tomorrow = frame.today, frame.today + A_DAY
    if phrase.clock is None:
        part = time_words().parts[phrase.part]
        over = part.half == "am" and _part_at(today, part.at, frame) <= frame.now
        yield from _part(tomorrow if over else today, phrase.part, frame)
        return
    clocks = _clocks(phrase.clock, phrase.part)
    if not clocks:
        return
    first = frame.at(today, clocks[0])
    if phrase.clock.half or phrase.part or (clocks[0].hour in (*SURE_MORNINGS, 12) and first > frame.now):
        yield first
        return
    both = (_time(phrase.clock, "am"), _time(phrase.clock, "pm"))
    yield from (frame.at(today, clock) for clock in both)
    yield frame.at(tomorrow, both[0] if clocks[0].hour != 12 else both[1])


def _part(day: date, part: str, frame: Frame) -> Iterator[datetime]:
    """When a part of a day is meant: at its time, or at its end when that time has gone by."""
    page = time_words().parts[part]
    at = _part_at(day, page.at, frame)
    if at <= frame.now and page.until:
        until = frame.at(day, time.fromisoformat(page.until))
        at = until if until > frame.now else at
    yield at


def _part_at(day: date, at: str, frame: Frame) -> datetime:
    if at == "24:00":
        return frame.at(day + A_DAY, time(0))
    named = {"opens": frame.hours.start, "closes": frame.hours.end}
    return frame.at(day, named.get(at) or time.fromisoformat(at))


def _clocks(clock: Clock, part: str) -> tuple[time, ...]:
    """The times of day that a clock can be; none where the part of the day beside it is another."""
    page = time_words().parts[part] if part else None
    half = clock.half or (page.half if page else "")
    if half:
        at = _time(clock, half)
        return (at,) if page is None or _is_in(at, page) else ()
    if clock.hour in SURE_MORNINGS:
        return (_time(clock, "am"),)
    if clock.hour == 12:
        return (_time(clock, "pm"),)
    return (_time(clock, "am"), _time(clock, "pm"))


def _is_in(at: time, part: Part) -> bool:
    if part.half == "pm":
        return at.hour >= int(part.at[:2]) - HOURS_EARLY
    return part.half != "am" or at.hour < 12


def _time(clock: Clock, half: str) -> time:
    hour = clock.hour if half == "24" else clock.hour % 12 + 12 * (half == "pm")
    minutes = (hour * 60 + clock.minute + clock.offset) % (24 * 60)
    return time(minutes // 60, minutes % 60)


def _any(base: date, words: str) -> Iterator[date]:
    found = _read(words, datetime.combine(base, time(0)))
    if found is not None:
        yield found.date()


def _elapsed(stretch: str, now: datetime) -> Iterator[datetime]:
    found = _read(f"in {stretch}", now.astimezone(UTC).replace(tzinfo=None))
    if found is not None:
        yield found.replace(tzinfo=UTC)


def _read(words: str, base: datetime) -> datetime | None:
    """What plain English means from a local time on; dateparser knows the calendar, we know the words around it."""
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future", "RETURN_AS_TIMEZONE_AWARE": False}
    return DateDataParser(languages=["en"], settings=settings).get_date_data(words).date_obj
