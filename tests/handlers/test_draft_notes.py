"""Whatever stands in a draft: its notes fit into Slack, call nobody, and count nothing."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.limits import check_view
from bot.team_words import TeamWording
from handlers.blocks import modal
from handlers.draft_notes import draft_notes, is_clear
from handlers.ours import Ours
from handlers.rich_text import escape
from tests.books import shipped_book

BOOK = shipped_book()
NOTHING = Ours()
HOT = [entry.hits[0] for entry in BOOK.entries]
ODD = [
    "<!channel>",
    "<http://x.example|label>",
    "*bold*",
    "`code`",
    "‹time›",
    "😡",
    "> quote",
    "\n",
    "",
    " ",
    "&",
    "“",
    "4711",
]
drafts = st.lists(st.one_of(st.sampled_from(HOT), st.sampled_from(ODD), st.text(max_size=40)), max_size=8).map(" ".join)


def own_words(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """What is said as the bot's own, where markup would be followed."""
    return (block["text"]["text"] for block in blocks if block["type"] == "section")


@settings(max_examples=150, deadline=None)
@given(drafts)
def test_the_notes_on_any_draft_fit_and_call_nobody(draft: str) -> None:
    blocks = draft_notes(BOOK, escape(draft), NOTHING, takes=True)
    assert blocks
    assert check_view(modal("draft", "t", "c", blocks), kind="modal")
    said = "\n".join(own_words(blocks))
    assert "<!" not in said
    assert "<http" not in said
    assert not re.search(r"\b(heat|hot|score)\b|\d%|\b0\.\d", said.lower())


@settings(max_examples=50, deadline=None)
@given(drafts)
def test_what_is_clear_is_called_so_or_asks_for_its_slots_alone(draft: str) -> None:
    blocks = draft_notes(BOOK, escape(draft), NOTHING, takes=True)
    if is_clear(BOOK, escape(draft), NOTHING):
        assert len(blocks) == 1


def test_the_teams_own_words_stand_beside_ours_and_are_few() -> None:
    many = Ours(
        wordings=tuple(TeamWording(id=str(one), technique="yes-and", text=f"Our way, {one}.") for one in range(9))
    )
    blocks = draft_notes(BOOK, "I understand your frustration, but the export is fine.", many, takes=True)
    assert str(blocks).count("Our way") == 4, "two of them, each as a quote and on its button"


@pytest.mark.parametrize("takes", [True, False])
def test_wordings_can_be_taken_only_where_there_is_an_input(takes: bool) -> None:
    blocks = draft_notes(BOOK, "As I already told you, it is Tuesday.", NOTHING, takes=takes)
    assert ("draft_take" in str(blocks)) is takes


def test_a_limit_is_met_with_help_and_without_wordings() -> None:
    said = "\n".join(own_words(draft_notes(BOOK, "I will kill you, you idiot.", NOTHING, takes=True)))
    assert "crosses a limit" in said
    assert "better as" not in said
