"""Every entry and every signal is heard where it should be, and nowhere else."""

import pytest

from phrasebook.entries import Entry, Signal
from phrasebook.pages import BUILT_IN, signals
from phrasebook.reading import Voice
from tests.books import shipped_book

BOOK = shipped_book()
SIGNALS = signals((BUILT_IN,), [])


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(entry, sentence, id=f"{entry.id}: {sentence}")
        for entry in BOOK.entries
        for sentence in getattr(entry, kind)
    ]


def _signal_cases(kind: str) -> list[object]:
    return [
        pytest.param(signal, sentence, id=f"{signal.id}: {sentence}")
        for signal in SIGNALS
        for sentence in getattr(signal, kind)
    ]


def _heard(entry: Entry, sentence: str) -> list[bool]:
    return [entry.id in {cue.cue for cue in BOOK.read(sentence, voice).cues} for voice in entry.voices]


def _signalled(signal: Signal, sentence: str) -> bool:
    reading = BOOK.read(sentence, Voice.CUSTOMER)
    return signal.id in (reading.sources if signal.kind == "source" else reading.wants)


@pytest.mark.parametrize(("entry", "sentence"), _cases("hits"))
def test_a_hit_is_heard_in_every_voice_of_its_entry(entry: Entry, sentence: str) -> None:
    assert all(_heard(entry, sentence))


@pytest.mark.parametrize(("entry", "sentence"), _cases("misses"))
def test_a_miss_is_left_alone(entry: Entry, sentence: str) -> None:
    assert not any(_heard(entry, sentence))


@pytest.mark.parametrize(("signal", "sentence"), _signal_cases("hits"))
def test_a_signal_is_seen_in_its_hits(signal: Signal, sentence: str) -> None:
    assert _signalled(signal, sentence)


@pytest.mark.parametrize(("signal", "sentence"), _signal_cases("misses"))
def test_a_signal_is_not_seen_in_its_misses(signal: Signal, sentence: str) -> None:
    assert not _signalled(signal, sentence)
