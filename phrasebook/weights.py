"""The learned numbers: what each feature adds to the heat, read from one small file."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from phrasebook.reading import Level

BUILT_IN = Path(__file__).parent / "weights.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic weights; `warm` and `heated` are the heats from which a text counts as such."""

    bias: float
    features: Mapping[str, float]
    warm: float
    heated: float

    @classmethod
    def load(cls, file: Path = BUILT_IN) -> "Weights":
        page = tomllib.loads(file.read_text(encoding="utf-8"))
        return cls(page["bias"], page["features"], page["warm"], page["heated"])

    def logit(self, features: Mapping[str, float]) -> float:
        return self.bias + sum(self.features.get(name, 0.0) * value for name, value in features.items())

    def level(self, heat: float) -> Level:
        if heat >= self.heated:
            return Level.HEATED
        return Level.WARM if heat >= self.warm else Level.CALM


def heat_of(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
