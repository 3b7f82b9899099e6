"""VADER, the base of the reading, kept in this one file: our words laid over its lexicon, its slips worked around."""

from collections.abc import Mapping, Sequence

from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    N_SCALAR,
    NEGATE,
    SentimentIntensityAnalyzer,
    SentiText,
    allcap_differential,
)

_NEGATIONS = frozenset(NEGATE)
_BEFORE, _AFTER = 3, 3
_EMPHASIS = ("so", "this")


class _Around(SentiText):
    """A word's surroundings as the package wants them, without cutting up a text again."""

    def __init__(self, words: list[str], shouted: bool) -> None:
        self.words_and_emoticons = words
        self.is_cap_diff = shouted


class Vader(SentimentIntensityAnalyzer):
    """VADER over one sentence of words; the cost grows linearly with the words.

    Three slips of the package are mended: "but" looked values up by value and so changed the wrong ones (and took
    quadratic time), any "so" or "this" before a word undid its negation, and every word looked at the whole text.
    """

    def __init__(self, overlay: Mapping[str, float]) -> None:
        super().__init__()
        self.lexicon = {word: valence for word, valence in {**self.lexicon, **overlay}.items() if valence}
        self._telling = frozenset(self.lexicon) - frozenset(BOOSTER_DICT)

    def valences(self, words: Sequence[str], lowered: Sequence[str]) -> list[float]:
        """What each word of a sentence brings, −4 to 4 before emphasis, in its surroundings; none for a plain one."""
        telling = self._telling
        told = [at for at, word in enumerate(lowered) if word in telling and not _is_kind_of(lowered, at)]
        if not told:
            return []
        found = [0.0] * len(words)
        shouted = allcap_differential(words)
        for at in told:
            found[at] = self._valence(words, at, shouted)
        _weigh_but(lowered, found)
        return found

    def compound(self, valences: list[float], sentence: str) -> float:
        """One number for a sentence, −1 to 1."""
        return self.score_valence(valences, sentence)["compound"]

    def _valence(self, words: Sequence[str], at: int, shouted: bool) -> float:
        first = max(0, at - _BEFORE)
        around = _Around(list(words[first : at + _AFTER]), shouted)
        return self.sentiment_valence(0.0, around, words[at], at - first, [])[0]

    @staticmethod
    def _negation_check(valence: float, words_and_emoticons: list[str], start_i: int, i: int) -> float:
        before = [word.lower() for word in words_and_emoticons[i - start_i - 1 : i]]
        if start_i and before[0] == "never" and any(word in _EMPHASIS for word in before[1:]):
            return valence * 1.25
        if start_i and before[0] == "without" and "doubt" in before[1:]:
            return valence
        if before[0] in _NEGATIONS or "n't" in before[0]:
            return valence * N_SCALAR
        return valence


def _is_kind_of(lowered: Sequence[str], at: int) -> bool:
    return lowered[at] == "kind" and at + 1 < len(lowered) and lowered[at + 1] == "of"


def _weigh_but(lowered: Sequence[str], valences: list[float]) -> None:
    if "but" not in lowered:
        return
    turn = lowered.index("but")
    for at, valence in enumerate(valences):
        if at != turn:
            valences[at] = valence * (0.5 if at < turn else 1.5)
