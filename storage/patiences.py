"""How long a shared case waits to be taken up, by impact, where a workspace chose for itself."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import bindparam, select

from bot.impact import Rank
from bot.patience import PATIENCE
from storage.ledger import Insert, NewRow, Noun
from storage.tables import PATIENCE as ROWS

A_MINUTE = timedelta(minutes=1)
FIND = select(ROWS.c.rank, ROWS.c.minutes).where(ROWS.c.workspace == bindparam("workspace"))


class Patiences(Noun):
    def of(self, workspace: str) -> Mapping[Rank, timedelta]:
        """The patience with a case of each rank, in working time of whoever is asked."""
        chosen = {Rank(row.rank): A_MINUTE * row.minutes for row in self._ledger.all(FIND, workspace=workspace)}
        return {**PATIENCE, **chosen}

    def save(self, workspace: str, patience: Mapping[Rank, timedelta]) -> None:
        """Keep what a workspace chose, in whole minutes."""
        for rank, wait in patience.items():
            self._ledger.put(_chosen, workspace=workspace, rank=int(rank), minutes=wait // A_MINUTE)


def _chosen(new_row: NewRow) -> Insert:
    new = new_row(ROWS)
    return new.on_conflict_do_update(index_elements=("workspace", "rank"), set_={"minutes": new.excluded.minutes})
