"""Hears a time in words: where it ends, and which day, clock, part of the day or stretch it names."""

import re
from dataclasses import replace

from phrasebook.time_phrase import WEEKDAYS, Clock, TimePhrase
from phrasebook.time_readings import amounts_of, clock_of, minutes_of, readings
from phrasebook.timewords import Part, meaning, patterns, plain, time_words

MOST_DIGITS = 3
_CALENDAR = {"day", "week", "month", "year", "workday"}


def hear_time(text: str, at: int = 0) -> TimePhrase | None:
    """The time that the words at this place name, as far as they go; None where they name none.

    A number that nothing marks as a clock is one only beside a day (“mon 9”), or alone.
    """
    heard = _hear(text, at)
    return replace(heard, goes_on=_goes_on(text, heard)) if heard else None


def lengths_of(text: str) -> tuple[TimePhrase, ...]:
    """The stretches that a number all alone can be: “20” minutes, “in 3” minutes or hours; none for other words."""
    *lead, number = text.lower().split() or [""]
    if not number.isdecimal() or len(number) > MOST_DIGITS:
        return ()
    if lead and " ".join(lead) not in time_words().links.stretch_lead:
        return ()
    found = (_hear(f"{number} {unit}", 0) for unit in (("minutes", "hours") if lead else ("minutes",)))
    return tuple(phrase for phrase in found if phrase is not None)


def _goes_on(text: str, heard: TimePhrase) -> bool:
    """Whether another time follows, or what looks like a clock and is none (“tomorrow 25:00”)."""
    if heard.clock is None and not heard.stretch and patterns()["odd clock"].match(text, heard.end):
        return True
    joined = patterns()["joins"].match(text, heard.end)
    return joined is not None and _hear(text, joined.end()) is not None


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
        led = self._take("stretch lead")
        amounts = self._length()
        counted = self._text[self._start : self._at]
        if self._take("stretch tail") is None and led is None:
            self._clock = self._perhaps_a_clock(counted)
        if not amounts or patterns()["not a stretch"].match(self._text, self._at):
            return None
        if "workday" in amounts:
            self._workdays = int(float(amounts["workday"]))
        words = " ".join(f"{number} {unit}" for unit, number in amounts.items())
        if not amounts.keys() <= _CALENDAR or "." in words:
            self._stretch = words
            return None if "workday" in amounts else self._phrase()
        self._days = (f"in {words}",)
        return self.moment()

    def _length(self) -> dict[str, str]:
        said = self._take("whole stretch")
        if said is not None:
            return minutes_of(said.group())
        return {"workday": "1"} if self._take("next workday") else self._amounts()

    def _perhaps_a_clock(self, counted: str) -> Clock | None:
        """The time of day that “15h” is to many, to others fifteen hours from now."""
        said = patterns()["marked clock"].fullmatch(counted)
        return clock_of(said.groupdict(), None) if said and int(said["hour"]) > 12 else None

    def _amounts(self) -> dict[str, str]:
        said = self._take("counted")
        return amounts_of(said.group()) if said else {}

    def _day(self) -> bool:
        named_only = bool(self._days) and self._days[0] in WEEKDAYS and not self._which
        if self._days and not named_only:
            return False
        for name in ("iso date", "dotted date", "slashed date", "day and month", "month and day", "ordinal"):
            before = self._at
            said = self._take(name)
            found = readings(said) if said else ()
            if found:
                self._weekday = self._days[0] if self._days else ""
                self._days = found
                return True
            self._at = before
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
        self._which = (
            "next week"
            if said["week"]
            else "week on"
            if said["after"]
            else "next"
            if said["next"]
            else "this"
            if said["this"]
            else ""
        )
        if said["end"]:
            self._part = "closing"
        return True

    def _hour(self) -> bool:
        if self._clock is not None:
            return False
        for name in ("half clock", "full clock", "oclock", "fraction", "marked clock", "bare clock"):
            before = self._at
            said = self._take(name)
            if said is not None and self._is_meant(name, said):
                parts = said.groupdict()
                loose = before if name == "bare clock" and said["named"] is None and not said["minute"] else None
                self._clock = clock_of(parts, loose)
                self._zone = "utc" if parts.get("zulu") else self._said_zone()
                self._clock_end = self._at
                return True
            self._at = before
        return False

    def _is_meant(self, name: str, said: re.Match[str]) -> bool:
        if name == "marked clock":
            return bool(self._days)
        return name != "bare clock" or self._is_clock(said)

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
        # “Look at this first thing Monday”: nobody means the first thing of this day.
        if not self._may_add(parts[part]) or (said["this"] and parts[part].at in ("opens", "closes")):
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

    def _place(self) -> str:
        """What follows a clock without a zone, where that is the name of a place with a clock of its own."""
        said = patterns()["place"].match(self._text, self._at) if self._clock and not self._zone else None
        return said.group() if said else ""

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
            place=self._place(),
        )
