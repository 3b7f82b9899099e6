"""The page of words that the leak guard leaves alone, `pages/guard/words.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

PAGE = Path(__file__).parent / "pages" / "guard" / "words.toml"


class GuardPage(BaseModel):
    """The lists of the page; each entry is one or more words in small letters, as its own comments explain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    speaking_up: tuple[str, ...]
    called: tuple[str, ...]
    calls: tuple[str, ...]
    technical: tuple[str, ...]
    conflict: tuple[str, ...]
    canned: tuple[str, ...]
    farewells: tuple[str, ...]

    @field_validator("*")
    @classmethod
    def _is_plain(cls, entries: Sequence[str]) -> tuple[str, ...]:
        for entry in entries:
            if entry != " ".join(entry.lower().split()) or not entry.replace(" ", "").isalpha():
                raise ValueError(f"“{entry}” should be words in small letters with one space between them")
            if list(entries).count(entry) > 1:
                raise ValueError(f"“{entry}” is there twice")
        return tuple(entry.casefold() for entry in entries)

    @classmethod
    def load(cls, path: Path = PAGE) -> "GuardPage":
        """Read the page; raises ValueError naming every entry that is wrong."""
        return cls.model_validate(_read(path))


def _read(path: Path) -> Mapping[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
