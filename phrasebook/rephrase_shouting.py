"""Lowers the voice: words in capitals, stretched words."""

import re
from dataclasses import dataclass

from phrasebook.wording_pages import WordLists
from phrasebook.wording_verbs import is_english

SHOUTED_SHARE = 0.6
LEAST_EMPHASIS = 5
"""Shorter words in capitals may be acronyms that no list knows."""

_WORD = re.compile(r"(?<![\w./-])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w/-]|\.\w)")
_STRETCHED = re.compile(r"([a-zA-Z])\1{2,}")


@dataclass(frozen=True, slots=True)
class _Voice:
    lists: WordLists
    all_shouted: bool

    def lowered(self, found: re.Match[str]) -> str:
        word = _unstretched(found.group())
        if word == "A" and self.all_shouted:
            return "a"
        if not word.isupper() or len(word) < (2 if self.all_shouted else 3) or not self._may_go(word):
            return word
        return "I" + word[1:].lower() if word.startswith("I'") else word.lower()

    def _may_go(self, word: str) -> bool:
        everyday = word.lower() in self.lists.words
        if word in self.lists.acronyms:
            return everyday and self.all_shouted
        return everyday or ((self.all_shouted or len(word) >= LEAST_EMPHASIS) and is_english(word.split("'")[0]))


def lowered_voice(body: str, lists: WordLists) -> str:
    """The words without shouting; acronyms, codes and words that no dictionary knows keep their capitals."""
    lowered = _WORD.sub(_Voice(lists, _is_all_shouted(body)).lowered, body)
    return lowered[0].upper() + lowered[1:] if body[:1].isupper() else lowered


def _is_all_shouted(body: str) -> bool:
    words = [found.group() for found in _WORD.finditer(body)]
    shouted = sum(len(word) for word in words if word.isupper() and len(word) > 1)
    return len(words) > 1 and shouted >= SHOUTED_SHARE * sum(map(len, words))


def _unstretched(word: str) -> str:
    short = _STRETCHED.sub(r"\1", word)
    return short if short != word and (is_english(short) or short.lower() in {"so", "no", "please"}) else word
