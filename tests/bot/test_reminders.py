"""What a follow-up says when its time has come, and to whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.followups import FollowUp, Refusal, Source, State
from bot.messages import Place
from bot.nudge_checks import Keep, MoveTo, Verdict, Why, Withdraw
from bot.nudge_values import Facts, Room, Silenced, Way
from bot.reminders import Say, reminder_needed, says
from bot.when import Reason, Unclear
from bot.worktime import WorkingHours
from phrasebook.pages import BUILT_IN
from phrasebook.sayings import Sayings

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
PLACE = Place(workspace="T1", channel="C1", thread="1.0")
ASKED = FollowUp(
    id="F1",
    place=PLACE,
    owner="U1",
    asked_by="U2",
    asked_at=NOW,
    due_at=NOW + timedelta(hours=1),
    note="Check the refund",
)
PROMISED = replace(ASKED, source=Source.PROMISE)
FACTS = Facts(place=PLACE, owner="U1")
INSIDE = Room(hours=WorkingHours(zone="UTC"), outsiders=False)
SHARED = replace(INSIDE, outsiders=True)
UNKNOWN = replace(INSIDE, outsiders=None)
SAYINGS = Sayings.load(BUILT_IN / "says")

WITH_NOTE = Say(way=Way.PUBLIC, words="followup.reminder_public", note="Check the refund")
FOR_OWNER = Say(way=Way.PRIVATE, words="followup.reminder_private", to="U1", note="Check the refund")
NEUTRAL = Say(way=Way.PUBLIC, words="followup.reminder_neutral")


def test_among_colleagues_the_note_is_posted_where_it_belongs() -> None:
    assert says(ASKED, INSIDE, FACTS) == (WITH_NOTE,)


@pytest.mark.parametrize("source", [Source.CASE, Source.NUDGE])
@pytest.mark.parametrize("room", [INSIDE, SHARED], ids=["inside", "shared"])
def test_what_began_in_private_stays_private(source: Source, room: Room) -> None:
    assert says(replace(ASKED, source=source), room, FACTS) == (FOR_OWNER,)


@pytest.mark.parametrize("room", [SHARED, UNKNOWN], ids=["shared", "unknown"])
def test_where_outsiders_read_the_note_is_for_its_owner_alone(room: Room) -> None:
    assert says(ASKED, room, FACTS) == (FOR_OWNER, NEUTRAL)


def test_a_channel_may_prefer_to_hear_nothing() -> None:
    assert says(ASKED, replace(SHARED, neutral_line=False), FACTS) == (FOR_OWNER,)


def test_a_whole_channel_of_outsiders_gets_no_sentence() -> None:
    whole_channel = replace(ASKED, place=replace(PLACE, thread=""))
    assert says(whole_channel, SHARED, FACTS) == (FOR_OWNER,)


@pytest.mark.parametrize("silenced", [Silenced.DELETED, Silenced.ARCHIVED, Silenced.LEFT])
def test_where_nothing_can_be_posted_its_owner_still_hears_it(silenced: Silenced) -> None:
    assert says(ASKED, INSIDE, replace(FACTS, silenced=silenced)) == (FOR_OWNER,)


def test_one_that_belongs_to_no_channel_is_private() -> None:
    assert says(replace(ASKED, place=replace(PLACE, channel="", thread="")), INSIDE, FACTS) == (FOR_OWNER,)


@pytest.mark.parametrize(
    ("followup", "facts", "verdict"),
    [
        (ASKED, FACTS, Keep()),
        (replace(ASKED, state=State.DONE), FACTS, Withdraw(Why.ANSWERED)),
        (replace(ASKED, state=State.CANCELLED), FACTS, Withdraw(Why.ANSWERED)),
        (ASKED, replace(FACTS, resolved_at=NOW), Keep()),
        (PROMISED, replace(FACTS, resolved_at=NOW), Withdraw(Why.RESOLVED)),
        (replace(ASKED, source=Source.NUDGE), replace(FACTS, resolved_at=NOW), Withdraw(Why.RESOLVED)),
        (replace(ASKED, source=Source.CASE), replace(FACTS, resolved_at=NOW), Keep()),
        (ASKED, replace(FACTS, gone=frozenset({"U1"})), MoveTo("U2", Way.PRIVATE)),
        (ASKED, replace(FACTS, gone=frozenset({"U1", "U2"})), Withdraw(Why.NOBODY)),
        (ASKED, replace(FACTS, away=frozenset({"U1"})), Keep()),
    ],
)
def test_it_looks_again_before_it_speaks(followup: FollowUp, facts: Facts, verdict: Verdict) -> None:
    assert reminder_needed(followup, facts) == verdict


def test_everything_it_can_say_has_its_words() -> None:
    keys = [one.words for one in (WITH_NOTE, FOR_OWNER, NEUTRAL)]
    keys += [reason.key for reason in Refusal]
    keys += [Unclear(reason=reason, note="").key for reason in Reason]
    assert set(keys) <= SAYINGS.keys
