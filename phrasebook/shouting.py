"""Shouting is heard in how a text is written: runs of words in capitals, and piles of ! and ?."""

from collections.abc import Iterator

from phrasebook.matcher import Found
from phrasebook.tokens import ENDS, Tokens

CAPITALS = "<capitals>"
MARKS = "<marks>"
_FEWEST_WORDS = 3
_FEWEST_LETTERS = 7
_FEWEST_MARKS = 3


def shouts(kind: str, owner: str, tokens: Tokens, everyday: frozenset[str], polite: frozenset[str]) -> Iterator[Found]:
    """The places of one kind of shouting; `everyday` words tell it from acronyms, `polite` ones from joy."""
    if kind == CAPITALS:
        return (Found(owner, first, after) for first, after in _capitals(tokens, everyday))
    return (Found(owner, max(0, at - 1), at + 1) for at in _piles(tokens, everyday, polite))


def _capitals(tokens: Tokens, everyday: frozenset[str]) -> Iterator[tuple[int, int]]:
    words, raws = tokens.words, tokens.raws
    if sum(map(str.isupper, raws)) < _FEWEST_WORDS:
        return
    first = 0
    for at in range(len(words) + 1):
        if at < len(words) and (words[at] in ENDS or not raws[at] or raws[at].isupper()):
            continue
        if at - first >= _FEWEST_WORDS and _is_shouted(tokens, first, at, everyday):
            yield first, at
        first = at + 1


def _is_shouted(tokens: Tokens, first: int, after: int, everyday: frozenset[str]) -> bool:
    shouted = [tokens.raws[at] for at in range(first, after) if tokens.words[at] not in ENDS and tokens.raws[at]]
    if len(shouted) < _FEWEST_WORDS or sum(map(len, shouted)) < _FEWEST_LETTERS:
        return False
    return not everyday.isdisjoint(tokens.words[first:after])


def _piles(tokens: Tokens, everyday: frozenset[str], polite: frozenset[str]) -> Iterator[int]:
    first = 0
    for at, word in enumerate(tokens.words):
        if word not in ENDS:
            continue
        if at > first and _is_piled(tokens.raws[at]):
            told = tokens.words[first:at]
            if polite.isdisjoint(told) and ("?" in tokens.raws[at] or not everyday.isdisjoint(told)):
                yield at
        first = at + 1


def _is_piled(end: str) -> bool:
    return end.count("!") + end.count("?") >= _FEWEST_MARKS
