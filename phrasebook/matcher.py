"""Finds thousands of phrases in one walk: a graph of words whose states are joined as words come by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from phrasebook import phrases
from phrasebook.phrases import Choice, Edge, Gap, Word
from phrasebook.tokens import ENDS

MOST_STATES = 50_000
_ANY = "*"
_OTHER = "\0"


@dataclass(frozen=True, slots=True)
class Found:
    """An owner's phrase at words `first` up to (not including) `after`."""

    owner: str
    first: int
    after: int


@dataclass(slots=True, eq=False)
class _State:
    """Many places in the graph at once; `onward` is filled as words come by."""

    places: frozenset[int]
    owners: tuple[str, ...]
    end_owners: tuple[str, ...]
    onward: dict[str, "_State | None"] = field(default_factory=dict)
    merged: dict[str, set[int]] = field(default_factory=dict)


class Matcher:
    """All phrases of all owners. Safe to share: what threads add to it is only what each would have found itself."""

    def __init__(self, owned: Mapping[str, Iterable[phrases.Sequence]], slots: Mapping[str, frozenset[str]]) -> None:
        self._slots_of = _slots_by_word(slots)
        self._edges: list[dict[str, set[int]]] = [{}, {}]
        self._owners: dict[int, set[str]] = {}
        self._end_owners: dict[int, set[str]] = {}
        for owner, sequences in owned.items():
            for sequence in sequences:
                self._add(owner, sequence)
        self._known = ENDS.union(self._slots_of, *self._edges)
        self._forget()

    def find(self, words: Sequence[str]) -> list[Found]:
        """Every phrase found, in order of its first word."""
        return self._walk(words)[0]

    def count_steps(self, words: Sequence[str]) -> int:
        """How many steps `find` takes on these words; for tests of its promise to stay linear."""
        return self._walk(words)[1]

    def _walk(self, words: Sequence[str]) -> tuple[list[Found], int]:
        known = self._known
        symbols = [word if word in known else _OTHER for word in words]
        symbols.append(".")
        found: list[Found] = []
        steps = 0
        state: _State | None
        opening = True
        for first, symbol in enumerate(symbols):
            state = self._opening if opening else self._inside
            opening = symbol in ENDS
            if state.onward.get(symbol, state) is None:
                steps += 1
                continue
            at = first
            while state is not None:
                if state.owners:
                    found.extend(Found(owner, first, at) for owner in state.owners)
                if at >= len(symbols):
                    break
                symbol = symbols[at]
                if state.end_owners and symbol in ENDS:
                    found.extend(Found(owner, first, at) for owner in state.end_owners)
                state = state.onward[symbol] if symbol in state.onward else self._learn(state, symbol)
                at += 1
                steps += 1
        return found, steps

    def _learn(self, state: _State, symbol: str) -> _State | None:
        merged = state.merged or self._merge(state)
        reached: set[int] = set()
        for key in (symbol, *self._slots_of.get(symbol, ()), *(() if symbol in ENDS else (_ANY,))):
            reached.update(merged.get(key, ()))
        onward = self._joined(frozenset(reached)) if reached else None
        state.onward[symbol] = onward
        return onward

    def _merge(self, state: _State) -> dict[str, set[int]]:
        merged: dict[str, set[int]] = {}
        for place in state.places:
            for key, reached in self._edges[place].items():
                merged.setdefault(key, set()).update(reached)
        state.merged = merged
        return merged

    def _joined(self, places: frozenset[int]) -> _State:
        state = self._states.get(places)
        if state is None:
            if len(self._states) >= MOST_STATES:
                self._forget()
            state = _State(places, self._named(self._owners, places), self._named(self._end_owners, places))
            self._states[places] = state
        return state

    def _forget(self) -> None:
        self._states: dict[frozenset[int], _State] = {}
        self._inside = self._joined(frozenset({0}))
        self._opening = self._joined(frozenset({0, 1}))

    @staticmethod
    def _named(owners: Mapping[int, set[str]], places: frozenset[int]) -> tuple[str, ...]:
        return tuple(sorted(set().union(*(owners.get(place, ()) for place in places))))

    def _add(self, owner: str, sequence: phrases.Sequence) -> None:
        start, ended = {0}, False
        if sequence and sequence[0] == Edge("^"):
            start, sequence = {1}, sequence[1:]
        if sequence and sequence[-1] == Edge("$"):
            ended, sequence = True, sequence[:-1]
        for place in self._through(start, sequence):
            (self._end_owners if ended else self._owners).setdefault(place, set()).add(owner)

    def _through(self, places: set[int], sequence: phrases.Sequence) -> set[int]:
        for part in sequence:
            if isinstance(part, Word):
                places = {self._step(places, part.text)}
            elif isinstance(part, Gap):
                places = self._skip(places, part.width)
            elif isinstance(part, Choice):
                reached = set().union(*(self._through(places, among) for among in part.among))
                places = places | reached if part.optional else reached
        return places

    def _step(self, places: set[int], key: str) -> int:
        self._edges.append({})
        new = len(self._edges) - 1
        for place in places:
            self._edges[place].setdefault(key, set()).add(new)
        return new

    def _skip(self, places: set[int], width: int) -> set[int]:
        reached = set(places)
        last = places
        for _ in range(width):
            last = {self._step(last, _ANY)}
            reached |= last
        return reached


def _slots_by_word(slots: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    for name, words in slots.items():
        for word in words:
            by_word.setdefault(word, []).append(f"{{{name}}}")
    return {word: tuple(sorted(names)) for word, names in by_word.items()}
