"""Opens the pages of answers: feelings, sources of trouble, wants, limits and frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from phrasebook.entries import Sentence, Slug
from phrasebook.pages import Model, checked, toml_pages

ROOM = "answers"
UNKNOWN = "unknown"
Lines = tuple[Sentence, ...]


class Style(StrEnum):
    """How an answer sounds."""

    WARM = "warm"
    BRIEF = "brief"
    FORMAL = "formal"


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Page):
    """The same thing said in each style."""

    warm: Lines
    brief: Lines
    formal: Lines

    def lines(self, style: Style) -> Lines:
        return {Style.WARM: self.warm, Style.BRIEF: self.brief, Style.FORMAL: self.formal}[style]


class Feeling(Said):
    id: Slug
    heard: Annotated[tuple[str, ...], Field(min_length=1)]


class Want(Said):
    id: Slug


class SourceLines(_Page):
    """The parts of an answer to one source of trouble, in one style."""

    sorry: Lines = ()
    link: Lines = ()
    ask: Lines
    offer: Lines = ()
    plan: Lines


class Source(_Page):
    id: Slug
    apology: bool
    warm: SourceLines
    brief: SourceLines
    formal: SourceLines

    def lines(self, style: Style) -> SourceLines:
        return {Style.WARM: self.warm, Style.BRIEF: self.brief, Style.FORMAL: self.formal}[style]


class Frames(_Page):
    """What is said where nothing can be composed, and how a style is recognised."""

    about: str = ""
    limit: Lines
    limit_note: Sentence
    distress: Lines
    distress_note: Sentence
    little: Lines
    little_note: Sentence
    foreign_note: Sentence
    formal_marks: tuple[str, ...]
    common: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerPages:
    feelings: tuple[Feeling, ...]
    sources: Mapping[str, Source]
    wants: Mapping[str, Want]
    frames: Frames


def answer_pages(folders: tuple[Path, ...], faults: list[str]) -> AnswerPages | None:
    """The pages of every folder, later ones replacing what has the same id; None where the frames cannot be read."""
    feelings: dict[str, Feeling] = {}
    sources: dict[str, Source] = {}
    wants: dict[str, Want] = {}
    frames: Frames | None = None
    for name, page in toml_pages(folders, ROOM, faults):
        if name == "frames.toml":
            frames = checked(Frames, page, name, faults) or frames
            continue
        feelings |= _listed(Feeling, page, "feeling", name, faults)
        sources |= _listed(Source, page, "source", name, faults)
        wants |= _listed(Want, page, "want", name, faults)
    if UNKNOWN not in sources:
        faults.append(f"answers · {UNKNOWN} · has no page")
    return AnswerPages(tuple(feelings.values()), sources, wants, frames) if frames and UNKNOWN in sources else None


def _listed(model: type[Model], page: dict[str, Any], key: str, name: str, faults: list[str]) -> dict[str, Model]:
    found: dict[str, Model] = {}
    for number, raw in enumerate(page.get(key, []), start=1):
        entry = checked(model, raw, f"{name} · {raw.get('id', f'{key} {number}')}", faults)
        if entry is not None:
            found[str(raw["id"])] = entry
    return found
