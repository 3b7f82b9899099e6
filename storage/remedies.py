"""What may be given on the spot, as admins set it up; their words sealed."""

from typing import Any

from sqlalchemy import Row, bindparam, delete, select

from bot.impact import Rank
from bot.remedies import Remedy, RemedyKind
from bot.sources import Source
from storage.ledger import Noun
from storage.tables import REMEDIES

PURPOSE = "remedy"
OURS = REMEDIES.c.workspace == bindparam("workspace")
ALL = select(REMEDIES).where(OURS).order_by(REMEDIES.c.kind, REMEDIES.c.id)
FIND = select(REMEDIES).where(OURS, REMEDIES.c.id == bindparam("id"))


class Remedies(Noun):
    def add(self, workspace: str, remedy: Remedy) -> bool:
        """Set one up; False when it is known already."""
        words = {"words": remedy.words, "up_to": remedy.up_to}
        return self._ledger.add(
            REMEDIES,
            workspace=workspace,
            id=remedy.id,
            kind=remedy.kind.value,
            sources=" ".join(sorted(remedy.sources)),
            from_rank=int(remedy.from_rank),
            needs_yes=remedy.needs_yes,
            sealed_words=self._ledger.vault.seal(words, PURPOSE, remedy.id),
        )

    def all(self, workspace: str) -> tuple[Remedy, ...]:
        """Everything that may be given here, like beside like."""
        return tuple(self._value(row) for row in self._ledger.all(ALL, workspace=workspace))

    def find(self, workspace: str, id: str) -> Remedy | None:
        row = self._ledger.first(FIND, workspace=workspace, id=id)
        return None if row is None else self._value(row)

    def remove(self, workspace: str, id: str) -> bool:
        """Take one away; False when it is gone already."""
        this = (REMEDIES.c.workspace == workspace, REMEDIES.c.id == id)
        return self._ledger.change(delete(REMEDIES).where(*this)) == 1

    def _value(self, row: Row[Any]) -> Remedy:
        words = self._ledger.vault.open(row.sealed_words, PURPOSE, row.id)
        return Remedy(
            id=row.id,
            kind=RemedyKind(row.kind),
            words=str(words["words"]),
            up_to=str(words["up_to"]),
            sources=frozenset(Source(slug) for slug in row.sources.split()),
            from_rank=Rank(row.from_rank),
            needs_yes=row.needs_yes,
        )
