"""A long Home in pages: rows are never torn apart, and each page says which part it begins in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.blocks import Block, actions, button, context, plain
from phrasebook.book import Phrasebook

ROOM = 90
"""Blocks of a page beside its frame; Slack takes a hundred in a view."""
DIVIDER: Block = {"type": "divider"}

Row = Sequence[Block]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of a Home: its heading, and its rows of blocks that belong together."""

    title: str
    rows: tuple[Row, ...]


def paged(chapters: Iterable[Chapter], room: int = ROOM) -> list[list[Block]]:
    """The blocks of each page; there is at least one. A row and its heading must fit into `room`."""
    pages: list[list[Block]] = [[]]
    for chapter in chapters:
        heading = {"type": "header", "text": plain(chapter.title)}
        for number, row in enumerate(chapter.rows):
            lead = [] if number else [*([DIVIDER] if pages[-1] else []), heading]
            if len(pages[-1]) + len(lead) + len(row) > room:
                pages.append([])
                lead = [heading]
            pages[-1] += [*lead, *row]
    return pages


def framed(book: Phrasebook, pages: Sequence[list[Block]], wanted: int) -> list[Block]:
    """The page that is wanted, or the last there is, with the ways to the others."""
    at = max(0, min(wanted, len(pages) - 1))
    lead = context(book.say("home.only_you"))
    if len(pages) == 1:
        return [lead, *pages[0]]
    ways = [
        button(book.say(f"home.{key}"), f"home_page_{key}", str(to))
        for key, to in (("previous", at - 1), ("next", at + 1))
        if 0 <= to < len(pages)
    ]
    where = context(book.say("home.page", page=str(at + 1), pages=str(len(pages))))
    return [lead, *pages[at], where, actions(ways)]
