"""What a page of practice may say: the schema of a scenario, and of what an agent can do well or miss in it."""

from enum import IntEnum, StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from phrasebook.answer_pages import Style
from phrasebook.entries import Family, Phrase, Sentence, Slug
from phrasebook.sources import Source

FEWEST_TURNS, MOST_TURNS = 3, 6
PLAIN = "plain"
"""What an answer is heard as when nothing else is recognised in it."""
OTHER = "other"
"""What is said to any slip for which a scenario has no line of its own."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=600)]
Name = Annotated[str, Field(min_length=3, max_length=60)]


class Mood(IntEnum):
    """Where the customer is: from lost to glad."""

    GONE = 0
    SHARP = 1
    WARY = 2
    EASED = 3
    GLAD = 4

    @property
    def tone(self) -> str:
        return "warm" if self >= Mood.EASED else "cold"


class End(StrEnum):
    GOOD = "good"
    HARD = "hard"


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Toned(_Page):
    """The same moment, said coldly or warmly."""

    cold: Line
    warm: Line

    def line(self, tone: str) -> str:
        return self.warm if tone == "warm" else self.cold


def _both(value: object) -> object:
    return {"cold": value, "warm": value} if isinstance(value, str) else value


Hears = Annotated[Toned, BeforeValidator(_both)]


class Ending(_Page):
    """How it ends: the customer's last words, and what is worth keeping of it."""

    says: Line
    lesson: Line


class Abuse(_Page):
    """A turn that crosses a line; `at` is after how many answers it comes, 0 for the opening."""

    at: Annotated[int, Field(ge=0, le=MOST_TURNS - 2)]
    says: Line
    limit: Line
    none: Line


class Path(_Page):
    """One way through, proven by the real reader: what the agent writes, and how it ends."""

    answers: Annotated[tuple[Line, ...], Field(min_length=FEWEST_TURNS, max_length=MOST_TURNS)]
    end: End


class Scenario(_Page):
    """One customer and one conversation; `needs` are the moves without which it does not end well."""

    slug: Slug
    name: Name
    line: Annotated[str, Field(min_length=20, max_length=140)]
    who: Name
    source: Source
    style: Style
    turns: Annotated[int, Field(ge=FEWEST_TURNS, le=MOST_TURNS)]
    mood: Annotated[Mood, Field(ge=Mood.SHARP, le=Mood.WARY)]
    needs: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=3)]
    opens: Line
    hears: dict[Slug, Hears]
    slips: dict[Slug, Line]
    beats: tuple[Toned, ...]
    abuse: Abuse | None = None
    good: Ending
    hard: Ending
    path: tuple[Path, ...]

    def ending(self, end: End) -> Ending:
        return self.good if end is End.GOOD else self.hard

    @model_validator(mode="after")
    def _has_what_is_said(self) -> Self:
        faults = [f"hears needs a line for “{one}”" for one in (*self.needs, PLAIN) if one not in self._answered()]
        if OTHER not in self.slips:
            faults.append(f"slips needs a line for “{OTHER}”")
        if len(self.beats) != self.turns - 1:
            faults.append(f"with {self.turns} turns it needs {self.turns - 1} beats, not {len(self.beats)}")
        if {path.end for path in self.path} != set(End):
            faults.append("needs a path to the good end and one to the hard one")
        if self.abuse and self.abuse.at > len(self.beats):
            faults.append("abuse comes after the end")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _answered(self) -> set[str]:
        return {*self.hears, *(("limit", "lead") if self.abuse else ())}


class Move(_Page):
    """Something an agent does well: how it is recognised, and what the coach says of it, done or missing."""

    id: Slug
    technique: Slug
    match: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    timed: bool = False
    worked: Sentence
    tip: Sentence
    hits: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    misses: Annotated[tuple[Sentence, ...], Field(min_length=1)]


class Slip(_Page):
    """Something that makes it harder: heard by the reader's cues, by phrases of its own, or by its length.

    `cost` is how far the mood falls; `styles` are the only customers who mind; `excused_by` are moves beside which it
    is none, and `becomes` the move that it is then.
    """

    id: Slug
    technique: Slug
    cost: Annotated[int, Field(ge=0, le=2)]
    families: frozenset[Family] = frozenset()
    cues: frozenset[Slug] = frozenset()
    match: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    words: int = 0
    styles: frozenset[Style] = frozenset(Style)
    excused_by: frozenset[Slug] = frozenset()
    becomes: Slug | None = None
    tip: Sentence
    hits: tuple[Line, ...] = ()
    misses: tuple[Line, ...] = ()
