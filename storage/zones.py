"""The time zones that people live in, as Slack last told."""

from sqlalchemy import bindparam, select

from storage.ledger import Insert, NewRow, Noun
from storage.tables import ZONES

KEY = ("workspace", "person")
FIND = select(ZONES.c.zone).where(ZONES.c.workspace == bindparam("workspace"), ZONES.c.person == bindparam("person"))


class Zones(Noun):
    def note(self, workspace: str, person: str, zone: str) -> bool:
        """Remember where somebody's clock hangs; False when that was known."""
        return self._ledger.put(_noted, workspace=workspace, person=person, zone=zone)

    def of(self, workspace: str, person: str) -> str:
        """The name of somebody's zone; empty when it is not known."""
        row = self._ledger.first(FIND, workspace=workspace, person=person)
        return "" if row is None else str(row.zone)


def _noted(new_row: NewRow) -> Insert:
    new = new_row(ZONES)
    return new.on_conflict_do_update(
        index_elements=KEY, set_={"zone": new.excluded.zone}, where=ZONES.c.zone != new.excluded.zone
    )
