"""After an outage nothing floods: a conversation hears one reminder a second, the oldest first."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deliveries import Delivery, Kind
from bot.messages import Place
from bot.sandbox.server import Sandbox
from handlers.followup_keeping import start
from handlers.rooms import Actor
from handlers.turns import Turns
from tests.running import MANIFEST, Stopped, running

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
MANY = 5


def due(name: str, channel: str, kind: Kind = Kind.FOLLOWUP, *, to: str = "") -> Delivery:
    return Delivery(id=name, key=name, workspace="T1", kind=kind, to=to or f"U{name}", due_at=NOW, channel=channel)


@given(st.lists(st.sampled_from(["C1", "C2", "C3"]), max_size=40))
def test_turns_in_a_conversation_are_a_second_apart_and_in_order(channels: list[str]) -> None:
    turns = Turns()
    given_turns = [(channel, turns.turn(due(f"d{n}", channel), NOW)) for n, channel in enumerate(channels)]
    for channel in set(channels):
        mine = [turn for where, turn in given_turns if where == channel]
        assert mine == [NOW + number * A_SECOND for number in range(len(mine))]


def test_one_person_is_told_one_a_second_from_however_many_channels() -> None:
    turns = Turns()
    given_turns = [turns.turn(due(f"d{n}", f"C{n}", to="U1"), NOW) for n in range(4)]
    assert given_turns == [NOW + number * A_SECOND for number in range(4)]


def test_who_comes_back_at_their_turn_is_not_sent_away_again() -> None:
    turns = Turns()
    turns.turn(due("first", "C1"), NOW)
    later = turns.turn(due("second", "C1"), NOW)
    assert turns.turn(due("second", "C1"), later) == later


def test_a_clock_that_is_set_back_holds_nobody_up() -> None:
    turns, ahead = Turns(), NOW + timedelta(hours=1)
    assert [turns.turn(due(f"d{n}", "C1"), ahead) for n in range(2)] == [ahead, ahead + A_SECOND]
    assert turns.turn(due("d1", "C1"), NOW) == NOW


def test_hints_wait_for_nobody() -> None:
    turns = Turns()
    assert {turns.turn(due(f"h{n}", "C1", Kind.HINT), NOW) for n in range(3)} == {NOW}


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST, clock=Stopped()) as sandbox:
        yield sandbox


def test_after_a_day_each_is_said_once_marked_late_a_second_apart_oldest_first(slack: Sandbox, tmp_path: Path) -> None:
    ana = Actor(slack.home.id, slack.person("Ana").id)
    with running(slack, tmp_path, over_http=True) as bot:
        now = slack.clock.now()
        for number in reversed(range(MANY)):
            thread = slack.person("Ben").say("#support", f"Case {number}")
            place = Place(workspace=ana.workspace, channel="C0SUPPORT", thread=thread)
            at = now + timedelta(hours=1, minutes=number)
            bot.store.remember(partial(start, actor=ana, place=place, at=at, note=f"note {number}", now=now))
        slack.settle()
    slack.clock.advance(timedelta(days=1))
    with running(slack, tmp_path, over_http=True) as bot:
        many = [0]
        # With each comes a line for its channel, which takes a turn as well.
        for _ in range(2 * MANY):
            assert bot.courier.rest(60)
            many.append(len(said(slack)))
            slack.clock.advance(A_SECOND)
    assert said(slack) == [f"note {number}" for number in range(MANY)]
    assert all(later - sooner <= 1 for sooner, later in pairwise(many))


def said(slack: Sandbox) -> list[str]:
    """The notes that were said in the channel's threads, in order."""
    roots = [one.ts for one in slack.person("Ben").sees("#support") if one.words.startswith("Case")]
    shown = [one for root in roots for one in slack.person("Ben").sees("#support", root) if one.bot]
    notes = [(one.words, float(one.ts)) for one in shown]
    assert all("later than planned" in words for words, _ in notes)
    return [f"note {words.split('note ')[1][0]}" for words, _ in sorted(notes, key=lambda one: one[1])]
