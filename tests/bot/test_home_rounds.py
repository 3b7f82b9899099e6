"""Which rounds to come first with stand on somebody's Home: those that wait for them, and no other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.home import Home, Kept, Part, Viewer, home_of
from bot.home_rounds import Round
from bot.recover import State
from bot.recover_telling import Stands, Telling
from tests.bot.test_recover import NOW, RELEASED, RUN, TEAM, who


def telling(channel: str, stands: Stands = Stands.OPEN, owner: str = "U1", told: int = 0) -> Telling:
    return Telling(run="r1", channel=channel, owner=owner, stands=stands, told=told)


def home(viewer: str, *rounds: Round, **facts: bool) -> Home:
    found = home_of(Viewer(identity=who(viewer, **facts), workspace="T1", team=TEAM), Kept(rounds=rounds), NOW)
    assert found is not None
    return found


LIST = Round(run=RELEASED, is_card=False, tellings=(telling("C1"), telling("C2", Stands.TOLD, told=1)))
CARD = Round(run=RUN, is_card=True)


def test_channels_that_wait_for_their_owner_stand_first_on_their_home() -> None:
    found = home("U1", LIST)
    assert found.rounds == (LIST,)
    assert found.rounds[0].left == 1
    assert found.parts[0] is Part.FIRST


def test_where_nothing_waits_there_is_no_such_part() -> None:
    done = replace(LIST, tellings=(telling("C1", Stands.TOLD, told=1), telling("C2", Stands.DECLINED)))
    found = home("U1", done)
    assert found.rounds == ()
    assert Part.FIRST not in found.parts


def test_a_channel_that_was_told_an_earlier_solution_waits_again() -> None:
    changed = replace(LIST, run=replace(RELEASED, revision=2), tellings=(telling("C1", Stands.TOLD, told=1),))
    assert home("U1", changed).rounds == (changed,)


def test_a_round_that_waits_to_be_released_stands_on_the_home_of_who_was_asked() -> None:
    assert home("U2", CARD).rounds == (CARD,)


@pytest.mark.parametrize("state", [State.RELEASED, State.REFUSED, State.STOPPED])
def test_a_card_on_which_nothing_is_to_be_decided_does_not(state: State) -> None:
    assert home("U2", replace(CARD, run=replace(RUN, state=state))).rounds == ()


@pytest.mark.parametrize("state", [State.PROPOSED, State.REFUSED, State.STOPPED])
def test_nobody_is_asked_to_tell_what_is_not_released(state: State) -> None:
    assert home("U1", replace(LIST, run=replace(RUN, state=state))).rounds == ()


def test_what_is_due_sooner_stands_first() -> None:
    later = replace(LIST, run=replace(RELEASED, id="r0", by_at=NOW + timedelta(hours=5)))
    assert [one.run.id for one in home("U1", later, LIST).rounds] == ["r1", "r0"]


@given(
    viewer=st.sampled_from(["U1", "U2", "U3", "U4"]),
    workspace=st.sampled_from(["T1", "T2"]),
    state=st.sampled_from(State),
    owner=st.sampled_from(["U1", "U2", "U3", "U4"]),
    lead=st.sampled_from(["U1", "U2", "U3", "U4"]),
    is_card=st.booleans(),
)
def test_a_round_stands_on_nobody_elses_home(
    viewer: str, workspace: str, state: State, owner: str, lead: str, is_card: bool
) -> None:
    run = replace(RUN, workspace=workspace, state=state, lead=lead)
    found = home(viewer, Round(run=run, is_card=is_card, tellings=(telling("C1", owner=owner),)))
    wanted = (lead, State.PROPOSED) if is_card else (owner, State.RELEASED)
    assert not found.rounds or (workspace, (viewer, state)) == ("T1", wanted)
