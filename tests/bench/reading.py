"""Reading a message, beside plain VADER: chat, the worst that is known, and a million readings in one process."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from phrasebook.book import Phrasebook
from phrasebook.reading import Voice
from tests.bench.figures import Figure, in_turn, middle
from tests.bench.texts import chat

LONGEST = 40_000
"""Characters that Slack lets a message have."""
PIECES = (
    *("you never ", "a", "!", "😡", "🤬👎", "<", "> ", "`", "```", "*x* ", "_", "&amp;", "<@U1> ", ":rage: ", "n't "),
    *("not very really so ", "b*tch ", "a@a$a!", "sooooo ", "WHY ARE YOU SO SLOW ", "but never at least "),
    *("don't don't ", "kind of sort of ", "ich warte ", "これは", "1. ", "http://a.b/c ", "a_b_c ", "#$%@*! ", "?! "),
    *(".", "x' ", "\n> \n", "'", "é "),
)
"""What hostile texts are made of."""
CANDIDATES = 10
"""Hostile texts that are looked at more closely: one look may be slow for another reason."""


def reading(said: Sequence[str], rounds: int) -> Iterator[Figure]:
    book, vader = Phrasebook.load(), SentimentIntensityAnalyzer()

    def ours() -> list[float]:
        return [_took(partial(book.read, text, Voice.CUSTOMER)) for text in said]

    def plain() -> list[float]:
        return [_took(partial(vader.polarity_scores, text)) for text in said]

    ours()
    here, there = (middle([min(each) for each in zip(*rows, strict=True)]) for rows in in_turn(rounds, ours, plain))
    yield Figure(
        name="reading a message",
        unit="µs, median",
        ours=here * 1e6,
        peer=there * 1e6,
        beside="VADER",
        wanted="≤ 3 ×",
        met=here <= 3 * there,
        note=f"{len(said)} messages",
    )
    yield _worst(book, vader)


def _worst(book: Phrasebook, vader: SentimentIntensityAnalyzer) -> Figure:
    hits = [f"{hit} " for entry in book.entries for hit in entry.hits[:1]]
    hostile = [(piece * LONGEST)[:LONGEST] for piece in (*PIECES, *hits)]
    book.read(hostile[0])
    slowest = sorted(hostile, key=lambda text: _took(partial(book.read, text)))[-CANDIDATES:]
    took, found = max((min(_took(partial(book.read, text)) for _ in range(5)), text) for text in slowest)
    return Figure(
        name="reading the worst 40,000 characters",
        unit="ms",
        ours=took * 1000,
        peer=_took(partial(vader.polarity_scores, found)) * 1000,
        beside="VADER",
        wanted="≤ 50 ms",
        met=took <= 0.05,
        note=f"of {len(hostile)} hostile texts",
    )


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def memory(readings: int) -> Figure:
    """How much a process grows that reads so many messages, once it has read a tenth of them."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.reading", str(readings)], stdout=subprocess.PIPE, text=True, check=True
    )
    before, after = map(int, done.stdout.split())
    return Figure(
        name=f"growth over {readings:,} readings",
        unit="MB",
        ours=(after - before) / 1e6,
        wanted="flat",
        met=after - before < 0.05 * before,
        note=f"from {before / 1e6:.0f} MB after the first tenth",
    )


def _read_on(readings: int) -> None:
    book, said = Phrasebook.load(), chat()
    for text in islice(said, readings // 10):
        book.read(text, Voice.CUSTOMER)
    before = _resident()
    for text in islice(said, readings - readings // 10):
        book.read(text, Voice.CUSTOMER)
    sys.stdout.write(f"{before} {_resident()}\n")


def _resident() -> int:
    """The bytes of this process that are in memory, as Linux tells."""
    pages = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(pages.split()[1]) * 1024


if __name__ == "__main__":
    _read_on(int(sys.argv[1]))
