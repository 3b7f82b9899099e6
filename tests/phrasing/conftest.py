"""One opened phrasebook for all tests of phrasing."""

import pytest

from phrasebook.book import Phrasebook
from tests.books import shipped_book


@pytest.fixture(scope="session")
def book() -> Phrasebook:
    return shipped_book()
