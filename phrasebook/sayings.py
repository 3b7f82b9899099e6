"""The words that the bot says, read from `pages/says/`."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from phrasebook.pages import BUILT_IN


class Sayings:
    """Sentences by key: the page's name, a dot, the sentence's name ("hints.intro"); `$slots` are filled at saying."""

    def __init__(self, sentences: Mapping[str, Template]) -> None:
        self._sentences = dict(sentences)

    @classmethod
    def load(cls, folder: Path = BUILT_IN / "says") -> "Sayings":
        """Read every page of a folder, which takes a moment where the whole phrasebook takes half a second.

        Raises ValueError naming the file and the entry that is not a sentence.
        """
        return cls(dict(_sentences(folder)))

    def say(self, key: str, /, **slots: str) -> str:
        """The sentence with its slots filled; raises KeyError for an unknown key and for a slot left empty."""
        return self._sentences[key].substitute(slots)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._sentences)


def _sentences(folder: Path) -> Iterator[tuple[str, Template]]:
    for page in sorted(folder.glob("*.toml")):
        for name, sentence in tomllib.loads(page.read_text(encoding="utf-8")).items():
            template = Template(sentence.strip()) if isinstance(sentence, str) else None
            if template is None or not template.is_valid():
                raise ValueError(f"{page.name} · {name} · not a sentence with $slots")
            yield f"{page.stem}.{name}", template
