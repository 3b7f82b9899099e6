"""The bench of truth: every source judged by weights that never saw it, beside plain VADER."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from phrasebook.book import Phrasebook
from phrasebook.reading import Level
from phrasebook.weights import Weights
from tests.heat.corpus import Described, Message, described, hard, messages, own_pages
from tests.heat.learning import Learned, Numbers, learn
from tests.heat.measures import auc, average_precision, precision_and_recall, recall_at, reliability

CHAT = "benign_slack_dev"
CALM_SHARE = 0.01
VADER_THRESHOLD = 0.5
LONGEST_FOR_VADER = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One source, as read by one reader."""

    source: str
    auc: float
    average_precision: float
    recall: float
    precision_flagged: float
    recall_flagged: float

    @property
    def numbers(self) -> tuple[float, ...]:
        return self.auc, self.average_precision, self.recall, self.precision_flagged, self.recall_flagged


def run(folder: Path, console: Console) -> None:
    """Prints the whole table."""
    book = Phrasebook.load()
    told = described(book, messages(folder))
    pages = described(book, own_pages(book))
    sources = sorted({one.message.source for one in told if one.message.label})
    flags = np.array([_flagged(book, one.message) for one in told])
    mild = _plain_vader([one.message for one in told])
    ours, heats, labels = [], [], []
    for source in sources:
        learned = learn([one for one in [*told, *pages] if one.message.source not in (source, CHAT)])
        logits = learned.logits(told)
        ours.append(_row(source, told, logits, _flags_by(learned, told)))
        here = np.array([one.message.source == source for one in told])
        heats.append(1.0 / (1.0 + np.exp(-logits[here])))
        labels.append(np.array([one.message.label for one in told if one.message.source == source]))
    plain = [_row(source, told, mild, (mild > VADER_THRESHOLD).astype(float)) for source in sources]
    _print_rows(console, ours, plain)
    _print_calm(console, told, flags, mild, hard(folder), book)
    _print_reliability(console, reliability(np.concatenate(labels).astype(float), np.concatenate(heats)))


def _row(source: str, told: Sequence[Described], scores: Numbers, flags: Numbers) -> Row:
    here = np.array([one.message.source == source for one in told])
    chat = np.array([one.message.source == CHAT for one in told])
    labels = np.array([one.message.label for one in told], dtype=float)[here]
    precision, recall = precision_and_recall(labels, flags[here])
    return Row(
        source,
        auc(labels, scores[here]),
        average_precision(labels, scores[here]),
        recall_at(labels, scores[here], scores[chat], CALM_SHARE),
        precision,
        recall,
    )


def _flagged(book: Phrasebook, message: Message) -> bool:
    return book.read(message.text, message.voice).level is not Level.CALM


def _flags_by(learned: Learned, told: Sequence[Described]) -> Numbers:
    """As shipped: a cue in this voice, and heat enough, by weights which never saw the source."""
    warm = Weights.load().warm
    heats = 1.0 / (1.0 + np.exp(-learned.logits(told)))
    return np.array([heat >= warm and one.heard for heat, one in zip(heats, told, strict=True)], dtype=float)


def _plain_vader(told: Sequence[Message]) -> Numbers:
    vader = SentimentIntensityAnalyzer()
    return np.array([-vader.polarity_scores(message.text[:LONGEST_FOR_VADER])["compound"] for message in told])


def _print_rows(console: Console, ours: Sequence[Row], plain: Sequence[Row]) -> None:
    table = Table(title="each source read by weights that never saw it (plain VADER in brackets)")
    for name in (
        "source",
        "AUC",
        "avg precision",
        f"recall at {CALM_SHARE:.0%} of chat",
        "precision flagged",
        "recall flagged",
    ):
        table.add_column(name, justify="left" if name == "source" else "right")
    for mine, its in zip(ours, plain, strict=True):
        table.add_row(mine.source, *_pairs(mine.numbers, its.numbers))
    table.add_section()
    table.add_row("macro", *_pairs(_macro(ours), _macro(plain)))
    console.print(table)


def _macro(rows: Sequence[Row]) -> tuple[float, ...]:
    return tuple(float(mean) for mean in np.array([row.numbers for row in rows]).mean(axis=0))


def _pairs(mine: Sequence[float], its: Sequence[float]) -> list[str]:
    return [f"{ours:.3f} ({plain:.3f})" for ours, plain in zip(mine, its, strict=True)]


def _print_calm(
    console: Console,
    told: Sequence[Described],
    flags: Numbers,
    mild: Numbers,
    hard_ones: Sequence[Message],
    book: Phrasebook,
) -> None:
    table = Table(title="calm talk that is flagged, as shipped (plain VADER at -0.5 in brackets)")
    table.add_column("source")
    table.add_column("flagged", justify="right")
    for source in sorted({one.message.source for one in told if one.message.source.startswith("benign")}):
        here = np.array([one.message.source == source for one in told])
        table.add_row(source, f"{flags[here].mean():.2%} ({(mild[here] > VADER_THRESHOLD).mean():.2%})")
    hard_flags = np.array([_flagged(book, message) for message in hard_ones])
    table.add_row("benign_hard", f"{hard_flags.mean():.2%} ({(_plain_vader(hard_ones) > VADER_THRESHOLD).mean():.2%})")
    console.print(table)


def _print_reliability(console: Console, steps: Sequence[tuple[float, float, int]]) -> None:
    table = Table(title="reliability: of messages with this heat, how many are labelled")
    for name in ("mean heat", "labelled", "messages"):
        table.add_column(name, justify="right")
    for heat, labelled, count in steps:
        table.add_row(f"{heat:.2f}", f"{labelled:.2f}", str(count))
    console.print(table)
