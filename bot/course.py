"""How a thread went, as far as its customers' messages tell; nobody is quoted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from phrasebook.reading import Level


class Mood(StrEnum):
    """How it went; each is a sentence `course.MOOD` with the slot `$since`."""

    STEADY = "steady"
    """Calm all the way."""
    TURNED = "turned"
    """It began calm, and is not calm any more."""
    TENSE = "tense"
    """It was not calm from the start."""
    EASED = "eased"
    """It was not calm for a while, and is calm again."""

    @property
    def key(self) -> str:
        return f"course.{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sounding:
    """How one message of a customer sounded."""

    at: datetime
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a thread went; `since` is when it turned, and for a calm one when it began."""

    mood: Mood
    since: datetime


def course_of(soundings: Sequence[Sounding]) -> Course | None:
    """The course of a thread, oldest message first; None where no customer's message could be judged."""
    if not soundings:
        return None
    tense = [one for one in soundings if one.level is not Level.CALM]
    if not tense:
        return Course(mood=Mood.STEADY, since=soundings[0].at)
    if soundings[-1].level is Level.CALM:
        return Course(mood=Mood.EASED, since=soundings[-1].at)
    if tense[0] is soundings[0]:
        return Course(mood=Mood.TENSE, since=soundings[0].at)
    return Course(mood=Mood.TURNED, since=_turn(soundings))


def _turn(soundings: Sequence[Sounding]) -> datetime:
    """When the last unbroken stretch that is not calm began."""
    last_calm = max(place for place, one in enumerate(soundings) if one.level is Level.CALM)
    return soundings[last_calm + 1].at
