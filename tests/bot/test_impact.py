"""A rank follows from what this customer cannot do, and from nothing else."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import phrasebook
from bot.impact import Answers, Because, Cost, Rank, Reach, Work, propose_rank
from phrasebook.sayings import Sayings

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TONIGHT = NOW + timedelta(hours=8)
NEXT_WEEK = NOW + timedelta(days=7)

answers = st.builds(
    Answers,
    work=st.none() | st.sampled_from(Work),
    until=st.none() | st.timedeltas(timedelta(days=-3), timedelta(days=7)).map(NOW.__add__),
    reach=st.none() | st.sampled_from(Reach),
    cost=st.none() | st.sampled_from(Cost),
)


@pytest.mark.parametrize(
    ("known", "rank"),
    [
        (Answers(), 2),
        (Answers(work=Work.WORKS), 1),
        (Answers(work=Work.DETOUR), 2),
        (Answers(work=Work.PARTLY), 2),
        (Answers(work=Work.STOPPED), 3),
        (Answers(work=Work.STOPPED, reach=Reach.ONE, until=NEXT_WEEK, cost=Cost.TIME), 3),
        (Answers(work=Work.STOPPED, until=TONIGHT), 4),
        (Answers(work=Work.STOPPED, reach=Reach.MOST), 4),
        (Answers(work=Work.PARTLY, until=TONIGHT, cost=Cost.MONEY), 4),
        (Answers(work=Work.DETOUR, until=TONIGHT, cost=Cost.MONEY, reach=Reach.MOST), 3),
        (Answers(work=Work.WORKS, cost=Cost.HARM), 3),
        (Answers(until=NOW - timedelta(days=1)), 3),
        (Answers(cost=Cost.HARM, until=TONIGHT), 4),
    ],
)
def test_the_answers_speak_for_a_rank(known: Answers, rank: int) -> None:
    assert propose_rank(known, NOW).rank == rank


def test_a_proposal_names_the_answers_it_comes_from() -> None:
    known = Answers(work=Work.PARTLY, until=TONIGHT, reach=Reach.SOME, cost=Cost.MONEY)
    assert propose_rank(known, NOW).because == (Because.PARTLY, Because.SOON, Because.MONEY)


def test_what_is_not_known_is_not_said_when_something_is() -> None:
    assert propose_rank(Answers(cost=Cost.MONEY), NOW).because == (Because.MONEY,)


def test_nobody_is_asked_how_big_the_customer_is() -> None:
    assert {field.name for field in fields(Answers)} == {"work", "until", "reach", "cost"}


def test_every_rank_answer_and_reason_has_its_words() -> None:
    pages = Sayings.load(Path(phrasebook.__file__).parent / "pages" / "says")
    answered = [f"impact.{kind.__name__.lower()}_{one.value}" for kind in (Work, Reach, Cost) for one in kind]
    wanted = {*answered, *(rank.key for rank in Rank), *(because.key for because in Because)}
    assert wanted <= pages.keys


@given(answers)
def test_every_set_of_answers_has_a_rank_and_a_reason(known: Answers) -> None:
    proposal = propose_rank(known, NOW)
    assert proposal.rank in set(Rank)
    assert proposal.because


@given(answers, st.sampled_from(["work", "reach", "cost"]))
def test_a_graver_answer_never_lowers_the_rank(known: Answers, name: str) -> None:
    given_answer = getattr(known, name)
    if given_answer is None:
        return
    for graver in type(given_answer):
        if graver > given_answer:
            assert propose_rank(replace(known, **{name: graver}), NOW).rank >= propose_rank(known, NOW).rank


@given(answers, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_less_time_never_lowers_the_rank(known: Answers, sooner: timedelta) -> None:
    if known.until is not None:
        earlier = replace(known, until=known.until - sooner)
        assert propose_rank(earlier, NOW).rank >= propose_rank(known, NOW).rank
