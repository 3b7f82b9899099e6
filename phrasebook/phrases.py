"""The small language in which pages write what to listen for, and the one-pass matcher it becomes."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from phrasebook.tokens import ENDS

LONGEST_GAP = 6
MOST_FORMS = 4_000

_PIECE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\S+")
_ITEM = re.compile(
    r"\{gap:(?P<gap>\d)\}|(?P<anchor>[\^$?!])|\((?P<optional>[^()]+)\)|\[(?P<group>[^\[\]]+)\]|(?P<words>[^\s()\[\]]+)"
)

Step = str | int
"""A word, a slot written "{name}", an anchor, or the width of a gap."""


class PhraseError(ValueError):
    """A phrase that cannot be understood; the message says why."""


def forms(phrase: str, spell: Callable[[str], tuple[str, ...]], slots: frozenset[str]) -> list[tuple[Step, ...]]:
    """All plain forms of a phrase: alternatives and optional words written out; raises PhraseError."""
    choices = [list(_choices(piece, spell, slots)) for piece in _PIECE.findall(phrase)]
    total = 1
    for choice in choices:
        total *= len(choice)
    if total > MOST_FORMS:
        raise PhraseError(f"has {total} forms, {MOST_FORMS} is the most")
    written = [tuple(itertools.chain.from_iterable(parts)) for parts in itertools.product(*choices)]
    if any(not any(isinstance(step, str) and step not in "^$" for step in form) for form in written):
        raise PhraseError("can match nothing")
    return written


def _choices(piece: str, spell: Callable[[str], tuple[str, ...]], slots: frozenset[str]) -> Iterator[tuple[Step, ...]]:
    found = _ITEM.fullmatch(piece)
    if found is None:
        raise PhraseError(f"does not understand “{piece}”")
    if found["gap"]:
        if not 1 <= int(found["gap"]) <= LONGEST_GAP:
            raise PhraseError(f"a gap is 1 to {LONGEST_GAP} words wide")
        yield (int(found["gap"]),)
    elif found["anchor"]:
        yield (found["anchor"],)
    else:
        if found["optional"]:
            yield ()
        yield from _alternatives(found["optional"] or found["group"] or piece, spell, slots)


def _alternatives(
    piece: str, spell: Callable[[str], tuple[str, ...]], slots: frozenset[str]
) -> Iterator[tuple[Step, ...]]:
    for word in piece.split("|"):
        if word.startswith("{"):
            if not word.endswith("}") or word[1:-1] not in slots:
                raise PhraseError(f"knows no slot {word}")
            yield (word,)
        else:
            spelled = spell(word)
            if not spelled:
                raise PhraseError(f"has no word in “{piece}”")
            yield spelled


@dataclass(slots=True)
class _Node:
    edges: dict[str, "_Node"] = field(default_factory=dict)
    gaps: dict[int, "_Node"] = field(default_factory=dict)
    owners: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Found:
    """An owner's phrase at words `first` up to (not including) `after`."""

    owner: str
    first: int
    after: int


class Matcher:
    """Finds all phrases in one pass; the work grows linearly with the words, whatever they are."""

    def __init__(self, phrases: Mapping[str, Sequence[tuple[Step, ...]]], slots: Mapping[str, frozenset[str]]) -> None:
        self._root = _Node()
        self._slots_of = _slots_by_word(slots)
        for owner, written in phrases.items():
            for form in written:
                self._add(owner, form)
        self._starts = self._opening_words(slots)
        self.steps = 0

    def find(self, words: Sequence[str]) -> list[Found]:
        """Every phrase found, in order of its first word."""
        found: list[Found] = []
        starts = self._starts
        for position, word in enumerate(words):
            if word in starts or ((position == 0 or words[position - 1] in ENDS) and "^" in self._root.edges):
                self._follow(words, position, found)
        return found

    def count_steps(self, words: Sequence[str]) -> int:
        """How many steps `find` takes on these words; for tests of its promise."""
        return sum(self._follow(words, position, []) for position in range(len(words)))

    def _follow(self, words: Sequence[str], first: int, found: list[Found]) -> int:
        steps = 0
        length = len(words)
        waiting = [(self._root, first)]
        if first == 0 or words[first - 1] in ENDS:
            anchored = self._root.edges.get("^")
            if anchored is not None:
                waiting.append((anchored, first))
        seen: set[tuple[int, int]] = set()
        while waiting:
            node, at = waiting.pop()
            steps += 1
            if (id(node), at) in seen:
                continue
            seen.add((id(node), at))
            if node.owners:
                found.extend(Found(owner, first, at) for owner in node.owners)
            ended = at >= length
            word = "." if ended else words[at]
            edges = node.edges
            if word in ENDS and "$" in edges:
                waiting.append((edges["$"], at))
            if ended:
                continue
            if word in edges:
                waiting.append((edges[word], at + 1))
            for slot in self._slots_of.get(word, ()):
                if slot in edges:
                    waiting.append((edges[slot], at + 1))
            for width, after in node.gaps.items():
                waiting.extend(_skips(words, at, width, after))
        return steps

    def _add(self, owner: str, form: tuple[Step, ...]) -> None:
        node = self._root
        for step in form:
            node = (
                node.gaps.setdefault(step, _Node()) if isinstance(step, int) else node.edges.setdefault(step, _Node())
            )
        node.owners.add(owner)

    def _opening_words(self, slots: Mapping[str, frozenset[str]]) -> frozenset[str]:
        opening: set[str] = set()
        for edge in self._root.edges:
            opening |= slots[edge[1:-1]] if edge.startswith("{") else {edge}
        return frozenset(opening)


def _skips(words: Sequence[str], at: int, width: int, after: _Node) -> Iterator[tuple[_Node, int]]:
    for skipped in range(width + 1):
        yield after, at + skipped
        if at + skipped >= len(words) or words[at + skipped] in ENDS:
            return


def _slots_by_word(slots: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    for name, words in slots.items():
        for word in words:
            by_word.setdefault(word, []).append(f"{{{name}}}")
    return {word: tuple(sorted(names)) for word, names in by_word.items()}
