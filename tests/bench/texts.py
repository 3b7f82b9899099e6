"""What is said in a bench: lines as people chat them, made up here, or the texts of a file that is somewhere else."""

import csv
import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path

from tests.phrasing.drafts import hot_drafts

PAGE = Path(__file__).with_name("texts.toml")
LENGTHS = (1, 1, 1, 2, 2, 3)
"""How many lines make up a message."""


@cache
def _page() -> dict[str, list[str]]:
    return tomllib.loads(PAGE.read_text(encoding="utf-8"))


def chat(seed: int = 7) -> Iterator[str]:
    """Messages without end, hardly ever the same one twice; the same ones for the same seed."""
    page, chance = _page(), random.Random(seed)
    for number in count(1000):
        lines = chance.choices(page["lines"], k=chance.choice(LENGTHS))
        thing, who = chance.choice(page["things"]), chance.choice(page["names"])
        yield " ".join(lines).replace("{n}", str(number)).replace("{thing}", thing).replace("{who}", who)


def texts(many: int, file: Path | None = None) -> list[str]:
    """So many messages, made up; or as many as there are in the column `text` of a CSV file, chosen by chance."""
    if file is None:
        said = chat()
        return [next(said) for _ in range(many)]
    with file.open(encoding="utf-8", newline="") as lines:
        found = [row["text"] for row in csv.DictReader(lines) if row["text"].strip()]
    return random.Random(7).sample(found, min(many, len(found)))


def with_sharp_ones(calm: Sequence[str], share: float, seed: int = 7) -> list[str]:
    """The same messages, this share of them in the words of somebody who has had enough."""
    chance, sharp = random.Random(seed), hot_drafts()
    return [chance.choice(sharp) if chance.random() < share else text for text in calm]
