"""Summer time: what is asked for in a skipped or a doubled hour, what waits across a change, and who moves zone."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.nudge_checks import hold
from bot.nudge_values import Nudge, Trigger, Way
from bot.schedules import Absence, Schedule
from bot.when import When, read_when
from tests.bot.test_nudges import PLACE
from tests.bot.test_worktime import at, rows

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# Clocks are local; "+" marks the second time that a doubled hour shows the same clock.
ASKED = """
zone                | asked at           | words                | comes at           | why
Europe/Berlin       | 2026-03-28 12:00   | tomorrow 2:30am      | 2026-03-29 03:30   | 02:30 is skipped
Europe/Berlin       | 2026-10-24 12:00   | tomorrow 2:30am      | 2026-10-25 02:30   | 02:30 comes twice: the first
Europe/Berlin       | 2026-10-25 02:45   | today 2:30am         | 2026-10-25 02:30+  | the first is over, so the second
Europe/London       | 2026-03-28 12:00   | tomorrow 1:30am      | 2026-03-29 02:30   | London skips an hour earlier
Europe/London       | 2026-10-24 12:00   | tomorrow 1:30am      | 2026-10-25 01:30   | and doubles it
America/New_York    | 2026-03-07 12:00   | tomorrow 2:30am      | 2026-03-08 03:30   | three weeks before Europe
America/New_York    | 2026-10-31 12:00   | tomorrow 1:30am      | 2026-11-01 01:30   | the first of two
America/St_Johns    | 2026-03-07 12:00   | tomorrow 2:30am      | 2026-03-08 03:30   | half an hour off
Australia/Lord_Howe | 2026-10-03 12:00   | tomorrow 2:15am      | 2026-10-04 02:45   | only half an hour is skipped
Australia/Lord_Howe | 2026-04-04 12:00   | tomorrow 1:45am      | 2026-04-05 01:45   | and half an hour doubled
Australia/Adelaide  | 2026-10-03 12:00   | tomorrow 2:30am      | 2026-10-04 03:30   | spring in October
Africa/Cairo        | 2026-04-23 12:00   | tomorrow 00:30       | 2026-04-24 01:30   | midnight is skipped
Asia/Kolkata        | 2026-03-28 12:00   | tomorrow 2:30am      | 2026-03-29 02:30   | nothing changes
Europe/Berlin       | 2026-03-28 23:30   | 4h                   | 2026-03-29 04:30   | four hours are four hours
Europe/Berlin       | 2026-10-24 23:30   | 4h                   | 2026-10-25 02:30+  | also in a long night
Europe/Berlin       | 2026-03-27 12:00   | monday 9am           | 2026-03-30 09:00   | nine is nine
"""

HELD = """
zone                | due at             | said at            | why
Europe/Berlin       | 2026-03-28 23:30   | 2026-03-30 09:00   | over the night that skips an hour
Europe/Berlin       | 2026-10-25 02:30   | 2026-10-26 09:00   | in the first doubled hour
Europe/Berlin       | 2026-10-25 02:30+  | 2026-10-26 09:00   | in the second
America/New_York    | 2026-03-08 03:30   | 2026-03-09 09:00   | on the Sunday itself
America/St_Johns    | 2026-10-31 22:00   | 2026-11-02 09:00   | half an hour off
Australia/Lord_Howe | 2026-10-04 02:45   | 2026-10-05 09:00   | a short night
Africa/Cairo        | 2026-04-24 01:30   | 2026-04-26 09:00   | Friday and Saturday are free
Asia/Kolkata        | 2026-03-29 02:30   | 2026-03-30 09:00   | where clocks never change
"""
WEEKENDS = {"Africa/Cairo": frozenset({6, 0, 1, 2, 3})}
ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Africa/Cairo",
    "Asia/Kolkata",
)


@pytest.mark.parametrize(("zone", "now", "words", "then", "why"), rows(ASKED))
def test_an_asked_for_time_comes_at(zone: str, now: str, words: str, then: str, why: str) -> None:
    when = read_when(words, at(now, zone), zone)
    assert isinstance(when, When), why
    assert when.at == at(then, zone), why


def nudge(due_at: datetime) -> Nudge:
    return Nudge(trigger=Trigger.WAITING, place=PLACE, way=Way.PRIVATE, due_at=due_at, about=due_at, to="U1")


@pytest.mark.parametrize(("zone", "due", "said", "why"), rows(HELD))
def test_what_nobody_asked_for_waits_for_the_working_morning(zone: str, due: str, said: str, why: str) -> None:
    schedule = Schedule(weekdays=WEEKENDS.get(zone, frozenset(range(5))))
    held = hold(nudge(at(due, zone)), schedule.on_the_clock_of(zone), at(due, zone))
    assert held == at(said, zone), why


def changes(zone: str, year: int) -> list[datetime]:
    """The hours in which a zone's clocks change, told by zoneinfo alone."""
    there = ZoneInfo(zone)
    hours = [datetime(year, 1, 1, tzinfo=UTC) + HOUR * number for number in range(366 * 24)]
    return [
        after
        for before, after in pairwise(hours)
        if before.astimezone(there).utcoffset() != after.astimezone(there).utcoffset()
    ]


