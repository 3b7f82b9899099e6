"""The leak guard tells nobody of a case who does not know it: two towns, alike save for one case, answer alike."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.handlers.house import WORDS, House, moved_in
from tests.running import built_in_book

STRANGERS = ("Ben", "Jo", "Gil", "Cleo")
"""Whoever has not shared it, and is not above who has."""
CARRIED = WORDS.format(secret="well,")
TALK = ("Has anybody seen {number}?", "See {link} please.", "{link} {number}", "Lunch at noon?", "The export works.")
PLACES = ("#support", "#random", "#cust-cleo")


@dataclass
class Town:
    """A house, what its case is called (or would be), and how many whispers each stranger has had."""

    house: House
    number: str
    root: str
    heard: dict[str, int] = field(default_factory=dict)

    def answer(self, name: str, place: str, text: str) -> list[str]:
        """What the bot whispers to who writes this, nobody else's whispers among it."""
        slack, channel = self.house.slack, self.house.slack.home.channel("#support")
        link = f"https://x.slack.com/archives/{channel}/p{self.root.replace('.', '')}"
        self.house.do("say", name, place, text.format(number=self.number, link=link))
        self.house.rest()
        whispers = [one.words for one in slack.person(name).ephemerals() if one.bot]
        seen, self.heard[name] = self.heard.get(name, 0), len(whispers)
        return whispers[seen:]


class Written(House):
    """A house in which people simply write."""

    def say(self, name: str, place: str, text: str) -> None:
        self.slack.person(name).say(place, text)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Town]]:
    """One in which Ana has shared up what happened in a thread, and one in which she has not."""
    with ExitStack() as both:
        found = []
        for name in ("with", "without"):
            moved = both.enter_context(moved_in(tmp_path_factory.mktemp(name)))
            house = Written(moved.slack, moved.bot)
            house.begin()
            root = house.slack.person("Ben").say("#support", "The export stops at half.")
            found.append(Town(house, "LH-7K2P9Q", root))
        theirs = found[0].house
        ana = theirs.slack.person("Ana")
        ana.shortcut("share_up", "#support", found[0].root)
        theirs.rest()
        ana.submit({"what": CARRIED})
        theirs.rest()
        theirs._learn_numbers()
        found[0].number = next(one for one in theirs.truth.sharers if one.startswith("LH-"))
        yield found[0], found[1]


@settings(
    max_examples=60, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.sampled_from(STRANGERS), st.sampled_from(PLACES), st.sampled_from(TALK))
def test_no_number_and_no_link_is_confirmed(towns: tuple[Town, Town], name: str, place: str, text: str) -> None:
    with_case, without = towns
    assert with_case.answer(name, place, text) == without.answer(name, place, text)


@settings(
    max_examples=20, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(st.sampled_from(STRANGERS), st.sampled_from(PLACES), st.booleans())
def test_its_words_bring_the_same_plain_sentence_to_whoever_writes_them(
    towns: tuple[Town, Town], name: str, place: str, named: bool
) -> None:
    with_case, without = towns
    text = CARRIED + (" {number} {link}" if named else "")
    plain = built_in_book().say("leakguard.plain")
    said, quiet = with_case.answer(name, place, text), without.answer(name, place, text)
    assert [one for one in said if plain not in one] == quiet
    assert not any(with_case.number in one or "shared" in one.lower() for one in said)


def test_who_shared_it_is_told_more_than_anybody_else(towns: tuple[Town, Town]) -> None:
    """Else the tests above could not fail."""
    with_case, without = towns
    assert with_case.answer("Ana", "#support", "About {number}.") != without.answer(
        "Ana", "#support", "About {number}."
    )
    assert with_case.answer("Ben", "#support", CARRIED)
