"""Thread texts made up from vocabularies of our own."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

SLOT = re.compile(r"\{(\w+)\}")
RICH = ("vocabulary", "rich")
"""Hard talk from many lines of trade."""
NARROW = ("vocabulary",)
"""A narrow vocabulary, in which many cases have most of their words in common."""
CHOOSING, REPORTING = 0, 1
"""The two halves of what the pages hold: one to choose the guard's numbers on, the other for the figures told of."""
LONG = 20
"""A list with more entries is parted, every other one; a shorter one is in both halves."""


@cache
def lists_of(pages: tuple[str, ...], half: int | None = None) -> dict[str, list[str]]:
    """The lists of some pages, whole or by half; a later page has the last word."""
    folder, found = Path(__file__).parent, dict[str, list[str]]()
    for page in pages:
        found |= tomllib.loads((folder / f"{page}.toml").read_text(encoding="utf-8"))
    if half is None:
        return found
    return {name: entries[half::2] if len(entries) > LONG else entries for name, entries in found.items()}


@dataclass
class Writer:
    """Writes texts, the same ones for the same seed."""

    seed: int
    pages: tuple[str, ...] = RICH
    half: int | None = None
    chance: Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        self._lists = lists_of(self.pages, self.half)

    def line(self, kind: str) -> str:
        """One line of a kind: conflict, support, work, tech, noise, signature, opener, closer."""
        text = self.chance.choice(self._lists[kind])
        while SLOT.search(text):
            text = SLOT.sub(lambda slot: self.chance.choice(self._lists[slot[1]]), text)
        return text

    def lines(self, kind: str, low: int, high: int) -> list[str]:
        return [self.line(kind) for _ in range(self.chance.randint(low, high))]

    def around(self) -> tuple[str, str]:
        """What may stand before and after the words of conflict: canned phrases, the technical problem, a signature."""
        before = self.line(self.chance.choice(["formula", "tech", "work", "noise"]))
        return before, self.line(self.chance.choice(["formula", "tech", "signature"]))

    def talk(self) -> str:
        """A message about everyday work."""
        kinds = ["support"] * 7 + ["tech", "work", "formula", "noise"]
        return self._text([self.line(self.chance.choice(kinds)) for _ in range(self.chance.randint(1, 5))])

    def conflict(self, low: int = 1, high: int = 4) -> str:
        """So many sentences of a hard conversation."""
        return self._text(self.lines("conflict", low, high))

    def message_with(self, passage: str) -> str:
        """A message that carries a passage, between words of its own."""
        before = self.line(self.chance.choice(["opener", "support"]))
        after = self.line(self.chance.choice(["closer", "support"]))
        return self.chance.choice(
            [f"{before}: {passage}", f"> {passage}\n{after}", f"{before} {passage} {after}", passage]
        )

    def passage(self, text: str, length: int) -> str:
        """A run of so many words from anywhere in a text, or all of a shorter one."""
        words = text.split()
        length = min(len(words), length)
        start = self.chance.randint(0, len(words) - length)
        return " ".join(words[start : start + length])

    def _text(self, lines: list[str]) -> str:
        ends = [self.chance.choice([". ", "! ", "... ", ".\n"]) for _ in lines]
        return "".join(line[0].upper() + line[1:] + end for line, end in zip(lines, ends, strict=True)).strip()
