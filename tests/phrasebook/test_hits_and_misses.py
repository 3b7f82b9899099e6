"""Every entry is heard where it should be, and nowhere else."""

import pytest

from phrasebook.book import Phrasebook
from phrasebook.entries import Entry

BOOK = Phrasebook.load()


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(entry, sentence, id=f"{entry.id}: {sentence}")
        for entry in BOOK.entries
        for sentence in getattr(entry, kind)
    ]


def _heard(entry: Entry, sentence: str) -> list[bool]:
    return [entry.id in {cue.cue for cue in BOOK.read(sentence, voice).cues} for voice in entry.voices]


@pytest.mark.parametrize(("entry", "sentence"), _cases("hits"))
def test_a_hit_is_heard_in_every_voice_of_its_entry(entry: Entry, sentence: str) -> None:
    assert all(_heard(entry, sentence))


@pytest.mark.parametrize(("entry", "sentence"), _cases("misses"))
def test_a_miss_is_left_alone(entry: Entry, sentence: str) -> None:
    assert not any(_heard(entry, sentence))
