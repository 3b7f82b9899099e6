"""The labelled messages of a data folder, and the lines of our own pages, described once and kept under /tmp."""

import csv
import hashlib
import pickle
import random
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from phrasebook.book import Phrasebook
from phrasebook.reading import Voice
from phrasebook.tokens import ENDS

SEED = 7
MOST_POSITIVE, MOST_NEGATIVE = 1_500, 3_000
OWN_PAGES = "own_pages"
CUSTOMER_SOURCES = frozenset({"airline_service_anger", "complaints", "bitext_offensive"})
_LONGEST_FIELD = 10_000_000


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message; `label` is 1 where a person judged it uncivil, toxic, angry or a complaint."""

    source: str
    label: int
    text: str

    @property
    def voice(self) -> Voice:
        return Voice.CUSTOMER if self.source in CUSTOMER_SOURCES else Voice.AGENT


@dataclass(frozen=True, slots=True)
class Described:
    """A message as the weights see it."""

    message: Message
    features: dict[str, float]
    words: tuple[str, ...]
    names: frozenset[str]
    heard: bool


def messages(folder: Path) -> list[Message]:
    """A fixed sample of every source, so that none outweighs the others."""
    by_source: dict[str, list[Message]] = {}
    for message in _read(folder / "messages.csv"):
        by_source.setdefault(message.source, []).append(message)
    chance = random.Random(SEED)
    kept: list[Message] = []
    for _, listed in sorted(by_source.items()):
        for label, most in ((1, MOST_POSITIVE), (0, MOST_NEGATIVE)):
            alike = [message for message in listed if message.label == label]
            kept.extend(chance.sample(alike, min(most, len(alike))))
    return kept


def hard(folder: Path) -> list[Message]:
    """Calm messages full of hard words."""
    return list(_read(folder / "benign_hard.csv"))


def own_pages(book: Phrasebook) -> Iterator[Message]:
    """Every `hits` and `misses` line of the cue pages."""
    for entry in book.entries:
        yield from (Message(OWN_PAGES, 1, line) for line in entry.hits)
        yield from (Message(OWN_PAGES, 0, line) for line in entry.misses)


def described(book: Phrasebook, told: Iterable[Message]) -> list[Described]:
    """The messages with their features; kept in a file, as describing them all takes a while."""
    listed = list(told)
    cache = Path(tempfile.gettempdir()) / f"levelhead-heat-{_fingerprint(listed)}.pickle"
    if cache.exists():
        kept: list[Described] = pickle.loads(cache.read_bytes())
        return kept
    fresh = [_described(book, message) for message in listed]
    cache.write_bytes(pickle.dumps(fresh))
    return fresh


def _described(book: Phrasebook, message: Message) -> Described:
    tokens, features = book.describe(message.text)
    within = (at for at in range(1, len(tokens.words)) if tokens.words[at - 1] not in ENDS)
    names = {tokens.words[at] for at in within if tokens.raws[at].istitle()}
    heard = bool(book.read(message.text, message.voice).cues)
    return Described(message, features, tuple(tokens.words), frozenset(names), heard)


def _fingerprint(listed: list[Message]) -> str:
    """Changes with the messages and with everything in the phrasebook that describes them, save the learned numbers."""
    digest = hashlib.sha256()
    for file in sorted(Path("phrasebook").rglob("*")):
        if file.suffix in (".py", ".toml") and file.name != "weights.toml":
            digest.update(file.read_bytes())
    for message in listed:
        digest.update(f"{message.source}{message.label}{message.text}".encode())
    return digest.hexdigest()[:24]


def _read(file: Path) -> Iterator[Message]:
    csv.field_size_limit(_LONGEST_FIELD)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Message(row["source"], int(float(row["label"] or 0)), row["text"])
