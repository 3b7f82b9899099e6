"""What a trouble came from: proposed from what was heard, and never a guess about where somebody comes from."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import phrasebook
from bot.sources import Source, propose_source
from phrasebook.sayings import Sayings


def test_what_most_messages_speak_of_is_proposed() -> None:
    assert propose_source([["billing-policy"], ["delay"], ["delay"], []]) is Source.DELAY


def test_of_equals_the_last_one_is_proposed() -> None:
    assert propose_source([["delay"], ["billing-policy"]]) is Source.BILLING_POLICY


def test_nothing_heard_is_nothing_proposed() -> None:
    assert propose_source([[], ["no-such-source"]]) is None


@given(st.lists(st.lists(st.sampled_from([source.value for source in Source]))))
def test_culture_is_never_proposed(heard: list[list[str]]) -> None:
    assert propose_source(heard) is not Source.CULTURE


def test_every_source_has_its_words() -> None:
    pages = Sayings.load(Path(phrasebook.__file__).parent / "pages" / "says")
    assert {source.key for source in Source} <= pages.keys
