"""Entries fall silent when a team says so, or when three people found them wrong."""

from pathlib import Path

import pytest

from phrasebook.book import PageError, Phrasebook
from phrasebook.silences import LAST_SHOWINGS, falls_silent

DRAFT = "I hear you, but our policy is 30 days."


def _team(folder: Path, **pages: str) -> Path:
    for name, text in pages.items():
        page = folder / (name.replace("__", "/") + ".toml")
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
    return folder


def test_a_team_silences_a_built_in_wording(book: Phrasebook, tmp_path: Path) -> None:
    quiet = Phrasebook.load(_team(tmp_path, silence='[[silence]]\nid = "hear-you-but"\nwhy = "Not our way."'))
    assert book.rephrase(DRAFT)[0].entry == "hear-you-but"
    assert all(wording.entry != "hear-you-but" for wording in quiet.rephrase(DRAFT))


def test_a_team_silences_a_built_in_cue(book: Phrasebook, tmp_path: Path) -> None:
    cue = book.read(DRAFT).cues[0].cue
    quiet = Phrasebook.load(_team(tmp_path, silence=f'[[silence]]\nid = "{cue}"\nwhy = "Not our way."'))
    assert cue not in {heard.cue for heard in quiet.read(DRAFT).cues}


def test_a_teams_own_wording_comes_before_the_built_in_one(tmp_path: Path) -> None:
    page = """
        [[wording]]
        id = "ours"
        technique = "yes-and"
        at = "start"
        when = ["I hear you but"]
        say = ["Thanks for asking, and"]
        examples = [["I hear you, but no.", "Thanks for asking, and no."]]
    """
    ours = Phrasebook.load(_team(tmp_path, wordings__ours=page))
    assert ours.rephrase(DRAFT)[0].text == "Thanks for asking, and our policy is 30 days."


def test_an_unknown_id_cannot_be_silenced(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="no-such-entry"):
        Phrasebook.load(_team(tmp_path, silence='[[silence]]\nid = "no-such-entry"\nwhy = "It is gone."'))


def test_an_entry_can_be_silent_for_one_workspace(book: Phrasebook) -> None:
    first = book.rephrase(DRAFT)[0]
    assert all(wording.entry != first.entry for wording in book.rephrase(DRAFT, silent=frozenset({first.entry})))


@pytest.mark.parametrize(
    ("showings", "silent"),
    [
        ([], False),
        (["ana", "ben"], False),
        (["ana", "ben", "eva"], True),
        (["ana", "ana", "ana", "ana"], False),
        (["ana", *[None] * 10, "ben", *[None] * 7, "eva"], True),
        (["ana", *[None] * LAST_SHOWINGS, "ben", "eva"], False),
    ],
)
def test_three_people_within_twenty_showings_are_enough(showings: list[str | None], silent: bool) -> None:
    assert falls_silent(showings) is silent
