"""One opened phrasebook for all tests of phrasing."""

import pytest

from phrasebook.book import Phrasebook


@pytest.fixture(scope="session")
def book() -> Phrasebook:
    return Phrasebook.load()
