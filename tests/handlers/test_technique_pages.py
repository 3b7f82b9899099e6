"""The pages of the phrasebook fit into Slack, whatever a team adds to them."""

import pytest

from bot.sandbox.limits import check_message, check_view
from bot.team_words import TeamWording
from handlers.ours import Ours
from handlers.phrasebook_command import phrasebook_blocks
from handlers.technique_pages import cue_page, technique_page
from phrasebook.techniques import SLUGS
from tests.books import shipped_book

BOOK = shipped_book()
MANY = Ours(
    wordings=tuple(
        TeamWording(id=f"{slug}{number}", technique=slug, text=f"{number} &lt;words&gt; " + "of ours " * 45)
        for slug in SLUGS
        for number in range(30)
    )
)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_fits_into_a_window_and_into_a_message(slug: str) -> None:
    page = technique_page(BOOK, slug, MANY, copies=True)
    assert page is not None
    assert check_view(page, kind="modal")
    assert check_message("", phrasebook_blocks(BOOK, slug, MANY), [])


def test_every_cue_has_a_page_that_fits() -> None:
    for entry in BOOK.entries:
        page = cue_page(BOOK, entry.id, MANY, copies=True)
        assert page is not None
        assert check_view(page, kind="modal")


@pytest.mark.parametrize("query", ["", "of ours", "refund late", "nothing fits zzz", "x" * 4000, "&lt;!channel&gt;"])
def test_every_answer_fits_into_a_message(query: str) -> None:
    assert check_message("", phrasebook_blocks(BOOK, query, MANY), [])


def test_a_page_that_is_gone_is_none() -> None:
    assert technique_page(BOOK, "no-such-page", MANY, copies=True) is None
    assert cue_page(BOOK, "no-such-cue", MANY, copies=True) is None
