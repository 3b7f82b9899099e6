"""Every technique has a page, and a way to reach it."""

import pytest

from phrasebook.answer_pages import Style
from phrasebook.book import Phrasebook
from phrasebook.reading import Level
from phrasebook.techniques import SLUGS
from phrasebook.wording_say import open_slots

LATER = {"share-up": "Share up", "follow-up": "follow-ups and check-ins", "recovery": "coming first after an outage"}
"""Techniques that other parts of Levelhead do, and which part."""
PRACTICE = {"adapt-style": "the three styles of an answer"}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_technique_has_a_page_with_all_its_parts(book: Phrasebook, slug: str) -> None:
    page = book.technique(slug)
    assert page.slug == slug
    assert "\n" not in page.tip
    assert all(example.before != example.after for example in page.examples)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_technique_can_be_reached(book: Phrasebook, slug: str) -> None:
    by_cue = {entry.technique for entry in book.entries}
    by_wording = {entry.technique for entry in book.wordings}
    assert slug in by_cue | by_wording | set(LATER) | set(PRACTICE)


def test_the_pages_come_in_their_listed_order(book: Phrasebook) -> None:
    assert tuple(page.slug for page in book.techniques) == SLUGS


def test_an_unknown_technique_is_refused(book: Phrasebook) -> None:
    with pytest.raises(KeyError):
        book.technique("be-nice")


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in LATER])
def test_what_a_page_shows_as_better_reads_calm(book: Phrasebook, slug: str) -> None:
    for example in book.technique(slug).examples:
        assert book.read(example.after).level is Level.CALM, example.after


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in LATER])
def test_a_repair_line_is_calm_and_says_what_to_fill_in(book: Phrasebook, slug: str) -> None:
    lines = book.repair_lines(slug)
    assert lines
    for line in lines:
        assert book.read(line.text).level is Level.CALM, line.text
        assert line.slots == open_slots(line.text)


def test_the_style_of_an_answer_follows_the_customer(book: Phrasebook) -> None:
    assert book.answer("Where is it?").style is Style.BRIEF
