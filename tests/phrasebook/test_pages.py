"""A broken page stops the start, and says all that is wrong with it."""

from pathlib import Path

import pytest

from phrasebook.book import PageError, Phrasebook
from tests.books import shipped_book

GOOD = """
[[entry]]
id = "team-phrase"
family = "dismissal"
technique = "active-listening"
voices = ["agent"]
match = ["computer says no"]
say = "Say what can be done instead."
why = "It hides a person behind a machine."
source = "own practice"
hits = ["Computer says no."]
misses = ["The computer says hello."]
"""


def _folder(tmp_path: Path, **pages: str) -> Path:
    (tmp_path / "cues").mkdir(exist_ok=True)
    for name, content in pages.items():
        (tmp_path / "cues" / f"{name}.toml").write_text(content, encoding="utf-8")
    return tmp_path


def _faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(PageError) as refused:
        Phrasebook.load(folder)
    return refused.value.faults


def test_a_page_that_is_no_toml_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("entry = [", encoding="utf-8")
    (fault,) = _faults(tmp_path)
    assert fault.startswith("broken.toml · page · is not TOML")


def test_a_team_can_add_a_page(tmp_path: Path) -> None:
    book = Phrasebook.load(_folder(tmp_path, team=GOOD))
    assert [cue.cue for cue in book.read("Sorry, computer says no.").cues] == ["team-phrase"]
    assert book.entry("team-phrase").technique == "active-listening"


def test_all_faults_of_all_pages_are_told_at_once(tmp_path: Path) -> None:
    faults = _faults(
        _folder(
            tmp_path,
            typo=GOOD.replace("why =", "wyh ="),
            family=GOOD.replace('"dismissal"', '"rudeness"').replace("team-phrase", "other"),
            broken="[[entry",
            phrase=GOOD.replace('["computer says no"]', '["computer {says} no"]').replace("team-phrase", "third"),
            stray="colour = 1\n" + GOOD.replace("team-phrase", "fourth"),
        )
    )
    assert "typo.toml · team-phrase · unknown key “wyh”" in faults
    assert any(fault.startswith("typo.toml · team-phrase · why:") for fault in faults)
    assert any(fault.startswith("family.toml · other · family:") for fault in faults)
    assert any(fault.startswith("broken.toml · page · is not TOML") for fault in faults)
    assert any("third · “computer {says} no” knows no {says}" in fault for fault in faults)
    assert "stray.toml · page · unknown key “colour”" in faults


def test_an_id_is_taken_only_once(tmp_path: Path) -> None:
    assert "two.toml · team-phrase · the id is taken already" in _faults(_folder(tmp_path, one=GOOD, two=GOOD))


def test_a_customers_cue_needs_a_reply(tmp_path: Path) -> None:
    faults = _faults(_folder(tmp_path, team=GOOD.replace('["agent"]', '["agent", "customer"]')))
    assert any("needs a reply" in fault for fault in faults)


def test_a_lexicon_page_of_the_wrong_kind_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "odd.toml").write_text('[valences]\nbad = "very"\n', encoding="utf-8")
    assert any(fault.startswith("odd.toml · valences ·") for fault in _faults(tmp_path))


def test_every_entry_has_words_for_whoever_reads_it() -> None:
    for entry in shipped_book().entries:
        assert entry.why
        assert entry.say
        assert entry.source
