"""Follow-ups: what can be done with them, by whom, and when they ring."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.followup_commands import Command, Verb, listed, pick, read_command
from bot.followups import (
    REMINDERS,
    UNDO_WITHIN,
    FollowUp,
    Refusal,
    State,
    cancel,
    done,
    hand_over,
    remind,
    snooze,
    snooze_until,
    undo,
)
from bot.messages import Place
from bot.people import Identity
from bot.when import When
from bot.worktime import WorkingHours

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
"""A Friday afternoon."""
HOUR = timedelta(hours=1)
HOURS = WorkingHours(zone="UTC")
PLACE = Place(workspace="T1", channel="C1", thread="1.0")
ASKED = FollowUp(
    id="F1", place=PLACE, owner="U1", asked_by="U1", asked_at=NOW, due_at=NOW + HOUR, note="Check the refund"
)


def colleague(slack_id: str, **known: bool | str) -> Identity:
    told: dict[str, Any] = {"workspace": "T1", "alive": True, "guest": False, "external": False, "bot": False} | known
    return Identity(slack_id=slack_id, **told)


def taken(result: FollowUp | Refusal) -> FollowUp:
    assert isinstance(result, FollowUp), result
    return result


def test_it_rings_at_its_time_whatever_the_hour() -> None:
    at_night = replace(ASKED, due_at=datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    assert at_night.next_reminder(HOURS) == at_night.due_at


def test_it_rings_again_on_working_mornings_and_not_for_ever() -> None:
    rung, ring = [], ASKED
    while (due := ring.next_reminder(HOURS)) is not None:
        rung.append(due)
        ring = remind(ring, due)
    assert rung == [
        NOW + HOUR,
        datetime(2026, 11, 23, 9, tzinfo=UTC),
        datetime(2026, 11, 24, 9, tzinfo=UTC),
    ]
    assert len(rung) == REMINDERS


def test_what_is_done_or_cancelled_rings_no_more() -> None:
    assert taken(done(ASKED, "U1", NOW)).next_reminder(HOURS) is None
    assert taken(cancel(ASKED, "U1", NOW)).next_reminder(HOURS) is None


def test_what_was_snoozed_rings_anew() -> None:
    snoozed = taken(snooze(remind(ASKED, NOW + HOUR), "U1", NOW + 5 * HOUR, NOW + HOUR))
    assert snoozed.next_reminder(HOURS) == NOW + 5 * HOUR


def test_what_is_handed_over_keeps_its_note_and_its_time() -> None:
    given_on = taken(hand_over(ASKED, "U1", colleague("U2"), NOW))
    assert (given_on.owner, given_on.note, given_on.due_at) == ("U2", ASKED.note, ASKED.due_at)


@pytest.mark.parametrize(
    "known",
    [{"guest": True}, {"external": True}, {"bot": True}, {"alive": False}, {"workspace": "T2"}],
    ids=lambda known: next(iter(known)),
)
def test_only_colleagues_can_take_it_over(known: dict[str, bool | str]) -> None:
    assert hand_over(ASKED, "U1", colleague("U2", **known), NOW) is Refusal.NOT_A_COLLEAGUE


def test_handing_over_to_who_has_it_changes_nothing() -> None:
    assert hand_over(ASKED, "U1", colleague("U1"), NOW) is Refusal.ALREADY_THEIRS


def test_a_snooze_into_the_past_is_refused() -> None:
    assert snooze(ASKED, "U1", NOW, NOW) is Refusal.PAST


def test_strangers_can_do_nothing() -> None:
    results = [
        done(ASKED, "U9", NOW),
        cancel(ASKED, "U9", NOW),
        snooze(ASKED, "U9", NOW + HOUR, NOW),
        hand_over(ASKED, "U9", colleague("U9"), NOW),
    ]
    assert set(results) == {Refusal.NOT_YOURS}
    assert undo(ASKED, "U9", NOW) is Refusal.NOTHING_TO_UNDO


def test_what_is_over_stays_over() -> None:
    over = taken(done(ASKED, "U1", NOW))
    assert {done(over, "U1", NOW), cancel(over, "U1", NOW), snooze(over, "U1", NOW + HOUR, NOW)} == {Refusal.OVER}


def test_undo_takes_back_the_last_change_alone() -> None:
    snoozed = taken(snooze(ASKED, "U1", NOW + 2 * HOUR, NOW))
    back = taken(undo(taken(done(snoozed, "U1", NOW)), "U1", NOW))
    assert (back.state, back.due_at) == (State.OPEN, NOW + 2 * HOUR)
    assert undo(back, "U1", NOW + UNDO_WITHIN + HOUR) is Refusal.NOTHING_TO_UNDO


def test_undo_of_a_fresh_one_cancels_it() -> None:
    assert taken(undo(ASKED, "U1", NOW)).state is State.CANCELLED
    assert undo(ASKED, "U1", NOW + UNDO_WITHIN + HOUR) is Refusal.NOTHING_TO_UNDO


def test_nobody_takes_back_what_another_did() -> None:
    given_on = taken(hand_over(ASKED, "U1", colleague("U2"), NOW))
    assert undo(given_on, "U2", NOW) is Refusal.NOTHING_TO_UNDO
    assert undo(given_on, "U1", NOW + UNDO_WITHIN + HOUR) is Refusal.NOTHING_TO_UNDO


def test_the_list_has_the_soonest_first_and_only_what_is_theirs_and_open() -> None:
    later = replace(ASKED, id="F2", due_at=NOW + 2 * HOUR)
    others = replace(ASKED, id="F3", owner="U9", asked_by="U9")
    over = replace(ASKED, id="F4", state=State.DONE)
    assert [one.id for one in listed([later, others, over, ASKED], "U1")] == ["F1", "F2"]


SHOWN = (ASKED, replace(ASKED, id="F2", note="Call Ana about the refund"), replace(ASKED, id="F3", note="Invoices"))


@pytest.mark.parametrize(
    ("which", "meant"),
    [
        ("1", "F1"),
        ("#3", "F3"),
        ("invoice", "F3"),
        ("CALL ANA", "F2"),
        ("refund", Refusal.WHICH),
        ("", Refusal.WHICH),
        ("4", Refusal.NO_SUCH),
        ("0", Refusal.NO_SUCH),
        ("unheard of", Refusal.NO_SUCH),
    ],
)
def test_one_of_the_list_is_meant(which: str, meant: str | Refusal) -> None:
    found = pick(SHOWN, which)
    assert (found.id if isinstance(found, FollowUp) else found) == meant


def test_the_only_one_needs_no_name() -> None:
    assert pick(SHOWN[:1], "") is ASKED
    assert pick((), "") is Refusal.NO_SUCH


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Command(verb=Verb.HELP)),
        ("help", Command(verb=Verb.HELP)),
        (" LIST ", Command(verb=Verb.LIST)),
        ("done", Command(verb=Verb.DONE)),
        ("done 2", Command(verb=Verb.DONE, which="2")),
        ("done the refund", Command(verb=Verb.DONE, which="the refund")),
        ("cancel #3", Command(verb=Verb.CANCEL, which="#3")),
        ("snooze", Command(verb=Verb.SNOOZE)),
        ("snooze 2", Command(verb=Verb.SNOOZE, which="2")),
        ("snooze 20m", Command(verb=Verb.SNOOZE, rest="20m")),
        ("snooze 20 minutes", Command(verb=Verb.SNOOZE, rest="20 minutes")),
        ("snooze 2 next friday", Command(verb=Verb.SNOOZE, which="2", rest="next friday")),
        ("snooze 1 noon", Command(verb=Verb.SNOOZE, which="1", rest="noon")),
        ("snooze 3 9am", Command(verb=Verb.SNOOZE, which="3", rest="9am")),
        ("snooze 3 tonight", Command(verb=Verb.SNOOZE, which="3", rest="tonight")),
        ("snooze the refund tomorrow 9am", Command(verb=Verb.SNOOZE, which="the refund", rest="tomorrow 9am")),
        ("snooze the refund", Command(verb=Verb.SNOOZE, which="the refund")),
        ("snooze 2 tomorrow 9am", Command(verb=Verb.SNOOZE, which="2", rest="tomorrow 9am")),
        ("tomorrow 9am check", Command(verb=Verb.ADD, rest="tomorrow 9am check")),
        ("list of customers to call tomorrow", Command(verb=Verb.ADD, rest="list of customers to call tomorrow")),
        ("help Ana tomorrow", Command(verb=Verb.ADD, rest="help Ana tomorrow")),
    ],
)
def test_the_command_is_understood(typed: str, meant: Command) -> None:
    assert read_command(typed) == meant


@given(text=st.text(max_size=40))
def test_nothing_that_is_typed_is_lost(text: str) -> None:
    command = read_command(text)
    kept = f"{command.verb} {command.which} {command.rest}".lower().split()
    assert command.verb is Verb.HELP or set(text.lower().split()) <= set(kept)


def test_snoozing_without_a_time_means_an_hour() -> None:
    assert snooze_until("", NOW, HOURS) == When(at=NOW + HOUR, note="", said="Fri 20 Nov, 16:00", zone="UTC")
    tomorrow = snooze_until("monday", NOW, HOURS)
    assert isinstance(tomorrow, When)
    assert tomorrow.said == "Mon 23 Nov, 09:00"


class FollowUpLife(RuleBasedStateMachine):
    """Whatever people press in whatever order, nothing rings that is over and no reminder's key comes twice."""

    def __init__(self) -> None:
        super().__init__()
        self.followup = ASKED
        self.now = NOW
        self.keys = {ASKED.reminder_key}

    def take(self, result: FollowUp | Refusal) -> None:
        if isinstance(result, FollowUp):
            assert result.reminder_key not in self.keys
            self.keys.add(result.reminder_key)
            self.followup = result

    @rule(by=st.sampled_from(["U1", "U2", "U3"]), act=st.sampled_from([done, cancel, undo]))
    def press(self, by: str, act: object) -> None:
        assert callable(act)
        self.take(act(self.followup, by, self.now))

    @rule(by=st.sampled_from(["U1", "U2"]), minutes=st.integers(-10, 600))
    def snoozes(self, by: str, minutes: int) -> None:
        self.take(snooze(self.followup, by, self.now + timedelta(minutes=minutes), self.now))

    @rule(by=st.sampled_from(["U1", "U2"]), to=st.sampled_from(["U1", "U2", "U3"]))
    def hands_over(self, by: str, to: str) -> None:
        self.take(hand_over(self.followup, by, colleague(to), self.now))

    @rule()
    def rings(self) -> None:
        due = self.followup.next_reminder(HOURS)
        if due is not None:
            self.now = max(self.now, due)
            self.take(remind(self.followup, self.now))

    @rule(minutes=st.integers(0, 3000))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @invariant()
    def nothing_rings_that_is_over_or_too_often(self) -> None:
        if not self.followup.is_open:
            assert self.followup.next_reminder(HOURS) is None
        assert self.followup.reminded <= REMINDERS
        assert (self.followup.note, self.followup.asked_by, self.followup.place) == (ASKED.note, "U1", PLACE)


TestFollowUpLife = FollowUpLife.TestCase
