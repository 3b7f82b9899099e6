"""Promises are heard where they are made, and nowhere else."""

from pathlib import Path

import pytest

from phrasebook.pages import PageError
from phrasebook.promise_pages import PromiseEntry
from phrasebook.promises import Promises
from phrasebook.timewords import first_words, time_words

PROMISES = Promises.load()


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(entry, sentence, id=f"{entry.id}: {sentence}")
        for entry in PROMISES.entries
        for sentence in getattr(entry, kind)
    ]


@pytest.mark.parametrize(("entry", "sentence"), _cases("hits"))
def test_a_hit_is_heard(entry: PromiseEntry, sentence: str) -> None:
    assert len(PROMISES.find(sentence)) == 1, entry.id


@pytest.mark.parametrize("entry", PROMISES.entries, ids=lambda entry: entry.id)
def test_every_entry_hears_something_by_itself(entry: PromiseEntry) -> None:
    assert entry.id in {span.entry for sentence in entry.hits for span in PROMISES.find(sentence)}


@pytest.mark.parametrize(("entry", "sentence"), _cases("misses"))
def test_a_miss_is_no_promise_of_any_kind(entry: PromiseEntry, sentence: str) -> None:
    assert PROMISES.find(sentence) == ()


PAGE = """
[[entry]]
id = "on-it"
match = ["on it {gap:2} back"]
hits = ["On it, back by 3pm."]
misses = ["On it."]
"""


def test_a_team_adds_its_own_ways_to_promise(tmp_path: Path) -> None:
    (tmp_path / "promises").mkdir()
    (tmp_path / "promises" / "ours.toml").write_text(PAGE, encoding="utf-8")
    [span] = Promises.load(tmp_path).find("On it, back by 3pm.")
    assert (span.entry, span.when_text) == ("on-it", "by 3pm")


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (PAGE.replace("misses", "mises"), "unknown key “mises”"),
        (PAGE.replace("{gap:2}", "{gap:99}"), "{gap:99}"),
        (PAGE + "colour = 1", "unknown key “colour”"),
        ("colour = 1" + PAGE, "unknown key “colour”"),
        ("[[entry", "is not TOML"),
    ],
)
def test_a_faulty_page_is_refused_with_its_fault(tmp_path: Path, page: str, fault: str) -> None:
    (tmp_path / "promises").mkdir()
    (tmp_path / "promises" / "ours.toml").write_text(page, encoding="utf-8")
    with pytest.raises(PageError) as refused:
        Promises.load(tmp_path)
    assert fault in str(refused.value)


def test_every_word_that_begins_a_time_is_known_for_one() -> None:
    page = time_words()
    ways = (page.days, page.months, page.stretches, page.period_ends)
    said = [words for way in ways for phrases in way.values() for words in phrases]
    said += [words for part in page.parts.values() for words in part.words]
    assert [words for words in said if not words[0].isdigit() and words.split()[0] not in first_words()] == []
    assert len(PROMISES.find("I'll call you half past 3.")) == len(PROMISES.find("I'll call you tmrw.")) == 1
