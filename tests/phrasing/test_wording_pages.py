"""Each wording does what its page shows, through the phrasebook's own door."""

import pytest

from phrasebook.book import Phrasebook
from phrasebook.pages import BUILT_IN
from phrasebook.wording_pages import WordingEntry, wordings

ENTRIES = wordings((BUILT_IN,), []).entries.values()
EXAMPLES = [
    pytest.param(before, after, id=f"{entry.id}: {before}") for entry in ENTRIES for before, after in entry.examples
]
STAYS = [pytest.param(line, id=f"{entry.id}: {line}") for entry in ENTRIES for line in entry.stays]


@pytest.mark.parametrize(("before", "after"), EXAMPLES)
def test_an_example_comes_out_as_its_page_says(book: Phrasebook, before: str, after: str) -> None:
    assert [wording.text for wording in book.rephrase(before)][:1] == [after]


@pytest.mark.parametrize("line", STAYS)
def test_what_is_marked_as_staying_is_left_alone(book: Phrasebook, line: str) -> None:
    assert book.rephrase(line) == ()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_wording_names_a_technique_that_has_a_page(book: Phrasebook, entry: WordingEntry) -> None:
    assert book.technique(entry.technique).slug == entry.technique
