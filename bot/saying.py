"""A sentence that is to be said, before it has words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Say(Protocol):
    """Whoever has the words, such as `Phrasebook.say`."""

    def __call__(self, key: str, /, **slots: str) -> str: ...


class Speaks(Protocol):
    """A book of which nothing is asked but its words."""

    def say(self, key: str, /, **slots: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Saying:
    """The key of a sentence in `phrasebook/pages/says`, and what fills its slots."""

    key: str
    slots: Mapping[str, str] = field(default_factory=dict)

    def told(self, say: Say) -> str:
        """The sentence in words; raises KeyError where the page lacks it."""
        return say(self.key, **self.slots)
