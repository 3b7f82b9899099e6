"""Thread texts made up from a vocabulary of our own, and light edits of them."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SLOT = re.compile(r"\{(\w+)\}")
SWAPS = {
    "said": "told us",
    "very": "really",
    "wants": "demands",
    "because": "since",
    "after": "following",
    "never": "not once",
}


@dataclass
class Writer:
    """Writes texts, the same ones for the same seed."""

    seed: int
    lists: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = Random(self.seed)
        page = Path(__file__).with_name("vocabulary.toml")
        self.lists = tomllib.loads(page.read_text(encoding="utf-8"))

    def line(self, kind: str) -> str:
        """One line of a kind: conflict, support, work, tech, noise, signature, opener, closer."""
        text = self.chance.choice(self.lists[kind])
        while SLOT.search(text):
            text = SLOT.sub(lambda slot: self.chance.choice(self.lists[slot[1]]), text)
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

    def conflict(self, low: int, high: int) -> str:
        """So many sentences of a hard conversation."""
        return self._text(self.lines("conflict", low, high))

    def message_with(self, passage: str) -> str:
        """A message that carries a passage, between words of its own."""
        before = self.line(self.chance.choice(["opener", "support"]))
        after = self.line(self.chance.choice(["closer", "support"]))
        return self.chance.choice(
            [f"{before}: {passage}", f"> {passage}\n{after}", f"{before} {passage} {after}", passage]
        )

    def passage(self, text: str, low: int = 12, high: int = 40) -> str:
        """A run of words from anywhere in a text, of at least twelve words."""
        words = text.split()
        length = min(len(words), self.chance.randint(low, high))
        start = self.chance.randint(0, len(words) - length)
        return " ".join(words[start : start + length])

    def edited(self, passage: str) -> str:
        """The passage after light edits: one for every twelve words or so, and its look changed."""
        words = passage.split()
        for _ in range(max(1, round(len(words) / 12))):
            words = self.chance.choice([self._swapped, self._dropped, self._added, self._turned, self._edges])(words)
        return self._restyled(" ".join(words))

    def _text(self, lines: list[str]) -> str:
        ends = [self.chance.choice([". ", "! ", "... ", ".\n"]) for _ in lines]
        return "".join(line[0].upper() + line[1:] + end for line, end in zip(lines, ends, strict=True)).strip()

    def _swapped(self, words: list[str]) -> list[str]:
        place = self.chance.randrange(len(words))
        new = SWAPS.get(words[place], self.line(self.chance.choice(["word", "noun", "firstname"])))
        return [*words[:place], new, *words[place + 1 :]]

    def _dropped(self, words: list[str]) -> list[str]:
        place = self.chance.randrange(len(words))
        return [*words[:place], *words[place + 1 :]]

    def _added(self, words: list[str]) -> list[str]:
        place = self.chance.randrange(len(words))
        return [*words[:place], self.line("word"), *words[place:]]

    def _turned(self, words: list[str]) -> list[str]:
        place = self.chance.randrange(len(words) - 1)
        return [*words[:place], words[place + 1], words[place], *words[place + 2 :]]

    def _edges(self, words: list[str]) -> list[str]:
        if self.chance.random() < 0.5:
            return [*self.line("opener").split(), *words[2:]]
        return [*words[:-2], *self.line("closer").split()]

    def _restyled(self, text: str) -> str:
        unpointed = re.sub(r"[.!?,]", "", text)
        return self.chance.choice([text.upper(), text.lower(), text, unpointed, text.replace("'", "’")])
