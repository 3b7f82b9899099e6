"""The workspaces in which Levelhead is installed, their tokens sealed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, or_, select, update

from bot.workspaces import Bot, Workspace
from storage.ledger import Insert, NewRow, Noun
from storage.ready import Ready
from storage.tables import SEALS, WORKSPACES

PURPOSE = "token"
FACTS = ("name", "bot_user_id", "bot_id", "url", "sealed_token", "enterprise", "expires_at", "renewing_until")
FIND = Ready(select(WORKSPACES).where(WORKSPACES.c.workspace == bindparam("workspace")))
RENEWING = timedelta(minutes=1)
"""How long renewing a token may take before somebody else tries."""


class Workspaces(Noun):
    def save(self, workspace: Workspace) -> None:
        """Remember an installation; a later one of the same workspace takes its place."""
        began = workspace.installed_at.isoformat() if workspace.installed_at else ""
        secrets = {"token": workspace.token, "refresh": workspace.refresh_token, "installed": began}
        self._ledger.put(
            _installed,
            workspace=workspace.team_id,
            name=workspace.name,
            bot_user_id=workspace.bot_user_id,
            bot_id=workspace.bot_id,
            url=workspace.url,
            sealed_token=self._ledger.vault.seal(secrets, PURPOSE, workspace.team_id),
            enterprise=workspace.enterprise,
            expires_at=workspace.expires_at,
            renewing_until=None,
        )

    def find(self, team_id: str) -> Workspace | None:
        """The installation that serves a workspace: its own, or that of its organisation."""
        row = self._serving(team_id)
        return None if row is None else self._value(row)

    def bot(self, team_id: str) -> Bot | None:
        """Who the bot is in a workspace; None where it is not installed. Its token stays sealed."""
        row = self._serving(team_id)
        return None if row is None else Bot(user_id=row.bot_user_id, bot_id=row.bot_id)

    def join(self, team_id: str, enterprise: str) -> None:
        """A workspace is served by its organisation's installation from now on; nothing where it has one of its own."""
        served = dict.fromkeys(("name", "bot_user_id", "bot_id", "url", "sealed_token"), "")
        self._ledger.add(WORKSPACES, workspace=team_id, enterprise=enterprise, **served)

    def all(self) -> tuple[Workspace, ...]:
        """Every installation that has a token."""
        own = select(WORKSPACES).where(WORKSPACES.c.sealed_token != "").order_by("workspace")
        return tuple(self._value(row) for row in self._ledger.all(own))

    def teams(self) -> tuple[str, ...]:
        """The ids of all workspaces where it is at home: with an installation of their own, or heard from in an
        organisation that has one."""
        home = select(WORKSPACES.c.workspace).where(WORKSPACES.c.workspace != WORKSPACES.c.enterprise)
        return tuple(row.workspace for row in self._ledger.all(home.order_by("workspace")))

    def claim_renewal(self, team_id: str, now: datetime) -> bool:
        """True for the one who may renew this installation's token now."""
        free = or_(WORKSPACES.c.renewing_until.is_(None), WORKSPACES.c.renewing_until <= now)
        ours = update(WORKSPACES).where(WORKSPACES.c.workspace == team_id, free)
        return self._ledger.change(ours.values(renewing_until=now + RENEWING)) == 1

    def leave(self, team_id: str, enterprise: str) -> None:
        """A workspace is taken out of its organisation's installation: forget everything of it.

        Nothing where it is not in that organisation, or has an installation of its own.
        """
        served = select(WORKSPACES.c.workspace).where(
            WORKSPACES.c.workspace == team_id, WORKSPACES.c.enterprise == enterprise, WORKSPACES.c.sealed_token == ""
        )
        if self._ledger.first(served) is not None:
            self.erase(team_id)

    def erase(self, team_id: str) -> None:
        """Forget everything of a workspace, or of all workspaces of an organisation, in every table."""
        served = select(WORKSPACES.c.workspace).where(
            WORKSPACES.c.enterprise == team_id, WORKSPACES.c.sealed_token == ""
        )
        for gone in (team_id, *(row.workspace for row in self._ledger.all(served))):
            for table in WORKSPACES.metadata.sorted_tables:
                if table is not SEALS:
                    self._ledger.change(delete(table).where(table.c.workspace == gone))

    def _serving(self, team_id: str) -> Row[Any] | None:
        row = self._ledger.first(FIND, workspace=team_id)
        return row if row is None or row.sealed_token else self._serving(row.enterprise)

    def _value(self, row: Row[Any]) -> Workspace:
        opened = self._ledger.vault.open(row.sealed_token, PURPOSE, row.workspace)
        return Workspace(
            team_id=row.workspace,
            name=row.name,
            bot_user_id=row.bot_user_id,
            bot_id=row.bot_id,
            token=opened["token"],
            url=row.url,
            enterprise=row.enterprise,
            refresh_token=opened.get("refresh", ""),
            expires_at=row.expires_at,
            installed_at=datetime.fromisoformat(began) if (began := opened.get("installed")) else None,
        )


def _installed(new_row: NewRow) -> Insert:
    new = new_row(WORKSPACES)
    return new.on_conflict_do_update(index_elements=["workspace"], set_={name: new.excluded[name] for name in FACTS})
