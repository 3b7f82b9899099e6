"""Entries that fall silent: because a team says so, or because people marked them wrong."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from phrasebook.entries import Sentence, Slug
from phrasebook.pages import checked, toml_pages

Kept = TypeVar("Kept")
WRONG_MARKS = 3
LAST_SHOWINGS = 20


class Silence(BaseModel):
    """A team's wish not to hear a built-in entry, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    why: Sentence


def silences(folders: tuple[Path, ...], faults: list[str]) -> frozenset[str]:
    """The ids under [[silence]] in the `silence.toml` of each folder."""
    found: set[str] = set()
    for name, page in toml_pages(folders, ".", faults):
        for raw in page.get("silence", []):
            silence = checked(Silence, raw, f"{name} · {raw.get('id', 'silence')}", faults)
            if silence is not None:
                found.add(silence.id)
    return frozenset(found)


def without(entries: Mapping[str, Kept], silent: frozenset[str]) -> dict[str, Kept]:
    """The entries that still speak."""
    return {id: entry for id, entry in entries.items() if id not in silent}


def falls_silent(showings: Iterable[str | None]) -> bool:
    """Whether an entry falls silent, by its showings from the oldest to the newest.

    Each showing is the opaque name of who marked it wrong, or None where nobody did. Three people within the last
    twenty showings are enough; one person who marks it three times is not.
    """
    latest = list(showings)[-LAST_SHOWINGS:]
    return len({person for person in latest if person is not None}) >= WRONG_MARKS
