"""Hears that a customer closes a conversation, so that nobody is said to wait for an answer."""

import re
import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

PAGE = Path(__file__).parent / "pages" / "closings" / "words.toml"
_WORD = re.compile(r"[\w']+")


class Closings(BaseModel):
    """The words of the page."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    closing: tuple[str, ...]
    open: tuple[str, ...]
    most_words: int


def closes(text: str) -> bool:
    """Whether a short message only says thanks or goodbye; False in doubt."""
    page, words = _page(), _WORD.findall(text[:500].lower().replace("’", "'"))
    if "?" in text or len(words) > page.most_words:
        return False
    said = f" {' '.join(words)} "
    return _has(said, page.closing) and not _has(said, page.open) and "n't " not in said


@cache
def _page() -> Closings:
    return Closings.model_validate(tomllib.loads(PAGE.read_text(encoding="utf-8")))


def _has(said: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {phrase} " in said for phrase in phrases)
