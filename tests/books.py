"""The built-in phrasebook, for every test that only reads in it."""

from functools import cache

from phrasebook.book import Phrasebook


@cache
def shipped_book() -> Phrasebook:
    """Loaded once for all tests of a process, which takes its time: it is immutable."""
    return Phrasebook.load()
