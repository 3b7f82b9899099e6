"""The keyed fingerprints of what was shared up, and the channels in which nobody asks for them."""

from collections.abc import Collection, Sequence
from itertools import starmap
from typing import Any

from sqlalchemy import Select, bindparam, delete, false, func, select, true, update

from bot.leakguard import FEW, Known, Print, suspects
from storage.ledger import Noun
from storage.tables import CASE_PRINTS, SEALS, UNGUARDED

OURS = CASE_PRINTS.c.workspace == bindparam("workspace")
THESE = CASE_PRINTS.c.value.in_(bindparam("values", expanding=True))
RARE, COMMON = CASE_PRINTS.c.common == false(), CASE_PRINTS.c.common == true()
KNOWN = select(CASE_PRINTS.c.value, CASE_PRINTS.c.case, CASE_PRINTS.c.place, CASE_PRINTS.c.common).where(OURS, THESE)
LOOK_UP = KNOWN.where(RARE)
LOOK_CLOSER = KNOWN.where(CASE_PRINTS.c.case == bindparam("case"))
MINE, THEIRS = CASE_PRINTS.alias("mine"), CASE_PRINTS.alias("theirs")
SAME = (
    select(THEIRS.c.case)
    .where(THEIRS.c.workspace == MINE.c.workspace, THEIRS.c.value == MINE.c.value)
    .limit(FEW + 1)
    .correlate(MINE)
    .subquery()
)
COUNT = select(MINE.c.value, select(func.count()).select_from(SAME).scalar_subquery().label("cases")).where(
    MINE.c.workspace == bindparam("workspace"), MINE.c.case == bindparam("case")
)
"""How many cases have each print of a case, counted no further than until it is common."""
NAME = "prints"
MAKING = select(SEALS.c.token).where(SEALS.c.name == NAME)
PRINTED = (
    select(CASE_PRINTS.c.workspace, CASE_PRINTS.c.case).distinct().order_by(CASE_PRINTS.c.workspace, CASE_PRINTS.c.case)
)
UNWATCHED = select(UNGUARDED.c.channel).where(
    UNGUARDED.c.workspace == bindparam("workspace"), UNGUARDED.c.channel == bindparam("channel")
)


class Prints(Noun):
    def keep(self, workspace: str, case: str, prints: Sequence[Print]) -> None:
        """Keep the prints of a case."""
        rows = [{"workspace": workspace, "value": one.value, "case": case, "place": one.place} for one in prints]
        if rows:
            new = self._ledger.new_row(CASE_PRINTS).on_conflict_do_nothing()
            self._ledger.connection.execute(new, rows)
        counted = self._ledger.all(COUNT, workspace=workspace, case=case)
        self._mark(workspace, [row.value for row in counted if row.cases > FEW], common=True)
        self._mark(workspace, [row.value for row in counted if row.cases <= FEW], common=False)

    def known(self, workspace: str, message: Sequence[Print]) -> tuple[Known, ...]:
        """The rare prints with a value of the message's, and the common ones of the cases that these speak for.

        The cost does not grow with the number of cases.
        """
        values = sorted({one.value for one in message})
        rare = self._all(LOOK_UP, workspace, values)
        others = sorted(set(values) - {one.value for one in rare})
        # Case by case, so that the key finds each print and nobody walks through all cases that have a common one.
        closer = (self._all(LOOK_CLOSER, workspace, others, case=case) for case in suspects(message, rare))
        return rare + tuple(one for found in closer for one in found)

    def drop(self, workspace: str, case: str) -> None:
        """Forget the prints of a case."""
        self._ledger.change(delete(CASE_PRINTS).where(CASE_PRINTS.c.workspace == workspace, CASE_PRINTS.c.case == case))

    def making(self) -> str:
        """How the prints that are kept were taken; empty where nobody has said so."""
        row = self._ledger.first(MAKING)
        return str(row.token) if row else ""

    def note_making(self, making: str) -> None:
        """Say how all prints that are kept were taken; whoever says so in another transaction waits for this one."""
        if not self._ledger.change(update(SEALS).where(SEALS.c.name == NAME).values(token=making)):
            self._ledger.add(SEALS, name=NAME, token=making)

    def printed(self) -> tuple[tuple[str, str], ...]:
        """Every case with prints, as its workspace and id."""
        return tuple((row.workspace, row.case) for row in self._ledger.all(PRINTED))

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

    def _mark(self, workspace: str, values: Collection[int], *, common: bool) -> None:
        """Let what has become common, or rare again, be known as that in the cases that had it before."""
        these = (CASE_PRINTS.c.workspace == workspace, CASE_PRINTS.c.value.in_(values), RARE if common else COMMON)
        self._ledger.change(update(CASE_PRINTS).where(*these).values(common=common))

    def _all(
        self, statement: Select[Any], workspace: str, values: Collection[int], **more: object
    ) -> tuple[Known, ...]:
        rows = self._ledger.all(statement, workspace=workspace, values=values, **more) if values else ()
        return tuple(starmap(Known, rows))
