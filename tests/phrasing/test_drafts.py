"""Hot drafts get a wording that is calm, whole and clean; calm drafts are left alone."""

import re

import pytest

from phrasebook.book import Phrasebook
from phrasebook.reading import Level
from phrasebook.rephrase import MOST_WORDINGS
from tests.phrasing.drafts import drafts, hot_drafts

DRAFTS = drafts()
UNCLEAN = re.compile(
    r"  |\s[,.;?]|,,|\.\.(?!\.)|,\.|[{}]|\b(\w+) \1\b(?<!that that)(?<!had had)"
    r"|\ba [aeiou]\w+|\ban [^aeiouhHAEIOMFLNRSX]"
)
TWICE_AS_WRITTEN = re.compile(r"\ba (?:user|uni|one|use)")


def test_there_are_more_than_two_hundred_drafts() -> None:
    assert len(hot_drafts()) >= 300


@pytest.mark.parametrize("technique", [name for name in DRAFTS if name not in ("calm", "mixed", "more")])
def test_nine_of_ten_drafts_of_a_technique_get_a_wording(book: Phrasebook, technique: str) -> None:
    without = [draft for draft in DRAFTS[technique] if not book.rephrase(draft)]
    assert len(without) <= len(DRAFTS[technique]) / 10, without


@pytest.mark.parametrize("name", ["mixed", "more"])
def test_most_of_the_harder_drafts_get_a_wording(book: Phrasebook, name: str) -> None:
    without = [draft for draft in DRAFTS[name] if not book.rephrase(draft)]
    assert len(without) <= len(DRAFTS[name]) * 0.15, without


@pytest.mark.parametrize("draft", DRAFTS["calm"])
def test_a_calm_draft_is_left_alone(book: Phrasebook, draft: str) -> None:
    assert book.rephrase(draft) == ()


@pytest.mark.parametrize("draft", hot_drafts())
def test_wordings_are_few_calm_and_clean(book: Phrasebook, draft: str) -> None:
    wordings = book.rephrase(draft)
    assert len(wordings) <= MOST_WORDINGS
    assert len({wording.text for wording in wordings}) == len(wordings)
    for wording in wordings:
        assert book.read(wording.text).level is Level.CALM
        assert not UNCLEAN.search(TWICE_AS_WRITTEN.sub("", wording.text)), wording.text
        assert wording.text[0].isupper() or not draft[0].isupper()


def test_rephrasing_twice_gives_the_same(book: Phrasebook) -> None:
    first = [book.rephrase(draft) for draft in hot_drafts()[:80]]
    assert [book.rephrase(draft) for draft in hot_drafts()[:80]] == first


def test_the_two_drafts_that_everybody_knows(book: Phrasebook) -> None:
    logs, policy = (
        "You never sent us the logs we asked for, so nothing moved.",
        "I hear you, but our policy is 30 days.",
    )
    assert book.rephrase(logs)[0].text == (
        "We asked for the logs and don't have them yet, so this hasn't moved. Could you send them?"
    )
    assert book.rephrase(policy)[0].text == "I see why you ask, and our policy is 30 days."


@pytest.mark.parametrize(
    "draft",
    [
        "No, we can't refund that.",
        "I hear you, but no.",
        "Yes, but we can't do that.",
        "No way, we won't change the price.",
        "The answer is no, end of story.",
        "There's nothing I can do.",
        "I understand your frustration, but there is nothing we can do.",
        "Of course, but we don't offer refunds.",
        "Calm down, it isn't possible.",
    ],
)
def test_a_refusal_stays_a_refusal(book: Phrasebook, draft: str) -> None:
    for wording in book.rephrase(draft):
        assert re.search(r"\b(?:can't|won't|isn't|don't|no|not)\b", wording.text), wording.text
        assert not re.search(r"\b(?:yes|sure|of course|gladly)\b", wording.text.lower()), wording.text


def test_what_the_writer_must_fill_in_is_marked(book: Phrasebook) -> None:
    wording = book.rephrase("That's not my problem.")[0]
    assert wording.slots == ("‹Name of the person or team›",)
    assert not wording.ready
    assert all(slot in wording.text for slot in wording.slots)


def test_a_lead_with_nothing_behind_it_is_not_left_standing(book: Phrasebook) -> None:
    for draft in ("I already told you.", "As I said before.", "Per my last email.", "However."):
        for wording in book.rephrase(draft):
            assert wording.text.rstrip(".!?")[-1].isalnum(), wording.text


def test_only_the_hot_sentence_changes(book: Phrasebook) -> None:
    draft = "Hi Ana,\n\nthe export is done: 4,310 rows.  You never sent the PO number.\n- Ben"
    assert book.rephrase(draft)[0].text == (
        "Hi Ana,\n\nthe export is done: 4,310 rows.  I don't have the PO number yet. Could you send it?\n- Ben"
    )
