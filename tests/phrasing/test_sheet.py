"""A change of wording shows in the sheet, so that a reader of the diff sees it."""

from phrasebook.book import Phrasebook
from tests.phrasing.sheet import PAGE, sheet


def test_the_sheet_is_as_it_was_read(book: Phrasebook) -> None:
    assert sheet(book) == PAGE.read_text(encoding="utf-8"), (
        "read the change, then `uv run python -m tests.phrasing.sheet`"
    )
