"""Our own messages, written before the cues: what the shipped phrasebook makes of them must not get worse."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from phrasebook.reading import Level, Voice
from tests.books import shipped_book

BOOK = shipped_book()
HERE = Path(__file__).parent
LEAST_F1 = 0.95
MOST_UNFAIR = 1.2
KINDS_THAT_CROSS_A_LIMIT = "harm"


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    voice: Voice
    flag: bool
    text: str


@cache
def _lines() -> list[Line]:
    groups = tomllib.loads((HERE / "own.toml").read_text(encoding="utf-8"))["group"]
    return [
        Line(group["kind"], Voice(group["voice"]), group["flag"], text) for group in groups for text in group["lines"]
    ]


def _flagged(text: str, voice: Voice) -> bool:
    return BOOK.read(text, voice).level is not Level.CALM


def test_there_are_three_hundred_messages_of_both_voices() -> None:
    assert len(_lines()) >= 300
    assert {line.voice for line in _lines()} == set(Voice)


def test_f1_on_our_own_messages_is_high() -> None:
    flags = [(line.flag, _flagged(line.text, line.voice)) for line in _lines()]
    right = sum(wanted and given for wanted, given in flags)
    wrong = sum(wanted != given for wanted, given in flags)
    assert 2 * right / (2 * right + wrong) >= LEAST_F1


@pytest.mark.parametrize("kind", sorted({line.kind for line in _lines() if not line.flag}))
def test_no_trap_catches_more_than_one_message(kind: str) -> None:
    caught = [line.text for line in _lines() if line.kind == kind and _flagged(line.text, line.voice)]
    assert len(caught) <= 1


def test_what_crosses_a_limit_is_marked_as_harm_and_nothing_else_is() -> None:
    marked = {line.text: BOOK.read(line.text, line.voice).harm for line in _lines()}
    assert [text for text, harm in marked.items() if harm] == [
        line.text for line in _lines() if line.kind == KINDS_THAT_CROSS_A_LIMIT
    ]


def test_english_as_a_second_language_is_not_flagged_more() -> None:
    pairs = tomllib.loads((HERE / "second_language.toml").read_text(encoding="utf-8"))["pair"]
    fluent = sum(_flagged(pair["fluent"], Voice(pair["voice"])) for pair in pairs)
    second = sum(_flagged(pair["second"], Voice(pair["voice"])) for pair in pairs)
    assert fluent > 0
    assert fluent / MOST_UNFAIR <= second <= fluent * MOST_UNFAIR


def test_second_language_calm_pairs_stay_calm() -> None:
    pairs = tomllib.loads((HERE / "second_language.toml").read_text(encoding="utf-8"))["pair"]
    calm = [pair for pair in pairs if not pair["flag"]]
    assert [pair["second"] for pair in calm if _flagged(pair["second"], Voice(pair["voice"]))] == []
