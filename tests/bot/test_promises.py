"""What an agent promised, and when to remind them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.promises import Promise, find_promise

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""Wednesday, 10:00 in Berlin."""
BERLIN = "Europe/Berlin"
NEW_YORK = "America/New_York"

OFFERS = [
    ("I'll get back to you by 3pm", ["Wed 18 Nov, 15:00"]),
    ("We'll update you tomorrow morning.", ["Thu 19 Nov, 09:00"]),
    ("Will let you know by EOD", ["Wed 18 Nov, 17:00"]),
    ("Give me an hour!", ["Wed 18 Nov, 11:00"]),
    ("I'll call you by 3, promise.", ["Wed 18 Nov, 15:00"]),
    ("I'll call you by 5.", ["Wed 18 Nov, 17:00"]),
    ("I'll look at this first thing Monday.", ["Mon 23 Nov, 09:00"]),
    ("I'll call you in 20", ["Wed 18 Nov, 10:20"]),
    ("I'll call you at 9.", ["Thu 19 Nov, 09:00"]),
    ("I'll get back to you next friday.", ["Fri 20 Nov, 09:00", "Fri 27 Nov, 09:00"]),
    ("I'll look at it. Then I'll get back to you by 14:30 at the latest.", ["Wed 18 Nov, 14:30"]),
    ("I'll get back to you by 9am UTC tomorrow", ["Thu 19 Nov, 10:00"]),
    ("Hello <@U1>, I'll email you on 25 Nov.", ["Wed 25 Nov, 09:00"]),
]
NO_OFFERS = [
    "I'll get back to you by 9am.",
    "I'll get back to you in 2 minutes.",
    "I'll look at it.",
    "I'll get back to you in 9999 weeks.",
    "> I'll get back to you by 3pm",
]


def said(promise: Promise | None) -> list[str]:
    return [when.said for when in promise.choices] if promise else []


@pytest.mark.parametrize(("text", "offered"), OFFERS)
def test_a_promise_is_offered_at_its_time(text: str, offered: list[str]) -> None:
    assert said(find_promise(text, NOW, BERLIN)) == offered


@pytest.mark.parametrize("text", NO_OFFERS)
def test_what_is_past_too_soon_or_no_promise_is_left_alone(text: str) -> None:
    assert find_promise(text, NOW, BERLIN) is None


def test_the_place_of_the_promise_is_told() -> None:
    text = "Hi! I'll get back to you by 3pm, thanks."
    promise = find_promise(text, NOW, BERLIN)
    assert promise is not None
    assert text[promise.start : promise.end] == "I'll get back to you by 3pm"


def test_where_zones_differ_each_clock_is_offered() -> None:
    promise = find_promise("I'll get back to you by 3pm", NOW, BERLIN, theirs=[NEW_YORK])
    assert promise is not None
    assert [(when.said, when.zone) for when in promise.choices] == [
        ("Wed 18 Nov, 15:00", BERLIN),
        ("Wed 18 Nov, 21:00", NEW_YORK),
    ]


def test_a_clock_that_is_the_same_everywhere_is_not_asked_about() -> None:
    promise = find_promise("I'll get back to you by 3pm", NOW, BERLIN, theirs=["Europe/Paris"])
    assert said(promise) == ["Wed 18 Nov, 15:00"]


def test_a_stretch_of_time_is_the_same_in_every_zone() -> None:
    promise = find_promise("I'll get back to you within 2 hours", NOW, BERLIN, theirs=[NEW_YORK])
    assert said(promise) == ["Wed 18 Nov, 12:00"]


PIECES = (
    "I'll get back to you",
    "we'll let you know",
    "give me",
    "by 3pm",
    "tomorrow morning",
    "an hour",
    "in 2 days",
    "2 days of logs",
    "at 5",
    "until friday",
    "the 25th",
    "EOD",
    "if",
    "not",
    "said",
    "> ",
    "&gt;",
    '"',
    "`",
    "?",
    ".",
    ",",
    "\n",
    "<@U1>",
    ":smile:",
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join)


@given(text=WORDS | st.text(max_size=200), seconds=st.integers(1_600_000_000, 2_000_000_000))
def test_whatever_is_said_a_promise_lies_in_it_and_ahead(text: str, seconds: int) -> None:
    now = datetime.fromtimestamp(seconds, UTC)
    promise = find_promise(text, now, BERLIN, theirs=[NEW_YORK])
    if promise is not None:
        assert 0 <= promise.start < promise.end <= len(text)
        assert promise.choices
        assert all(when.at >= now + timedelta(minutes=5) for when in promise.choices)
