"""Hears a time in words: where it ends, and which day, clock, part of the day or stretch it names."""

import re
from collections.abc import Mapping
from dataclasses import replace

from phrasebook.time_phrase import WEEKDAYS, Clock, TimePhrase
from phrasebook.timewords import Part, meaning, patterns, plain, time_words


def hear_time(text: str, at: int = 0) -> TimePhrase | None:
    """The time that the words at this place name, as far as they go; None where they name none.

    A number that nothing marks as a clock is one only beside a day (“mon 9”), or alone.
    """
    heard = _hear(text, at)
    joined = patterns()["joins"].match(text, heard.end) if heard else None
    return replace(heard, goes_on=_hear(text, joined.end()) is not None) if heard and joined else heard


def _hear(text: str, at: int) -> TimePhrase | None:
    return _Listener(text, at).stretch() or _Listener(text, at).moment()


class _Listener:
    """A place in the text that moves on over what it understands."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._start = self._at = at
        self._days: tuple[str, ...] = ()
        self._which = self._weekday = self._part = self._zone = ""
        self._clock: Clock | None = None
        self._stretch = ""
        self._workdays = 0
        self._clock_end = -1

    def moment(self) -> TimePhrase | None:
        """A day, a clock, a part of the day, in any order, each at most once."""
        while self._day() or self._hour() or self._part_of_day():
            pass
        return self._phrase() if self._at > self._start else None

    def stretch(self) -> TimePhrase | None:
        """A length of time from now; days, weeks and months may have a clock beside them."""
        self._take("stretch lead")
        said = self._take("whole stretch")
        amounts = _minutes_of(said.group()) if said else self._amounts()
        self._take("stretch tail")
        if not amounts or patterns()["not a stretch"].match(self._text, self._at):
            return None
        if "workday" in amounts:
            self._workdays = int(float(amounts["workday"]))
        words = " ".join(f"{number} {unit}" for unit, number in amounts.items())
        if not amounts.keys() <= {"day", "week", "month", "workday"} or "." in words:
            self._stretch = words
            return None if "workday" in amounts else self._phrase()
        self._days = (f"in {words}",)
        return self.moment()

    def _amounts(self) -> dict[str, str]:
        said = self._take("counted")
        return _amounts_of(said.group()) if said else {}

    def _day(self) -> bool:
        named_only = bool(self._days) and self._days[0] in WEEKDAYS and not self._which
        if self._days and not named_only:
            return False
        for name in ("iso date", "dotted date", "slashed date", "day and month", "month and day", "ordinal"):
            said = self._take(name)
            if said is not None:
                self._weekday = self._days[0] if self._days else ""
                self._days = _readings(said)
                return True
        return not self._days and (self._period() or self._named_day())

    def _period(self) -> bool:
        said = self._take("end of period")
        if said is not None:
            self._days, self._which = (meaning(time_words().period_ends, said["period"]),), "end"
            return True
        said = self._take("day next week")
        if said is not None:
            self._days, self._which = (meaning(time_words().days, said["named"]),), "next week"
            return True
        said = self._take("next period")
        if said is not None:
            self._days, self._which = (meaning(time_words().periods, said["period"]),), "next"
        return said is not None

    def _named_day(self) -> bool:
        said = self._take("named day")
        if said is None:
            return False
        self._days = (meaning(time_words().days, said["named"]),)
        self._which = "next week" if said["week"] else "next" if said["next"] else "this" if said["this"] else ""
        if said["end"]:
            self._part = "closing"
        return True

    def _hour(self) -> bool:
        if self._clock is not None:
            return False
        for name in ("half clock", "full clock", "oclock", "fraction", "bare clock"):
            before = self._at
            said = self._take(name)
            if said is not None and (name != "bare clock" or self._is_clock(said)):
                parts = said.groupdict()
                loose = before if name == "bare clock" and said["named"] is None and not said["minute"] else None
                self._clock = _clock(parts, loose)
                self._zone = "utc" if parts.get("zulu") else self._said_zone()
                self._clock_end = self._at
                return True
            self._at = before
        return False

    def _is_clock(self, bare: re.Match[str]) -> bool:
        """Whether a number is marked as a clock: by “at”, a day or part beside it, or because nothing else is there."""
        if bare["named"] is not None or self._days or self._part:
            return True
        after = self._text[bare.end() :]
        return not after.strip() or patterns()["part"].match(self._text, bare.end()) is not None

    def _part_of_day(self) -> bool:
        before = self._at
        said = self._take("part")
        if said is None:
            return False
        parts = time_words().parts
        part = meaning({key: one.words for key, one in parts.items()}, said["part"])
        if not self._may_add(parts[part]):
            self._at = before
            return False
        self._part = self._part or part
        if not self._days and (said["this"] or parts[part].today):
            self._days = ("today",)
        return True

    def _may_add(self, part: Part) -> bool:
        """Whether a part of the day says more of the time that was said: in “noon lunch” it is what the time is for."""
        said = time_words().parts[self._part] if self._part else None
        if part.half:
            return said is None or said.half == part.half
        return said is None and (self._clock is None or self._clock.hour in (0, 12))

    def _said_zone(self) -> str:
        said = self._take("zone")
        return plain(said["zone"]) if said else ""

    def _take(self, name: str) -> re.Match[str] | None:
        found = patterns()[name].match(self._text, self._at)
        if found is not None:
            self._at = found.end()
        return found

    def _phrase(self) -> TimePhrase:
        clock = self._clock
        if clock is not None and self._at > self._clock_end:
            clock = replace(clock, loose=None)
        return TimePhrase(
            start=self._start,
            end=self._at,
            days=self._days,
            which=self._which,
            weekday=self._weekday,
            clock=clock,
            part=self._part,
            stretch=self._stretch,
            workdays=self._workdays,
            zone=self._zone,
        )


def _minutes_of(said: str) -> dict[str, str]:
    stretches = {str(minutes): ways for minutes, ways in time_words().stretches.items()}
    return {"minute": meaning(stretches, said)}


def _amounts_of(said: str) -> dict[str, str]:
    words = time_words()
    amounts: dict[str, str] = {}
    end = 0
    for piece in patterns()["amount"].finditer(said):
        number = plain(piece["number"])
        amounts[meaning(words.units, piece["unit"])] = str(words.numbers.get(number, number.replace(",", ".")))
        end = piece.end()
    if said[end:].strip():
        amounts["minute"] = said[end:].strip()
    return amounts


def _clock(said: Mapping[str, str | None], loose: int | None) -> Clock:
    words = time_words()
    hour = str(said["hour"])
    number = words.numbers.get(plain(hour)) or int(hour)
    fractions = {str(minutes): ways for minutes, ways in words.fractions.items()}
    offset = int(meaning(fractions, str(said["fraction"]))) if said.get("fraction") else 0
    half = meaning(words.halves, str(said["half"])) if said.get("half") else ""
    in_full = len(hour) == 2 and said.get("colon")
    if not half and (number > 12 or hour.startswith("0") or in_full):
        half = "24"
    return Clock(hour=number, minute=int(said.get("minute") or 0), half=half, offset=offset, loose=loose)


def _readings(said: re.Match[str]) -> tuple[str, ...]:
    """The dates that a found date can be, in plain English."""
    parts = said.groupdict()
    year = parts.get("year") or ""
    year = f" 20{year[-2:]}" if year else ""
    if "one" in parts:
        pairs = ((int(parts["one"]), int(parts["two"])), (int(parts["two"]), int(parts["one"])))
        readings = (f"{day} {_month(month)}{year}" for day, month in pairs if month in range(1, 13))
        return tuple(dict.fromkeys(readings))
    day, month = int(parts["day"]), parts.get("month")
    if month is None:
        return (f"{day}th",)
    named = _month(int(month)) if month.isdigit() else meaning(time_words().months, month)
    return (f"{day} {named}{year}",)


def _month(number: int) -> str:
    months = list(time_words().months)
    return months[number - 1] if number in range(1, 13) else str(number)