CHANGES = [(zone, change) for zone in ZONES for change in changes(zone, 2026)]
near_changes = st.tuples(st.sampled_from(CHANGES), st.integers(-240, 240)).map(
    lambda drawn: (drawn[0][0], drawn[0][1] + timedelta(minutes=drawn[1]))
)
minutes = st.integers(0, 24 * 60 - 1)


def test_the_zones_change_as_often_as_they_should() -> None:
    assert {zone: len(changes(zone, 2026)) for zone in ZONES} == {zone: 0 if "Kolkata" in zone else 2 for zone in ZONES}


@given(near=near_changes, minute=minutes)
def test_a_clock_that_was_asked_for_is_on_the_wall_unless_the_wall_skips_it(
    near: tuple[str, datetime], minute: int
) -> None:
    zone, now = near
    there = ZoneInfo(zone)
    asked = time(minute // 60, minute % 60)
    when = read_when(f"tomorrow {asked:%H:%M}", now, zone)
    assert isinstance(when, When)
    wall = when.at.astimezone(there)
    day = now.astimezone(there).date() + DAY
    exists = datetime.combine(day, asked, there).astimezone(UTC).astimezone(there).time() == asked
    assert when.at > now
    assert (wall.date(), wall.time()) == (day, asked) if exists else wall.time() > asked
    assert when.at == datetime.combine(day, asked, there).replace(fold=0).astimezone(UTC)


@given(near=near_changes, start=minutes, span=st.integers(60, 12 * 60))
def test_what_is_held_is_said_when_the_wall_shows_a_working_minute(
    near: tuple[str, datetime], start: int, span: int
) -> None:
    zone, now = near
    begin = time(start // 60, start % 60)
    end_minute = (start + span) % (24 * 60)
    schedule = Schedule(start=begin, end=time(end_minute // 60, end_minute % 60), quiet_from=begin, quiet_until=begin)
    hours = schedule.on_the_clock_of(zone)
    said = hold(nudge(now), hours, now) or now
    assert said >= now
    assert hours.is_working(said)
    shown = said.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)
    if said > now:
        skipped = datetime.combine(said.astimezone(ZoneInfo(zone)).date(), begin, ZoneInfo(zone))
        assert shown == skipped.astimezone(UTC).astimezone(ZoneInfo(zone)).time()


@given(near=near_changes, to=st.sampled_from(ZONES))
def test_who_moves_zone_keeps_what_they_asked_for_and_works_by_the_new_clock(
    near: tuple[str, datetime], to: str
) -> None:
    home, now = near
    assume(to != home)
    when = read_when("tomorrow 9am", now, home)
    assert isinstance(when, When)
    assert when.at.astimezone(ZoneInfo(home)).time() == time(9)
    schedule = Schedule(weekdays=frozenset(range(7)))
    then = schedule.on_the_clock_of(to).next_working_morning(now)
    assert then.astimezone(ZoneInfo(to)).time() == time(9)


@given(near=near_changes, days=st.integers(1, 366))
def test_nobody_works_on_a_day_off_and_somebody_does_after_it(near: tuple[str, datetime], days: int) -> None:
    zone, now = near
    first = now.astimezone(ZoneInfo(zone)).date()
    away = Absence(first=first, last=first + DAY * (days - 1))
    back = Schedule().on_the_clock_of(zone, away).next_working_moment(now)
    local = back.astimezone(ZoneInfo(zone))
    assert local.date() > away.last
    assert (local.time(), local.weekday() < 5) == (time(9), True)
    assert local.date() - away.last <= 3 * DAY


def test_days_away_run_forward_for_a_year_at_most() -> None:
    with pytest.raises(ValueError, match="forward"):
        Absence(first=date(2026, 11, 23), last=date(2026, 11, 22))
    with pytest.raises(ValueError, match="a year"):
        Absence(first=date(2026, 11, 23), last=date(2027, 11, 24))
