"""The moments that a heard time phrase can mean: its days, at the clocks that were said or are usual."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from bot.timedays import Frame, days, read_english
from bot.worktime import A_DAY
from phrasebook.time_phrase import Clock, TimePhrase
from phrasebook.timewords import Part, time_words

SURE_MORNINGS = range(8, 12)
"""A bare hour beside a day is in the morning from 8 to 11; earlier ones could be in the afternoon as well."""
HOURS_EARLY = 3
"""“9 tonight” may be this long before the night begins, “2 tonight” is no time."""


def moments(phrase: TimePhrase, frame: Frame) -> tuple[datetime, ...]:
    """Every moment that a phrase can mean, in order, past ones included; none where there is no such day."""
    if phrase.stretch:
        clocks = _clocks(phrase.clock, "") if phrase.clock else ()
        return (*(frame.at(frame.today, clock) for clock in clocks), *_elapsed(phrase.stretch, frame.now))
    if not phrase.days:
        return tuple(_without_a_day(phrase, frame))
    found = {at for day in days(phrase, frame) for at in _on(day, phrase, frame)}
    return tuple(sorted(found))


def _on(day: date, phrase: TimePhrase, frame: Frame) -> Iterator[datetime]:
    """The moments of one day; only a bare hour gives two."""
    if phrase.clock is not None:
        for clock in _clocks(phrase.clock, phrase.part):
            yield frame.at(day, clock)
    elif phrase.part:
        yield from _part(day, phrase.part, frame)
    elif phrase.which == "end" or phrase.days == ("today",):
        yield _closing(day, frame)
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
    if at == "closes":
        return _closing(day, frame)
    return frame.at(day, frame.hours.start if at == "opens" else time.fromisoformat(at))


def _closing(day: date, frame: Frame) -> datetime:
    """The end of a day's work; after a night shift that is on the next day, unless it is yesterday's that is on."""
    end = frame.at(day, frame.hours.end)
    overnight = frame.hours.end <= frame.hours.start
    return frame.at(day + A_DAY, frame.hours.end) if overnight and (day != frame.today or end <= frame.now) else end


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


def _elapsed(stretch: str, now: datetime) -> Iterator[datetime]:
    found = read_english(f"in {stretch}", now.astimezone(UTC).replace(tzinfo=None))
    if found is not None:
        yield found.replace(tzinfo=UTC)
