"""Working time against the clocks of the world."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.localtime import in_words, moment
from bot.worktime import WorkingHours

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Pacific/Apia",
)
MINUTE = timedelta(minutes=1)

# Clocks here are local; "+" marks the second time that a doubled hour shows the same clock.
NEXT_WORKING_MOMENT = """
zone                 | shift       | now               | next working moment | why
Europe/Berlin        | 09:00-17:00 | 2026-11-23 10:00  | 2026-11-23 10:00    | at work already
Europe/Berlin        | 09:00-17:00 | 2026-11-23 17:00  | 2026-11-24 09:00    | the end belongs to the evening
Europe/Berlin        | 09:00-17:00 | 2026-11-27 17:30  | 2026-11-30 09:00    | over a weekend
Europe/Berlin        | 09:00-17:00 | 2026-03-27 18:00  | 2026-03-30 09:00    | over a weekend that skips an hour
Europe/Berlin        | 09:00-17:00 | 2026-10-23 18:00  | 2026-10-26 09:00    | over a weekend that repeats one
Europe/Berlin        | 22:00-06:00 | 2026-11-28 05:00  | 2026-11-28 05:00    | Friday's night shift runs into Saturday
Europe/Berlin        | 22:00-06:00 | 2026-11-28 06:00  | 2026-11-30 22:00    | and ends there
Europe/Berlin        | 22:00-02:30 | 2026-11-27 21:00  | 2026-11-27 22:00    | a night shift starts on its own day
Europe/London        | 08:00-08:00 | 2026-11-24 03:00  | 2026-11-24 03:00    | round the clock
America/New_York     | 09:00-17:00 | 2026-03-06 17:00  | 2026-03-09 09:00    | the American spring
America/New_York     | 09:00-17:00 | 2026-10-30 17:00  | 2026-11-02 09:00    | the American autumn
America/St_Johns     | 09:00-17:00 | 2026-03-06 20:00  | 2026-03-09 09:00    | an island half an hour off
Australia/Lord_Howe  | 09:00-17:00 | 2026-10-02 18:00  | 2026-10-05 09:00    | half an hour is skipped
Australia/Lord_Howe  | 09:00-17:00 | 2026-04-03 18:00  | 2026-04-06 09:00    | half an hour is repeated
Asia/Kolkata         | 09:30-18:30 | 2026-11-23 09:29  | 2026-11-23 09:30    | a half-hour zone
Asia/Kathmandu       | 10:00-17:00 | 2026-11-23 09:45  | 2026-11-23 10:00    | a quarter-hour zone
Africa/Cairo         | 00:00-08:00 | 2026-04-23 09:00  | 2026-04-24 01:00    | midnight itself is skipped
Africa/Casablanca    | 09:00-17:00 | 2026-02-13 18:00  | 2026-02-16 09:00    | the clocks change for Ramadan
Pacific/Apia         | 09:00-17:00 | 2011-12-29 18:00  | 2012-01-02 09:00    | a whole Friday never happened
"""

ADD_WORKING_TIME = """
zone                 | shift       | start             | hours | over at             | why
Europe/Berlin        | 09:00-17:00 | 2026-11-23 10:00  | 2     | 2026-11-23 12:00    | within the day
Europe/Berlin        | 09:00-17:00 | 2026-11-23 16:00  | 2     | 2026-11-24 10:00    | into the next
Europe/Berlin        | 09:00-17:00 | 2026-11-27 16:30  | 1     | 2026-11-30 09:30    | over the weekend
Europe/Berlin        | 09:00-17:00 | 2026-11-23 15:00  | 2     | 2026-11-23 17:00    | to the very end
Europe/Berlin        | 09:00-17:00 | 2026-11-28 12:00  | 0     | 2026-11-28 12:00    | nothing to add
Europe/Berlin        | 22:00-06:00 | 2026-03-27 23:00  | 3     | 2026-03-28 02:00    | a night before the clocks change
Europe/Berlin        | 00:00-06:00 | 2026-03-29 01:00  | 2     | 2026-03-30 02:00    | that night is a Sunday
America/New_York     | 18:00-12:00 | 2026-03-06 18:00  | 20    | 2026-03-09 20:00    | the weekend counts nothing
Australia/Lord_Howe  | 09:00-17:00 | 2026-10-02 16:00  | 2     | 2026-10-05 10:00    | half an hour skipped on a Sunday
Asia/Kolkata         | 09:30-18:30 | 2026-11-23 18:00  | 1     | 2026-11-24 10:00    | a half-hour zone
"""

NIGHTS = """
zone                 | shift       | start              | hours | over at             | why
Europe/Berlin        | 22:00-06:00 | 2026-03-28 22:00   | 7     | 2026-03-29 06:00    | eight on the wall, seven at work
Europe/Berlin        | 22:00-06:00 | 2026-10-24 22:00   | 9     | 2026-10-25 06:00    | a long night
Europe/Berlin        | 02:30-05:00 | 2026-03-29 00:00   | 1     | 2026-03-29 04:30    | the skipped 02:30 is 03:30
Europe/Berlin        | 02:30-05:00 | 2026-10-25 00:00   | 1     | 2026-10-25 02:30+   | the doubled 02:30 is the first
Europe/Berlin        | 22:00-02:30 | 2026-10-25 02:15   | 0.25  | 2026-10-25 02:30    | and so ends a shift
America/New_York     | 22:00-06:00 | 2026-03-07 22:00   | 7     | 2026-03-08 06:00    | a short night in New York
America/New_York     | 22:00-06:00 | 2026-10-31 22:00   | 9     | 2026-11-01 06:00    | a long one
Australia/Lord_Howe  | 22:00-06:00 | 2026-10-03 22:00   | 7.5   | 2026-10-04 06:00    | a night half an hour short
Australia/Adelaide   | 22:00-06:00 | 2026-04-04 22:00   | 9     | 2026-04-05 06:00    | a long night down under
Africa/Cairo         | 22:00-06:00 | 2026-04-23 22:00   | 7     | 2026-04-24 06:00    | midnight skipped
Africa/Casablanca    | 22:00-06:00 | 2026-02-14 22:00   | 9     | 2026-02-15 06:00    | the night before Ramadan is long
Asia/Kolkata         | 22:00-06:00 | 2026-03-28 22:00   | 8     | 2026-03-29 06:00    | where clocks never change
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]


