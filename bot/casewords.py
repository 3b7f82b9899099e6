"""The words of a case: what was shared, what was quoted, and what was said to it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.course import Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A message of the thread that the sharer chose to show; `text` is mrkdwn."""

    ts: str
    author: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody wrote to a case: advice for the sharer, or a word for the next above; plain text."""

    at: datetime
    by: str
    verb: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWords:
    """All words of a case; `what` is the sharer's own, in plain text. `course` is how its thread went until then."""

    what: str
    quotes: tuple[Quote, ...] = ()
    notes: tuple[Note, ...] = ()
    course: Course | None = None

    @property
    def shared(self) -> tuple[str, ...]:
        """The words of the conflict: what was shared up and what was quoted."""
        return (self.what, *(quote.text for quote in self.quotes))

    def noted(self, note: Note) -> "CaseWords":
        return replace(self, notes=(*self.notes, note))

    def has_notes_of(self, person: str) -> bool:
        return any(note.by == person and note.text for note in self.notes)

    def without_notes_of(self, person: str) -> "CaseWords":
        """The words without what somebody wrote to the case; the other notes keep their places."""
        left = (replace(note, text="") if note.by == person else note for note in self.notes)
        return replace(self, notes=tuple(left))

    def without(self, ts: str) -> "CaseWords":
        """The words without a quote whose message was taken back."""
        return replace(self, quotes=tuple(quote for quote in self.quotes if quote.ts != ts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A message of the bot's about a case, in the 1:1 conversation with `reader`.

    `is_card` is whether it shows where the case stands, and is kept up to date. `author` is who wrote the note that it
    carries, empty where it carries none.
    """

    reader: str
    channel: str
    ts: str
    is_card: bool
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message of the bot's, with the case that it is about and who shared that."""

    case: str
    sharer: str
    posted: Posted
