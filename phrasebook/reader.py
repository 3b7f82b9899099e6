"""Reads the heat of a text: its words, its cues, its manner, and what the weights make of them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from phrasebook.ear import Ear
from phrasebook.entries import HARM, Entry, Family, Signal
from phrasebook.features import Describer
from phrasebook.language import FEWEST_TO_DOUBT, KNOWN_SHARE, MOST_ASKED, english_places, is_english
from phrasebook.lexicon import Lexicon
from phrasebook.matcher import Found
from phrasebook.prepare import PERSON, THING
from phrasebook.reading import CALM, Cue, Level, Reading, Voice
from phrasebook.tokens import ENDS, Speller, Tokens
from phrasebook.vader import Vader
from phrasebook.weights import Weights, heat_of

HEAT_OF_HARM = 0.9
LAST_LATIN = "\u024f"
WORDLESS = frozenset({Family.SHOUTING})
"""What is heard in how a thing is written, whatever the words are."""
_NOTHING = ENDS | {PERSON, THING}
NOT_JUDGED = Reading(heat=0.0, level=Level.CALM, judged=False)


class Reader:
    """Everything that a reading needs, made once; faults of phrases are added to `faults`."""

    def __init__(
        self,
        entries: Mapping[str, Entry],
        signals: Iterable[Signal],
        lexicon: Lexicon,
        weights: Weights,
        faults: list[str],
    ) -> None:
        self._entries = dict(entries)
        self._signals = {signal.owner: signal for signal in signals}
        vader = Vader(lexicon.valences)
        words = frozenset(vader.lexicon) | frozenset().union(*lexicon.slots.values())
        self._known = words | weights.words.keys()
        self.speller = Speller(lexicon.spellings, lexicon.masked, lexicon.emoji, words)
        self.ear = Ear(entries.values(), self._signals.values(), lexicon, self.speller, faults)
        self.describer = Describer(vader, lexicon.slots)
        self._laughter = lexicon.slots["laughter"]
        self._weights = weights

    def read(self, text: str, voice: Voice) -> Reading:
        """The reading of a Slack message (mrkdwn) or plain text; cues are placed in the text as given."""
        tokens = self.speller.tokens(text)
        if _NOTHING.issuperset(tokens.words):
            return NOT_JUDGED if text.strip() else CALM
        found = self.ear.hear(tokens)
        heard = [one for one in found if one.owner in self._entries]
        spoken = [one for one in heard if voice in self._entries[one.owner].voices]
        english = _in_english(spoken, tokens)
        if not english and (spoken or self._is_foreign(tokens)):
            return NOT_JUDGED
        features = self._features(tokens, heard)
        heat = heat_of(self._weights.logit(features, tokens.words))
        if heat >= self._weights.warm and not self._worded(english, tokens) and self._is_unread(tokens):
            return NOT_JUDGED
        harm = any(self._entries[one.owner].family in HARM for one in english)
        return Reading(
            heat=max(heat, HEAT_OF_HARM) if harm else heat,
            level=self._level(heat, harm) if english else Level.CALM,
            cues=self._cues(english, tokens, voice, heat, features) if english else (),
            harm=harm,
            laughing=not self._laughter.isdisjoint(tokens.words),
            sources=self._signalled(found, "source", voice),
            wants=self._signalled(found, "want", voice),
        )

    def describe(self, text: str) -> tuple[Tokens, dict[str, float]]:
        """The words of a text and its features."""
        tokens = self.speller.tokens(text)
        return tokens, self._features(tokens, [one for one in self.ear.hear(tokens) if one.owner in self._entries])

    def _is_foreign(self, tokens: Tokens) -> bool:
        """Whether hardly a word is known and the detector agrees; it costs more than all the rest, so it comes last."""
        words = list(filter(str.isalpha, tokens.words))
        if sum(map(self._weights.words.__contains__, words)) >= KNOWN_SHARE * len(words):
            return False
        if sum(max(word) > LAST_LATIN for word in words) * 2 > len(words):
            return True
        return len(words) >= FEWEST_TO_DOUBT and not is_english(words[:MOST_ASKED])

    def _worded(self, heard: Iterable[Found], tokens: Tokens) -> bool:
        """Whether words brought a cue, and not emoji or marks alone: those stand beside any language."""
        telling = (one for one in heard if self._entries[one.owner].family not in WORDLESS)
        return any(any(map(str.isalpha, tokens.words[one.first : one.after])) for one in telling)

    def _is_unread(self, tokens: Tokens) -> bool:
        """Whether most words are unknown, so that only emoji and marks beside them were read."""
        words = list(filter(str.isalpha, tokens.words))
        if sum(map(self._known.__contains__, words)) * 2 >= len(words):
            return False
        return len(words) < FEWEST_TO_DOUBT or not is_english(words[:MOST_ASKED])

    def _features(self, tokens: Tokens, heard: Iterable[Found]) -> dict[str, float]:
        return self.describer.features(tokens, [self._entries[one.owner].family for one in heard])

    def _signalled(self, found: Iterable[Found], kind: str, voice: Voice) -> tuple[str, ...]:
        """What a customer signals, most often said first."""
        if voice is not Voice.CUSTOMER:
            return ()
        signals = (self._signals[one.owner] for one in found if one.owner in self._signals)
        return tuple(id for id, _ in Counter(signal.id for signal in signals if signal.kind == kind).most_common())

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
        start, end = tokens.span(found.first, found.after)
        return Cue(entry.id, entry.family.value, entry.technique_for(voice), start, end, share)


def _in_english(heard: list[Found], tokens: Tokens) -> list[Found]:
    if not heard:
        return heard
    told = english_places(tokens, [one.first for one in heard])
    return [one for one, english in zip(heard, told, strict=True) if english]
