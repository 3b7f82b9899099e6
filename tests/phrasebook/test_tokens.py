"""Words are spelled in one way, however they were written."""

import pytest

from phrasebook.lexicon import read_lexicon
from phrasebook.pages import BUILT_IN
from phrasebook.tokens import Speller

LEXICON = read_lexicon((BUILT_IN,), [])
SPELLER = Speller(LEXICON.spellings, LEXICON.masked, LEXICON.emoji, frozenset({"so", "no", "good"}))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("You’re", ["you", "are"]),
        ("dont", ["do", "not"]),
        ("don&#39;t", ["do", "not"]),
        ("CAN'T", ["can", "not"]),
        ("sooooo", ["so"]),
        ("goooood", ["good"]),
        ("sh*t b*tch a$$hole @sshole f**k f***", ["shit", "bitch", "asshole", "asshole", "fuck", "fuck"]),
        ("*never* _never_ ~never~", ["never", "never", "never"]),
        ("$100 #1 c# 3*4", ["100", "1", "c", "3", "4"]),
        ("fix it!now", ["fix", "it", "now"]),
        ("😡 🙄", [":rage:", ":face_with_rolling_eyes:"]),
        ("#### Heading", ["####", "heading"]),
        ("what the @#$%!", ["what", "the", "#!*@"]),
        ("the customer's log", ["the", "customer", "log"]),
        ("v1.2.3 is out.", ["v1", "2", "3", "is", "out", "."]),
        ("why?! ok... yes", ["why", "?", "ok", ".", "yes"]),
    ],
)
def test_one_spelling(written: str, words: list[str]) -> None:
    assert SPELLER.tokens(written).words == words


def test_the_words_of_a_contraction_share_its_place() -> None:
    tokens = SPELLER.tokens("I don't")
    assert list(zip(tokens.words, tokens.raws, tokens.starts, tokens.ends, strict=True)) == [
        ("i", "I", 0, 1),
        ("do", "don't", 2, 7),
        ("not", "", 2, 7),
    ]
