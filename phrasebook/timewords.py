"""The words in which people name a time, from `pages/times/`, and the patterns made of them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field

from phrasebook.pages import BUILT_IN

Words = tuple[str, ...]
Ways = Mapping[str, Words]
_SPACE = r"[^\S\n]{1,8}"
# A time ends where its last word ends: not inside “friday's”, “3pm-4pm”, “9:30:15”, “mon/tue” or “20%”.
_BOUNDARY = r"(?![\w%])(?![:./'’+–-]\w)"
_HOUR = r"(?P<hour>[01]?\d|2[0-3])"
_SIXTY = r"[0-5]\d"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(_Strict):
    """A part of the day: when it is meant, and until when it is under way."""

    words: Words
    at: str
    until: str = ""
    half: Literal["am", "pm", ""] = ""
    today: bool = False


class Links(_Strict):
    """The small words between and around."""

    lead: Words
    clock_lead: Words
    stretch_lead: Words
    stretch_tail: Words
    not_a_stretch: Words
    next: Words
    this: Words
    end_of: Words
    of: Words
    hour_mark: Words
    next_workday: Words
    asks: Words
    in_: Words = Field(alias="in")
    joins: Words


class Zones(_Strict):
    """Whose clock: the speaker's, the others', one known by its name, or a name that several places use."""

    mine: Words
    theirs: Words
    unclear: Words
    known: Mapping[str, str]


class TimeWords(_Strict):
    """The page; every mapping leads from what is meant to the ways to say it."""

    about: str
    units: Ways
    numbers: Mapping[str, int]
    stretches: Mapping[int, Words]
    days: Ways
    months: Ways
    parts: Mapping[str, Part]
    periods: Ways
    period_ends: Ways
    links: Links
    halves: Ways
    ordinals: Ways
    oclock: Ways
    fractions: Mapping[int, Words]
    zones: Zones


@lru_cache(maxsize=1)
def time_words() -> TimeWords:
    """The built-in page, read once."""
    page = BUILT_IN / "times" / "words.toml"
    return TimeWords.model_validate(tomllib.loads(page.read_text(encoding="utf-8")))


def meaning(ways: Mapping[str, Words], said: str) -> str:
    """What a way of saying means; raises StopIteration for one that is not on the page."""
    return next(meant for meant, words in ways.items() if plain(said) in words)


def plain(words: str) -> str:
    """Words as the page has them: lower case, single spaces, a straight apostrophe."""
    return " ".join(words.replace("’", "'").lower().split())


@lru_cache(maxsize=1)
def first_words() -> frozenset[str]:
    """The words with which a time can begin, beside numbers."""
    page = time_words()
    links = (page.links.lead, page.links.stretch_lead, page.links.next, page.links.this, page.links.end_of)
    ways = (page.days, page.months, page.periods, page.period_ends, page.stretches, page.fractions)
    listed = [*links, *(words for way in ways for words in way.values()), tuple(page.numbers), page.links.next_workday]
    listed += [part.words for part in page.parts.values()]
    return frozenset(phrase.split()[0] for words in listed for phrase in words)


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern by its name, to be matched where the last one ended."""
    words = time_words()
    links = words.links
    lead = rf"[^\S\n]{{0,8}},?[^\S\n]{{0,8}}(?:{_either(links.lead)}{_SPACE}|[@~]){{0,3}}"
    whole = {**_days(words), **_clocks(words)}
    found = {name: f"{lead}(?:{core})" for name, core in whole.items()}
    found |= _stretches(words)
    found["joins"] = rf"[^\S\n,]{{0,8}},?[^\S\n]{{0,8}}{_either(links.joins)}{_SPACE}"
    found["odd clock"] = rf"{_SPACE}\d{{1,2}}:\d\d(?!\d)"
    found["asks"] = rf"{_either(links.asks)}{_SPACE}"
    places = _either(name.removesuffix(" time") for name in zone_names() if name.endswith(" time"))
    found["place"] = rf"{_SPACE}(?:{_either(links.in_)}{_SPACE})?(?P<place>{places})(?![\w'’-])"
    found["zone"] = rf"[^\S\n]{{0,8}}\(?(?P<zone>{_zones(words)})\)?{_BOUNDARY}"
    return {name: re.compile(core, re.IGNORECASE) for name, core in found.items()}


def _days(words: TimeWords) -> dict[str, str]:
    links, day, month = words.links, r"(?P<day>[12]\d|3[01]|0?[1-9])", f"(?P<month>{_all(words.months)})"
    th, year = f"(?:{_all(words.ordinals)})", rf"(?:,?{_SPACE}(?P<year>20\d\d))?"
    after = rf"{_SPACE}{_either(words.periods['week'])}(?=[^\S\n]{{0,8}}(?:$|[,;:–-]))"
    named, period = f"(?P<named>{_all(words.days)})", f"(?P<period>{_all(words.periods)})"
    upcoming = f"(?P<next>{_either(links.next)}{_SPACE})|(?P<this>{_either(links.this)}{_SPACE})"
    next_week = f"{_either(links.next)}{_SPACE}{_either(words.periods['week'])}"
    return {
        "iso date": rf"(?P<year>20\d\d)[-/](?P<month>\d\d?)[-/](?P<day>\d\d?)(?:T(?=\d\d:)|{_BOUNDARY})",
        "dotted date": rf"{day}\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>20\d\d|\d\d)?{_BOUNDARY}",
        "slashed date": rf"(?!24/7)(?P<one>\d\d?)/(?P<two>\d\d?)(?:/(?P<year>(?:20)?\d\d))?{_BOUNDARY}",
        "day and month": rf"{day}{th}?(?:{_SPACE}{_either(links.of)})?[^\S\n]{{0,8}}-?{month}\.?{year}{_BOUNDARY}",
        "month and day": rf"{month}\.?{_SPACE}(?:the{_SPACE})?{day}{th}?{year}{_BOUNDARY}",
        "ordinal": rf"(?:(?<=the\s)|(?<=on\s)){day}{th}{_BOUNDARY}",
        "end of period": rf"(?P<period>{_all(words.period_ends)}){_BOUNDARY}",
        "day next week": rf"{next_week},?{_SPACE}(?:on{_SPACE})?{named}{_BOUNDARY}",
        "next period": rf"{_either(links.next)}{_SPACE}{period}{_BOUNDARY}",
        "named day": rf"(?P<end>{_either(links.end_of)}{_SPACE})?(?:{upcoming})?{named}"
        rf"(?:(?P<week>,?{_SPACE}{next_week})|(?P<after>{after}))?{_BOUNDARY}",
    }


