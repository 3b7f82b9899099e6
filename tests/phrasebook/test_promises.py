"""Promises are heard where they are made, and nowhere else."""

import pytest

from phrasebook.promises import PromiseEntry, Promises

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
