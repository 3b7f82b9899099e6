"""How channels want to be reminded; one that never said so has the defaults of bot.nudge_values.Room."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import bindparam, select

from bot.nudge_values import Room, Trigger
from bot.worktime import WorkingHours
from storage.ledger import Insert, NewRow, Noun
from storage.ready import Ready
from storage.tables import CHANNELS, NUDGE_ROOMS

ANYTIME = WorkingHours(zone="UTC")
KEY = ("workspace", "channel")
WAITS = ("urgent_wait", "wait", "check_in_after")
SETTINGS = ("opted_in", "neutral_line", "cover", "off", *WAITS, "silent_mornings")
A_MINUTE = timedelta(minutes=1)
FIND = Ready(
    select(NUDGE_ROOMS).where(
        NUDGE_ROOMS.c.workspace == bindparam("workspace"), NUDGE_ROOMS.c.channel == bindparam("channel")
    )
)
OUTSIDERS = Ready(
    select(CHANNELS.c.outsiders).where(
        CHANNELS.c.workspace == bindparam("workspace"), CHANNELS.c.slack_id == bindparam("channel")
    )
)


class NudgeRooms(Noun):
    def find(self, workspace: str, channel: str, hours: WorkingHours) -> Room:
        """A channel's settings, with these hours, and whether outsiders read it as far as that is known."""
        row = self._ledger.first(FIND, workspace=workspace, channel=channel)
        known = self._ledger.first(OUTSIDERS, workspace=workspace, channel=channel)
        room = Room(hours=hours, outsiders=None if known is None else known.outsiders)
        if row is None:
            return room
        off = frozenset(Trigger(name) for name in row.off.split())
        chosen = {name: A_MINUTE * getattr(row, name) for name in WAITS if getattr(row, name) is not None}
        mornings = room.silent_mornings if row.silent_mornings is None else row.silent_mornings
        return replace(
            room,
            opted_in=row.opted_in,
            neutral_line=row.neutral_line,
            cover=row.cover,
            off=off,
            silent_mornings=mornings,
            **chosen,
        )

    def waits(self, workspace: str, channel: str) -> Room:
        """A channel's settings where only its waits are asked for, and nobody's working hours."""
        return self.find(workspace, channel, ANYTIME)

    def save(self, workspace: str, channel: str, room: Room) -> None:
        """Keep what a channel prefers, waits in whole minutes; `hours` and `outsiders` are not kept here."""
        self._ledger.put(
            _saved,
            workspace=workspace,
            channel=channel,
            opted_in=room.opted_in,
            neutral_line=room.neutral_line,
            cover=room.cover,
            off=" ".join(sorted(room.off)),
            urgent_wait=room.urgent_wait // A_MINUTE,
            wait=room.wait // A_MINUTE,
            check_in_after=room.check_in_after // A_MINUTE,
            silent_mornings=room.silent_mornings,
        )


def _saved(new_row: NewRow) -> Insert:
    new = new_row(NUDGE_ROOMS)
    return new.on_conflict_do_update(index_elements=KEY, set_={name: new.excluded[name] for name in SETTINGS})
