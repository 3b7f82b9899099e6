"""The phrasebook's door: reads the heat of a text, and knows every entry of its pages."""

from collections.abc import Mapping
from pathlib import Path

from phrasebook.ear import Ear
from phrasebook.entries import HARM, Entry
from phrasebook.features import family_features, worst_sentence
from phrasebook.lexicon import Lexicon, read_lexicon
from phrasebook.matcher import Found
from phrasebook.pages import BUILT_IN, PageError, entries
from phrasebook.reading import CALM, Cue, Level, Reading, Voice
from phrasebook.sayings import Sayings
from phrasebook.tokens import Speller, Tokens
from phrasebook.vader import Vader
from phrasebook.weights import Weights, heat_of

__all__ = ["PageError", "Phrasebook"]


class Phrasebook:
    """All pages, opened and checked; immutable, safe to share between threads."""

    def __init__(self, entries: Mapping[str, Entry], lexicon: Lexicon, sayings: Sayings, faults: list[str]) -> None:
        self._entries = dict(entries)
        self._vader = Vader(lexicon.valences)
        words = frozenset(self._vader.lexicon) | frozenset().union(*lexicon.slots.values())
        self._speller = Speller(lexicon.spellings, lexicon.masked, lexicon.emoji, words)
        self._ear = Ear(entries.values(), lexicon, self._speller, faults)
        self._laughter = lexicon.slots["laughter"]
        self._weights = Weights.load()
        self._sayings = sayings

    @classmethod
    def load(cls, *extra: Path) -> "Phrasebook":
        """The built-in pages and those of team folders (later ones win); raises PageError listing all faults."""
        folders = (BUILT_IN, *extra)
        faults: list[str] = []
        lexicon = read_lexicon(folders, faults)
        found = entries(folders, faults)
        book = cls(found, lexicon, Sayings.load(BUILT_IN / "says"), faults)
        if faults:
            raise PageError(faults)
        return book

    def read(self, text: str, voice: Voice = Voice.AGENT) -> Reading:
        """The heat of a Slack message (mrkdwn) or plain text, with every cue placed in the text as given."""
        tokens = self._speller.tokens(text)
        if not tokens.words:
            return CALM
        found = self._ear.hear(tokens.words, voice)
        heard = [self._entries[one.owner] for one in found]
        features = family_features(entry.family for entry in heard)
        features["vader"] = worst_sentence(tokens, self._vader)
        heat = heat_of(self._weights.logit(features))
        return Reading(
            heat=heat,
            level=self._weights.level(heat) if heard else Level.CALM,
            cues=tuple(self._cue(entry, one, tokens, voice) for entry, one in zip(heard, found, strict=True)),
            harm=any(entry.family in HARM for entry in heard),
            laughing=not self._laughter.isdisjoint(tokens.words),
        )

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

    def _cue(self, entry: Entry, found: Found, tokens: Tokens, voice: Voice) -> Cue:
        return Cue(
            cue=entry.id,
            family=entry.family.value,
            technique=entry.technique_for(voice),
            start=tokens.starts[found.first],
            end=tokens.ends[found.after - 1],
        )
