"""Which cases look like one fault: those of one thread, or of one source, one day, and the same words."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.alike import ENOUGH, Trace, alike
from bot.messages import Place
from bot.sources import Source

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SAME = frozenset(range(100, 100 + ENOUGH))


def trace(
    case: str,
    *,
    thread: str = "",
    hours: float = 0,
    source: Source | None = Source.PRODUCT_FAULT,
    prints: frozenset[int] = SAME,
) -> Trace:
    place = Place(workspace="T1", channel="C1", thread=thread or case)
    return Trace(case=case, place=place, at=NOW + timedelta(hours=hours), source=source, prints=prints)


def test_the_same_words_of_the_same_day_and_source_look_like_one_fault() -> None:
    assert alike([trace("c", hours=3), trace("a"), trace("b", hours=1)]) == (("a", "b", "c"),)


def test_one_thread_that_two_people_share_is_one_fault_whatever_they_say() -> None:
    first, second = trace("a", thread="1", source=None, prints=frozenset()), trace("b", thread="1", source=Source.DELAY)
    assert alike([first, second]) == (("a", "b"),)


def test_what_was_shared_without_a_thread_is_not_one_place() -> None:
    place = Place(workspace="T1", channel="C1", thread="")
    found = [Trace(case=one, place=place, at=NOW, source=None, prints=frozenset()) for one in ("a", "b")]
    assert alike(found) == ()


def test_other_words_are_another_fault() -> None:
    assert alike([trace("a"), trace("b", prints=frozenset(list(SAME)[1:]))]) == ()


def test_another_source_is_another_fault() -> None:
    assert alike([trace("a"), trace("b", source=Source.DELAY)]) == ()


def test_where_nobody_said_the_source_nothing_is_told() -> None:
    assert alike([trace("a", source=None), trace("b", source=None)]) == ()


def test_another_day_is_another_fault() -> None:
    assert alike([trace("a"), trace("b", hours=25)]) == ()


def test_a_day_is_counted_from_the_first_so_that_no_chain_grows() -> None:
    assert alike([trace("a"), trace("b", hours=20), trace("c", hours=40)]) == (("a", "b"),)


def test_words_that_another_kind_of_case_says_as_well_are_common_talk() -> None:
    assert alike([trace("a"), trace("b"), trace("late", source=Source.DELAY)]) == ()


cases = st.lists(
    st.builds(
        trace,
        st.uuids().map(str),
        thread=st.sampled_from(["", "1", "2"]),
        hours=st.floats(0, 60),
        source=st.sampled_from([None, Source.DELAY, Source.PRODUCT_FAULT]),
        prints=st.frozensets(st.integers(0, 6)),
    ),
    max_size=8,
)


@given(cases)
def test_no_case_is_in_two_groups_and_their_order_says_nothing(found: list[Trace]) -> None:
    groups = alike(found)
    named = [case for group in groups for case in group]
    assert len(named) == len(set(named))
    assert all(len(group) > 1 for group in groups)
    assert alike(found[::-1]) == groups


@given(cases)
def test_those_far_apart_in_time_are_never_one_but_for_their_thread(found: list[Trace]) -> None:
    by_id = {one.case: one for one in found}
    for first, *others in alike(found):
        for other in others:
            close = by_id[other].at - by_id[first].at <= timedelta(hours=24)
            assert close or by_id[other].place == by_id[first].place
