"""Recognises a run of a shared case's words by keyed fingerprints; no words are kept."""

import hmac
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.leaktext import Sentence, sentences, words
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
"""A run of the case's words counts at least so much, in all: some nine words that nobody else says."""
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
PIECE = 30
"""A sentence without end is looked at in pieces of so many words."""
GAP = 2 * REACH
FEWEST = math.ceil(ENOUGH / (1 + WORD * GRAM))
"""Fewer prints are never enough."""
SHORT = 18
"""Words in the longest line of a signature."""


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
        found = [one for run in self._runs(texts) for one in self._grams(run)]
        chosen = _winnow(found, window=max(1, math.ceil(2 * len(found) / MOST_OF_A_CASE) - 1))
        first = {one.value: one for one in reversed(chosen)}
        return tuple(sorted(first.values(), key=lambda one: one.place)[:MOST_OF_A_CASE])

    def _runs(self, texts: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
        place = 0
        for text in texts:
            run: list[tuple[int, str]] = []
            for piece in _pieces(_unsigned(sentences(text), self._page.farewells)):
                if _is_of_the_conflict(piece, self._page):
                    run += enumerate(piece, start=place)
                else:
                    yield run
                    run = []
                place += len(piece)
            yield run
            place += GAP

    def _grams(self, run: list[tuple[int, str]]) -> list[Print]:
        values = list(self._values([word for _, word in run]))
        canned = {at + step for at, value in enumerate(values) if value in self._canned for step in range(GRAM)}
        kept = (at for at in range(len(values)) if not canned.issuperset(range(at, at + GRAM)))
        return [Print(values[at], run[at][0]) for at in kept]

    def _values(self, said: Sequence[str]) -> Iterator[int]:
        for start in range(len(said) - GRAM + 1):
            gram = " ".join(sorted(said[start : start + GRAM])).encode()
            yield int.from_bytes(hmac.digest(self._key, gram, "sha256")[:8]) >> 1


def suspects(message: Sequence[Print], rare: Iterable[Known]) -> tuple[str, ...]:
    """The ids of the cases worth a closer look, at most SUSPECTS; `rare` are all rare prints with a message's value."""
    spoken_for = {case: most for case, found in _hits(message, rare).items() if (most := _spoken(found))}
    return tuple(sorted(spoken_for, key=lambda case: (-spoken_for[case], case))[:SUSPECTS])


def recognised(message: Sequence[Print], known: Iterable[Known]) -> frozenset[str]:
    """The ids of the cases whose words a message carries.

    `known` are all rare prints with a value of the message's, and the common ones of those of them that are suspects.
    """
    return frozenset(case for case, found in _hits(message, known).items() if _is_a_run(found))


def _hits(message: Sequence[Print], known: Iterable[Known]) -> Mapping[str, "list[_Hit]"]:
    """What a message and each case have in common, in the message's order."""
    by_value: defaultdict[int, list[Known]] = defaultdict(list)
    for one in known:
        by_value[one.value].append(one)
    hits: defaultdict[str, list[_Hit]] = defaultdict(list)
    for mine in message:
        shared = by_value.get(mine.value, ())
        for one in shared:
            hits[one.case].append(_Hit(mine.place, one.place, COMMON if one.common else _rarity(len(shared))))
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
    return len(hits) >= FEWEST and any(_weight(line) >= ENOUGH for line in _lines(hits))


def _weight(line: list[_Hit]) -> float:
    """What a run counts: its words, and each of the case's prints in it."""
    covered = {hit.here + step for hit in line for step in range(GRAM)}
    return WORD * len(covered) + sum({hit.there: hit.rarity for hit in line}.values())


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


def _pieces(said: Iterable[Sentence]) -> Iterator[Sentence]:
    for sentence in said:
        for start in range(0, len(sentence), PIECE):
            yield sentence[start : start + PIECE]


def _is_of_the_conflict(piece: Sentence, page: GuardPage) -> bool:
    if _count(piece, page.speaking_up):
        return False
    technical = _count(piece, page.technical)
    return technical < 2 or technical <= _count(piece, page.conflict)


def _count(piece: Sentence, entries: Iterable[str]) -> int:
    said = f" {' '.join(piece)} "
    return sum(1 for entry in entries if f" {entry} " in said)


def _unsigned(said: tuple[Sentence, ...], farewells: Iterable[str]) -> tuple[Sentence, ...]:
    """The sentences without a farewell at the end and the few short lines below it."""
    for place in range(max(0, len(said) - 6), len(said)):
        if _is_farewell(said[place], farewells) and all(len(sentence) <= SHORT for sentence in said[place:]):
            return said[:place]
    return said


def _is_farewell(sentence: Sentence, farewells: Iterable[str]) -> bool:
    # “Thanks, Mia” says goodbye, “Thanks for nothing, all of you” does not: one word has to stand nearly alone.
    said = f"{' '.join(sentence)} "
    return any(said.startswith(f"{entry} ") and (" " in entry or len(sentence) <= 3) for entry in farewells)