def _clocks(words: TimeWords) -> dict[str, str]:
    half = rf"(?P<half>{_all(words.halves)})"
    spoken = _either(words.numbers)
    fraction = _either(phrase for phrases in words.fractions.values() for phrase in phrases)
    marks = "|".join(rf"(?<={word}\s)" for word in words.links.clock_lead)
    named = rf"(?P<named>(?<=@)|{marks})"
    part = _either(phrase for part in words.parts.values() for phrase in part.words)
    return {
        "half clock": rf"(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>{_SIXTY}))?[^\S\n]{{0,8}}{half}{_BOUNDARY}",
        "full clock": rf"{_HOUR}(?P<colon>:)(?P<minute>{_SIXTY})(?::{_SIXTY}(?:\.\d+)?)?(?P<zulu>Z)?{_BOUNDARY}",
        "oclock": rf"(?P<hour>1[0-2]|[1-9]|{spoken})[^\S\n]{{0,8}}(?:{_all(words.oclock)}){_BOUNDARY}",
        "marked clock": rf"{_HOUR}{_either(words.links.hour_mark)}(?P<minute>{_SIXTY})?{_BOUNDARY}",
        "fraction": rf"(?P<fraction>{fraction}){_SPACE}(?P<hour>1[0-2]|[1-9]|{spoken})"
        rf"(?:[^\S\n]{{0,8}}{half})?{_BOUNDARY}",
        "bare clock": rf"{named}?{_HOUR}(?:[.:](?P<minute>{_SIXTY}))?{_BOUNDARY}"
        rf"(?![^\S\n]{{1,8}}(?:{_all(words.units)}){_BOUNDARY})",
        "part": rf"(?P<this>{_either(words.links.this)}{_SPACE})?(?P<part>{part}){_BOUNDARY}",
    }


def _stretches(words: TimeWords) -> dict[str, str]:
    links = words.links
    number = rf"(?P<number>\d{{1,4}}(?:[.,]\d{{1,2}})?(?!\d)|{_either(words.numbers)}(?=\s))"
    amount = rf"{number}[^\S\n]{{0,8}}-?(?P<unit>{_all(words.units)})(?![^\W\d_])"
    unnamed = re.sub(r"\?P<\w+>", "?:", amount)
    joint = rf"[^\S\n]{{0,8}},?[^\S\n]{{0,8}}(?:and{_SPACE})?"
    whole = _either(phrase for phrases in words.stretches.values() for phrase in phrases)
    return {
        "stretch lead": rf"{_either(links.stretch_lead)}{_SPACE}",
        "amount": amount,
        "next workday": rf"{_either(links.next_workday)}{_BOUNDARY}",
        "whole stretch": rf"{whole}{_BOUNDARY}",
        "counted": rf"(?:{unnamed})(?:{joint}(?:{unnamed})){{0,3}}(?:(?<=h)[0-5]\d)?{_BOUNDARY}",
        "stretch tail": rf"{_SPACE}{_either(links.stretch_tail)}{_BOUNDARY}",
        "not a stretch": rf"{_SPACE}{_either(links.not_a_stretch)}{_BOUNDARY}",
    }


def _zones(words: TimeWords) -> str:
    zones = words.zones
    names = _either((*zones.mine, *zones.theirs, *zones.unclear, *zones.known, *zone_names()))
    # A place that no clock is known for is taken along as well, so that it is asked about and not lost in the note.
    place = rf"(?-i:[A-Z][a-z]{{2,14}}(?:{_SPACE}[A-Z][a-z]{{2,14}})?){_SPACE}time"
    return rf"(?:utc|gmt)[+-]\d{{1,2}}(?::?\d\d)?|{names}|{place}"


@lru_cache(maxsize=1)
def zone_names() -> dict[str, str]:
    """Zones by their full name (“europe/berlin”) and by their place (“berlin time”)."""
    full = sorted(zone for zone in available_timezones() if "/" in zone)
    places = {f"{zone.rpartition('/')[2].replace('_', ' ').lower()} time": zone for zone in full}
    return places | {zone.lower(): zone for zone in full}


def _all(ways: Mapping[str, Words]) -> str:
    return _either(word for words in ways.values() for word in words)


def _either(words: Iterable[str]) -> str:
    """Any of these phrases, the longest first, whatever the spaces and apostrophes between."""
    longest_first = sorted(words, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(_spelled(phrase) for phrase in longest_first) + ")"


def _spelled(phrase: str) -> str:
    return _SPACE.join(re.escape(word).replace("'", "['’]") for word in phrase.split())
