"""Reads the heat of a text: its words, its cues, its manner, and what the weights make of them."""

from collections.abc import Mapping

from phrasebook.ear import Ear
from phrasebook.entries import HARM, Entry
from phrasebook.features import Describer
from phrasebook.lexicon import Lexicon
from phrasebook.matcher import Found
from phrasebook.reading import CALM, Cue, Level, Reading, Voice
from phrasebook.tokens import Speller, Tokens
from phrasebook.vader import Vader
from phrasebook.weights import Weights, heat_of


class Reader:
    """Everything that a reading needs, made once; faults of phrases are added to `faults`."""

    def __init__(self, entries: Mapping[str, Entry], lexicon: Lexicon, weights: Weights, faults: list[str]) -> None:
        self._entries = dict(entries)
        vader = Vader(lexicon.valences)
        words = frozenset(vader.lexicon) | frozenset().union(*lexicon.slots.values())
        self.speller = Speller(lexicon.spellings, lexicon.masked, lexicon.emoji, words)
        self.ear = Ear(entries.values(), lexicon, self.speller, faults)
        self.describer = Describer(vader, lexicon.slots)
        self._laughter = lexicon.slots["laughter"]
        self._weights = weights

    def read(self, text: str, voice: Voice) -> Reading:
        """The reading of a Slack message (mrkdwn) or plain text; cues are placed in the text as given."""
        tokens = self.speller.tokens(text)
        if not tokens.words:
            return CALM
        heard = self.ear.hear(tokens)
        families = [self._entries[one.owner].family for one in heard]
        features = self.describer.features(tokens, families)
        heat = heat_of(self._weights.logit(features, tokens.words))
        spoken = [one for one in heard if voice in self._entries[one.owner].voices]
        harm = any(self._entries[one.owner].family in HARM for one in spoken)
        return Reading(
            heat=heat,
            level=self._level(heat, harm) if spoken else Level.CALM,
            cues=self._cues(spoken, tokens, voice, heat, features) if spoken else (),
            harm=harm,
            laughing=not self._laughter.isdisjoint(tokens.words),
        )

    def _level(self, heat: float, harm: bool) -> Level:
        return Level.HEATED if harm else self._weights.level(heat)

    def _cues(
        self, heard: list[Found], tokens: Tokens, voice: Voice, heat: float, features: Mapping[str, float]
    ) -> tuple[Cue, ...]:
        weights = [max(0.0, self._weights.features.get(self._entries[one.owner].family.value, 0.0)) for one in heard]
        raised = sum(max(0.0, self._weights.features.get(name, 0.0) * value) for name, value in features.items())
        share = heat / max(raised, sum(weights)) if raised else 0.0
        told = zip(heard, weights, strict=True)
        return tuple(self._cue(one, tokens, voice, round(share * weight, 3)) for one, weight in told)

    def _cue(self, found: Found, tokens: Tokens, voice: Voice, share: float) -> Cue:
        entry = self._entries[found.owner]
        start, end = tokens.starts[found.first], tokens.ends[found.after - 1]
        return Cue(entry.id, entry.family.value, entry.technique_for(voice), start, end, share)
