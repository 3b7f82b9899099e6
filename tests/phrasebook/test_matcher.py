"""Phrases are found where they stand, and looking for them takes steps in proportion to the words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phrasebook.matcher import Matcher
from phrasebook.phrases import PhraseError, parse
from tests.books import shipped_book

SLOTS = {"fruit": frozenset({"apple", "pear"})}
WORDS = ["a", "b", "c", "you", "are", "so", "but", "i", "sorry", "not", "the", "apple", ".", "?", "!"]
MOST_STEPS_A_WORD = 40
SHIPPED = shipped_book()


def _matcher(*phrases: str) -> Matcher:
    return Matcher({phrase: [parse(phrase, _spell, frozenset(SLOTS))] for phrase in phrases}, SLOTS)


def _spell(word: str) -> tuple[str, ...]:
    return (word,) if word.isalpha() else ()


def _finds(phrase: str, text: str) -> bool:
    return bool(_matcher(phrase).find(text.split()))


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("a b", "x a b x", True),
        ("a b", "a x b", False),
        ("a|b c", "b c", True),
        ("a (b) c", "a c", True),
        ("a [b c|d] e", "a b c e", True),
        ("a [b c|d] e", "a b e", False),
        ("a {gap:2} b", "a x y b", True),
        ("a {gap:2} b", "a x y z b", False),
        ("a {gap:2} b", "a . b", False),
        ("^ a", "x . a", True),
        ("^ a", "x a", False),
        ("a $", "x a", True),
        ("a $", "a . x", True),
        ("a $", "a x", False),
        ("an {fruit}", "an apple", True),
        ("a ?", "a ?", True),
        ("a ?", "a .", False),
    ],
)
def test_the_language_of_phrases(phrase: str, text: str, found: bool) -> None:
    assert _finds(phrase, text) is found


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("a {fruits}", "knows no {fruits}"),
        ("a {gap:9} b", "a gap is 1 to 6 words wide"),
        ("a [b c", "misses a “]”"),
        ("(a)", "needs at least one word"),
        ("a ^ b", "^ only first"),
        ("a (b|$)", "outside brackets"),
        ("a () b", "empty choice"),
        ("a |", "ends too early"),
        ("a ) b", "does not understand “)”"),
    ],
)
def test_a_phrase_that_makes_no_sense_is_refused_with_a_reason(phrase: str, reason: str) -> None:
    with pytest.raises(PhraseError) as refused:
        _matcher(phrase)
    assert reason in str(refused.value)


@given(st.lists(st.sampled_from(WORDS), max_size=300))
@settings(max_examples=40)
def test_looking_stays_linear_on_hostile_phrases(words: list[str]) -> None:
    hostile = _matcher("a {gap:6} a {gap:6} a {gap:6} b", "(a) (a) (a) (a) a b", "[a|a b|a b c] {gap:6} [a|b|c] d")
    assert hostile.count_steps(words) <= MOST_STEPS_A_WORD * (len(words) + 1)


@given(st.lists(st.sampled_from(WORDS), max_size=300))
@settings(max_examples=40)
def test_looking_stays_linear_on_the_shipped_pages(words: list[str]) -> None:
    assert SHIPPED.matching_steps(words) <= MOST_STEPS_A_WORD * (len(words) + 1)
