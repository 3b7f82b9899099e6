"""What `levelhead phrasebook check` prints: what is wrong with the pages, and how often each entry fires."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from phrasebook.book import Phrasebook
from phrasebook.check import check, firings


def check_lines(folder: Path | None, texts: Path | None = None) -> list[str]:
    """A line for each fault of a team's folder, or of the built-in pages; none where they are sound.

    `texts` is a file to count on, of which only is looked whether it is there.
    """
    if folder is not None and not folder.is_dir():
        return [f"{folder}: there is no such folder"]
    if texts is not None and not texts.is_file():
        return [f"{texts}: there is no such file"]
    return [str(fault) for fault in check(folder)]


def firing_lines(folder: Path | None, texts: Iterable[str]) -> Iterator[str]:
    """How often each entry fires on JSON Lines with `text` and, optionally, `voice`; the pages must be sound."""
    found = firings(Phrasebook.load(*([folder] if folder else [])), texts)
    yield from (f"{count:6} {entry}" for entry, count in found.counts)
    yield f"{found.texts} texts read, {found.unread} lines without one."
