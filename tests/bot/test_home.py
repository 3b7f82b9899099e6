"""What somebody's Home shows: what is theirs in its order, and nothing that is anybody else's."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases import Case, Moment, Need, State, Verb
from bot.channels import Channel
from bot.coaching_marks import CueCount
from bot.digest import Told, chapters
from bot.digest_periods import month_of
from bot.digest_tables import Table
from bot.followups import FollowUp, cancel, done
from bot.home import FEWEST, Home, Kept, Part, Viewer, home_of
from bot.home_cases import RECENTLY, by_wait, own_first_live, waiting_since
from bot.home_trends import Trends, telling
from bot.home_visits import GAP, Visit
from bot.impact import Rank
from bot.messages import Place
from bot.mutes import Mute
from bot.people import Identity, Role, Team
from tests.bot.team_people import (
    IDS,
    LINE,
    broken_teams,
    identities,
    is_above,
    member,
    person,
    team_of,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLACE = Place(workspace="T1", channel="C1", thread="1.0")
AGENTS = tuple(f"UAGENT{number}" for number in range(6))
TEAM = team_of(
    *(person(agent, "USAM", Role.AGENT) for agent in AGENTS),
    person("USAM", "UADA"),
    person("UADA", "", Role.ADMIN),
    person("UCUST", "", Role.CUSTOMER),
)


def case(
    id: str = "c1",
    *,
    sharer: str = "UMIA",
    to: tuple[str, ...] = ("USAM",),
    rank: Rank = Rank.HURT,
    state: State = State.OPEN,
    ago: timedelta = timedelta(hours=1),
    more: tuple[Moment, ...] = (),
    workspace: str = "T1",
) -> Case:
    return Case(
        id=id,
        number=f"LH-{id}",
        place=replace(PLACE, workspace=workspace),
        sharer=sharer,
        need=Need.ADVICE,
        rank=rank,
        state=state,
        holder=to[-1],
        shared_with=to,
        timeline=(Moment(at=NOW - ago, verb=Verb.SHARE, by=sharer, to=to[0]), *more),
    )


def followup(id: str = "f1", *, owner: str = "UMIA", asked_by: str = "", due: int = 1) -> FollowUp:
    return FollowUp(
        id=id,
        place=PLACE,
        owner=owner,
        asked_by=asked_by or owner,
        asked_at=NOW - timedelta(days=1),
        due_at=NOW + timedelta(hours=due),
        note=f"note of {id}",
    )


def seen(who: str, kept: Kept, team: Team = LINE) -> Home:
    home = home_of(Viewer(identity=member(who), workspace="T1", team=team), kept, NOW)
    assert home is not None
    return home


def seconds(many: float) -> timedelta:
    return timedelta(seconds=many)


def test_what_is_promised_comes_soonest_first() -> None:
    kept = Kept(followups=(followup("late", due=5), followup("soon", due=1)))
    assert [one.id for one in seen("UMIA", kept).promised] == ["soon", "late"]


def test_what_was_handed_over_stands_on_the_home_of_whose_it_is_now() -> None:
    kept = Kept(followups=(followup(owner="UTOM", asked_by="UMIA"),))
    assert seen("UMIA", kept).promised == ()
    assert [one.id for one in seen("UTOM", kept).promised] == ["f1"]


@pytest.mark.parametrize("end", [done, cancel])
def test_what_one_has_just_ended_can_be_undone(end: Callable[[FollowUp, str, datetime], FollowUp]) -> None:
    ended = end(followup(), "UMIA", NOW - timedelta(minutes=5))
    assert seen("UMIA", Kept(followups=(ended,))).ended == (ended,)


def test_what_was_ended_long_ago_is_gone() -> None:
    ended = done(followup(), "UMIA", NOW - timedelta(hours=1))
    assert isinstance(ended, FollowUp)
    home = seen("UMIA", Kept(followups=(ended,)))
    assert home.ended == home.promised == ()


def test_what_somebody_else_ended_is_not_undone_here() -> None:
    ended = done(followup(owner="UMIA", asked_by="UTOM"), "UTOM", NOW)
    assert isinstance(ended, FollowUp)
    assert seen("UMIA", Kept(followups=(ended,))).ended == ()


def test_the_wait_of_a_case_that_was_passed_on_began_when_it_was_shared() -> None:
    passed = Moment(at=NOW, verb=Verb.PASS_ON, to="UKIM")
    assert waiting_since(case(to=("USAM", "UKIM"), more=(passed,))) == NOW - timedelta(hours=1)


def test_a_case_that_was_passed_up_by_who_took_it_up_waits_since_then() -> None:
    passed = Moment(at=NOW, verb=Verb.PASS_UP, by="USAM", to="UKIM")
    assert waiting_since(case(to=("USAM", "UKIM"), more=(passed,))) == NOW


def test_nobody_waits_where_somebody_is_on_it() -> None:
    assert waiting_since(case(state=State.ACKNOWLEDGED)) is None


def test_who_is_stopped_for_ten_minutes_comes_before_who_is_annoyed_for_an_hour() -> None:
    annoyed = case("annoyed", rank=Rank.ANNOYED, ago=timedelta(hours=1))
    stopped = case("stopped", rank=Rank.STOPPED, ago=timedelta(minutes=10))
    assert [one.id for one in by_wait([annoyed, stopped], NOW)] == ["stopped", "annoyed"]


def test_who_waited_for_long_enough_comes_first_whatever_the_rank() -> None:
    annoyed = case("annoyed", rank=Rank.ANNOYED, ago=timedelta(hours=12))
    stopped = case("stopped", rank=Rank.STOPPED, ago=timedelta(minutes=10))
    assert [one.id for one in by_wait([stopped, annoyed], NOW)] == ["annoyed", "stopped"]


def test_a_workspaces_own_patience_weighs_in_the_order() -> None:
    annoyed = case("annoyed", rank=Rank.ANNOYED, ago=timedelta(hours=1))
    stopped = case("stopped", rank=Rank.STOPPED, ago=timedelta(minutes=10))
    patience = {Rank.ANNOYED: timedelta(minutes=1), Rank.STOPPED: timedelta(minutes=30)}
    shown = seen("USAM", Kept(cases=(stopped, annoyed), patience=patience)).shared
    assert [one.id for one in shown] == ["annoyed", "stopped"]


def test_who_waits_comes_before_what_is_in_hand() -> None:
    in_hand = case("in hand", rank=Rank.STOPPED, state=State.ACKNOWLEDGED, ago=timedelta(days=3))
    waits = case("waits", rank=Rank.ANNOYED, ago=timedelta(minutes=1))
    assert [one.id for one in by_wait([in_hand, waits], NOW)] == ["waits", "in hand"]


cases = st.builds(
    case,
    st.uuids().map(str),
    rank=st.sampled_from(Rank),
    state=st.sampled_from(State),
    ago=st.integers(0, 10**6).map(seconds),
)


@given(st.lists(cases, max_size=8), st.randoms())
def test_the_order_is_the_same_however_the_cases_come(some: list[Case], random: Random) -> None:
    mixed = list(some)
    random.shuffle(mixed)
    assert by_wait(mixed, NOW) == by_wait(some, NOW)


@given(cases, st.integers(1, 10**6).map(seconds))
def test_waiting_longer_never_moves_a_case_back(one: Case, longer: timedelta) -> None:
    waits = replace(one, state=State.OPEN)
    moment = replace(waits.timeline[0], at=waits.timeline[0].at - longer)
    waits_longer = replace(waits, id="longer", timeline=(moment,))
    assert by_wait([waits, waits_longer], NOW)[0].id == "longer"


def test_ones_own_cases_are_the_live_ones_and_what_was_resolved_of_late() -> None:
    lately = Moment(at=NOW - RECENTLY, verb=Verb.RESOLVE, by="USAM")
    long_ago = replace(lately, at=lately.at - seconds(1))
    live = case("live", ago=timedelta(days=20))
    kept = [
        case("gone", state=State.RESOLVED, more=(long_ago,)),
        case("lately", state=State.RESOLVED, more=(lately,)),
        case("withdrawn", state=State.WITHDRAWN),
        live,
    ]
    assert [one.id for one in own_first_live(kept, NOW)] == ["live", "lately"]


def test_a_case_stands_with_its_sharer_and_with_who_was_asked() -> None:
    kept = Kept(cases=(case(),))
    assert [one.id for one in seen("UMIA", kept).own] == ["c1"]
    assert [one.id for one in seen("USAM", kept).shared] == ["c1"]


@pytest.mark.parametrize("who", ["UTOM", "URAY", "UKIM", "UBOSS"])
def test_neither_a_peer_nor_who_was_not_asked_sees_it(who: str) -> None:
    home = seen(who, Kept(cases=(case(),)))
    assert home.own == home.shared == ()


def test_an_agents_home_has_no_part_of_those_who_lead() -> None:
    assert not {Part.TEAM, Part.SHARED, *ADMINS_PARTS} & set(seen("UMIA", Kept()).parts)


ADMINS_PARTS = {Part.CHANNELS, Part.PEOPLE, Part.HEALTH, Part.MARKS}


def test_who_leads_reads_first_who_waits() -> None:
    assert seen("USAM", Kept()).parts[:3] == (Part.SHARED, Part.TEAM, Part.TRENDS)


TOLD = Told(
    period=month_of(NOW.date()),
    chapters=chapters({"cases": Table(total=24, parts={"source": {"delay": 24}}, medians={"answer": 25})}, {}),
)
COUNTED = Kept(trends=Trends(month=TOLD))


def test_who_gets_a_digest_reads_its_trends() -> None:
    assert seen("USAM", COUNTED, TEAM).trends == COUNTED.trends


@pytest.mark.parametrize("who", [AGENTS[0], "UALONE"])
def test_who_has_nobody_right_below_them_reads_none(who: str) -> None:
    home = seen(who, COUNTED, team_of(*TEAM.values(), person("UALONE", "UADA")))
    assert home.trends is None
    assert Part.TRENDS not in home.parts


def test_only_the_lines_that_say_most_are_told_of_a_trend() -> None:
    assert [row.key for row in telling(TOLD)] == ["digest.shared_up", "digest.answer", "digest.resolve"]


def test_an_admin_has_all_parts_but_for_what_stands_there_only_while_it_waits() -> None:
    assert set(seen("UBOSS", Kept()).parts) == set(Part) - {Part.FIRST}


@pytest.mark.parametrize(("known", "runs"), [(False, True), (True, False)])
def test_slacks_own_admins_count_until_a_team_is_known(known: bool, runs: bool) -> None:
    viewer = Viewer(identity=member("UZOE"), workspace="T1", team=LINE if known else {}, slack_admin=True)
    home = home_of(viewer, Kept(), NOW)
    assert home is not None
    assert (set(home.parts) >= ADMINS_PARTS) is runs


@pytest.mark.parametrize(
    "doubtful",
    [
        replace(member("UMIA"), alive=None),
        replace(member("UMIA"), guest=None),
        replace(member("UMIA"), external=None),
        replace(member("UMIA"), bot=None),
    ],
)
def test_there_is_nothing_for_who_is_not_known_to_be_a_member(doubtful: Identity) -> None:
    assert home_of(Viewer(identity=doubtful, workspace="T1", team=LINE), Kept(cases=(case(),)), NOW) is None


def test_there_is_nothing_for_customers() -> None:
    assert home_of(Viewer(identity=member("UCUST"), workspace="T1", team=LINE), Kept(), NOW) is None


@pytest.mark.parametrize(("with_open", "told"), [(FEWEST, 2 * FEWEST), (FEWEST - 1, None)])
def test_the_teams_open_follow_ups_are_told_from_five_people_on(with_open: int, told: int | None) -> None:
    kept = Kept(open_by_owner=dict.fromkeys(AGENTS[:with_open], 2))
    assert seen("USAM", kept, TEAM).team_open == told


def test_who_leads_does_not_count_among_their_own_team() -> None:
    kept = Kept(open_by_owner=dict.fromkeys((*AGENTS[: FEWEST - 1], "USAM"), 2))
    assert seen("USAM", kept, TEAM).team_open is None


def test_an_agent_is_told_no_count_at_all() -> None:
    assert seen(AGENTS[0], Kept(open_by_owner=dict.fromkeys(AGENTS, 2)), TEAM).team_open is None


MARKS: Mapping[str, CueCount] = {
    "you-always": CueCount(cue="you-always", shown=9, wrong=1),
    "as-i-said": CueCount(cue="as-i-said", shown=9, wrong=3),
    "never-marked": CueCount(cue="never-marked", shown=9),
}


def test_entries_marked_wrong_are_told_the_most_first() -> None:
    marks = seen("UADA", Kept(marks=MARKS), TEAM).marks
    assert marks is not None
    assert marks.wrong == (("as-i-said", 3), ("you-always", 1))


def test_marks_are_not_told_where_too_few_could_have_made_them() -> None:
    few = team_of(*(person(agent, "UADA", Role.AGENT) for agent in AGENTS[: FEWEST - 1]), TEAM["UADA"], TEAM["UCUST"])
    assert seen("UADA", Kept(marks=MARKS), few).marks is None


def test_only_channels_that_are_watched_are_listed() -> None:
    channels = (Channel(workspace="T1", slack_id="C1"), Channel(workspace="T1", slack_id="C2", watched=False))
    assert seen("UBOSS", Kept(channels=channels)).watched == ("C1",)


def test_hints_are_on_while_only_places_are_muted() -> None:
    mute = Mute(workspace="T1", person="UMIA", channel="C1")
    assert seen("UMIA", Kept(mutes=(mute,))).hints_on
    assert not seen("UMIA", Kept(mutes=(mute, replace(mute, channel="")))).hints_on


def test_a_home_may_be_published_again_after_a_while() -> None:
    assert Visit(person="UMIA").free_at(NOW) == NOW
    assert Visit(person="UMIA", published_at=NOW).free_at(NOW + seconds(1)) == NOW + GAP
    assert Visit(person="UMIA", published_at=NOW - GAP).free_at(NOW) == NOW


ids = st.sampled_from(IDS)
workspaces = st.sampled_from(["T1", "T1", "T1", "T2"])
any_case = st.builds(
    case,
    st.uuids().map(str),
    sharer=ids,
    to=st.lists(ids, min_size=1, max_size=3, unique=True).map(tuple),
    state=st.sampled_from(State),
    workspace=workspaces,
)
kepts = st.builds(
    Kept,
    followups=st.lists(st.builds(followup, st.uuids().map(str), owner=ids, asked_by=ids), max_size=5).map(tuple),
    cases=st.lists(any_case, max_size=6).map(tuple),
    mutes=st.lists(st.builds(Mute, workspace=workspaces, person=ids, channel=st.sampled_from(["", "C1"]))).map(tuple),
    open_by_owner=st.dictionaries(ids, st.integers(1, 3)),
    marks=st.just(MARKS),
    trends=st.just(COUNTED.trends),
)


def may_see(one: Case, who: Identity, team: Team) -> bool:
    """Told apart from how `bot.cases` does it."""
    there = bool(who.alive) and who.guest is False and who.bot is False and who.external is False
    if not (there and who.workspace == one.place.workspace == "T1"):
        return False
    if who.slack_id == one.sharer:
        return True
    asked = who.slack_id in one.shared_with and one.state is not State.WITHDRAWN
    known = one.sharer in team and team[one.sharer].workspace == "T1"
    return asked and known and is_above(who.slack_id, one.sharer, team)


def leads_somebody(who: str, team: Team) -> bool:
    """Told apart from how `bot.digest_tables` does it."""
    if who not in team or team[who].role not in {Role.SUPERVISOR, Role.MANAGER, Role.ADMIN}:
        return False
    return any(one.reports_to == who and is_above(who, one.slack_id, team) for one in team.values())


@settings(max_examples=500, deadline=None)
@given(identities, broken_teams, kepts, st.booleans())
def test_no_home_shows_what_is_not_its_viewers(who: Identity, team: Team, kept: Kept, slack_admin: bool) -> None:
    home = home_of(Viewer(identity=who, workspace="T1", team=team, slack_admin=slack_admin), kept, NOW)
    if home is None:
        return
    assert all(may_see(one, who, team) for one in (*home.own, *home.shared))
    assert all(one.owner == who.slack_id for one in (*home.promised, *home.ended))
    assert all((one.workspace, one.person) == ("T1", who.slack_id) for one in home.mutes)
    below = [one for one in kept.open_by_owner if one in team and is_above(who.slack_id, one, team)]
    assert home.team_open is None or len(below) >= FEWEST
    assert home.trends is None or leads_somebody(who.slack_id, team)
    others = [one for one in team.values() if one.role is not Role.CUSTOMER and one.slack_id != who.slack_id]
    assert home.marks is None or len(others) >= FEWEST


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(IDS), broken_teams, kepts)
def test_a_home_shows_every_live_case_that_its_viewer_may_see(who: str, team: Team, kept: Kept) -> None:
    home = home_of(Viewer(identity=member(who), workspace="T1", team=team), kept, NOW)
    if home is None:
        return
    live = {State.OPEN, State.ACKNOWLEDGED, State.JOINED, State.TAKEN_OVER}
    theirs = {one.id for one in kept.cases if one.state in live and may_see(one, member(who), team)}
    assert theirs <= {one.id for one in (*home.own, *home.shared)}
