"""What people made of our cues, counted without naming anybody."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from bot.coaching_marks import CueCount
from bot.showings import showings
from phrasebook.silences import falls_silent
from storage.ledger import Insert, NewRow, Noun
from storage.tables import CUE_COUNTS, CUE_SILENCES, WRONG_MARKS

SHOWN = select(CUE_COUNTS.c.shown).where(
    CUE_COUNTS.c.workspace == bindparam("workspace"), CUE_COUNTS.c.cue == bindparam("cue")
)
SILENT = select(CUE_SILENCES.c.cue).where(CUE_SILENCES.c.workspace == bindparam("workspace"))


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
        mark = {"heat": heat, "at": now, "showing": self._times_shown(workspace, cue)}
        if self._ledger.add(WRONG_MARKS, workspace=workspace, cue=cue, marker=marker, **mark):
            return True
        theirs = update(WRONG_MARKS).where(WRONG_MARKS.c.workspace == workspace, WRONG_MARKS.c.cue == cue)
        self._ledger.change(theirs.where(WRONG_MARKS.c.marker == marker).values(mark))
        return False

    def fall_silent(self, workspace: str, cue: str, now: datetime) -> bool:
        """Say a cue no more in this workspace, if enough people found it wrong; True when it falls silent just now."""
        marks = select(WRONG_MARKS.c.showing, WRONG_MARKS.c.marker).where(WRONG_MARKS.c.workspace == workspace)
        rows = self._ledger.all(marks.where(WRONG_MARKS.c.cue == cue))
        # Whoever is quick marks a hint before its showing was counted.
        shown = max(self._times_shown(workspace, cue), len(rows))
        line = showings(shown, [(row.showing, row.marker) for row in rows])
        return falls_silent(line) and self._ledger.add(CUE_SILENCES, workspace=workspace, cue=cue, since=now)

    def speak_again(self, workspace: str, cue: str) -> bool:
        """Undo `fall_silent`, and let the marks that led to it go; False when the cue was not silent."""
        for table in (WRONG_MARKS, CUE_SILENCES):
            gone = self._ledger.change(delete(table).where(table.c.workspace == workspace, table.c.cue == cue))
        return gone == 1

    def silent(self, workspace: str) -> frozenset[str]:
        """The cues that are not said any more in this workspace."""
        return frozenset(row.cue for row in self._ledger.all(SILENT, workspace=workspace))

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

    def _times_shown(self, workspace: str, cue: str) -> int:
        row = self._ledger.first(SHOWN, workspace=workspace, cue=cue)
        return 0 if row is None else int(row.shown)

    def _count(self, workspace: str, cue: str, what: str) -> None:
        once = {"shown": 0, "used": 0, "dismissed": 0} | {what: 1}
        self._ledger.put(_counted, workspace=workspace, cue=cue, **once)


def _counted(new_row: NewRow) -> Insert:
    new = new_row(CUE_COUNTS)
    more = {what: CUE_COUNTS.c[what] + new.excluded[what] for what in ("shown", "used", "dismissed")}
    return new.on_conflict_do_update(index_elements=["workspace", "cue"], set_=more)
