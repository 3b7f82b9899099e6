"""What may be offered on the spot: by source and impact, three at most, and only where a customer asks."""

import pytest

from bot.cases import Case, Need, State
from bot.impact import Rank
from bot.messages import Place
from bot.remedies import Remedy, RemedyKind, Trouble, asks, fitting, is_something, trouble_of
from bot.sources import Source
from phrasebook.reading import Voice
from tests.running import built_in_book


def remedy(id: str, *sources: Source, rank: Rank = Rank.ANNOYED, yes: bool = False) -> Remedy:
    return Remedy(
        id=id,
        kind=RemedyKind.CREDIT,
        words="Here.",
        sources=frozenset(sources),
        from_rank=rank,
        needs_yes=yes,
    )


def case(rank: Rank, source: Source | None, state: State = State.OPEN) -> Case:
    place = Place(workspace="T1", channel="C1", thread="1.1")
    return Case(
        id="c", number="LH-7K2P9Q", place=place, sharer="U1", need=Need.ADVICE, rank=rank, state=state, holder="U2",
        shared_with=("U2",), source=source,
    )  # fmt: skip


def offered(trouble: Trouble, *remedies: Remedy) -> list[str]:
    return [one.id for one in fitting(remedies, trouble)]


LATE = Trouble(sources=frozenset({Source.DELAY}), rank=Rank.HINDERED)


def test_a_remedy_for_another_source_is_not_offered() -> None:
    assert offered(LATE, remedy("bill", Source.BILLING_POLICY), remedy("late", Source.DELAY)) == ["late"]


def test_a_remedy_for_all_sources_is_offered_where_nothing_was_heard() -> None:
    nothing = Trouble(sources=frozenset(), rank=Rank.HINDERED)
    assert offered(nothing, remedy("any"), remedy("late", Source.DELAY)) == ["any"]


@pytest.mark.parametrize(("rank", "found"), [(Rank.HINDERED, []), (Rank.HURT, ["r"]), (Rank.STOPPED, ["r"])])
def test_a_remedy_waits_for_its_impact(rank: Rank, found: list[str]) -> None:
    assert offered(Trouble(sources=frozenset(), rank=rank), remedy("r", rank=Rank.HURT)) == found


def test_three_at_most_are_offered_the_most_fitting_first() -> None:
    given = [remedy("d"), remedy("c", yes=True), remedy("b", Source.DELAY, yes=True), remedy("a", Source.DELAY)]
    assert offered(LATE, *given) == ["a", "b", "d"]


def test_what_somebody_said_about_the_case_goes_before_what_was_heard() -> None:
    trouble = trouble_of(["delay"], [case(Rank.STOPPED, Source.BILLING_POLICY)])
    assert trouble == Trouble(sources=frozenset({Source.BILLING_POLICY}), rank=Rank.STOPPED)


def test_what_is_over_says_nothing_any_more() -> None:
    trouble = trouble_of(["delay", "made-up"], [case(Rank.STOPPED, Source.BILLING_POLICY, State.RESOLVED)])
    assert trouble == Trouble(sources=frozenset({Source.DELAY}), rank=Rank.HINDERED)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("What are you going to do about this?", True),
        ("I want my money back.", True),
        ("Send me a replacement.", True),
        ("I need a replacement today, this is unacceptable.", True),
        ("Fix it today.", True),
        ("Then do something about it.", True),
        ("Make this right.", True),
        ("I am still waiting for an answer.", True),
        ("This is a disgrace.", False),
        ("Four days, and nothing works.", False),
        ("Your replacement arrived broken.", False),
        ("&gt; Could you wait?\nUnbelievable.", False),
        ("See https://example.com/?page=2. Unbelievable.", False),
    ],
)
def test_a_customer_asks_with_a_question_or_a_demand(text: str, asked: bool) -> None:
    assert asks(text, built_in_book().read(text, Voice.CUSTOMER)) is asked


@pytest.mark.parametrize("up_to", ["", "50 €", "1,000.50 USD", "one month", "€ 0.50", "5–10 €", "20 %", "½ day"])
def test_a_most_is_in_an_admins_own_words(up_to: str) -> None:
    assert is_something(up_to)


@pytest.mark.parametrize("up_to", ["0", "0,00 €", "-5 €", "−5", "– 10 USD", "€ 0"])
def test_a_most_of_nothing_or_less_is_none(up_to: str) -> None:
    assert not is_something(up_to)
