"""Who is asked to tell a channel, how far a round has come, and who may do what with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Place
from bot.people import Identity, Person, Role
from bot.recover import Refusal, Run, State, Words, refuse, release, revise, stop
from bot.recover_owner import owner_of
from bot.recover_progress import left_to, progress
from bot.recover_telling import Stands, Telling, Why, begin_post, decline, post_failed, told_by_hand, was_told
from bot.threads import Thread

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
WORDS = Words(what="It broke.", means="No exports.", solution="We run them again.")
RUN = Run(id="r1", workspace="T1", proposer="U1", lead="U2", by_at=NOW, news_at=NOW, made_at=NOW, words=WORDS)
RELEASED = replace(RUN, state=State.RELEASED)
TEAM = {
    "U1": Person(workspace="T1", slack_id="U1", name="Ana", role=Role.AGENT, reports_to="U2"),
    "U2": Person(workspace="T1", slack_id="U2", name="Sam", role=Role.SUPERVISOR, reports_to="U3"),
    "U3": Person(workspace="T1", slack_id="U3", name="Mia", role=Role.MANAGER),
}
IDS = ("U1", "U2", "U3", "U4", "")


def who(slack_id: str, **more: bool) -> Identity:
    facts = {"alive": True, "guest": False, "external": False, "bot": False} | more
    return Identity(slack_id=slack_id, workspace="T1", **facts)


def thread(number: int, owner: str, earlier: str, customer: str, hours: int | None, settled: bool) -> Thread:
    return Thread(
        place=Place(workspace="T1", channel="C1", thread=f"{number}.1"),
        owner=owner,
        earlier_owner=earlier,
        customer=customer,
        last_wrote_at=None if hours is None else NOW - timedelta(hours=hours),
        settled_at=NOW if settled else None,
    )


ids = st.sampled_from(IDS)
threads = st.lists(
    st.builds(
        thread,
        number=st.integers(0, 99),
        owner=ids,
        earlier=ids,
        customer=st.sampled_from(["", "C9"]),
        hours=st.none() | st.integers(0, 50),
        settled=st.booleans(),
    ),
    max_size=6,
)
gone = st.sets(ids)


@given(threads, ids, ids, gone)
def test_who_is_gone_is_never_asked_and_somebody_is_as_long_as_anybody_is_left(
    talks: list[Thread], inviter: str, lead: str, left: set[str]
) -> None:
    owner = owner_of(talks, inviter, lead, left)
    in_talk = [one for talk in talks if talk.customer for one in (talk.owner, talk.earlier_owner)]
    known = {*in_talk, inviter, lead} - left - {""}
    assert owner in known if known else owner == ""


@given(threads, ids, ids, gone)
def test_an_open_talk_goes_before_a_settled_one_and_both_before_who_invited(
    talks: list[Thread], inviter: str, lead: str, left: set[str]
) -> None:
    def here(settled: bool) -> set[str]:
        mine = [one for one in talks if one.customer and (one.settled_at is not None) is settled]
        return {one for talk in mine for one in (talk.owner, talk.earlier_owner)} - left - {""}

    owner = owner_of(talks, inviter, lead, left)
    if here(False):
        assert owner in here(False)
    elif here(True):
        assert owner in here(True)
    elif inviter and inviter not in left:
        assert owner == inviter


@given(threads, ids, ids, gone, st.randoms(use_true_random=False))
def test_the_order_in_which_talks_are_known_changes_nothing(
    talks: list[Thread], inviter: str, lead: str, left: set[str], random: Random
) -> None:
    unlike = list({talk.place.thread: talk for talk in talks}.values())
    shuffled = list(unlike)
    random.shuffle(shuffled)
    assert owner_of(unlike, inviter, lead, left) == owner_of(shuffled, inviter, lead, left)


def test_the_latest_open_talk_with_a_customer_decides() -> None:
    talks = [
        thread(1, "U1", "", "C9", 5, settled=False),
        thread(2, "U2", "", "C9", 1, settled=True),
        thread(3, "U3", "", "C9", 3, settled=False),
        thread(4, "U4", "", "", 0, settled=False),
    ]
    assert owner_of(talks, "U4", "U4") == "U3"


tellings = st.lists(
    st.builds(
        Telling,
        run=st.just("r1"),
        channel=st.integers(0, 9999).map(lambda number: f"C{number}"),
        owner=ids,
        stands=st.sampled_from(Stands),
        told=st.integers(0, 3),
    ),
    max_size=20,
    unique_by=lambda one: one.channel,
)


@given(tellings, st.integers(1, 3))
def test_every_channel_is_counted_once(every: list[Telling], revision: int) -> None:
    found = progress(every, revision)
    assert found.all == len(every)
    assert found.declined == sum(one.stands is Stands.DECLINED for one in every)
    assert found.archived == sum(one.stands is Stands.ARCHIVED for one in every)
    assert found.told + found.behind == sum(one.stands is Stands.TOLD for one in every)
    assert found.behind == sum(one.is_behind(revision) for one in every)
    open_ones = [one for one in every if one.stands in (Stands.OPEN, Stands.POSTING)]
    assert found.nobody == sum(not one.owner for one in open_ones)


@given(tellings, st.integers(1, 3))
def test_what_is_left_is_named_with_who_has_it(every: list[Telling], revision: int) -> None:
    left, found = left_to(every, revision), progress(every, revision)
    assert sum(map(len, left.values())) == found.waiting + found.behind
    owners = {one.channel: one.owner for one in every}
    assert all(owners[channel] == owner for owner, channels in left.items() for channel in channels)
    assert [len(one) for one in left.values()] == sorted((len(one) for one in left.values()), reverse=True)


Act = Callable[[Run, Identity], Run | Refusal]
ACTS: dict[str, Act] = {
    "release": lambda run, by: release(run, by, TEAM),
    "refuse": lambda run, by: refuse(run, by, TEAM),
    "stop": lambda run, by: stop(run, by, TEAM),
    "revise": lambda run, by: revise(run, replace(RUN, words=replace(WORDS, solution="By mail.")), by, TEAM),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "by",
    [
        who("U1"),
        who("U3"),
        who("U9"),
        who("U2", alive=False),
        who("U2", guest=True),
        replace(who("U2"), workspace="T2"),
    ],
)
def test_nobody_but_who_was_asked_may_do_anything(act: str, by: Identity) -> None:
    for run in (RUN, RELEASED):
        assert ACTS[act](run, by) is Refusal.NOT_YOURS


@pytest.mark.parametrize("act", ACTS)
def test_who_is_above_no_more_may_do_nothing(act: str) -> None:
    run = replace(RUN, proposer="U3")
    assert ACTS[act](run, who("U2")) is Refusal.NOT_YOURS


def test_an_agent_releases_nothing_even_of_their_own() -> None:
    assert release(replace(RUN, lead="U1"), who("U1"), TEAM) is Refusal.NOT_YOURS
    assert release(replace(RUN, proposer="U2"), who("U2"), TEAM) == replace(RUN, proposer="U2", state=State.RELEASED)


@pytest.mark.parametrize(
    ("state", "act", "then"),
    [
        (State.PROPOSED, "release", State.RELEASED),
        (State.PROPOSED, "refuse", State.REFUSED),
        (State.PROPOSED, "stop", Refusal.NOT_RELEASED),
        (State.RELEASED, "release", Refusal.RELEASED),
        (State.RELEASED, "refuse", Refusal.RELEASED),
        (State.RELEASED, "stop", State.STOPPED),
        (State.REFUSED, "release", Refusal.OVER),
        (State.REFUSED, "revise", Refusal.OVER),
        (State.STOPPED, "release", Refusal.OVER),
        (State.STOPPED, "stop", Refusal.OVER),
        (State.STOPPED, "revise", Refusal.OVER),
    ],
)
def test_a_round_goes_one_way(state: State, act: str, then: State | Refusal) -> None:
    found = ACTS[act](replace(RUN, state=state), who("U2"))
    assert (found.state if isinstance(found, Run) else found) is then


def test_a_change_before_the_release_is_no_other_solution_yet() -> None:
    before, after = ACTS["revise"](RUN, who("U2")), ACTS["revise"](RELEASED, who("U2"))
    assert isinstance(before, Run)
    assert isinstance(after, Run)
    assert (before.revision, after.revision) == (1, 2)
    assert after.channels == RELEASED.channels


TELLING = Telling(run="r1", channel="C1", owner="U1")


def test_a_post_that_fails_leaves_a_channel_as_it_was() -> None:
    for before in (TELLING, replace(TELLING, stands=Stands.TOLD, told=1)):
        posting = begin_post(before, replace(RELEASED, revision=2), "U1")
        assert isinstance(posting, Telling)
        assert post_failed(posting) == before


def test_only_its_owner_answers_for_a_channel_and_only_while_something_is_to_be_done() -> None:
    done = was_told(TELLING, 1, "1.2")
    assert begin_post(TELLING, RELEASED, "U2") is Refusal.NOT_YOURS
    assert told_by_hand(TELLING, RUN, "U1") is Refusal.OVER
    assert decline(done, RELEASED, "U1", Why.OTHER, "") is Refusal.DONE
    assert begin_post(replace(TELLING, stands=Stands.POSTING), RELEASED, "U1") is Refusal.DONE
    assert isinstance(begin_post(done, replace(RELEASED, revision=2), "U1"), Telling)
