"""Which nudges come by themselves, for whom, when, and where they may be said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Place
from bot.nudge_checks import Keep, MoveTo, Why, Withdraw, hold, still_needed
from bot.nudge_values import RULES, Facts, Nudge, Room, Silenced, Trigger, Way
from bot.nudges import again, nudges_for
from bot.worktime import WorkingHours
from phrasebook.pages import BUILT_IN
from phrasebook.sayings import Sayings

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 20, 16, 50, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OFFICE = WorkingHours(zone="UTC")
PLACE = Place(workspace="T1", channel="C1", thread="1.0")
INSIDE = Room(hours=OFFICE, outsiders=False)
SHARED = Room(hours=OFFICE, outsiders=True)
WAITING = Facts(place=PLACE, owner="U1", waiting_since=MONDAY, last_wrote_at=MONDAY, last_present="U1")
HOT = replace(WAITING, hot=True)
SAYINGS = Sayings.load(BUILT_IN / "says")


def of(trigger: Trigger, facts: Facts, room: Room, now: datetime) -> Nudge | None:
    return next((nudge for nudge in nudges_for(facts, room, now) if nudge.trigger is trigger), None)


def the(trigger: Trigger, facts: Facts, room: Room, now: datetime) -> Nudge:
    nudge = of(trigger, facts, room, now)
    assert nudge is not None
    return nudge


def test_a_waiting_customer_is_brought_to_mind_after_two_hours_of_work() -> None:
    nudge = the(Trigger.WAITING, WAITING, INSIDE, MONDAY)
    assert (nudge.to, nudge.way, nudge.due_at) == ("U1", Way.PRIVATE, MONDAY + 2 * HOUR)


def test_one_who_must_not_wait_is_brought_to_mind_after_half_an_hour() -> None:
    assert the(Trigger.WAITING, HOT, INSIDE, MONDAY).due_at == MONDAY + 30 * MINUTE


def test_only_working_time_counts() -> None:
    late = replace(WAITING, waiting_since=FRIDAY_EVENING)
    assert the(Trigger.WAITING, late, INSIDE, FRIDAY_EVENING).due_at == MONDAY + 50 * MINUTE


def test_the_owners_own_hours_count_before_the_channels() -> None:
    early_bird = replace(WAITING, owner_hours=WorkingHours(zone="Asia/Kolkata"))
    due_at = the(Trigger.WAITING, early_bird, INSIDE, MONDAY).due_at
    assert due_at == datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def test_the_owner_hears_it_in_private_before_the_thread_does() -> None:
    first = the(Trigger.WAITING, WAITING, INSIDE, MONDAY)
    second = again(first, WAITING, INSIDE, first.due_at)
    assert second is not None
    assert (first.way, first.to) == (Way.PRIVATE, "U1")
    assert (second.way, second.to, second.due_at) == (Way.PUBLIC, "", first.due_at + HOUR)


def test_where_outsiders_read_the_owner_gets_a_draft_instead() -> None:
    first = the(Trigger.WAITING, WAITING, SHARED, MONDAY)
    second = again(first, WAITING, SHARED, first.due_at)
    assert second is not None
    assert (second.way, second.to) == (Way.DRAFT, "U1")


def test_a_channel_nobody_knows_about_counts_as_one_that_outsiders_read() -> None:
    unknown = Room(hours=OFFICE)
    assert unknown.unasked_way is Way.DRAFT
    assert replace(unknown, opted_in=True).unasked_way is Way.PUBLIC


def test_a_silent_thread_is_looked_at_on_the_next_working_morning() -> None:
    quiet = replace(HOT, waiting_since=None, agent_wrote_at=FRIDAY_EVENING - 6 * HOUR, last_wrote_at=FRIDAY_EVENING)
    nudge = the(Trigger.SILENT, quiet, SHARED, FRIDAY_EVENING)
    assert (nudge.due_at, nudge.way, nudge.to) == (datetime(2026, 11, 23, 9, tzinfo=UTC), Way.PRIVATE, "U1")


def test_a_calm_thread_may_be_silent() -> None:
    assert of(Trigger.SILENT, replace(WAITING, waiting_since=None), SHARED, MONDAY) is None


def test_what_is_resolved_is_checked_a_day_later() -> None:
    solved = replace(HOT, waiting_since=None, resolved_at=MONDAY)
    inside, shared = (the(Trigger.CHECK_IN, solved, room, MONDAY) for room in (INSIDE, SHARED))
    assert inside.due_at == shared.due_at == MONDAY + DAY
    assert (inside.way, inside.to) == (Way.PUBLIC, "")
    assert (shared.way, shared.to) == (Way.DRAFT, "U1")


def test_a_check_in_that_falls_on_a_weekend_waits_for_work() -> None:
    solved = replace(HOT, waiting_since=None, resolved_at=FRIDAY_EVENING)
    assert the(Trigger.CHECK_IN, solved, INSIDE, SATURDAY).due_at == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_a_promised_time_that_passed_is_told_to_its_giver() -> None:
    promised = replace(WAITING, promised_at=MONDAY + HOUR, promised_on=MONDAY)
    nudge = the(Trigger.PROMISE, promised, SHARED, MONDAY)
    assert (nudge.to, nudge.way, nudge.due_at) == ("U1", Way.PRIVATE, MONDAY + HOUR + 10 * MINUTE)


def test_a_customer_who_must_not_wait_goes_at_once_to_the_cover_while_the_owner_is_off() -> None:
    weekend = replace(HOT, waiting_since=SATURDAY)
    nudge = the(Trigger.COVER, weekend, replace(SHARED, cover="U7"), SATURDAY)
    assert (nudge.to, nudge.way, nudge.due_at, nudge.urgent) == ("U7", Way.PRIVATE, SATURDAY, True)


def test_a_customer_who_can_wait_does_not_call_the_cover() -> None:
    weekend = replace(WAITING, waiting_since=SATURDAY)
    assert of(Trigger.COVER, weekend, replace(SHARED, cover="U7"), SATURDAY) is None


def test_an_owner_who_is_away_in_working_hours_is_covered_too() -> None:
    away = replace(HOT, away=frozenset({"U1"}))
    room = replace(SHARED, cover="U7")
    assert the(Trigger.COVER, away, room, MONDAY).due_at == MONDAY
    assert the(Trigger.WAITING, away, room, MONDAY).to == "U7"


def test_the_cover_hears_it_when_the_owner_goes_home_before_the_time_is_up() -> None:
    late = replace(HOT, waiting_since=FRIDAY_EVENING)
    nudge = the(Trigger.COVER, late, replace(SHARED, cover="U7"), FRIDAY_EVENING)
    assert nudge.due_at == FRIDAY_EVENING + 10 * MINUTE


def test_without_a_cover_the_last_agent_present_is_offered_a_holding_line() -> None:
    weekend = replace(HOT, waiting_since=SATURDAY, last_present="U2")
    nudge = the(Trigger.HOLDING, weekend, SHARED, SATURDAY)
    assert (nudge.to, nudge.way, nudge.urgent) == ("U2", Way.DRAFT, True)
    assert nudge.back_at == datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(("cover", "gone"), [("U1", frozenset()), ("U7", frozenset({"U7"}))], ids=["owner", "gone"])
def test_a_cover_who_cannot_help_is_as_good_as_none(cover: str, gone: frozenset[str]) -> None:
    weekend = replace(HOT, waiting_since=SATURDAY, last_present="U2", gone=gone)
    nudge = the(Trigger.HOLDING, weekend, replace(SHARED, cover=cover), SATURDAY)
    assert nudge.to == "U2"


def test_what_the_customer_has_confirmed_is_not_checked_again() -> None:
    assert of(Trigger.CHECK_IN, replace(SOLVED, checked_in=True), INSIDE, MONDAY) is None


def test_without_anybody_an_outsider_is_told_nothing_in_public() -> None:
    nobody = replace(HOT, owner="", last_present="")
    assert nudges_for(nobody, SHARED, MONDAY) == ()


@pytest.mark.parametrize("trigger", [one for one in Trigger if one is not Trigger.REOPENED])
def test_each_kind_can_be_switched_off(trigger: Trigger) -> None:
    facts = replace(HOT, waiting_since=SATURDAY, last_present="U2", promised_at=SATURDAY, promised_on=SATURDAY)
    solved = replace(facts, resolved_at=SATURDAY)
    rooms = (INSIDE, replace(INSIDE, cover="U7"))
    kinds = {nudge.trigger for room in rooms for one in (facts, solved) for nudge in nudges_for(one, room, SATURDAY)}
    assert trigger in kinds
    without = [
        nudge.trigger
        for room in rooms
        for one in (facts, solved)
        for nudge in nudges_for(one, replace(room, off=frozenset({trigger})), SATURDAY)
    ]
    assert trigger not in without


# Each row changes what is known since the nudge was planned, and says what becomes of it.
COVERED = replace(SHARED, cover="U7")
AT_WEEKEND = replace(HOT, waiting_since=SATURDAY, last_present="U2")
SOLVED = replace(WAITING, waiting_since=None, resolved_at=MONDAY)
PROMISED = replace(WAITING, waiting_since=None, promised_at=MONDAY + HOUR, promised_on=MONDAY)
QUIET = replace(HOT, waiting_since=None)
LATE = replace(HOT, waiting_since=FRIDAY_EVENING, last_wrote_at=FRIDAY_EVENING)
"""Who must not wait, and wrote so late that both would be said on the next working morning."""
A_PROMISE = {"promised_on": MONDAY, "promised_at": MONDAY + 10 * HOUR}
"""Given at ten for the evening: whoever gave it is reminded at nine the next morning, when silence would be as well."""
VERDICTS = [
    (Trigger.WAITING, WAITING, INSIDE, {}, Keep()),
    (Trigger.WAITING, WAITING, INSIDE, {"waiting_since": None}, Withdraw(Why.ANSWERED)),
    (Trigger.WAITING, WAITING, INSIDE, {"waiting_since": MONDAY + HOUR}, Withdraw(Why.ANSWERED)),
    (Trigger.WAITING, WAITING, INSIDE, {"resolved_at": MONDAY + HOUR}, Withdraw(Why.RESOLVED)),
    (Trigger.WAITING, WAITING, INSIDE, {"silenced": Silenced.DELETED}, Withdraw(Why.DELETED)),
    (Trigger.WAITING, WAITING, INSIDE, {"silenced": Silenced.ARCHIVED}, Withdraw(Why.ARCHIVED)),
    (Trigger.WAITING, WAITING, INSIDE, {"silenced": Silenced.LEFT}, Withdraw(Why.LEFT)),
    (Trigger.WAITING, WAITING, INSIDE, {"silenced": Silenced.MUTED}, Withdraw(Why.MUTED)),
    (Trigger.WAITING, WAITING, INSIDE, {"owner": "U2"}, MoveTo("U2", Way.PRIVATE)),
    (Trigger.WAITING, WAITING, INSIDE, {"gone": frozenset({"U1"})}, Withdraw(Why.NOBODY)),
    (Trigger.WAITING, WAITING, COVERED, {"gone": frozenset({"U1"})}, MoveTo("U7", Way.PRIVATE)),
    (Trigger.WAITING, WAITING, COVERED, {"away": frozenset({"U1"})}, MoveTo("U7", Way.PRIVATE)),
    (Trigger.WAITING, HOT, COVERED, {"away": frozenset({"U1"})}, MoveTo("U7", Way.PRIVATE)),
    (Trigger.WAITING, WAITING, INSIDE, {"away": frozenset({"U1"})}, Keep()),
    (Trigger.COVER, AT_WEEKEND, COVERED, {}, Keep()),
    (
        Trigger.COVER,
        AT_WEEKEND,
        COVERED,
        {"owner_hours": WorkingHours(zone="UTC", weekdays=frozenset({5}))},
        Withdraw(Why.BACK),
    ),
    (Trigger.COVER, AT_WEEKEND, COVERED, {"gone": frozenset({"U7"})}, MoveTo("U2", Way.PRIVATE)),
    (Trigger.COVER, AT_WEEKEND, COVERED, {"waiting_since": None}, Withdraw(Why.ANSWERED)),
    (Trigger.HOLDING, AT_WEEKEND, SHARED, {}, Keep()),
    (Trigger.HOLDING, AT_WEEKEND, SHARED, {"away": frozenset({"U2"})}, Keep()),
    (Trigger.HOLDING, AT_WEEKEND, SHARED, {"gone": frozenset({"U2"})}, Withdraw(Why.NOBODY)),
    (Trigger.SILENT, QUIET, SHARED, {}, Keep()),
    (Trigger.SILENT, QUIET, SHARED, {"last_wrote_at": MONDAY + HOUR}, Withdraw(Why.ANSWERED)),
    (Trigger.SILENT, QUIET, SHARED, {"hot": False}, Withdraw(Why.ANSWERED)),
    (Trigger.SILENT, QUIET, SHARED, {"resolved_at": MONDAY}, Withdraw(Why.RESOLVED)),
    (Trigger.SILENT, LATE, SHARED, {}, Withdraw(Why.WAITING)),
    (Trigger.SILENT, LATE, replace(SHARED, off=frozenset({Trigger.WAITING})), {}, Keep()),
    (Trigger.SILENT, HOT, SHARED, {}, Keep()),
    (Trigger.SILENT, QUIET, SHARED, A_PROMISE, Withdraw(Why.PROMISED)),
    (Trigger.SILENT, QUIET, SHARED, A_PROMISE | {"promised_at": MONDAY + 7 * DAY}, Withdraw(Why.PROMISED)),
    (Trigger.SILENT, QUIET, SHARED, A_PROMISE | {"promised_at": MONDAY + 2 * HOUR}, Keep()),
    (Trigger.SILENT, QUIET, SHARED, A_PROMISE | {"agent_wrote_at": MONDAY + MINUTE}, Keep()),
    (Trigger.SILENT, QUIET, replace(SHARED, off=frozenset({Trigger.PROMISE})), A_PROMISE, Keep()),
    (Trigger.CHECK_IN, SOLVED, INSIDE, {}, Keep()),
    (Trigger.CHECK_IN, SOLVED, INSIDE, {"resolved_at": None}, Withdraw(Why.REOPENED)),
    (Trigger.CHECK_IN, SOLVED, INSIDE, {"resolved_at": MONDAY + HOUR}, Withdraw(Why.REOPENED)),
    (Trigger.CHECK_IN, SOLVED, INSIDE, {"checked_in": True}, Withdraw(Why.ANSWERED)),
    (Trigger.CHECK_IN, SOLVED, INSIDE, {"waiting_since": MONDAY + HOUR}, Withdraw(Why.ANSWERED)),
    (Trigger.PROMISE, PROMISED, SHARED, {}, Keep()),
    (Trigger.PROMISE, PROMISED, SHARED, {"agent_wrote_at": MONDAY + HOUR}, Withdraw(Why.ANSWERED)),
    (Trigger.PROMISE, PROMISED, SHARED, {"agent_wrote_at": MONDAY}, Keep()),
    (Trigger.PROMISE, PROMISED, SHARED, {"agent_wrote_at": MONDAY + HOUR, "waiting_since": MONDAY + 2 * HOUR}, Keep()),
    (Trigger.PROMISE, PROMISED, SHARED, {"promised_at": MONDAY + DAY}, Withdraw(Why.ANSWERED)),
]


@pytest.mark.parametrize(("trigger", "facts", "room", "since", "verdict"), VERDICTS)
def test_it_looks_again_before_it_speaks(
    trigger: Trigger, facts: Facts, room: Room, since: dict[str, Any], verdict: object
) -> None:
    now = SATURDAY if facts is AT_WEEKEND else MONDAY
    nudge = the(trigger, facts, room, now)
    assert still_needed(nudge, replace(facts, **since), room, nudge.due_at) == verdict


def test_what_was_switched_off_meanwhile_is_withdrawn() -> None:
    nudge = the(Trigger.WAITING, WAITING, INSIDE, MONDAY)
    room = replace(INSIDE, off=frozenset({Trigger.WAITING}))
    assert still_needed(nudge, WAITING, room, nudge.due_at) == Withdraw(Why.SWITCHED_OFF)


def test_that_it_is_not_solved_is_told_to_who_looks_after_it_now() -> None:
    nudge = Nudge(trigger=Trigger.REOPENED, place=PLACE, way=Way.PRIVATE, due_at=MONDAY, about=MONDAY)
    waits = replace(WAITING, waiting_since=MONDAY)
    assert still_needed(nudge, waits, SHARED, MONDAY) == MoveTo("U1", Way.PRIVATE)
    assert still_needed(nudge, replace(waits, waiting_since=None), SHARED, MONDAY) == Withdraw(Why.ANSWERED)
    off = replace(SHARED, off=frozenset({Trigger.REOPENED}))
    assert still_needed(nudge, waits, off, MONDAY) == Withdraw(Why.SWITCHED_OFF)


def test_what_was_meant_for_a_thread_becomes_a_draft_once_outsiders_read_it() -> None:
    nudge = the(Trigger.CHECK_IN, SOLVED, INSIDE, MONDAY)
    assert nudge.way is Way.PUBLIC
    assert still_needed(nudge, SOLVED, SHARED, nudge.due_at) == MoveTo("U1", Way.DRAFT)


def test_what_nobody_asked_for_waits_for_work() -> None:
    nudge = the(Trigger.WAITING, WAITING, INSIDE, MONDAY)
    assert hold(nudge, OFFICE, SATURDAY) == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert hold(nudge, OFFICE, MONDAY) is None


def test_who_is_back_from_days_off_is_not_disturbed_before() -> None:
    on_leave = replace(OFFICE, days_off=frozenset(date(2026, 11, day) for day in range(23, 28)))
    nudge = the(Trigger.WAITING, WAITING, INSIDE, MONDAY)
    assert hold(nudge, on_leave, MONDAY) == datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_quiet_hours_hold_even_at_work() -> None:
    long_days = WorkingHours(
        zone="UTC", start=OFFICE.quiet_until.replace(hour=7), end=OFFICE.quiet_from.replace(hour=22)
    )
    nudge = the(Trigger.WAITING, WAITING, INSIDE, MONDAY)
    assert hold(nudge, long_days, MONDAY + 11 * HOUR) == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert hold(nudge, long_days, datetime(2026, 11, 20, 21, tzinfo=UTC)) == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_who_works_in_quiet_hours_alone_is_still_reached() -> None:
    nights = WorkingHours(zone="UTC", start=OFFICE.quiet_from.replace(hour=22), end=OFFICE.quiet_until.replace(hour=6))
    nudge = the(Trigger.WAITING, WAITING, INSIDE, MONDAY)
    assert hold(nudge, nights, MONDAY) == datetime(2026, 11, 23, 22, tzinfo=UTC)
    assert hold(nudge, nights, MONDAY + 13 * HOUR) is None


def test_what_is_urgent_waits_for_nothing() -> None:
    nudge = the(Trigger.COVER, AT_WEEKEND, COVERED, SATURDAY)
    assert hold(nudge, OFFICE, SATURDAY) is None


def test_every_nudge_that_can_come_has_its_words() -> None:
    waiting = [
        replace(WAITING, owner=owner, hot=hot, last_present="U2") for owner in ("U1", "") for hot in (True, False)
    ]
    solved = [replace(one, resolved_at=MONDAY) for one in waiting]
    promised = [replace(one, promised_at=MONDAY) for one in waiting]
    rooms = [replace(room, cover=cover) for room in (INSIDE, SHARED) for cover in ("", "U7")]
    planned = {
        nudge.words
        for room in rooms
        for facts in waiting + solved + promised
        for now in (MONDAY, SATURDAY)
        for nudge in with_all(facts, room, now)
    }
    assert len(planned) >= len(Trigger)
    assert planned <= SAYINGS.keys


def with_all(facts: Facts, room: Room, now: datetime) -> list[Nudge]:
    """Every stage of every nudge of a thread."""
    chain = list(nudges_for(facts, room, now))
    for nudge in chain:
        following = again(nudge, facts, room, nudge.due_at)
        if following is not None:
            chain.append(following)
    return chain


PEOPLE = st.sampled_from(["", "U1", "U2", "U7"])
CROWDS = st.frozensets(st.sampled_from(["U1", "U2", "U7"]))
TIMES = st.integers(0, 60 * 24 * 14).map(lambda minutes: MONDAY + timedelta(minutes=minutes))
MAYBE = st.none() | TIMES
ROOMS = st.builds(
    Room,
    hours=st.just(OFFICE),
    outsiders=st.sampled_from([None, True, False]),
    opted_in=st.booleans(),
    cover=PEOPLE,
    off=st.frozensets(st.sampled_from(Trigger)),
)
FACTS = st.builds(
    Facts,
    place=st.just(PLACE),
    owner=PEOPLE,
    owner_hours=st.none() | st.just(WorkingHours(zone="Asia/Kolkata", country="IN")),
    waiting_since=MAYBE,
    hot=st.booleans(),
    last_wrote_at=MAYBE,
    agent_wrote_at=MAYBE,
    resolved_at=MAYBE,
    checked_in=st.booleans(),
    promised_at=MAYBE,
    promised_on=MAYBE,
    last_present=PEOPLE,
    away=CROWDS,
    gone=CROWDS,
    silenced=st.none() | st.sampled_from(Silenced),
)


@given(facts=FACTS, room=ROOMS, now=TIMES)
def test_nothing_is_said_in_public_that_may_not_be(facts: Facts, room: Room, now: datetime) -> None:
    for nudge in with_all(facts, room, now):
        if nudge.way is Way.PUBLIC:
            assert room.opted_in or room.outsiders is False
            assert nudge.trigger in (Trigger.WAITING, Trigger.CHECK_IN)
        else:
            assert nudge.to


@given(facts=FACTS, room=ROOMS, now=TIMES)
def test_an_owner_hears_of_a_wait_before_the_thread_does(facts: Facts, room: Room, now: datetime) -> None:
    public = [one for one in with_all(facts, room, now) if one.trigger is Trigger.WAITING and one.way is Way.PUBLIC]
    if facts.owner and facts.owner not in facts.gone:
        assert all(one.stage > 1 for one in public)


@given(facts=FACTS, room=ROOMS, now=TIMES, later=TIMES)
def test_planning_again_plans_nothing_new(facts: Facts, room: Room, now: datetime, later: datetime) -> None:
    first, second = nudges_for(facts, room, now), nudges_for(facts, room, max(now, later))
    assert len({nudge.key for nudge in first}) == len(first)
    known = {nudge.key for nudge in first}
    assert all(nudge.key in known or nudge.urgent for nudge in second)


@given(facts=FACTS, room=ROOMS, now=TIMES)
def test_no_nudge_comes_more_often_than_its_rule_says(facts: Facts, room: Room, now: datetime) -> None:
    chain = with_all(facts, room, now)
    for trigger, rule in RULES.items():
        stages = sorted(nudge.stage for nudge in chain if nudge.trigger is trigger)
        assert stages == list(range(1, len(stages) + 1))
        assert len(stages) <= rule.maximum


@given(facts=FACTS, changed=FACTS, room=ROOMS, new_room=ROOMS, now=TIMES)
def test_nobody_who_left_is_told_and_nothing_slips_into_public(
    facts: Facts, changed: Facts, room: Room, new_room: Room, now: datetime
) -> None:
    for nudge in with_all(facts, room, now):
        verdict = still_needed(nudge, changed, new_room, nudge.due_at)
        way = verdict.way if isinstance(verdict, MoveTo) else nudge.way
        reader = verdict.person if isinstance(verdict, MoveTo) else nudge.to
        if not isinstance(verdict, Withdraw):
            assert changed.silenced is None
            assert reader not in changed.gone
            assert bool(reader) == (way is not Way.PUBLIC)
            assert way is not Way.PUBLIC or new_room.opted_in or new_room.outsiders is False


@given(facts=FACTS, room=ROOMS, now=TIMES)
def test_what_is_looked_at_again_unchanged_comes_to_rest(facts: Facts, room: Room, now: datetime) -> None:
    for nudge in with_all(facts, room, now):
        verdict = still_needed(nudge, facts, room, nudge.due_at)
        if isinstance(verdict, MoveTo):
            moved = replace(nudge, to=verdict.person, way=verdict.way)
            assert still_needed(moved, facts, room, nudge.due_at) == Keep()
