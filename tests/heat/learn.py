"""Learns the weights from a data folder and writes them into the phrasebook."""

from pathlib import Path

from phrasebook.book import Phrasebook
from phrasebook.weights import FEATURES, WORDS, Weights
from tests.heat.corpus import described, messages, own_pages
from tests.heat.learning import Learned, learn

_ABOUT = """\
# What each feature adds to the heat of a text (weights of a logistic regression), and the heats from which a text that
# holds a cue is warm or heated. Learned: run `uv run python -m tests.heat learn DATA` and read the figures it prints.
"""
_ABOUT_WORDS = (
    "# What single words add to the heat of a text; each counts once, divided by the root of the text's length.\n"
)


def learn_and_write(folder: Path) -> Learned:
    """Fits on all sources; the thresholds stay as they are."""
    book = Phrasebook.load()
    learned = learn(described(book, [*messages(folder), *own_pages(book)]))
    write(learned, Weights.load())
    return learned


def write(learned: Learned, before: Weights) -> None:
    lines = [f"bias = {learned.bias:.3f}", f"warm = {before.warm}", f"heated = {before.heated}", "", "[features]"]
    lines += [f'"{name}" = {weight:.3f}' for name, weight in sorted(learned.features.items())]
    FEATURES.write_text(_ABOUT + "\n".join(lines) + "\n", encoding="utf-8")
    words = [f"{word}\t{weight:.2f}" for word, weight in sorted(learned.words.items())]
    WORDS.write_text(_ABOUT_WORDS + "\n".join(words) + "\n", encoding="utf-8")
