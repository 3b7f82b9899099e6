"""When somebody looked at their Home, and how soon it may be published again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

GAP = timedelta(seconds=3)
"""A Home is published at most once in so long for each person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One person's Home as it stands: which page, counted from 0, and when it was published last.

    `turn` counts the times that it was looked after: what changes within one turn is shown together.
    """

    person: str
    page: int = 0
    turn: int = 0
    published_at: datetime | None = None

    def free_at(self, now: datetime) -> datetime:
        """When it may be published next: now, or as soon as the last time is long enough ago."""
        return now if self.published_at is None else max(now, self.published_at + GAP)
