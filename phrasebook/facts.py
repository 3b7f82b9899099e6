"""What a better wording must keep to the letter, and what it must not add."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from phrasebook.wording_pages import WordLists
from phrasebook.wording_say import OPEN_SLOT
from phrasebook.wording_text import is_sheltered
from phrasebook.wording_verbs import is_english

_NUMBER = re.compile(r"[^\s()‹›]*\d[^\s()‹›]*")
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:;\n–—•*-]\s*|[\"'(“]\s*)$")
_EDGES = ".,;:!?'’\")"


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts of what a text states for a fact: sheltered parts, numbers, dates, names and refusals."""

    sheltered: Counter[str]
    numbers: Counter[str]
    dates: Counter[str]
    names: frozenset[str]
    refusals: int


@dataclass(frozen=True, slots=True)
class FactCheck:
    """Compares a wording with its draft; both with quotes, code, links and mentions sheltered."""

    lists: WordLists

    def facts(self, text: str) -> Facts:
        """The facts of one text; words that the writer still has to fill in are no facts."""
        own = OPEN_SLOT.sub(" ", text)
        lowered = _pattern(self.lists.idioms).sub(" ", own.lower().replace("’", "'"))
        return Facts(
            sheltered=Counter(letter for letter in own if is_sheltered(letter)),
            numbers=Counter(_numbers(own)) + Counter(_found(_pattern(self.lists.numbers), lowered)),
            dates=Counter(_found(_pattern(self.lists.dates), lowered)),
            names=frozenset(_names(own, frozenset(self.lists.names) | frozenset(self.lists.words))),
            refusals=len(_found(_pattern(self.lists.refusals), lowered)),
        )

    def keeps(self, draft: str, wording: str) -> bool:
        """Whether no fact of the draft is lost in the wording, and none is new."""
        before, after = self.facts(draft), self.facts(wording)
        return (
            before.sheltered == after.sheltered
            and before.numbers == after.numbers
            and before.dates == after.dates
            and before.refusals <= after.refusals
            and _mentioned(before.names, wording)
            and _mentioned(after.names, draft)
        )

    def lost(self, draft: str, wording: str) -> tuple[str, ...]:
        """The numbers, dates and names of a draft that a wording does not tell any more, in no order of weight."""
        before, after = self.facts(draft), self.facts(wording)
        counted = (before.numbers - after.numbers) + (before.dates - after.dates)
        return (*counted, *sorted(name for name in before.names if not _mentioned([name], wording)))

    def is_bare(self, text: str) -> bool:
        """Whether a text states no fact at all, so that nothing is lost with it."""
        facts = self.facts(text)
        return not (facts.sheltered or facts.numbers or facts.dates or facts.names or facts.refusals)

    def adds_nothing(self, draft: str, wording: str) -> bool:
        """Whether the wording adds no feeling, promise, admission, accusation or consent that the draft lacks."""
        own = OPEN_SLOT.sub(" ", wording).lower().replace("’", "'")
        lowered = draft.lower().replace("’", "'")
        guards = (_pattern(phrases) for phrases in self.lists.guards.values())
        return all(guard.search(lowered) or not guard.search(own) for guard in guards)


def _numbers(text: str) -> Iterator[str]:
    return (found.group().strip(_EDGES) for found in _NUMBER.finditer(text))


def _names(text: str, common: frozenset[str]) -> Iterator[str]:
    for found in _TOKEN.finditer(text):
        word = found.group()
        bare = word.replace("’", "'").lower()
        if not word[0].isupper() or bare in common or bare.split("'")[0] in common:
            continue
        if not _could_be_plain(word, text, found.start()) or not is_english(bare.split("'")[0]):
            yield word


def _could_be_plain(word: str, text: str, start: int) -> bool:
    """Whether a capital may have another reason than a name: shouting, or the beginning of a sentence."""
    return (word.isupper() and len(word) > 1) or bool(_SENTENCE_START.search(text, 0, start))


def _mentioned(names: Iterable[str], text: str) -> bool:
    lowered = text.lower()
    return all(name.lower().removesuffix("'s").removesuffix("’s") in lowered for name in names)


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return pattern.findall(text)


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    written = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{written})(?!\w)" if written else r"(?!)")
