"""What people made of our cues, counted without naming anybody."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from bot.coaching_marks import CueCount
from storage.ledger import Insert, NewRow, Noun
from storage.tables import CUE_COUNTS, WRONG_MARKS


class Feedback(Noun):
    def shown(self, workspace: str, cue: str) -> None:
        self._count(workspace, cue, "shown")

    def used(self, workspace: str, cue: str) -> None:
        self._count(workspace, cue, "used")

    def dismissed(self, workspace: str, cue: str) -> None:
        self._count(workspace, cue, "dismissed")

    def record_wrong(self, workspace: str, cue: str, heat: float, person: str, now: datetime) -> bool:
        """Keep that somebody found a cue wrong; False when the same person said so before. No text, no name."""
        marker = self._ledger.vault.fingerprint(f"wrong\0{workspace}\0{person}")
        return self._ledger.add(WRONG_MARKS, workspace=workspace, cue=cue, marker=marker, heat=heat, at=now)

    def counts(self, workspace: str) -> Mapping[str, CueCount]:
        """By cue, how often it was shown, used, dismissed and found wrong."""
        marks = select(WRONG_MARKS.c.cue, func.count().label("wrong")).where(WRONG_MARKS.c.workspace == workspace)
        wrong: dict[str, int] = {row.cue: row.wrong for row in self._ledger.all(marks.group_by(WRONG_MARKS.c.cue))}
        rows = self._ledger.all(select(CUE_COUNTS).where(CUE_COUNTS.c.workspace == workspace))
        said = {
            row.cue: CueCount(
                cue=row.cue, shown=row.shown, used=row.used, dismissed=row.dismissed, wrong=wrong.get(row.cue, 0)
            )
            for row in rows
        }
        return {cue: CueCount(cue=cue, wrong=count) for cue, count in wrong.items()} | said

    def _count(self, workspace: str, cue: str, what: str) -> None:
        once = {"shown": 0, "used": 0, "dismissed": 0} | {what: 1}
        self._ledger.put(_counted, workspace=workspace, cue=cue, **once)


def _counted(new_row: NewRow) -> Insert:
    new = new_row(CUE_COUNTS)
    more = {what: CUE_COUNTS.c[what] + new.excluded[what] for what in ("shown", "used", "dismissed")}
    return new.on_conflict_do_update(index_elements=["workspace", "cue"], set_=more)
