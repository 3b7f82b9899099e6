"""Hears the cues in a text: the entries of the pages, compiled once to a matcher."""

from collections import Counter
from collections.abc import Iterable

from phrasebook.entries import Entry, Signal
from phrasebook.lexicon import Lexicon
from phrasebook.matcher import Found, Matcher
from phrasebook.phrases import PhraseError, parse
from phrasebook.phrases import Sequence as Phrase
from phrasebook.shouting import CAPITALS, MARKS, shouts
from phrasebook.tokens import Speller, Tokens

MOST_OF_ONE = 10
_UNLESS = "unless "


class Ear:
    """All entries as one matcher; faults of phrases are added to `faults`."""

    def __init__(
        self,
        entries: Iterable[Entry],
        signals: Iterable[Signal],
        lexicon: Lexicon,
        speller: Speller,
        faults: list[str],
    ) -> None:
        self._spell = speller.phrase
        self._slots = frozenset(lexicon.slots)
        self._everyday = lexicon.slots["everyday"]
        self._polite = lexicon.slots["manner_polite"]
        self._shouting: list[tuple[str, str]] = []
        phrases: dict[str, list[Phrase]] = {}
        for entry in entries:
            self._shouting.extend((kind, entry.id) for kind in entry.match if kind in (CAPITALS, MARKS))
            phrases[entry.id] = self._parsed(entry, entry.match, faults)
            phrases[_UNLESS + entry.id] = self._parsed(entry, entry.unless, faults)
        for signal in signals:
            phrases[signal.owner] = self._parsed(signal, signal.match, faults)
            phrases[_UNLESS + signal.owner] = self._parsed(signal, signal.unless, faults)
        self.matcher = Matcher(phrases, lexicon.slots)

    def hear(self, tokens: Tokens) -> list[Found]:
        """What is heard, whoever speaks, by id of entry or owner of signal; of overlapping finds of one the first."""
        found = self.matcher.find(tokens.words)
        for kind, owner in self._shouting:
            found.extend(shouts(kind, owner, tokens, self._everyday, self._polite))
        return _kept(found) if found else found

    def _parsed(self, owner: Entry | Signal, phrases: Iterable[str], faults: list[str]) -> list[Phrase]:
        parsed: list[Phrase] = []
        for phrase in phrases:
            if phrase in (CAPITALS, MARKS):
                continue
            try:
                parsed.append(parse(phrase, self._spell, self._slots))
            except PhraseError as error:
                faults.append(f"pages · {owner.id} · “{phrase}” {error}")
        return parsed


def _kept(found: list[Found]) -> list[Found]:
    """What no exception covers, each place of an entry once."""
    excused: dict[str, list[Found]] = {}
    for one in found:
        if one.owner.startswith(_UNLESS):
            excused.setdefault(one.owner.removeprefix(_UNLESS), []).append(one)
    kept: list[Found] = []
    counts: Counter[str] = Counter()
    reached: dict[str, int] = {}
    for one in sorted(found, key=lambda one: (one.first, -one.after, one.owner)):
        if one.owner.startswith(_UNLESS) or one.first < reached.get(one.owner, 0) or counts[one.owner] == MOST_OF_ONE:
            continue
        if not any(one.first < other.after and other.first < one.after for other in excused.get(one.owner, ())):
            kept.append(one)
            reached[one.owner] = one.after
            counts[one.owner] += 1
    return kept
