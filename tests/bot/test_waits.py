"""Waits as people type them, and those that make no sense."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.impact import Rank
from bot.patience import PATIENCE
from bot.waits import ANSWERS, out_of_order, ranks_faults, read_span, span_said
from tests.books import shipped_book

MINUTE = timedelta(minutes=1)
SAY = shipped_book().say


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30 min", 30),
        ("30m", 30),
        ("2h", 120),
        (" 2 hours ", 120),
        ("1h30", 90),
        ("1.5 h", 90),
        ("half an hour", 30),
        ("24 h", 1440),
        ("2 days", 2880),
    ],
)
def test_a_span_is_read_as_people_type_it(typed: str, minutes: int) -> None:
    assert read_span(typed) == minutes * MINUTE


@pytest.mark.parametrize("typed", ["", "90", "soon", "tomorrow", "5pm", "2 h please", "-5 min", "0 min", "friday 2h"])
def test_what_is_no_span_is_not_guessed_at(typed: str) -> None:
    assert read_span(typed) is None


@given(minutes=st.integers(1, 14 * 24 * 60))
def test_what_is_shown_can_be_typed_again(minutes: int) -> None:
    assert read_span(span_said(minutes * MINUTE, SAY)) == minutes * MINUTE


def typed(**spans: str) -> dict[Rank, str]:
    return {rank: spans.get(rank.name.lower(), span_said(span, SAY)) for rank, span in PATIENCE.items()}


def test_the_times_we_start_with_are_in_order() -> None:
    assert ranks_faults(typed(), SAY) == (PATIENCE, {})


def test_a_higher_impact_never_waits_longer_than_a_lower_one() -> None:
    _, faults = ranks_faults(typed(stopped="20 min"), SAY)
    assert {rank: fault.key for rank, fault in faults.items()} == {Rank.STOPPED: "waits.slower"}
    assert faults[Rank.STOPPED].slots == {"longest": "15 min"}


@pytest.mark.parametrize(
    ("wrong", "key"), [("0 min", "waits.unreadable"), ("41 h", "waits.out_of_bounds"), ("bald", "waits.unreadable")]
)
def test_each_wrong_wait_is_named_where_it_stands(wrong: str, key: str) -> None:
    _, faults = ranks_faults(typed(annoyed=wrong, hurt=wrong), SAY)
    assert {rank: fault.key for rank, fault in faults.items()} == {Rank.ANNOYED: key, Rank.HURT: key}


@given(minutes=st.lists(st.integers(1, 40 * 60), min_size=4, max_size=4))
def test_what_is_kept_is_in_order_and_in_bounds(minutes: list[int]) -> None:
    asked = dict(zip(Rank, (span_said(one * MINUTE, SAY) for one in minutes), strict=True))
    read, faults = ranks_faults(asked, SAY)
    assert bool(faults) == (minutes != sorted(minutes, reverse=True))
    assert all(ANSWERS.least <= span <= ANSWERS.most for span in read.values())
    assert (out_of_order(list(read.values())) is None) == (not faults)
