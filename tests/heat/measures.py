"""How well numbers tell labels apart."""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def auc(labels: Numbers, scores: Numbers) -> float:
    """How often a labelled message scores above one that is not; a draw counts half."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2.0)[place]
    positives = labels.sum()
    return float((ranks[labels == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(labels) - positives)))


def average_precision(labels: Numbers, scores: Numbers) -> float:
    """Precision averaged over the places of all labelled messages."""
    ordered = labels[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1) * ordered).sum() / ordered.sum())


def recall_at(labels: Numbers, scores: Numbers, calm: Numbers, share: float) -> float:
    """The part of the labelled that lies above all but `share` of the calm scores."""
    return float((scores[labels == 1] > np.quantile(calm, 1.0 - share)).mean())


def precision_and_recall(labels: Numbers, flags: Numbers) -> tuple[float, float]:
    """Of what was flagged, how much is labelled; of the labelled, how much was flagged."""
    right = float((labels * flags).sum())
    return right / max(1.0, float(flags.sum())), right / float(labels.sum())


def reliability(labels: Numbers, heats: Numbers, steps: int = 5) -> list[tuple[float, float, int]]:
    """For equal steps of heat: mean heat, share of labelled, and how many."""
    told: list[tuple[float, float, int]] = []
    for step in range(steps):
        within = (heats >= step / steps) & (heats < (step + 1) / steps + (step == steps - 1))
        if within.any():
            told.append((float(heats[within].mean()), float(labels[within].mean()), int(within.sum())))
    return told
