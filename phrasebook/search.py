"""Finds pages by what people type: techniques, cues and wordings, the best first."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_FOUND = 8

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "y", "e")
_STOPS = frozenset(
    {"a", "an", "the", "to", "of", "and", "or", "is", "it", "in", "on", "for", "my", "me", "i", "how", "do", "say"}
)


class Kind(StrEnum):
    TECHNIQUE = "technique"
    CUE = "cue"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: its kind and id, a title and one line to show, and the technique that it belongs to."""

    kind: Kind
    id: str
    title: str
    line: str
    technique: str


class Index:
    """All pages, ready to be searched; immutable once made."""

    def __init__(self, pages: Iterable[tuple[Found, Mapping[str, int]]]) -> None:
        self._pages = tuple((found, _weighed(texts)) for found, texts in pages)
        known = Counter(stem for _, stems in self._pages for stem in stems)
        self._rarity = {stem: math.log(1 + len(self._pages) / count) for stem, count in known.items()}

    def search(self, query: str) -> tuple[Found, ...]:
        """What fits the words of the query, the best first; nothing for a query without a known word."""
        stems = _stems(query)
        scored = [(self._score(stems, weights), found) for found, weights in self._pages]
        best = sorted(
            (pair for pair in scored if pair[0] > 0),
            key=lambda pair: (-pair[0], pair[1].kind != Kind.TECHNIQUE, pair[1].id),
        )
        return tuple(found for _, found in best[:MOST_FOUND])

    def _score(self, stems: frozenset[str], weights: Mapping[str, int]) -> float:
        hits = [stem for stem in stems if stem in weights]
        return len(hits) * sum(weights[stem] * self._rarity[stem] for stem in hits)


def _weighed(texts: Mapping[str, int]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for text, weight in texts.items():
        for stem in _stems(text):
            weights[stem] = max(weight, weights.get(stem, 0))
    return weights


def _stems(text: str) -> frozenset[str]:
    words = _WORD.findall(text.lower().replace("’", "'")[:2_000])
    return frozenset(_stem(word) for word in words if word not in _STOPS)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
