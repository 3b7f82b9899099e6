"""What people type for a time, and what is understood."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.when import Reason, Unclear, When, read_when
from bot.worktime import WorkingHours
from phrasebook.timewords import time_words

BERLIN = "Europe/Berlin"
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def table() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "when_table.txt").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if "|" in line and line[:1] != "#"]
    return [(typed, meant, note) for typed, meant, note in rows]


def said(result: When | Unclear) -> str:
    if isinstance(result, When):
        return result.said
    choices = " / ".join(dict.fromkeys(choice.said for choice in result.candidates))
    return f"{result.reason}: {choices}" if choices else str(result.reason)


@pytest.mark.parametrize(("typed", "meant", "note"), table())
def test_what_people_type(typed: str, meant: str, note: str) -> None:
    result = read_when(typed, NOW, BERLIN)
    assert (said(result), result.note) == (meant, note)


def test_the_table_has_many_cases() -> None:
    typed = [typed for typed, _, _ in table()]
    assert len(typed) == len(set(typed)) >= 120


def read(typed: str, now: datetime, zone: str) -> When:
    result = read_when(typed, now, zone)
    assert isinstance(result, When), result
    return result


# Moments are UTC; the night that each row tells about is the one when the clocks change.
CLOCK_CHANGES = """
zone                 | now              | typed            | at               | why
Europe/Berlin        | 2026-03-28 12:00 | tomorrow 02:30   | 2026-03-29 01:30 | skipped: moved on to 03:30
Europe/Berlin        | 2026-03-28 12:00 | tomorrow 03:30   | 2026-03-29 01:30 | the same moment by its own name
Europe/Berlin        | 2026-10-24 12:00 | tomorrow 02:30   | 2026-10-25 00:30 | doubled: the first
Europe/Berlin        | 2026-10-25 00:45 | 02:30            | 2026-10-25 01:30 | doubled, the first gone by: the second
Europe/Berlin        | 2026-03-28 12:00 | 24h              | 2026-03-29 12:00 | hours are hours
Europe/Berlin        | 2026-03-28 12:00 | in 1 day         | 2026-03-29 11:00 | days keep the clock on the wall
Europe/Berlin        | 2026-10-24 12:00 | in 1 day         | 2026-10-25 13:00 | in autumn as well
Europe/Berlin        | 2026-10-25 00:45 | 20m              | 2026-10-25 01:05 | through the doubled hour
America/New_York     | 2026-03-07 15:00 | tomorrow 2:30am  | 2026-03-08 07:30 | skipped in New York
America/New_York     | 2026-10-31 15:00 | tomorrow 1:30am  | 2026-11-01 05:30 | doubled in New York
Australia/Lord_Howe  | 2026-10-03 02:00 | tomorrow 02:15   | 2026-10-03 15:45 | half an hour skipped
Australia/Lord_Howe  | 2026-04-04 02:00 | tomorrow 01:45   | 2026-04-04 14:45 | half an hour doubled
Africa/Cairo         | 2026-04-23 12:00 | midnight         | 2026-04-23 22:00 | midnight itself skipped
Asia/Kolkata         | 2026-03-28 12:00 | tomorrow 02:30   | 2026-03-28 21:00 | where clocks never change
"""


@pytest.mark.parametrize(
    ("zone", "now", "typed", "at", "why"),
    [[cell.strip() for cell in line.split("|")] for line in CLOCK_CHANGES.strip().splitlines()[1:]],
)
def test_nights_when_the_clocks_change(zone: str, now: str, typed: str, at: str, why: str) -> None:
    result = read(typed, datetime.fromisoformat(f"{now}+00:00"), zone)
    assert f"{result.at:%Y-%m-%d %H:%M}" == at, why


def test_their_time_is_the_clock_of_the_one_other_zone() -> None:
    result = read_when("3pm their time call", NOW, BERLIN, theirs=["America/New_York"])
    assert isinstance(result, When)
    assert (result.said, result.zone, result.note) == ("Wed 18 Nov, 21:00", "America/New_York", "call")


def test_of_several_other_zones_one_is_asked_for() -> None:
    result = read_when("3pm their time", NOW, BERLIN, theirs=["America/New_York", "Asia/Kolkata", "America/New_York"])
    assert isinstance(result, Unclear)
    assert result.reason is Reason.ZONE
    assert [choice.zone for choice in result.candidates] == ["Asia/Kolkata", "America/New_York"]


def test_a_clock_is_the_askers_own_unless_somebody_asks_whose() -> None:
    own = read_when("3pm", NOW, BERLIN, theirs=["America/New_York"])
    assert said(own) == "Wed 18 Nov, 15:00"
    asked = read_when("3pm", NOW, BERLIN, theirs=["America/New_York"], ask_whose=True)
    assert said(asked) == "zone: Wed 18 Nov, 15:00 / Wed 18 Nov, 21:00"


@pytest.mark.parametrize(("typed", "meant"), [("tomorrow", "Thu 19 Nov, 09:00"), ("3pm UTC", "Wed 18 Nov, 16:00")])
def test_a_day_or_a_zone_that_is_said_leaves_no_doubt_whose(typed: str, meant: str) -> None:
    assert said(read_when(typed, NOW, BERLIN, theirs=["America/New_York"], ask_whose=True)) == meant


@pytest.mark.parametrize(
    ("hour", "typed", "meant"),
    [
        (15, "at 12", "Thu 19 Nov, 12:00"),
        (14, "this afternoon", "Wed 18 Nov, 17:00"),
        (17, "this afternoon", "past: Thu 19 Nov, 14:00"),
        (17, "today", "past: Thu 19 Nov, 17:00"),
        (21, "tonight", "Wed 18 Nov, 23:00"),
        (8, "at 9", "Wed 18 Nov, 09:00"),
        (8, "in the morning", "Wed 18 Nov, 09:00"),
    ],
)
def test_the_hour_decides_what_is_meant(hour: int, typed: str, meant: str) -> None:
    assert said(read_when(typed, NOW.replace(hour=hour - 1), BERLIN)) == meant


def test_own_hours_say_when_a_day_begins_and_ends() -> None:
    hours = WorkingHours(zone=BERLIN, start=time(7), end=time(15))
    results = [read_when(typed, NOW, BERLIN, hours=hours) for typed in ("tomorrow", "eod", "first thing tomorrow")]
    assert [said(result) for result in results] == ["Thu 19 Nov, 07:00", "Wed 18 Nov, 15:00", "Thu 19 Nov, 07:00"]


@pytest.mark.parametrize(
    ("hour", "typed", "meant"),
    [(2, "eod", "Wed 18 Nov, 06:00"), (23, "eod", "Thu 19 Nov, 06:00"), (2, "tomorrow eod", "Fri 20 Nov, 06:00")],
)
def test_a_night_ends_in_the_morning(hour: int, typed: str, meant: str) -> None:
    nights = WorkingHours(zone=BERLIN, start=time(22), end=time(6))
    assert said(read_when(typed, NOW.replace(hour=hour - 1), BERLIN, hours=nights)) == meant


def test_working_days_leave_out_holidays() -> None:
    christmas = datetime(2026, 12, 23, 9, tzinfo=UTC)
    hours = WorkingHours(zone=BERLIN, country="DE")
    result = read_when("2 business days", christmas, BERLIN, hours=hours)
    assert isinstance(result, When)
    assert result.said == "Mon 28 Dec, 09:00"


def test_a_choice_keeps_the_number_where_it_belongs() -> None:
    result = read_when("mon 3 orders", NOW, BERLIN)
    assert isinstance(result, Unclear)
    assert {choice.note for choice in result.candidates} == {"3 orders", "orders"}


def test_every_question_has_its_words() -> None:
    assert {Unclear(reason=reason, note="").key for reason in Reason} == {f"followup.{reason}" for reason in Reason}


def test_a_zone_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read_when("20m", NOW, "Moon/Tranquility")


@pytest.mark.parametrize("piece", ["monday or ", "9am ", "in ", "12m", "1 ", ", ", "next ", "@", "tomorrow\t", "a "])
def test_very_long_input_is_answered(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    assert text.strip().endswith(read_when(text, NOW, BERLIN).note)


TIMES = st.sampled_from([typed for typed, meant, note in table() if not note and ":" not in meant[:11]])
ZONES = st.sampled_from(["UTC", BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Cairo"])
MOMENTS = st.integers(1_600_000_000, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
CLEAR_TIMES = st.sampled_from(
    ["20m", "in 2 hours", "tomorrow 9am", "tomorrow at 14:00", "in 3 days at 9am", "2027-11-25 14:00"]
)


@given(when=CLEAR_TIMES, note=WORDS, now=MOMENTS, zone=ZONES)
@example(when="tomorrow 9am", note="to check 3 orders, then 5 — “ok?”", now=NOW, zone=BERLIN)
@example(when="20m", note="ago", now=NOW, zone=BERLIN)
def test_the_note_survives_to_the_letter(when: str, note: str, now: datetime, zone: str) -> None:
    result = read_when(f"{when} «{note}»", now, zone)
    assert result.note.endswith(f"«{note}»")
    if isinstance(result, When):
        assert result.note == f"«{note}»"


@given(text=WORDS, now=MOMENTS, zone=ZONES)
def test_nothing_that_is_typed_is_lost(text: str, now: datetime, zone: str) -> None:
    result = read_when(text, now, zone)
    assert text.strip().endswith(result.note)
    if isinstance(result, Unclear) and result.reason is Reason.NO_TIME:
        assert result.note == text.strip()


def page_words() -> list[str]:
    """Every word of the page of times, and numbers of all kinds."""
    page = time_words().model_dump()
    found: list[str] = []
    waiting: list[object] = [page]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend((*map(str, one.keys()), *one.values()))
        elif isinstance(one, list | tuple):
            waiting.extend(one)
        else:
            found.append(str(one))
    return sorted(
        {*found, "9", "31", "0", "2026", "9999", "12:30", "3/4", "29 feb", "25.11.", "1.5", "orders", ",", "pm"}
    )


@given(words=st.lists(st.sampled_from(page_words()), max_size=8), now=MOMENTS, zone=ZONES)
@settings(max_examples=400)
def test_any_words_about_time_are_answered_and_kept(words: list[str], now: datetime, zone: str) -> None:
    text = " ".join(words)
    result = read_when(text, now, zone, theirs=[BERLIN], ask_whose=True)
    assert text.strip().endswith(result.note)
    choices = [result] if isinstance(result, When) else list(result.candidates)
    assert all(choice.at > now for choice in choices)


@given(typed=TIMES, now=MOMENTS, zone=ZONES)
def test_what_is_set_is_always_ahead(typed: str, now: datetime, zone: str) -> None:
    result = read_when(typed, now, zone)
    ats = [result.at] if isinstance(result, When) else [choice.at for choice in result.candidates]
    assert all(at > now and at.tzinfo is UTC for at in ats)
    assert ats == sorted(ats)


@given(typed=TIMES, note=WORDS, now=MOMENTS, zone=ZONES)
def test_the_same_words_at_the_same_moment_mean_the_same(typed: str, note: str, now: datetime, zone: str) -> None:
    text = f"{typed} {note}"
    assert read_when(text, now, zone) == read_when(text, now, zone)


@given(
    day=st.integers(2, 300),
    clock=st.times(),
    now=MOMENTS,
    zone=ZONES,
)
def test_a_date_and_a_clock_mean_that_wall_clock(day: int, clock: time, now: datetime, zone: str) -> None:
    there = ZoneInfo(zone)
    local = now.astimezone(there) + timedelta(days=day)
    typed = f"{local:%Y-%m-%d} {clock:%H:%M}"
    shown = read(typed, now, zone).at.astimezone(there)
    asked = local.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0, fold=0)
    assert shown == asked.astimezone(UTC)


@given(minutes=st.integers(1, 9999), now=MOMENTS, zone=ZONES)
def test_minutes_pass_alike_everywhere(minutes: int, now: datetime, zone: str) -> None:
    assert read(f"{minutes}m", now, zone).at == now + timedelta(minutes=minutes)


def test_a_place_is_the_note_or_says_whose_clock_it_is() -> None:
    result = read_when("3pm London: call", NOW, BERLIN)
    assert isinstance(result, Unclear)
    assert [(choice.zone, choice.note) for choice in result.candidates] == [
        (BERLIN, "London: call"),
        ("Europe/London", "call"),
    ]
