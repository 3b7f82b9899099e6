"""No more is asked within a span than is allowed, and all of it again once the span is over."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.allowance import Allowance

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


def test_who_comes_too_often_is_told_when_there_is_one_again() -> None:
    allowance = Allowance(2, A_MINUTE)
    seconds = (0, 10, 20, 60, 69, 70)
    told = [allowance.take(NOW + timedelta(seconds=second)) for second in seconds]
    assert told == [None, None, NOW + A_MINUTE, None, NOW + timedelta(seconds=70), None]


def test_a_clock_that_is_set_back_gives_all_of_it_again() -> None:
    allowance = Allowance(1, A_MINUTE)
    assert allowance.take(NOW + timedelta(hours=1)) is None
    assert allowance.take(NOW) is None
    assert allowance.take(NOW) == NOW + A_MINUTE


@given(st.lists(st.integers(0, 30), max_size=60))
def test_no_minute_has_more_than_is_allowed(steps: list[int]) -> None:
    allowance, now, taken = Allowance(5, A_MINUTE), NOW, list[datetime]()
    for step in steps:
        now += timedelta(seconds=step)
        if allowance.take(now) is None:
            taken.append(now)
    assert all(later - first >= A_MINUTE for first, later in zip(taken, taken[5:], strict=False))
