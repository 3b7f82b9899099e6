"""How a thread went, from how its customers' messages sounded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import phrasebook
from bot.course import Course, Mood, Sounding, course_of
from phrasebook.reading import Level
from phrasebook.sayings import Sayings

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LEVELS = {"c": Level.CALM, "w": Level.WARM, "h": Level.HEATED}


def course(went: str) -> Course | None:
    return course_of([Sounding(at=NOON + n * timedelta(hours=1), level=LEVELS[one]) for n, one in enumerate(went)])


@pytest.mark.parametrize(
    ("went", "mood", "hour"),
    [
        ("ccc", Mood.STEADY, 0),
        ("cch", Mood.TURNED, 2),
        ("cwh", Mood.TURNED, 1),
        ("chch", Mood.TURNED, 3),
        ("hh", Mood.TENSE, 0),
        ("hch", Mood.TENSE, 0),
        ("hc", Mood.EASED, 1),
        ("chhc", Mood.EASED, 3),
    ],
)
def test_the_course_of_a_thread(went: str, mood: Mood, hour: int) -> None:
    assert course(went) == Course(mood=mood, since=NOON + timedelta(hours=hour))


def test_where_nothing_could_be_judged_there_is_no_course() -> None:
    assert course("") is None


def test_every_course_has_its_words() -> None:
    pages = Sayings.load(Path(phrasebook.__file__).parent / "pages" / "says")
    assert {mood.key for mood in Mood} <= pages.keys
