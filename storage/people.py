"""The team as it was imported, and who has met Levelhead before."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select

from bot.people import Person, Role
from storage.ledger import Noun
from storage.ready import Ready
from storage.tables import INTRODUCTIONS, PEOPLE

OURS = PEOPLE.c.workspace == bindparam("workspace")
FIND = Ready(select(PEOPLE).where(OURS, PEOPLE.c.slack_id == bindparam("slack_id")))
ANYBODY = Ready(select(PEOPLE.c.slack_id).where(OURS).limit(1))


class People(Noun):
    def find(self, workspace: str, slack_id: str) -> Person | None:
        row = self._ledger.first(FIND, workspace=workspace, slack_id=slack_id)
        return None if row is None else _value(row)

    def team(self, workspace: str) -> tuple[Person, ...]:
        ours = select(PEOPLE).where(PEOPLE.c.workspace == workspace).order_by("slack_id")
        return tuple(_value(row) for row in self._ledger.all(ours))

    def team_known(self, workspace: str) -> bool:
        """Whether a team was imported."""
        return self._ledger.first(ANYBODY, workspace=workspace) is not None

    def replace_team(self, workspace: str, people: Iterable[Person]) -> None:
        """Put this team in the place of the one known so far."""
        rows = [_row(person) for person in people]
        if any(row["workspace"] != workspace for row in rows):
            raise ValueError("a person belongs to another workspace")
        self._ledger.change(delete(PEOPLE).where(PEOPLE.c.workspace == workspace))
        if rows:
            self._ledger.connection.execute(insert(PEOPLE), rows)

    def introduce(self, workspace: str, slack_id: str) -> bool:
        """True the first time ever that this person meets Levelhead."""
        return self._ledger.add(INTRODUCTIONS, workspace=workspace, person=slack_id)

    def introduced(self, workspace: str, ids: Collection[str]) -> frozenset[str]:
        """Those of these people who have met Levelhead."""
        met = select(INTRODUCTIONS.c.person).where(
            INTRODUCTIONS.c.workspace == workspace, INTRODUCTIONS.c.person.in_(sorted(ids))
        )
        return frozenset(row.person for row in self._ledger.all(met))


def _row(person: Person) -> dict[str, str]:
    return {
        "workspace": person.workspace,
        "slack_id": person.slack_id,
        "name": person.name,
        "role": person.role.value,
        "reports_to": person.reports_to,
        "deputy": person.deputy,
    }


def _value(row: Row[Any]) -> Person:
    return Person(
        workspace=row.workspace,
        slack_id=row.slack_id,
        name=row.name,
        role=Role(row.role),
        reports_to=row.reports_to,
        deputy=row.deputy,
    )
