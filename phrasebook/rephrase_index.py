"""Knows which rules are worth trying on a text, by the words that they need."""

from collections import Counter
from collections.abc import Iterable, Iterator

from phrasebook.wording_pages import Rule
from phrasebook.wording_pattern import Captured, Pattern, words_of


class RuleIndex:
    """Rules in their order, found by words; immutable once made."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        common = Counter(word for rule in self._rules for one in rule.when for needed in one.needs for word in needed)
        self._by_word: dict[str, set[int]] = {}
        self._always: set[int] = set()
        for number, rule in enumerate(self._rules):
            for pattern in rule.when:
                self._add(number, pattern, common)

    def heard(self, text: str, silent: frozenset[str]) -> Iterator[tuple[Rule, Captured]]:
        """The rules that fit a text, in their order, each with what its slots took."""
        known = words_of(text)
        likely = self._always.union(*(self._by_word.get(word, ()) for word in known))
        for number in sorted(likely):
            rule = self._rules[number]
            captured = None if rule.id in silent else _heard(rule, text, known)
            if captured is not None:
                yield rule, captured

    def _add(self, number: int, pattern: Pattern, common: Counter[str]) -> None:
        if not pattern.needs:
            self._always.add(number)
            return
        for word in min(pattern.needs, key=lambda needed: sum(common[word] for word in needed)):
            self._by_word.setdefault(word, set()).add(number)


def _heard(rule: Rule, text: str, known: frozenset[str]) -> Captured | None:
    for pattern in rule.when:
        captured = pattern.find(text, known)
        if captured is not None:
            return None if any(unless.find(text, known) for unless in rule.unless) else captured
    return None
