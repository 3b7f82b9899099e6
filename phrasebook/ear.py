"""Hears the cues in a text: the entries of the pages, compiled once to a matcher."""

from collections.abc import Iterable, Sequence

from phrasebook.entries import Entry
from phrasebook.lexicon import Lexicon
from phrasebook.matcher import Found, Matcher
from phrasebook.phrases import PhraseError, Sequence as Phrase, parse
from phrasebook.reading import Voice
from phrasebook.tokens import Speller

_UNLESS = "unless "


class Ear:
    """All entries as one matcher; immutable after it is made."""

    def __init__(self, entries: Iterable[Entry], lexicon: Lexicon, speller: Speller, faults: list[str]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        phrases: dict[str, list[Phrase]] = {}
        for entry in self._entries.values():
            for owner, written in ((entry.id, entry.match), (_UNLESS + entry.id, entry.unless)):
                for phrase in written:
                    try:
                        phrases.setdefault(owner, []).append(parse(phrase, speller.phrase, frozenset(lexicon.slots)))
                    except PhraseError as error:
                        faults.append(f"{entry.family} · {entry.id} · “{phrase}” {error}")
        self.matcher = Matcher(phrases, lexicon.slots)

    def hear(self, words: Sequence[str], voice: Voice) -> list[Found]:
        """The entries heard, each place once: the longest of overlapping finds of one entry."""
        found = self.matcher.find(words)
        if not found:
            return found
        excused = [(one.owner.removeprefix(_UNLESS), one) for one in found if one.owner.startswith(_UNLESS)]
        kept: list[Found] = []
        for one in sorted(found, key=lambda one: (one.first, -one.after, one.owner)):
            entry = self._entries.get(one.owner)
            if entry is None or voice not in entry.voices:
                continue
            if any(owner == one.owner and _overlap(one, other) for owner, other in excused):
                continue
            if not any(other.owner == one.owner and _overlap(one, other) for other in kept):
                kept.append(one)
        return kept


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.after and other.first < one.after
