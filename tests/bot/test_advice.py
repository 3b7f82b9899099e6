"""What a hint would say: the strongest phrase that still speaks, and words for the moment."""

import pytest

from bot.advice import advise, may_be_phrased, next_sentence, phrased, without_silent
from phrasebook.book import Phrasebook
from phrasebook.reading import Cue, Level, Reading, Voice
from tests.running import built_in_book

SHARP = "As I already told you, it is Tuesday."
ANGRY = "Where is my refund? It has been three weeks and nobody answers."


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    return built_in_book()


def heard(*cues: tuple[str, str, float], harm: bool = False) -> Reading:
    placed = tuple(Cue(name, family, "empathy", 0, 1, share) for name, family, share in cues)
    return Reading(heat=0.9, level=Level.HEATED, cues=placed, harm=harm)


def test_a_reading_without_silent_cues_stays_as_it_is() -> None:
    reading = heard(("a", "blame", 0.5))
    assert without_silent(reading, {"b"}) is reading


def test_where_the_silent_cue_brought_most_of_the_heat_the_rest_is_calm() -> None:
    reading = without_silent(heard(("a", "blame", 0.5), ("b", "blame", 0.2)), {"a"})
    assert reading.level is Level.CALM


def test_where_other_cues_brought_more_they_still_speak() -> None:
    reading = without_silent(heard(("a", "blame", 0.2), ("b", "blame", 0.5)), {"a"})
    assert (reading.level, [cue.cue for cue in reading.cues]) == (Level.HEATED, ["b"])


def test_harm_that_fell_silent_is_no_harm() -> None:
    reading = without_silent(heard(("kill-it", "threat", 0.5), ("b", "blame", 0.7), harm=True), {"kill-it"})
    assert (reading.level, reading.harm) == (Level.CALM, False)


def test_an_angry_customer_is_answered_in_words_that_need_no_filling_in(book: Phrasebook) -> None:
    said = next_sentence(book, ANGRY)
    assert said
    assert "‹" not in said
    assert said.split(".")[0] in book.answer(ANGRY).text


@pytest.mark.parametrize(
    "text", ["ok", ":tada:", "Das ist doch nicht zu fassen, wo bleibt mein Geld?", "I'll kill you."]
)
def test_what_could_be_said_to_anybody_is_not_said(book: Phrasebook, text: str) -> None:
    assert next_sentence(book, text) == ""


def test_a_customers_heat_is_answered_by_the_composed_words_first_and_then_by_the_entrys(book: Phrasebook) -> None:
    advice = advise(book, ANGRY, Voice.CUSTOMER, book.read(ANGRY, Voice.CUSTOMER))
    assert advice is not None
    assert advice.wordings[0] == next_sentence(book, ANGRY)
    assert advice.wordings[1] == book.entry(advice.cue).reply


def test_what_is_heard_costs_no_rephrasing(book: Phrasebook) -> None:
    advice = advise(book, SHARP, Voice.AGENT, book.read(SHARP))
    assert advice is not None
    assert advice.wordings == (book.entry(advice.cue).say,)


def test_what_is_said_later_is_the_authors_own_draft_put_better(book: Phrasebook) -> None:
    advice = advise(book, SHARP, Voice.AGENT, book.read(SHARP))
    assert advice is not None
    better = phrased(book, SHARP, advice)
    assert better.wordings == tuple(wording.text for wording in book.rephrase(SHARP))[:2]
    assert "Tuesday" in better.wordings[0]


def test_a_draft_that_cannot_be_put_better_keeps_what_the_entry_suggests(book: Phrasebook) -> None:
    advice = advise(book, SHARP, Voice.AGENT, book.read(SHARP))
    assert advice is not None
    assert phrased(book, "It is Tuesday.", advice) == advice


@pytest.mark.parametrize(("text", "voice"), [(ANGRY, Voice.CUSTOMER), ("I'll kill you.", Voice.AGENT)])
def test_neither_a_customers_words_nor_abuse_are_put_better(book: Phrasebook, text: str, voice: Voice) -> None:
    advice = advise(book, text, voice, book.read(text, voice))
    assert advice is not None
    assert not may_be_phrased(advice)