def at(words: str, zone: str) -> datetime:
    local = datetime.strptime(words.rstrip("+"), "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(zone))
    return local.replace(fold=int(words.endswith("+"))).astimezone(UTC)


def shift(words: str, zone: str, weekdays: frozenset[int]) -> WorkingHours:
    start, end = (time.fromisoformat(word) for word in words.split("-"))
    return WorkingHours(zone=zone, start=start, end=end, weekdays=weekdays)


WEEK = frozenset(range(7))
OFFICE = frozenset(range(5))


@pytest.mark.parametrize(("zone", "hours", "now", "then", "why"), rows(NEXT_WORKING_MOMENT))
def test_the_next_working_moment(zone: str, hours: str, now: str, then: str, why: str) -> None:
    assert shift(hours, zone, OFFICE).next_working_moment(at(now, zone)) == at(then, zone), why


@pytest.mark.parametrize(("zone", "hours", "start", "delta", "then", "why"), rows(ADD_WORKING_TIME))
def test_working_time_adds_up(zone: str, hours: str, start: str, delta: str, then: str, why: str) -> None:
    added = shift(hours, zone, OFFICE).add_working_time(at(start, zone), timedelta(hours=float(delta)))
    assert added == at(then, zone), why


@pytest.mark.parametrize(("zone", "hours", "start", "delta", "then", "why"), rows(NIGHTS))
def test_nights_when_the_clocks_change(zone: str, hours: str, start: str, delta: str, then: str, why: str) -> None:
    added = shift(hours, zone, WEEK).add_working_time(at(start, zone), timedelta(hours=float(delta)))
    assert added == at(then, zone), why


def test_public_holidays_are_free_where_they_are_kept() -> None:
    epiphany = at("2026-01-06 10:00", "Europe/Berlin")
    assert not WorkingHours(zone="Europe/Berlin", country="DE", subdivision="BY").is_working(epiphany)
    assert WorkingHours(zone="Europe/Berlin", country="DE", subdivision="HH").is_working(epiphany)
    assert WorkingHours(zone="Europe/Berlin").is_working(epiphany)


def test_the_working_morning_after_christmas_is_a_monday() -> None:
    hours = WorkingHours(zone="Europe/Berlin", country="DE")
    eve = at("2026-12-24 16:00", "Europe/Berlin")
    assert hours.next_working_morning(eve) == at("2026-12-28 09:00", "Europe/Berlin")


def test_a_morning_that_has_begun_is_not_the_next_one() -> None:
    hours = WorkingHours(zone="UTC")
    assert hours.next_working_morning(at("2026-11-23 09:00", "UTC")) == at("2026-11-24 09:00", "UTC")
    assert hours.next_working_morning(at("2026-11-23 08:59", "UTC")) == at("2026-11-23 09:00", "UTC")


def test_days_off_are_free() -> None:
    hours = WorkingHours(zone="UTC", days_off=frozenset({date(2026, 11, 23), date(2026, 11, 24)}))
    assert hours.next_working_moment(at("2026-11-20 18:00", "UTC")) == at("2026-11-25 09:00", "UTC")


def test_who_moves_to_another_zone_works_by_its_clock() -> None:
    now = at("2026-11-23 07:00", "UTC")
    assert WorkingHours(zone="Asia/Kolkata").is_working(now)
    assert WorkingHours(zone="America/New_York").next_working_moment(now) == at("2026-11-23 14:00", "UTC")


def test_who_never_works_is_always_there_so_that_nothing_is_lost() -> None:
    hours = WorkingHours(
        zone="UTC", weekdays=frozenset({0}), days_off=frozenset(date(2026, 1, 1) + timedelta(n) for n in range(1000))
    )
    now = at("2026-11-23 10:00", "UTC")
    assert hours.next_working_moment(now) == hours.next_working_morning(now) == now
    assert hours.add_working_time(now, timedelta(hours=1)) == now + timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "quiet", "until"),
    [
        ("2026-11-23 21:00", True, "2026-11-24 08:00"),
        ("2026-11-24 03:00", True, "2026-11-24 08:00"),
        ("2026-11-24 08:00", False, "2026-11-24 08:00"),
        ("2026-11-24 20:00", True, "2026-11-25 08:00"),
        ("2026-11-24 19:59", False, "2026-11-24 19:59"),
        ("2026-03-28 23:00", True, "2026-03-29 08:00"),
    ],
)
def test_quiet_hours_end_in_the_morning(now: str, quiet: bool, until: str) -> None:
    hours = WorkingHours(zone="Europe/Berlin")
    assert hours.is_quiet(at(now, "Europe/Berlin")) is quiet
    assert hours.after_quiet(at(now, "Europe/Berlin")) == at(until, "Europe/Berlin")


