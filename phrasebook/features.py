"""What the weights are asked about: numbers that describe a text, by name."""

from collections.abc import Iterable, Iterator

from phrasebook.entries import Family
from phrasebook.tokens import ENDS, Tokens
from phrasebook.vader import Vader

MOST_OF_A_FAMILY = 2


def family_features(families: Iterable[Family]) -> dict[str, float]:
    """How often each family was heard, bounded."""
    counts: dict[str, float] = {}
    for family in families:
        counts[family.value] = min(MOST_OF_A_FAMILY, counts.get(family.value, 0.0) + 1.0)
    return counts


def worst_sentence(tokens: Tokens, vader: Vader) -> float:
    """How negative the most negative sentence is for VADER, 0 to 1."""
    return max((-vader.compound(vader.valences(words), end) for words, end in sentences(tokens)), default=0.0)


def sentences(tokens: Tokens) -> Iterator[tuple[list[str], str]]:
    """The words of each sentence as they were written, with the marks that end it."""
    words: list[str] = []
    for word, raw in zip(tokens.words, tokens.raws, strict=True):
        if word in ENDS:
            if words:
                yield words, raw
            words = []
        elif raw:
            words.append(raw)
    if words:
        yield words, ""
