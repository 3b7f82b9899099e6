"""The channels that Levelhead was invited to."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from bot.channels import Channel
from phrasebook.answer_pages import Style
from phrasebook.sensitivity import Sensitivity
from storage.ledger import Insert, NewRow, Noun
from storage.ready import Ready
from storage.tables import CHANNELS

KEY = ("workspace", "slack_id")
FIND = Ready(
    select(CHANNELS).where(CHANNELS.c.workspace == bindparam("workspace"), CHANNELS.c.slack_id == bindparam("slack_id"))
)


class Channels(Noun):
    def watch(self, workspace: str, channel: str, inviter: str, now: datetime) -> bool:
        """Start watching; False when it was invited already, and then the first inviter stays."""
        facts = {"inviter": inviter, "watched": True, "watched_at": now}
        return self._ledger.put(_watched, workspace=workspace, slack_id=channel, outsiders=None, **facts)

    def unwatch(self, workspace: str, channel: str) -> None:
        """Stop watching; what is known of the channel stays."""
        here = (CHANNELS.c.workspace == workspace, CHANNELS.c.slack_id == channel)
        self._ledger.change(update(CHANNELS).where(*here).values(watched=False))

    def choose(self, workspace: str, channel: str, sensitivity: Sensitivity) -> None:
        """Remember how much it takes in a channel before something is said."""
        self._ledger.put(_chosen, **_unwatched(workspace, channel, None), sensitivity=sensitivity.value)

    def choose_style(self, workspace: str, channel: str, style: Style | None) -> None:
        """Remember how messages to customers sound in a channel; None leaves it to whoever starts them."""
        self._ledger.put(_styled, **_unwatched(workspace, channel, None), style=style.value if style else "")

    def find(self, workspace: str, channel: str) -> Channel | None:
        row = self._ledger.first(FIND, workspace=workspace, slack_id=channel)
        return None if row is None else _value(row)

    def all(self, workspace: str) -> tuple[Channel, ...]:
        ours = select(CHANNELS).where(CHANNELS.c.workspace == workspace).order_by("slack_id")
        return tuple(_value(row) for row in self._ledger.all(ours))

    def note_outsiders(self, workspace: str, channel: str, outsiders: bool) -> None:
        """Remember who can read a channel; one that was not known of is watched, since something was heard there."""
        known = self.find(workspace, channel)
        if known is None or known.outsiders is not outsiders:
            self._ledger.put(_outsiders_known, **_heard_in(workspace, channel, outsiders))

    def note_internal(self, workspace: str, channel: str) -> None:
        """Remember that a channel seems to be without outsiders, unless it is known who can read it."""
        known = self.find(workspace, channel)
        if known is None or known.outsiders is None:
            self._ledger.put(_outsiders_guessed, **_heard_in(workspace, channel, False))


def _watched(new_row: NewRow) -> Insert:
    new = new_row(CHANNELS)
    facts = {name: new.excluded[name] for name in ("inviter", "watched", "watched_at")}
    anew = or_(CHANNELS.c.watched.is_(False), CHANNELS.c.inviter == "")
    return new.on_conflict_do_update(index_elements=KEY, set_=facts, where=anew)


def _outsiders_known(new_row: NewRow) -> Insert:
    new = new_row(CHANNELS)
    return new.on_conflict_do_update(index_elements=KEY, set_={"outsiders": new.excluded.outsiders})


def _outsiders_guessed(new_row: NewRow) -> Insert:
    new = new_row(CHANNELS)
    known = {"outsiders": new.excluded.outsiders}
    return new.on_conflict_do_update(index_elements=KEY, set_=known, where=CHANNELS.c.outsiders.is_(None))


def _chosen(new_row: NewRow) -> Insert:
    new = new_row(CHANNELS)
    return new.on_conflict_do_update(index_elements=KEY, set_={"sensitivity": new.excluded.sensitivity})


def _styled(new_row: NewRow) -> Insert:
    new = new_row(CHANNELS)
    return new.on_conflict_do_update(index_elements=KEY, set_={"style": new.excluded.style})


def _unwatched(workspace: str, channel: str, outsiders: bool | None) -> dict[str, object]:
    new: dict[str, object] = {"workspace": workspace, "slack_id": channel, "outsiders": outsiders}
    return new | {"inviter": "", "watched": False, "watched_at": None}


def _heard_in(workspace: str, channel: str, outsiders: bool) -> dict[str, object]:
    """A channel in which the bot was before it knew: nobody is known to have invited it."""
    return _unwatched(workspace, channel, outsiders) | {"watched": True}


def _value(row: Row[Any]) -> Channel:
    return Channel(
        workspace=row.workspace,
        slack_id=row.slack_id,
        inviter=row.inviter,
        outsiders=row.outsiders,
        watched=row.watched,
        sensitivity=Sensitivity(row.sensitivity),
        style=Style(row.style) if row.style else None,
    )
