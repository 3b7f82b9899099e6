"""Learns the weights: a logistic regression with a prior, and signs where sense demands them."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack

from phrasebook.entries import Family
from tests.heat.corpus import Described

Numbers = npt.NDArray[np.float64]

FAMILIES = frozenset(family.value for family in Family)
NEVER_COOLS = FAMILIES | {"vader worst", "vader at you", "vader below", "capitals", "runs of marks"}
NEVER_HEATS = frozenset({"polite", "hedge", "vader best", "vader above", "things"})
PRIOR_OF_A_FAMILY = 2.0
PULL_OF_A_FAMILY, PULL_OF_A_FEATURE, PULL_OF_A_WORD = 25.0, 1.0, 2.0
FEWEST_MESSAGES, FEWEST_SOURCES = 15, 4
NEVER = Path(__file__).parent / "never.toml"
MOST_ROUNDS = 150
SMALLEST_WORD = 0.1


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights by name, unrounded."""

    bias: float
    features: dict[str, float]
    words: dict[str, float]

    def logits(self, told: Sequence[Described]) -> Numbers:
        return np.array([self._logit(one) for one in told])

    def _logit(self, one: Described) -> float:
        listed = sum(self.words.get(word, 0.0) for word in set(one.words))
        named = sum(self.features.get(name, 0.0) * value for name, value in one.features.items())
        return self.bias + named + listed / float(np.sqrt(max(1, len(one.words))))


def learn(told: Sequence[Described]) -> Learned:
    """Fits all weights; every source counts the same, and so do its two labels."""
    names = sorted({name for one in told for name in one.features} | FAMILIES)
    words = _vocabulary(told)
    dense = np.array([[one.features.get(name, 0.0) for name in names] for one in told])
    matrix = csr_matrix(hstack([csr_matrix(dense), _word_matrix(told, words)]))
    labels = np.array([one.message.label for one in told], dtype=float)
    fitted = _fit(matrix, labels, _importance(told), _Penalty.of(names, len(words), dense))
    listed = dict(zip(words, fitted[1 + len(names) :].tolist(), strict=True))
    return Learned(
        bias=float(fitted[0]),
        features=dict(zip(names, fitted[1 : 1 + len(names)].tolist(), strict=True)),
        words={word: weight for word, weight in listed.items() if abs(weight) >= SMALLEST_WORD},
    )


@dataclass(frozen=True, slots=True)
class _Penalty:
    pull: Numbers
    prior: Numbers
    bounds: list[tuple[float | None, float | None]]

    @classmethod
    def of(cls, names: Sequence[str], words: int, dense: Numbers) -> "_Penalty":
        spread = dense.std(axis=0) ** 2 + 1e-9
        pull = [
            PULL_OF_A_FAMILY if name in FAMILIES else PULL_OF_A_FEATURE * float(spread[at])
            for at, name in enumerate(names)
        ]
        prior = [PRIOR_OF_A_FAMILY if name in FAMILIES else 0.0 for name in names]
        signs = [(0.0 if name in NEVER_COOLS else None, 0.0 if name in NEVER_HEATS else None) for name in names]
        return cls(
            np.array([0.0, *pull, *[PULL_OF_A_WORD] * words]),
            np.array([0.0, *prior, *[0.0] * words]),
            [(None, None), *signs, *[(None, None)] * words],
        )


def _fit(matrix: csr_matrix, labels: Numbers, importance: Numbers, penalty: _Penalty) -> Numbers:
    turned = csr_matrix(matrix.T)
    total = importance.sum()

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        logits = matrix @ weights[1:] + weights[0]
        errors = importance * (1.0 / (1.0 + np.exp(-np.clip(logits, -500, 500))) - labels)
        away = weights - penalty.prior
        value = (importance * (np.logaddexp(0.0, logits) - labels * logits)).sum() + 0.5 * (
            penalty.pull * away**2
        ).sum()
        slope = np.concatenate([[errors.sum()], turned @ errors]) + penalty.pull * away
        return float(value / total), slope / total

    found = minimize(
        loss, penalty.prior, jac=True, method="L-BFGS-B", bounds=penalty.bounds, options={"maxiter": MOST_ROUNDS}
    )
    weights: Numbers = found.x
    return weights


def _importance(told: Sequence[Described]) -> Numbers:
    counts = Counter((one.message.source, one.message.label) for one in told)
    parts = [1.0 / counts[one.message.source, one.message.label] for one in told]
    return np.array(parts) * len(told) / sum(parts)


def _vocabulary(told: Sequence[Described]) -> list[str]:
    """Plain words that many messages of several sources share; no names, and nothing of who people are."""
    page = tomllib.loads(NEVER.read_text(encoding="utf-8"))
    never = frozenset(page["who"] + page["whose"])
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    sources: dict[str, set[str]] = {}
    for one in told:
        named.update(one.names)
        for word in set(one.words):
            seen[word] += 1
            sources.setdefault(word, set()).add(one.message.source)
    return [
        word
        for word in sorted(seen)
        if seen[word] >= FEWEST_MESSAGES
        and len(sources[word]) >= FEWEST_SOURCES
        and len(word) > 1
        and word not in never
        and word.isascii()
        and word.isalpha()
        and named[word] * 3 < seen[word]
    ]


def _word_matrix(told: Sequence[Described], words: Sequence[str]) -> csr_matrix:
    column = {word: at for at, word in enumerate(words)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, one in enumerate(told):
        value = 1.0 / float(np.sqrt(max(1, len(one.words))))
        for word in set(one.words):
            if word in column:
                rows.append(row)
                columns.append(column[word])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(told), len(words)))
