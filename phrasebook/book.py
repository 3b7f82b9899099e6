"""The phrasebook's door: reads the heat of a text, and knows every entry of its pages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from phrasebook.entries import Entry
from phrasebook.language import load as load_language
from phrasebook.lexicon import read_lexicon
from phrasebook.pages import BUILT_IN, PageError, entries, signals
from phrasebook.phrasing import Phrases, Phrasing
from phrasebook.practice_book import Practice
from phrasebook.reader import Reader
from phrasebook.reading import Reading, Voice
from phrasebook.sayings import Sayings
from phrasebook.silences import silences, without
from phrasebook.tokens import Tokens
from phrasebook.weights import Weights

__all__ = ["PageError", "Phrasebook"]


class Phrasebook(Phrases):
    """All pages, opened and checked; immutable, safe to share between threads."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        reader: Reader,
        phrasing: Phrasing,
        practice: Practice,
        sayings: Sayings,
    ) -> None:
        self.practice = practice
        self._entries = dict(entries)
        self._reader = reader
        self._phrasing = phrasing
        self._sayings = sayings

    @classmethod
    def load(cls, *extra: Path) -> "Phrasebook":
        """The built-in pages and those of team folders (later ones win); raises PageError listing all faults."""
        folders = (BUILT_IN, *extra)
        faults: list[str] = []
        load_language()
        lexicon = read_lexicon(folders, faults)
        found = entries(folders, faults)
        heard = without(found, silences(extra, faults))
        reader = Reader(heard, signals(folders, faults), lexicon, Weights.load(), faults)
        phrasing = Phrasing.load(folders, reader.read, found, faults)
        practice = Practice.load(folders, lexicon, phrasing.techniques, faults)
        if faults:
            raise PageError(faults)
        return cls(found, reader, phrasing, practice, Sayings.load())

    def read(self, text: str, voice: Voice = Voice.AGENT) -> Reading:
        """The heat of a Slack message (mrkdwn) or plain text, with every cue placed in the text as given."""
        return self._reader.read(text, voice)

    def describe(self, text: str) -> tuple[Tokens, dict[str, float]]:
        """The words of a text and its features, for those who learn the weights."""
        return self._reader.describe(text)

    def matching_steps(self, words: Sequence[str]) -> int:
        """How many steps the matcher takes on these words, for tests of its promise to stay linear."""
        return self._reader.ear.matcher.count_steps(words)

    def entry(self, cue_id: str) -> Entry:
        """The entry behind a cue; raises KeyError when there is none."""
        return self._entries[cue_id]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of their pages."""
        return tuple(self._entries.values())

    def say(self, key: str, /, **slots: str) -> str:
        """Words that the bot says; raises KeyError for an unknown key or a slot left empty."""
        return self._sayings.say(key, **slots)
