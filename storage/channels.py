"""The channels that Levelhead was invited to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update

from bot.channels import Channel
from storage.ledger import Noun
from storage.tables import CHANNELS


class Channels(Noun):
    def watch(self, workspace: str, channel: str, inviter: str, now: datetime) -> bool:
        """Start watching; False when the channel was watched already, and then the first inviter stays."""
        facts = {"inviter": inviter, "watched": True, "watched_at": now}
        new = self._ledger.insert(CHANNELS).values(workspace=workspace, slack_id=channel, outsiders=None, **facts)
        again = new.on_conflict_do_update(
            index_elements=["workspace", "slack_id"], set_=facts, where=CHANNELS.c.watched.is_(False)
        )
        return self._ledger.change(again) == 1

    def unwatch(self, workspace: str, channel: str) -> None:
        """Stop watching; what is known of the channel stays."""
        here = (CHANNELS.c.workspace == workspace, CHANNELS.c.slack_id == channel)
        self._ledger.change(update(CHANNELS).where(*here).values(watched=False))

    def find(self, workspace: str, channel: str) -> Channel | None:
        here = (CHANNELS.c.workspace == workspace, CHANNELS.c.slack_id == channel)
        row = self._ledger.first(select(CHANNELS).where(*here))
        return None if row is None else _value(row)

    def all(self, workspace: str) -> tuple[Channel, ...]:
        ours = select(CHANNELS).where(CHANNELS.c.workspace == workspace).order_by("slack_id")
        return tuple(_value(row) for row in self._ledger.all(ours))

    def note_outsiders(self, workspace: str, channel: str, outsiders: bool) -> None:
        """Remember who can read a channel, watched or not."""
        self._note(workspace, channel, outsiders, CHANNELS.c.outsiders.is_distinct_from(outsiders))

    def note_internal(self, workspace: str, channel: str) -> None:
        """Remember that a channel seems to be without outsiders, unless it is known who can read it."""
        self._note(workspace, channel, False, CHANNELS.c.outsiders.is_(None))

    def _note(self, workspace: str, channel: str, outsiders: bool, unless_known: ColumnElement[bool]) -> None:
        new = self._ledger.insert(CHANNELS).values(
            workspace=workspace, slack_id=channel, inviter="", outsiders=outsiders, watched=False, watched_at=None
        )
        known = {"outsiders": outsiders}
        self._ledger.change(
            new.on_conflict_do_update(index_elements=["workspace", "slack_id"], set_=known, where=unless_known)
        )


def _value(row: Row[Any]) -> Channel:
    return Channel(
        workspace=row.workspace,
        slack_id=row.slack_id,
        inviter=row.inviter,
        outsiders=row.outsiders,
        watched=row.watched,
    )
