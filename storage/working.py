"""When people, channels and workspaces work; who keeps no hours of their own works as their surroundings do."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, select

from bot.schedules import Absence, Counted, Schedule, Source, counted
from bot.worktime import WorkingHours
from storage.ledger import Insert, NewRow, Noun
from storage.tables import ABSENCES, WORKING_HOURS
from storage.zones import FIND as ZONE

EVERYBODY = ""
"""Whose hours are those of the workspace."""
ANYWHERE = "UTC"
PARTS = ("weekdays", "start", "end", "country", "subdivision", "quiet_from", "quiet_until", "zone")
DAYS = ("first", "last", "over_at")
FIND = select(WORKING_HOURS).where(
    WORKING_HOURS.c.workspace == bindparam("workspace"),
    WORKING_HOURS.c.whose.in_(bindparam("whose", expanding=True)),
)
AWAY = select(ABSENCES).where(ABSENCES.c.workspace == bindparam("workspace"), ABSENCES.c.person == bindparam("person"))


class Working(Noun):
    def of(self, workspace: str, person: str, channel: str = "", *, zone: str = "") -> WorkingHours:
        """When somebody works, in a channel or anywhere, on the clock that Slack last told for them, or on `zone`."""
        return self.counted(workspace, person, channel, zone=zone).hours

    def counted(self, workspace: str, person: str, channel: str = "", *, zone: str = "") -> Counted:
        """The hours that count for somebody, where they come from, and the days that they are away."""
        kept = self._kept(workspace, person, channel)
        where = zone or self._zone(workspace, person)
        return counted(
            {source: schedule for source, (schedule, _) in kept.items()}, where, self.away(workspace, person)
        )

    def of_channel(self, workspace: str, channel: str, inviter: str) -> Counted:
        """When a channel works, on its own clock, or on that of who invited the bot."""
        kept = self._kept(workspace, "", channel)
        zone = kept[Source.CHANNEL][1] if Source.CHANNEL in kept else ""
        schedules = {source: schedule for source, (schedule, _) in kept.items()}
        return counted(schedules, zone or self._zone(workspace, inviter))

    def default(self, workspace: str) -> Counted:
        """When everybody works who keeps no other hours."""
        return counted({source: kept for source, (kept, _) in self._kept(workspace, "", "").items()}, ANYWHERE)

    def save(self, workspace: str, whose: str, schedule: Schedule, zone: str = "") -> None:
        """Keep the hours of a person, a channel or EVERYBODY; `zone` for a channel alone."""
        self._ledger.put(_kept, workspace=workspace, whose=whose, zone=zone, **_parts(schedule))

    def drop(self, workspace: str, whose: str) -> None:
        """From now on the hours around them count."""
        ours = (WORKING_HOURS.c.workspace == workspace, WORKING_HOURS.c.whose == whose)
        self._ledger.change(delete(WORKING_HOURS).where(*ours))

    def away(self, workspace: str, person: str) -> Absence | None:
        """The days that somebody is away next, as far as they said."""
        row = self._ledger.first(AWAY, workspace=workspace, person=person)
        return row and Absence(first=date.fromisoformat(row.first), last=date.fromisoformat(row.last))

    def go_away(self, workspace: str, person: str, away: Absence | None) -> None:
        """Keep the days that somebody is away, in the place of those known; None: there are none."""
        if away is None:
            theirs = (ABSENCES.c.workspace == workspace, ABSENCES.c.person == person)
            self._ledger.change(delete(ABSENCES).where(*theirs))
            return
        over_at = datetime.combine(away.last, time(12), UTC) + timedelta(days=1)
        first, last = away.first.isoformat(), away.last.isoformat()
        self._ledger.put(_away, workspace=workspace, person=person, first=first, last=last, over_at=over_at)

    def _kept(self, workspace: str, person: str, channel: str) -> dict[Source, tuple[Schedule, str]]:
        whose = {EVERYBODY: Source.DEFAULT}
        whose |= {name: source for name, source in ((channel, Source.CHANNEL), (person, Source.OWN)) if name}
        rows = self._ledger.all(FIND, workspace=workspace, whose=sorted(whose))
        return {whose[row.whose]: (_schedule(row), row.zone) for row in rows}

    def _zone(self, workspace: str, person: str) -> str:
        row = self._ledger.first(ZONE, workspace=workspace, person=person)
        return ANYWHERE if row is None else str(row.zone)


def _kept(new_row: NewRow) -> Insert:
    new = new_row(WORKING_HOURS)
    return new.on_conflict_do_update(
        index_elements=("workspace", "whose"), set_={name: new.excluded[name] for name in PARTS}
    )


def _away(new_row: NewRow) -> Insert:
    new = new_row(ABSENCES)
    return new.on_conflict_do_update(
        index_elements=("workspace", "person"), set_={name: new.excluded[name] for name in DAYS}
    )


def _parts(schedule: Schedule) -> dict[str, str]:
    return {
        "weekdays": "".join(str(day) for day in sorted(schedule.weekdays)),
        "start": schedule.start.isoformat("minutes"),
        "end": schedule.end.isoformat("minutes"),
        "country": schedule.country,
        "subdivision": schedule.subdivision,
        "quiet_from": schedule.quiet_from.isoformat("minutes"),
        "quiet_until": schedule.quiet_until.isoformat("minutes"),
    }


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(
        weekdays=frozenset(int(day) for day in row.weekdays),
        start=time.fromisoformat(row.start),
        end=time.fromisoformat(row.end),
        country=row.country,
        subdivision=row.subdivision,
        quiet_from=time.fromisoformat(row.quiet_from),
        quiet_until=time.fromisoformat(row.quiet_until),
    )
