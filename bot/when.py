"""Understands when: the first words of a request are the time, the rest is the note."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.clocks_meant import place_zone, zones_meant
from bot.localtime import in_words
from bot.timedays import Frame, is_next_year
from bot.timephrases import moments
from bot.worktime import A_DAY, WorkingHours
from phrasebook.time_phrase import TimePhrase
from phrasebook.times import hear_time, lengths_of
from phrasebook.timewords import patterns, time_words

FARTHEST = timedelta(days=5 * 366)
MOST_CHOICES = 4
LAST_WORDS = 8
_SEPARATOR = re.compile(r"[,;:.](?=\s|$)|\s+[-–—](?=\s)|\s?[–—]")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A moment yet to come, aware UTC, with the note that was left.

    `said` reads it back on the asker's own clock (“Mon 23 Nov, 09:00”). `zone` is the zone whose clock was meant:
    the asker's, unless another was named.
    """

    at: datetime
    note: str
    said: str
    zone: str


class Reason(StrEnum):
    """Why it has to be asked."""

    NO_TIME = "no_time"
    PAST = "past"
    AMBIGUOUS = "ambiguous"
    ZONE = "zone"
    FAR = "far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """A time that has to be asked for; the note is kept, and `candidates` are what it could mean, soonest first."""

    reason: Reason
    note: str
    candidates: tuple[When, ...] = ()

    @property
    def key(self) -> str:
        """The question to ask."""
        return f"followup.{self.reason}"


def read_when(
    text: str,
    now: datetime,
    tz: str,
    *,
    hours: WorkingHours | None = None,
    theirs: Collection[str] = (),
    ask_whose: bool = False,
) -> When | Unclear:
    """When somebody in zone `tz` means, now being aware UTC.

    `hours` says what a day without a clock (its start), “end of day” and working days are; `theirs` are the zones of
    the others in the conversation, for “3pm their time”; with `ask_whose`, a clock whose zone is not said is asked
    about where theirs shows another time. Raises ValueError for a zone that nobody knows.
    """
    own = hours or WorkingHours(zone=tz)
    asker = _Asker(now=now, tz=tz, hours=own, theirs=tuple(dict.fromkeys(theirs)), ask_whose=ask_whose)
    body = text.strip()
    asks = patterns()["asks"].match(body)
    result = _read(body[asks.end() :], asker) if asks else None
    return result if result and not _has_no_time(result) else _read(body, asker)


def needs_their_zone(text: str) -> bool:
    """Whether a time is on a clock that others may read differently: “3pm”, “3pm their time”; not “3pm UTC”."""
    phrase = hear_time(text.strip())
    if phrase is None or phrase.clock is None:
        return False
    return not phrase.zone or phrase.zone in time_words().zones.theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asker:
    now: datetime
    tz: str
    hours: WorkingHours
    theirs: tuple[str, ...]
    ask_whose: bool

    def frame(self, zone: str) -> Frame:
        return Frame(now=self.now, zone=ZoneInfo(zone), hours=self.hours)

    def whens(self, ats: Iterable[datetime], note: str, zone: str) -> tuple[When, ...]:
        """The moments that are ahead, soonest first, as answers."""
        own = ZoneInfo(self.tz)
        ahead = sorted(at for at in ats if self.now < at <= self.now + FARTHEST)
        return tuple(When(at=at, note=note, said=in_words(at, own, self.now), zone=zone) for at in ahead)


def _has_no_time(result: When | Unclear) -> bool:
    return isinstance(result, Unclear) and result.reason is Reason.NO_TIME


def _read(body: str, asker: _Asker) -> When | Unclear:
    phrase = hear_time(body)
    if lengths := lengths_of(body):
        stretches = (when for length in lengths for when in _answers(length, "", asker.tz, asker))
        clocks = _answers(phrase, "", asker.tz, asker) if phrase and body.isdecimal() else ()
        return _unclear(Reason.AMBIGUOUS, "", (*stretches, *clocks))
    if phrase is None:
        return Unclear(reason=Reason.NO_TIME, note=body, candidates=tuple(_time_last(body, asker)))
    return _decide(body, phrase, asker)


def _decide(body: str, phrase: TimePhrase, asker: _Asker) -> When | Unclear:
    note = note_after(body, phrase.end)
    zones = zones_meant(phrase.zone, asker.tz, asker.theirs)
    if not zones:
        return _unclear(Reason.ZONE, note, _answers(phrase, note, asker.tz, asker))
    if phrase.clock is not None and not phrase.zone and asker.ask_whose:
        zones = (*zones, *asker.theirs)
    elsewhere = _if_a_place(body, phrase, asker)
    if elsewhere:
        return _unclear(Reason.ZONE, note, (*_answers(phrase, note, zones[0], asker), *elsewhere))
    answers = {zone: _answers(phrase, note, zone, asker) for zone in zones}
    if len({tuple(when.at for when in whens) for whens in answers.values()}) > 1:
        return _unclear(Reason.ZONE, note, (when for whens in answers.values() for when in whens))
    readings = moments(phrase, asker.frame(zones[0]))
    if not readings:
        return Unclear(reason=Reason.NO_TIME, note=body)
    return _choose(body, phrase, readings, zones[0], asker)


def _choose(body: str, phrase: TimePhrase, readings: tuple[datetime, ...], zone: str, asker: _Asker) -> When | Unclear:
    note = note_after(body, phrase.end)
    answers = asker.whens(readings, note, zone)
    if min(readings) > asker.now + FARTHEST:
        return Unclear(reason=Reason.FAR, note=note)
    if not answers:
        return _unclear(Reason.PAST, note, _a_day_later(phrase, readings, note, zone, asker))
    if is_next_year(phrase, asker.frame(zone)):
        return _unclear(Reason.PAST, note, answers)
    if phrase.clock is not None and phrase.clock.loose is not None and note and not _SEPARATOR.match(body, phrase.end):
        answers += _without_number(body, phrase, zone, asker)
        return _unclear(Reason.AMBIGUOUS, body[phrase.clock.loose :].strip(), answers)
    if len(answers) > 1 or phrase.goes_on:
        return _unclear(Reason.AMBIGUOUS, note, answers)
    return answers[0]


def note_after(text: str, end: int) -> str:
    """What follows the time, to the letter, without the mark that sets it off."""
    separator = _SEPARATOR.match(text, end)
    return text[separator.end() if separator else end :].strip()


def _answers(phrase: TimePhrase, note: str, zone: str, asker: _Asker) -> tuple[When, ...]:
    return asker.whens(moments(phrase, asker.frame(zone)), note, zone)


def _without_number(body: str, phrase: TimePhrase, zone: str, asker: _Asker) -> tuple[When, ...]:
    """The answers if a number beside the day belongs to the note: “mon 3 orders”."""
    loose = phrase.clock.loose if phrase.clock else None
    shorter = hear_time(body[:loose])
    return _answers(shorter, body[loose:].strip(), zone, asker) if shorter else ()


def _if_a_place(body: str, phrase: TimePhrase, asker: _Asker) -> tuple[When, ...]:
    """The answers if what follows says where the clock hangs: “3pm London”; none where it would be the same."""
    if not phrase.place or phrase.clock is None:
        return ()
    zone, note = place_zone(phrase.place), note_after(body, phrase.end + len(phrase.place))
    readings = moments(phrase, asker.frame(zone))
    if readings == moments(phrase, asker.frame(asker.tz)):
        return ()
    return asker.whens(readings, note, zone) or _a_day_later(phrase, readings, note, zone, asker)


def _a_day_later(
    phrase: TimePhrase, readings: tuple[datetime, ...], note: str, zone: str, asker: _Asker
) -> tuple[When, ...]:
    """The same clock tomorrow, for a time that was today."""
    if phrase.stretch or phrase.days not in ((), ("today",)):
        return ()
    there = ZoneInfo(zone)
    local = (at.astimezone(there) for at in readings)
    frame = asker.frame(zone)
    return asker.whens((frame.at(at.date() + A_DAY, at.time()) for at in local), note, zone)


def _time_last(body: str, asker: _Asker) -> tuple[When, ...]:
    """What it would mean if the time came last: “check 3 orders tomorrow”."""
    starts = [word.start() for word in re.finditer(r"\S+", body)][1:][-LAST_WORDS:]
    for start in starts:
        phrase = hear_time(body, start)
        if phrase is not None and phrase.end == len(body):
            zones = zones_meant(phrase.zone, asker.tz, asker.theirs)
            return _answers(phrase, body[:start].strip(), zones[0], asker) if len(zones) == 1 else ()
    return ()


def _unclear(reason: Reason, note: str, candidates: Iterable[When]) -> Unclear:
    soonest = sorted(dict.fromkeys(candidates), key=lambda when: (when.at, -len(when.note), when.zone))
    return Unclear(reason=reason, note=note, candidates=tuple(soonest[:MOST_CHOICES]))
