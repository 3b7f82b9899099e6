"""The audit trail of cases: who did what when, without content; only ever added to."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.cases import Moment, Verb
from storage.ledger import Noun
from storage.tables import CASE_MOMENTS

OURS = (CASE_MOMENTS.c.workspace == bindparam("workspace"), CASE_MOMENTS.c.case == bindparam("case"))
TRAIL = select(CASE_MOMENTS).where(*OURS).order_by(CASE_MOMENTS.c.step)
STEPS = select(func.count().label("steps")).where(*OURS)
ERASED = "erase"


class Audit(Noun):
    def timeline(self, workspace: str, case: str) -> tuple[Moment, ...]:
        """What happened to a case, oldest first."""
        rows = self._ledger.all(TRAIL, workspace=workspace, case=case)
        return tuple(Moment(at=row.at, verb=Verb(row.verb), by=row.by, to=row.to) for row in rows if row.verb != ERASED)

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
