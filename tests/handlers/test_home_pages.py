"""A Home of any length fits into Slack's views, and nothing of it is lost or torn apart."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks import Block, section
from handlers.home_pages import ROOM, Chapter, framed, paged
from tests.running import built_in_book

MOST = 100
"""Slack's limit for the blocks of a view."""
SHORTEST = 6


def chapter(title: str, sizes: list[int]) -> Chapter:
    rows = [[section(f"{title} {number}.{line}") for line in range(size)] for number, size in enumerate(sizes)]
    return Chapter(title, tuple(tuple(row) for row in rows))


chapters = st.lists(st.integers(1, 4), max_size=60).flatmap(
    lambda sizes: st.lists(st.just(sizes), min_size=1, max_size=4).map(
        lambda many: [chapter(f"part {number}", one) for number, one in enumerate(many)]
    )
)


def texts(blocks: Sequence[Block]) -> list[str]:
    return [str(block["text"]["text"]) for block in blocks if block["type"] == "section"]


def holds(page: Sequence[Block], row: Sequence[Block]) -> bool:
    """Whether a row stands on a page as a whole."""
    told, wanted = texts(page), texts(row)
    return any(told[at : at + len(wanted)] == wanted for at in range(len(told)))


@given(chapters, st.integers(SHORTEST, ROOM))
def test_every_row_stands_whole_on_one_page_and_in_its_order(some: list[Chapter], room: int) -> None:
    pages, rows = paged(some, room), [row for one in some for row in one.rows]
    assert [text for page in pages for text in texts(page)] == [text for row in rows for text in texts(row)]
    assert all(any(holds(page, row) for page in pages) for row in rows)
    assert all(len(page) <= room for page in pages)


@given(chapters, st.integers(-3, 9))
def test_a_page_fits_into_a_view_and_begins_with_its_part(some: list[Chapter], wanted: int) -> None:
    pages = paged(some)
    blocks = framed(built_in_book(), pages, wanted)
    assert len(blocks) <= MOST
    assert all(page[0]["type"] == "header" for page in pages if page)


def test_the_first_page_has_no_way_back_and_the_last_no_way_on() -> None:
    pages = paged([chapter("part", [1] * (3 * ROOM))])
    ways = [[one["action_id"] for one in framed(built_in_book(), pages, at)[-1]["elements"]] for at in (0, 1, 99)]
    assert ways == [["home_page_next"], ["home_page_previous", "home_page_next"], ["home_page_previous"]]
