"""What people type into /phrasebook finds the page that they mean."""

import pytest

from phrasebook.book import Phrasebook
from phrasebook.search import MOST_FOUND, Kind


@pytest.mark.parametrize(
    ("query", "technique"),
    [
        ("refund late", "set-expectations"),
        ("yes but", "yes-and"),
        ("sorry", "apologize"),
        ("sarcasm", "humor-with-care"),
        ("customer is shouting", "stay-calm"),
        ("user error jargon", "plain-language"),
        ("escalate in private", "share-up"),
    ],
)
def test_a_query_finds_its_technique_first(book: Phrasebook, query: str, technique: str) -> None:
    found = book.search(query)
    assert (found[0].kind, found[0].id) == (Kind.TECHNIQUE, technique)
    assert len(found) <= MOST_FOUND


def test_cues_and_wordings_are_found_too(book: Phrasebook) -> None:
    kinds = {
        found.kind for query in ("take it or leave it", "per my last email", "yes but") for found in book.search(query)
    }
    assert kinds == {Kind.TECHNIQUE, Kind.CUE, Kind.WORDING}


@pytest.mark.parametrize("query", ["", "   ", "xyzzy", "the of and", "👍", "{}[]"])
def test_nothing_is_found_for_nothing(book: Phrasebook, query: str) -> None:
    assert book.search(query) == ()
