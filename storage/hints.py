"""The traces of hints, kept for a day so that people are left to rest."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.coaching_marks import HintMark
from bot.messages import Place
from storage.ledger import Noun
from storage.ready import Ready
from storage.tables import HINT_MARKS

THEIRS = (HINT_MARKS.c.workspace == bindparam("workspace"), HINT_MARKS.c.person == bindparam("person"))
SINCE = Ready(
    select(HINT_MARKS).where(*THEIRS, HINT_MARKS.c.at >= bindparam("since")).order_by("at", "channel", "thread")
)


class Hints(Noun):
    def note(self, place: Place, person: str, at: datetime) -> None:
        """Remember that this person gets a hint about this thread."""
        mark = {"workspace": place.workspace, "channel": place.channel, "thread": place.thread}
        self._ledger.add(HINT_MARKS, **mark, person=person, at=at)

    def since(self, workspace: str, person: str, since: datetime) -> tuple[HintMark, ...]:
        """The hints a person got at `since` or later, oldest first; no other transaction counts them meanwhile."""
        self._lock(workspace, person)
        rows = self._ledger.all(SINCE, workspace=workspace, person=person, since=since)
        return tuple(
            HintMark(Place(workspace=workspace, channel=row.channel, thread=row.thread), row.at) for row in rows
        )

    def _lock(self, workspace: str, person: str) -> None:
        """Two threads may give one person a hint at the same time: whoever counts first, decides first."""
        if self._ledger.shared and self._ledger.writes:
            number = int(self._ledger.vault.fingerprint(f"hints\0{workspace}\0{person}")[:15], 16)
            self._ledger.first(select(func.pg_advisory_xact_lock(number)))
