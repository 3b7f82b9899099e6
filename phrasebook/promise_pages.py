"""The pages of promises: ways to promise, and what keeps a sentence from being one."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from phrasebook.entries import Phrase, Sentence, Slug
from phrasebook.pages import checked, toml_pages


class PromiseEntry(BaseModel):
    """One way to promise: any of `match`, followed by any of `then`.

    `directly` wants the time right behind it and takes any stretch (“give me an hour”).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug
    match: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    then: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    directly: bool = False
    hits: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    misses: Annotated[tuple[Sentence, ...], Field(min_length=1)]

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(f"{opening} {rest}" for opening in self.match for rest in self.then) or self.match


class Guards(BaseModel):
    """What keeps a sentence from being a promise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: str
    before: tuple[Phrase, ...]
    anywhere: tuple[Phrase, ...]
    over: tuple[Phrase, ...]
    between: tuple[Phrase, ...]
    excuses: tuple[Phrase, ...]
    tags: tuple[Phrase, ...]
    owners: frozenset[str]
    amounts: frozenset[str]
    leads: frozenset[str]


def open_pages(folders: tuple[Path, ...], faults: list[str]) -> tuple[dict[str, PromiseEntry], Guards | None]:
    """All entries by id, and the guards; whatever is wrong is added to `faults`."""
    entries: dict[str, PromiseEntry] = {}
    guards: Guards | None = None
    for name, page in toml_pages(folders, "promises", faults):
        if "before" in page:
            guards = checked(Guards, page, f"{name} · page", faults) or guards
            continue
        for number, raw in enumerate(page.get("entry", []), start=1):
            entry = checked(PromiseEntry, raw, f"{name} · {raw.get('id', f'entry {number}')}", faults)
            if entry is not None:
                entries[entry.id] = entry
        faults.extend(f"{name} · page · unknown key “{key}”" for key in page.keys() - {"about", "entry"})
    return entries, guards
