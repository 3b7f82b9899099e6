"""The learned numbers: what each feature and each word adds to the heat, read from two small files."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from phrasebook.reading import Level

FEATURES = Path(__file__).parent / "weights.toml"
WORDS = Path(__file__).parent / "words.tsv"
_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic weights; `warm` and `heated` are the heats from which a text counts as such."""

    bias: float
    features: Mapping[str, float]
    words: Mapping[str, float]
    warm: float
    heated: float

    @classmethod
    def load(cls, features: Path = FEATURES, words: Path = WORDS) -> "Weights":
        page = tomllib.loads(features.read_text(encoding="utf-8"))
        lines = (line.split("\t") for line in words.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
        listed = {word: float(weight) for word, weight in lines}
        return cls(page["bias"], page["features"], listed, page["warm"], page["heated"])

    def logit(self, features: Mapping[str, float], words: Sequence[str]) -> float:
        """What features and words add up to; each word counts once, and for less in a long text."""
        total = self.bias
        for name, value in features.items():
            if value:
                total += self.features.get(name, 0.0) * value
        listed = self.words
        told = sum(listed[word] for word in set(words) if word in listed)
        return total + told / math.sqrt(max(1, len(words)))

    def level(self, heat: float) -> Level:
        if heat >= self.heated:
            return Level.HEATED
        return Level.WARM if heat >= self.warm else Level.CALM


def heat_of(logit: float) -> float:
    """A logit as a heat, 0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-_STEEPEST, min(_STEEPEST, logit))))
