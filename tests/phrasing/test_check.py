"""The check names file, line and reason of everything that is wrong with a page, and counts what fires."""

import json
from pathlib import Path

import pytest

from phrasebook.book import Phrasebook
from phrasebook.check import check, firings

GOOD = """about = "Ours."

[[wording]]
id = "fruit"
technique = "yes-and"
at = "start"
when = ["we have no bananas but"]
say = ["There are no bananas, and"]
examples = [["We have no bananas, but the tea is here.", "There are no bananas, and the tea is here."]]
"""


def _faults(folder: Path, page: str, name: str = "wordings/ours.toml") -> list[str]:
    target = folder / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(page, encoding="utf-8")
    return [str(fault) for fault in check(folder)]


def test_the_built_in_pages_are_sound() -> None:
    assert [str(fault) for fault in check()] == []


def test_a_sound_page_has_no_faults(tmp_path: Path) -> None:
    assert _faults(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("say =", "sya =", "unknown key “sya”"),
        ('technique = "yes-and"', 'technique = "yes-nad"', "knows no technique “yes-nad”"),
        ("we have no bananas but", "we have (no bananas but", "a bracket that is not closed"),
        ("we have no bananas but", "we have {x:fruit} but", "knows no kind of slot “fruit”"),
        ("we have no bananas but", "we have no @fruit but", "knows no list “@fruit”"),
        ("we have no bananas but", "[we] [have]", "can match nothing at all"),
        ("There are no bananas", "There are no {fruit}", "says {fruit}, which no “when” hears"),
        ("we have no bananas but", "we have no {fruit} but", "loses {fruit}"),
        ("bananas, and the", "fruit, and the", "makes “There are no bananas"),
        ('id = "fruit"', 'id = "yes-but"', "the id is taken already"),
    ],
)
def test_a_fault_is_named_with_its_place_and_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    faults = _faults(tmp_path, GOOD.replace(old, new, 1))
    assert any(reason in fault for fault in faults), faults
    assert any("ours.toml" in fault or "yes-" in fault for fault in faults), faults


def test_a_fault_names_the_line_of_its_entry(tmp_path: Path) -> None:
    assert _faults(tmp_path, GOOD.replace("say =", "sya ="))[0].startswith("wordings/ours.toml:4 · fruit · ")


def test_a_page_that_is_not_toml_is_named_with_its_line(tmp_path: Path) -> None:
    (fault,) = _faults(tmp_path, 'about = "Ours."\n[[wording]\n')
    assert fault.startswith("ours.toml:2 · is not TOML")


def test_an_entry_that_never_gets_a_turn_is_named(tmp_path: Path) -> None:
    page = GOOD + GOOD.replace('about = "Ours."', "").replace('id = "fruit"', 'id = "more-fruit"').replace(
        "have no", "have  no"
    )
    assert any("more-fruit · never gets a turn" in fault for fault in _faults(tmp_path, page))


def test_an_example_that_should_stay_and_does_not_is_named(tmp_path: Path) -> None:
    page = GOOD + 'stays = ["We have no bananas, but tea."]\n'
    assert any("which should stay" in fault for fault in _faults(tmp_path, page))


def test_what_fires_is_counted_and_what_never_does_is_listed(book: Phrasebook) -> None:
    lines = [
        json.dumps({"text": "I hear you, but our policy is 30 days."}),
        json.dumps({"text": "I hear you, but the price is fixed.", "voice": "agent"}),
        json.dumps({"text": "The sky is blue.", "voice": "customer"}),
        "not json",
        json.dumps({"words": "none"}),
        json.dumps(["list"]),
    ]
    found = firings(book, lines)
    counts = dict(found.counts)
    assert (found.texts, found.unread) == (3, 3)
    assert counts["hear-you-but"] == 2
    assert 0 in counts.values()
    assert set(counts) >= {entry.id for entry in book.wordings}
