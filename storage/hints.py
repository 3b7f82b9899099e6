"""The traces of hints, kept for a day so that people are left to rest."""

from datetime import datetime

from sqlalchemy import func, select

from bot.coaching_marks import HintMark
from bot.messages import Place
from storage.ledger import Noun
from storage.tables import HINT_MARKS


class Hints(Noun):
    def note(self, place: Place, person: str, at: datetime) -> None:
        """Remember that this person gets a hint about this thread."""
        new = self._ledger.insert(HINT_MARKS).values(
            workspace=place.workspace, person=person, at=at, channel=place.channel, thread=place.thread
        )
        self._ledger.change(new.on_conflict_do_nothing())

    def since(self, workspace: str, person: str, since: datetime) -> tuple[HintMark, ...]:
        """The hints a person got at `since` or later, oldest first; no other transaction counts them meanwhile."""
        self._lock(workspace, person)
        theirs = select(HINT_MARKS).where(
            HINT_MARKS.c.workspace == workspace, HINT_MARKS.c.person == person, HINT_MARKS.c.at >= since
        )
        rows = self._ledger.all(theirs.order_by("at", "channel", "thread"))
        return tuple(
            HintMark(Place(workspace=workspace, channel=row.channel, thread=row.thread), row.at) for row in rows
        )

    def _lock(self, workspace: str, person: str) -> None:
        """Two threads may give one person a hint at the same time: whoever counts first, decides first."""
        if self._ledger.shared and self._ledger.writes:
            number = int(self._ledger.vault.fingerprint(f"hints\0{workspace}\0{person}")[:15], 16)
            self._ledger.first(select(func.pg_advisory_xact_lock(number)))
