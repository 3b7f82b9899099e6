"""The keyed fingerprints of what was shared up, and the channels in which nobody asks for them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from bot.leakguard import CROWD, Known, Print
from storage.ledger import Noun
from storage.tables import CASE_PRINTS, UNGUARDED

OURS = CASE_PRINTS.c.workspace == bindparam("workspace")
THESE = CASE_PRINTS.c.value.in_(bindparam("values", expanding=True))
LOOK_UP = select(CASE_PRINTS.c.value, CASE_PRINTS.c.case, CASE_PRINTS.c.place).where(OURS, THESE)
COMMON = select(CASE_PRINTS.c.value).where(OURS, THESE).group_by(CASE_PRINTS.c.value).having(func.count() >= CROWD)
UNWATCHED = select(UNGUARDED.c.channel).where(
    UNGUARDED.c.workspace == bindparam("workspace"), UNGUARDED.c.channel == bindparam("channel")
)


class Prints(Noun):
    def keep(self, workspace: str, case: str, prints: Sequence[Print]) -> None:
        """Keep the prints of a case, save those that are common talk already."""
        common = self._common(workspace, {one.value for one in prints})
        for one in prints:
            if one.value not in common:
                self._ledger.add(CASE_PRINTS, workspace=workspace, value=one.value, case=case, place=one.place)

    def known(self, workspace: str, values: Collection[int]) -> tuple[Known, ...]:
        """All kept prints with one of these values; the cost does not grow with the number of cases."""
        return tuple(Known(*row) for row in self._all(LOOK_UP, workspace, values))

    def drop(self, workspace: str, case: str) -> None:
        """Forget the prints of a case."""
        self._ledger.change(delete(CASE_PRINTS).where(CASE_PRINTS.c.workspace == workspace, CASE_PRINTS.c.case == case))

    def is_guarded(self, workspace: str, channel: str) -> bool:
        """Whether messages of a channel are looked at."""
        return self._ledger.first(UNWATCHED, workspace=workspace, channel=channel) is None

    def guard(self, workspace: str, channel: str, on: bool) -> None:
        """Switch the guard on or off for a channel."""
        if on:
            this = (UNGUARDED.c.workspace == workspace, UNGUARDED.c.channel == channel)
            self._ledger.change(delete(UNGUARDED).where(*this))
        else:
            self._ledger.add(UNGUARDED, workspace=workspace, channel=channel)

    def _common(self, workspace: str, values: Collection[int]) -> frozenset[int]:
        return frozenset(row.value for row in self._all(COMMON, workspace, values))

    def _all(self, statement: Any, workspace: str, values: Collection[int]) -> Sequence[Any]:
        return self._ledger.all(statement, workspace=workspace, values=sorted(values)) if values else ()
