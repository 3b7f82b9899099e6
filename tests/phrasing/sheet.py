"""Writes the sheet of sixty drafts with their wordings; run it with `uv run python -m tests.phrasing.sheet`."""

from pathlib import Path

from phrasebook.book import Phrasebook
from tests.phrasing.drafts import hot_drafts

PAGE = Path(__file__).with_name("sheet.txt")
EVERY = 7
LINES = 60


def sheet(book: Phrasebook) -> str:
    """Sixty drafts over all techniques, each with its wordings below it."""
    chosen = hot_drafts()[::EVERY][:LINES]
    return "\n".join(_block(book, draft) for draft in chosen)


def _block(book: Phrasebook, draft: str) -> str:
    wordings = book.rephrase(draft)
    told = [f"  → {wording.text}  [{wording.technique}]" for wording in wordings] or ["  (none)"]
    return "\n".join([draft, *told, ""])


if __name__ == "__main__":
    PAGE.write_text(sheet(Phrasebook.load()), encoding="utf-8")
