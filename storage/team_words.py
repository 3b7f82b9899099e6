"""The team's own words, sealed and unsigned."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from bot.team_words import TeamWording
from storage.ledger import Noun
from storage.tables import TEAM_WORDINGS

PURPOSE = "team words"
OURS = TEAM_WORDINGS.c.workspace == bindparam("workspace")
FIND = select(TEAM_WORDINGS).where(OURS, TEAM_WORDINGS.c.id == bindparam("id"))
ACCEPTED = select(TEAM_WORDINGS).where(OURS, TEAM_WORDINGS.c.offered_at.is_(None)).order_by(TEAM_WORDINGS.c.id)


class TeamWords(Noun):
    def offer(self, workspace: str, wording: TeamWording, now: datetime) -> None:
        """Keep a wording until an admin has decided; who offers it is not kept."""
        sealed = self._ledger.vault.seal({"text": wording.text}, PURPOSE, wording.id)
        row = {"id": wording.id, "technique": wording.technique, "sealed_words": sealed, "offered_at": now}
        self._ledger.add(TEAM_WORDINGS, workspace=workspace, **row)

    def find(self, workspace: str, id: str) -> TeamWording | None:
        row = self._ledger.first(FIND, workspace=workspace, id=id)
        return None if row is None else self._value(row)

    def accepted(self, workspace: str) -> tuple[TeamWording, ...]:
        """The wordings that an admin took into the phrasebook of this workspace."""
        return tuple(self._value(row) for row in self._ledger.all(ACCEPTED, workspace=workspace))

    def accept(self, workspace: str, id: str) -> bool:
        """Take a wording in; False when it was decided before."""
        waiting = update(TEAM_WORDINGS).where(*_one(workspace, id), TEAM_WORDINGS.c.offered_at.is_not(None))
        return self._ledger.change(waiting.values(offered_at=None)) == 1

    def remove(self, workspace: str, id: str) -> bool:
        """Forget a wording; False when it is gone already."""
        return self._ledger.change(delete(TEAM_WORDINGS).where(*_one(workspace, id))) == 1

    def _value(self, row: Row[Any]) -> TeamWording:
        text = str(self._ledger.vault.open(row.sealed_words, PURPOSE, row.id)["text"])
        return TeamWording(id=row.id, technique=row.technique, text=text, waiting=row.offered_at is not None)


def _one(workspace: str, id: str) -> tuple[Any, Any]:
    return (TEAM_WORDINGS.c.workspace == workspace, TEAM_WORDINGS.c.id == id)
