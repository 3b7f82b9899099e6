"""Recognises a run of a shared case's words by keyed fingerprints; no words are kept."""

import hmac
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.leaktext import sentences, words
from bot.leakwords import runs_of_conflict
from phrasebook.guard_page import GuardPage

GRAM = 3
"""Words under one print, in whatever order they stand."""
WORD = 0.45
"""What each word counts that a message and a case have in common, close together and in the case's order."""
DOUBLING = 0.1
"""A print of one case alone counts 1, and so much less each time that twice as many cases have it."""
FEW = 12
"""A print that more cases have is common: it makes nobody look at a case."""
COMMON = 0.5
"""What a common print counts in a case that rarer ones speak for."""
ENOUGH = 8.0
"""A run of the case's words counts at least so much, in all: nine words of which half the prints are rare."""
SHORTEST = 9
"""A run has at least so many words, for where few cases are open, each of them looks rare."""
SPEAK = 2
"""So many rare prints in line speak for a case."""
SUSPECTS = 2
"""So many cases, at most, are looked at closely for a message."""
REACH = 14
"""How many words further on a run may still be counted as the same."""
DRIFT = 3
"""How many words may be put in or left out between two parts of a run."""
MOST_OF_A_MESSAGE = 1_000
MOST_OF_A_CASE = 512
FEWEST = math.ceil(ENOUGH / (1 + WORD * GRAM))
"""Fewer prints are never enough."""


@dataclass(frozen=True, slots=True)
class Print:
    """A keyed fingerprint of three words in a row, in any order, below 2**63, and where in the text they stand."""

    value: int
    place: int


@dataclass(frozen=True, slots=True)
class Known:
    """A print as it was stored for a case; a case has each value at most once. More than FEW have a common one."""

    value: int
    case: str
    place: int
    common: bool = False


class Fingerprinter:
    """Takes fingerprints that mean nothing without the key; give each workspace a key of its own.

    A message costs one HMAC a word, for its first thousand words. Raises ValueError for a key under 16 bytes.
    """

    def __init__(self, key: bytes, page: GuardPage) -> None:
        if len(key) < 16:
            raise ValueError("the key of the fingerprints should have at least 16 bytes")
        self._key = key
        self._page = page
        self._canned = {value for entry in page.canned for value in self._values(words(entry))}

    def of_message(self, text: str) -> tuple[Print, ...]:
        """The prints to look up for a message that somebody wrote, at most 1,000."""
        said = [word for sentence in sentences(text) for word in sentence][: MOST_OF_A_MESSAGE + GRAM - 1]
        return tuple(Print(value, place) for place, value in enumerate(self._values(said)))

    def of_case(self, texts: Sequence[str]) -> tuple[Print, ...]:
        """The prints to store for what was shared: the agent's words and each quoted message, at most 512.

        Code, logs, the technical problem, talk about supervisors and working conditions, canned phrases and signatures
        leave none.
        """
        found = [one for run in runs_of_conflict(texts, self._page) for one in self._grams(run)]
        chosen = _winnow(found, window=max(1, math.ceil(2 * len(found) / MOST_OF_A_CASE) - 1))
        first = {one.value: one for one in reversed(chosen)}
        return tuple(sorted(first.values(), key=lambda one: one.place)[:MOST_OF_A_CASE])

    def _grams(self, run: list[tuple[int, str]]) -> list[Print]:
        values = list(self._values([word for _, word in run]))
        canned = {at + step for at, value in enumerate(values) if value in self._canned for step in range(GRAM)}
        kept = (at for at in range(len(values)) if not canned.issuperset(range(at, at + GRAM)))
        return [Print(values[at], run[at][0]) for at in kept]

    def _values(self, said: Sequence[str]) -> Iterator[int]:
        for start in range(len(said) - GRAM + 1):
            gram = " ".join(sorted(said[start : start + GRAM])).encode()
            yield int.from_bytes(hmac.digest(self._key, gram, "sha256")[:8]) >> 1


def suspects(message: Sequence[Print], rare: Sequence[Known]) -> tuple[str, ...]:
    """The ids of the cases worth a closer look, at most SUSPECTS; `rare` are all rare prints with a message's value."""
    spoken_for = {case: most for case, found in _hits(message, rare, SPEAK).items() if (most := _spoken(found))}
    return tuple(sorted(spoken_for, key=lambda case: (-spoken_for[case], case))[:SUSPECTS])


def recognised(message: Sequence[Print], known: Sequence[Known]) -> frozenset[str]:
    """The ids of the cases whose words a message carries.

    `known` are all rare prints with a value of the message's, and the common ones of those of them that are suspects.
    """
    return frozenset(case for case, found in _hits(message, known, FEWEST).items() if _is_a_run(found))


def _hits(message: Sequence[Print], known: Sequence[Known], fewest: int) -> Mapping[str, "list[_Hit]"]:
    """What a message and each case with at least so many known prints have in common, in the message's order."""
    prints = Counter(one.case for one in known)
    by_value: defaultdict[int, list[Known]] = defaultdict(list)
    for one in known:
        by_value[one.value].append(one)
    hits: defaultdict[str, list[_Hit]] = defaultdict(list)
    for mine in message:
        if shared := by_value.get(mine.value):
            rarity = COMMON if shared[0].common else _rarity(len(shared))
            for one in shared:
                if prints[one.case] >= fewest:
                    hits[one.case].append(_Hit(mine.place, one.place, rarity))
    return hits


def _rarity(cases: int) -> float:
    """What a print counts that so many cases have."""
    return max(COMMON, 1 - DOUBLING * math.log2(cases))


class _Hit(NamedTuple):
    """A print that a message and a case have in common."""

    here: int
    there: int
    rarity: float


def _is_a_run(hits: list[_Hit]) -> bool:
    """Whether enough words, and rare enough, stand as they stand in the case; `hits` are in the message's order."""
    return any(_says_enough(line) for line in _lines(hits))


def _says_enough(line: list[_Hit]) -> bool:
    words = len({hit.here + step for hit in line for step in range(GRAM)})
    return words >= SHORTEST and WORD * words + sum({hit.there: hit.rarity for hit in line}.values()) >= ENOUGH


def _spoken(rare: list[_Hit]) -> float:
    """How much rare prints in line speak for a case; 0 where they are too few."""
    return max((sum(hit.rarity for hit in line) for line in _lines(rare) if len(line) >= SPEAK), default=0)


def _lines(hits: list[_Hit]) -> Iterator[list[_Hit]]:
    """For each hit, those from it on that stand to it as they stand in the case."""
    for start, first in enumerate(hits):
        yield [hit for hit in hits[start : start + REACH + 1] if _is_in_line(first, hit)]


def _is_in_line(first: _Hit, hit: _Hit) -> bool:
    here = hit.here - first.here
    return here <= REACH and abs(hit.there - first.there - here) <= DRIFT


def _winnow(prints: list[Print], window: int) -> list[Print]:
    """The smallest of every `window` prints in a row, so that every run long enough leaves some."""
    last = max(1, len(prints) - window + 1)
    chosen = {
        min(prints[start : start + window], key=lambda one: (one.value, -one.place)) for start in range(last) if prints
    }
    return sorted(chosen, key=lambda one: one.place)