def test_quiet_hours_within_a_day_begin_on_time() -> None:
    hours = WorkingHours(zone="UTC", quiet_from=time(12), quiet_until=time(13))
    quiet = [hours.is_quiet(at(f"2026-11-23 {clock}", "UTC")) for clock in ("11:59", "12:00", "12:59", "13:00")]
    assert quiet == [False, True, True, False]


def test_a_shift_that_begins_now_ends_at_its_end() -> None:
    hours = WorkingHours(zone="UTC")
    assert hours.end_of_work(at("2026-11-23 09:00", "UTC")) == at("2026-11-23 17:00", "UTC")


def test_equal_quiet_hours_mean_none() -> None:
    hours = WorkingHours(zone="UTC", quiet_from=time(0), quiet_until=time(0))
    assert not any(hours.is_quiet(at(f"2026-11-23 {clock:02}:00", "UTC")) for clock in range(24))


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Moon/Tranquility"},
        {"zone": ""},
        {"zone": "../etc"},
        {"zone": "UTC", "country": "XX"},
        {"zone": "UTC", "country": "DE", "subdivision": "ZZ"},
        {"zone": "UTC", "weekdays": frozenset()},
        {"zone": "UTC", "weekdays": frozenset({7})},
    ],
)
def test_hours_that_nobody_could_keep_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"time zone|country|weekdays"):
        WorkingHours(**wrong)


def test_working_time_does_not_run_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        WorkingHours(zone="UTC").add_working_time(at("2026-11-23 10:00", "UTC"), -MINUTE)


def test_a_moment_is_said_in_local_words() -> None:
    now = at("2026-11-22 10:00", "UTC")
    assert in_words(at("2026-11-23 08:00", "UTC"), ZoneInfo("Europe/Berlin"), now) == "Mon 23 Nov, 09:00"
    assert in_words(at("2027-01-04 08:00", "UTC"), ZoneInfo("Europe/Berlin"), now) == "Mon 4 Jan 2027, 09:00"


