"""The workspaces in which Levelhead is installed, their tokens sealed."""

from typing import Any

from sqlalchemy import Row, bindparam, delete, select

from bot.workspaces import Workspace
from storage.ledger import Insert, NewRow, Noun
from storage.tables import SEALS, WORKSPACES

PURPOSE = "token"
FACTS = ("name", "bot_user_id", "bot_id", "url", "sealed_token")
FIND = select(WORKSPACES).where(WORKSPACES.c.workspace == bindparam("workspace"))


class Workspaces(Noun):
    def save(self, workspace: Workspace) -> None:
        """Remember an installation; a later one of the same workspace takes its place."""
        self._ledger.put(
            _installed,
            workspace=workspace.team_id,
            name=workspace.name,
            bot_user_id=workspace.bot_user_id,
            bot_id=workspace.bot_id,
            url=workspace.url,
            sealed_token=self._ledger.vault.seal({"token": workspace.token}, PURPOSE, workspace.team_id),
        )

    def find(self, team_id: str) -> Workspace | None:
        row = self._ledger.first(FIND, workspace=team_id)
        return None if row is None else self._value(row)

    def all(self) -> tuple[Workspace, ...]:
        return tuple(self._value(row) for row in self._ledger.all(select(WORKSPACES).order_by("workspace")))

    def erase(self, team_id: str) -> None:
        """Forget everything of a workspace, in every table."""
        for table in WORKSPACES.metadata.sorted_tables:
            if table is not SEALS:
                self._ledger.change(delete(table).where(table.c.workspace == team_id))

    def _value(self, row: Row[Any]) -> Workspace:
        opened = self._ledger.vault.open(row.sealed_token, PURPOSE, row.workspace)
        return Workspace(
            team_id=row.workspace,
            name=row.name,
            bot_user_id=row.bot_user_id,
            bot_id=row.bot_id,
            token=opened["token"],
            url=row.url,
        )


def _installed(new_row: NewRow) -> Insert:
    new = new_row(WORKSPACES)
    return new.on_conflict_do_update(index_elements=["workspace"], set_={name: new.excluded[name] for name in FACTS})
