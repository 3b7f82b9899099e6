"""What people want to come back to; notes are only ever sealed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from bot.followups import Before, FollowUp, Source, State
from bot.messages import Place
from storage.figures import Figures
from storage.ledger import Insert, Ledger, NewRow, Noun
from storage.tables import FOLLOWUPS

PURPOSE = "followup"
KEY = ("workspace", "id")
FIND = select(FOLLOWUPS).where(FOLLOWUPS.c.workspace == bindparam("workspace"), FOLLOWUPS.c.id == bindparam("followup"))
LOCK = FIND.with_for_update()
OPEN = select(FOLLOWUPS).where(
    FOLLOWUPS.c.workspace == bindparam("workspace"),
    FOLLOWUPS.c.ended_at.is_(None),
    or_(FOLLOWUPS.c.owner == bindparam("person"), FOLLOWUPS.c.asked_by == bindparam("person")),
)


class FollowUps(Noun):
    __slots__ = ("_figures",)

    def __init__(self, ledger: Ledger, figures: Figures) -> None:
        super().__init__(ledger)
        self._figures = figures

    def save(self, followup: FollowUp, now: datetime) -> None:
        """Keep one as it is now, in the place of what was known of it."""
        words = {"note": followup.note, "before": _told(followup.before)}
        self._ledger.put(
            _saved,
            workspace=followup.place.workspace,
            id=followup.id,
            channel=followup.place.channel,
            thread=followup.place.thread,
            owner=followup.owner,
            asked_by=followup.asked_by,
            asked_at=followup.asked_at,
            due_at=followup.due_at,
            source=followup.source.value,
            state=followup.state.value,
            reminded=followup.reminded,
            reminded_at=followup.reminded_at,
            revision=followup.revision,
            ended_at=None if followup.is_open else now,
            sealed_words=self._ledger.vault.seal(words, PURPOSE, followup.id),
        )
        self._figures.note_followup(followup, now)

    def find(self, workspace: str, followup: str) -> FollowUp | None:
        return self._one(self._ledger.first(FIND, workspace=workspace, followup=followup))

    def lock(self, workspace: str, followup: str) -> FollowUp | None:
        """Find one to change it: nobody else does so until the transaction ends."""
        return self._one(self._ledger.first(LOCK, workspace=workspace, followup=followup))

    def open_for(self, workspace: str, person: str) -> tuple[FollowUp, ...]:
        """The open ones that somebody is reminded of or asked for."""
        return tuple(self._value(row) for row in self._ledger.all(OPEN, workspace=workspace, person=person))

    def _one(self, row: Row[Any] | None) -> FollowUp | None:
        return None if row is None else self._value(row)

    def _value(self, row: Row[Any]) -> FollowUp:
        words = self._ledger.vault.open(row.sealed_words, PURPOSE, row.id)
        return FollowUp(
            id=row.id,
            place=Place(workspace=row.workspace, channel=row.channel, thread=row.thread),
            owner=row.owner,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            due_at=row.due_at,
            note=words["note"],
            source=Source(row.source),
            state=State(row.state),
            reminded=row.reminded,
            reminded_at=row.reminded_at,
            before=_before(words["before"]),
            revision=row.revision,
        )


def _saved(new_row: NewRow) -> Insert:
    new = new_row(FOLLOWUPS)
    facts = {column.name: new.excluded[column.name] for column in FOLLOWUPS.c if column.name not in KEY}
    return new.on_conflict_do_update(index_elements=KEY, set_=facts)


def _told(before: Before | None) -> dict[str, object] | None:
    if before is None:
        return None
    return {
        "owner": before.owner,
        "due_at": before.due_at.isoformat(),
        "state": before.state.value,
        "reminded": before.reminded,
        "reminded_at": before.reminded_at.isoformat() if before.reminded_at else None,
        "by": before.by,
        "at": before.at.isoformat(),
        "thread": before.thread,
        "note": before.note,
    }


def _before(told: Mapping[str, Any] | None) -> Before | None:
    if told is None:
        return None
    return Before(
        owner=told["owner"],
        due_at=datetime.fromisoformat(told["due_at"]),
        state=State(told["state"]),
        reminded=told["reminded"],
        reminded_at=datetime.fromisoformat(told["reminded_at"]) if told["reminded_at"] else None,
        by=told["by"],
        at=datetime.fromisoformat(told["at"]),
        thread=told.get("thread"),
        note=told.get("note"),
    )
