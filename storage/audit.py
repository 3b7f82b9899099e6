"""The audit trail of cases: who did what when, without content; only ever added to."""

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from bot.cases import Moment, Verb
from storage.ledger import Noun
from storage.tables import CASE_MOMENTS

ERASED = "erase"
OURS = (CASE_MOMENTS.c.workspace == bindparam("workspace"), CASE_MOMENTS.c.case == bindparam("case"))
TRAILS = (
    select(CASE_MOMENTS)
    .where(CASE_MOMENTS.c.workspace == bindparam("workspace"))
    .where(CASE_MOMENTS.c.case.in_(bindparam("cases", expanding=True)), CASE_MOMENTS.c.verb != ERASED)
    .order_by(CASE_MOMENTS.c.case, CASE_MOMENTS.c.step)
)
STEPS = select(func.count().label("steps")).where(*OURS)


class Audit(Noun):
    def timelines(self, workspace: str, cases: Collection[str]) -> Mapping[str, tuple[Moment, ...]]:
        """What happened to each of these cases, oldest first; those of which nothing is known are left out."""
        rows = self._ledger.all(TRAILS, workspace=workspace, cases=sorted(cases)) if cases else ()
        return {case: tuple(_moment(row) for row in trail) for case, trail in groupby(rows, key=lambda row: row.case)}

    def note(self, workspace: str, case: str, timeline: tuple[Moment, ...]) -> None:
        """Add the moments that are new."""
        for moment in timeline[self._steps(workspace, case) :]:
            self._add(workspace, case, moment.at, moment.verb.value, moment.by, moment.to)

    def note_erased(self, workspace: str, case: str, by: str, at: datetime) -> None:
        """Add that a case was erased; `by` is empty when its time was over."""
        self._add(workspace, case, at, ERASED, by, "")

    def _add(self, workspace: str, case: str, at: datetime, verb: str, by: str, to: str) -> None:
        row = {"step": self._steps(workspace, case), "at": at, "verb": verb, "by": by, "to": to}
        self._ledger.add(CASE_MOMENTS, workspace=workspace, case=case, **row)

    def _steps(self, workspace: str, case: str) -> int:
        row = self._ledger.first(STEPS, workspace=workspace, case=case)
        return 0 if row is None else int(row.steps)


def _moment(row: Row[Any]) -> Moment:
    return Moment(at=row.at, verb=Verb(row.verb), by=row.by, to=row.to)
