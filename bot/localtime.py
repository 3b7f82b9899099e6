"""Clocks on walls: local times as moments, and moments as local words."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def moment(day: date, clock: time, zone: ZoneInfo, *, after: datetime | None = None) -> datetime:
    """The moment, aware UTC, at which the clocks of a zone show this time on this day.

    A time that the clocks skip is moved on by what they skip (02:30 becomes 03:30). A time that they show twice is the
    first of the two, or the second where only that lies after `after`.
    """
    local = datetime.combine(day, clock, zone)
    first = local.replace(fold=0).astimezone(UTC)
    second = local.replace(fold=1).astimezone(UTC)
    if after is not None and first <= after < second:
        return second
    return first


def place_of(zone: str) -> str:
    """What people call a zone: “New York” for America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def in_words(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """A moment as people of a zone say it: “Mon 23 Nov, 09:00”, with the year where it is not this one."""
    local = at.astimezone(zone)
    year = "" if local.year == now.astimezone(zone).year else f" {local.year}"
    return f"{local:%a} {local.day} {local:%b}{year}, {local:%H:%M}"