moments = st.integers(1_230_768_000, 1_988_064_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
some_hours = st.builds(
    WorkingHours,
    zone=st.sampled_from(ZONES),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    start=clocks,
    end=clocks,
    quiet_from=clocks,
    quiet_until=clocks,
)
stretches = st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))


def clocks_are_steady(now: datetime, zone: ZoneInfo) -> bool:
    days = (now + timedelta(hours=12 * half) for half in range(-4, 5))
    return len({day.astimezone(zone).utcoffset() for day in days}) == 1


def on_the_wall(hours: WorkingHours, now: datetime) -> bool:
    """Working time told by the clock on the wall alone, as anybody would without any arithmetic in UTC."""
    local = now.astimezone(ZoneInfo(hours.zone))
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    clock = local.time()
    if hours.start < hours.end:
        return hours.is_working_day(today) and hours.start <= clock < hours.end
    return (hours.is_working_day(today) and clock >= hours.start) or (
        hours.is_working_day(yesterday) and clock < hours.end
    )


@given(hours=some_hours, now=moments)
def test_steady_clocks_agree_with_the_wall(hours: WorkingHours, now: datetime) -> None:
    if clocks_are_steady(now, ZoneInfo(hours.zone)):
        assert hours.is_working(now) == on_the_wall(hours, now)


@given(hours=some_hours, now=moments)
def test_the_next_working_moment_is_at_work_and_never_before_now(hours: WorkingHours, now: datetime) -> None:
    then = hours.next_working_moment(now)
    assert then >= now
    assert hours.is_working(then)
    assert (then == now) == hours.is_working(now)


@given(hours=some_hours, now=moments, percent=st.integers(0, 99))
def test_nobody_works_before_the_next_working_moment(hours: WorkingHours, now: datetime, percent: int) -> None:
    then = hours.next_working_moment(now)
    if then > now:
        assert not hours.is_working(now + (then - now) * percent / 100)


@given(hours=some_hours, now=moments)
def test_the_next_working_morning_is_a_start_yet_to_come(hours: WorkingHours, now: datetime) -> None:
    morning = hours.next_working_morning(now)
    assert morning > now
    assert hours.is_working(morning)


@given(hours=some_hours, now=moments)
def test_work_ends_where_no_one_is_at_work(hours: WorkingHours, now: datetime) -> None:
    end = hours.end_of_work(now)
    assert (end > now) == hours.is_working(now)
    assert end == now or hours.is_working(end - MINUTE)


@given(hours=some_hours, start=moments, one=stretches, two=stretches)
def test_working_time_adds_up_in_any_pieces(
    hours: WorkingHours, start: datetime, one: timedelta, two: timedelta
) -> None:
    assert hours.add_working_time(hours.add_working_time(start, one), two) == hours.add_working_time(start, one + two)


@given(hours=some_hours, start=moments, delta=stretches)
def test_working_time_takes_at_least_as_long_as_it_is(hours: WorkingHours, start: datetime, delta: timedelta) -> None:
    assert hours.add_working_time(start, delta) >= start + delta


@given(hours=some_hours, now=moments)
def test_after_the_quiet_it_is_not_quiet(hours: WorkingHours, now: datetime) -> None:
    end = hours.after_quiet(now)
    assert end >= now
    assert not hours.is_quiet(end)


local_days = st.dates(date(2009, 1, 1), date(2032, 12, 30))


@given(zone=st.sampled_from(ZONES), day=local_days, clock=clocks)
def test_a_moment_shows_its_clock_unless_the_clocks_skip_it(zone: str, day: date, clock: time) -> None:
    there = ZoneInfo(zone)
    local = moment(day, clock, there).astimezone(there)
    asked = datetime.combine(day, clock)
    if local.replace(tzinfo=None) != asked:
        before, after = (asked.replace(tzinfo=there, fold=fold).utcoffset() for fold in (0, 1))
        assert before is not None
        assert after is not None
        assert after > before, "only a skipped time may move"
        assert local.replace(tzinfo=None) - asked == after - before


@given(zone=st.sampled_from(ZONES), day=local_days, clock=clocks)
def test_of_a_doubled_time_the_one_still_ahead_is_meant(zone: str, day: date, clock: time) -> None:
    there = ZoneInfo(zone)
    first = moment(day, clock, there)
    again = moment(day, clock, there, after=first)
    assert again >= first
    assert again == first or again.astimezone(there).time() == clock
