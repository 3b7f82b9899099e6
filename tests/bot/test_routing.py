"""Up, to somebody who can be reached, and nowhere else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import phrasebook
from bot.people import Identity, Person, Team
from bot.routing import Astray, Availability, Facts, may_receive, refuse, route, superiors, would_reach
from phrasebook.sayings import Sayings
from tests.bot.team_people import (
    BOSS,
    CUSTOMER,
    EVERYBODY_IS_THERE,
    IDS,
    KIM,
    LINE,
    MIA,
    SAM,
    broken_teams,
    facts_about,
    is_above,
    member,
    person,
    team_of,
)

NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
MONDAY = NOW + timedelta(hours=35)
OUT = Availability(working=False, back_at=MONDAY)


def but(**absent: Availability) -> dict[str, Facts]:
    return EVERYBODY_IS_THERE | {
        slack_id: Facts(identity=member(slack_id), availability=away) for slack_id, away in absent.items()
    }


def test_the_way_up_is_everybody_above_nearest_first() -> None:
    assert superiors(MIA, LINE) == (SAM, KIM, BOSS)


def test_the_way_up_is_looked_up_as_it_is_now() -> None:
    assert superiors(replace(MIA, reports_to="URAY"), LINE) == (SAM, KIM, BOSS)


def test_a_customer_has_nobody_above() -> None:
    customer = replace(CUSTOMER, reports_to="USAM")
    assert superiors(customer, {**LINE, "UCUST": customer}) == ()


def test_the_way_up_ends_at_the_edge_of_the_workspace() -> None:
    assert superiors(MIA, {**LINE, "UKIM": replace(KIM, workspace="T2")}) == (SAM,)


def test_in_a_cycle_nobody_is_above_anybody() -> None:
    team = team_of(person("UA", "UB"), person("UB", "UC"), person("UC", "UA"))
    assert [superiors(one, team) for one in team.values()] == [(), (), ()]


def test_a_cycle_further_up_ends_where_it_closes() -> None:
    team = team_of(person("UA", "UB"), person("UB", "UC"), person("UC", "UB"))
    assert [above.slack_id for above in superiors(team["UA"], team)] == ["UB", "UC"]


def test_the_first_above_is_named_when_everybody_is_there() -> None:
    found = route(MIA, LINE, EVERYBODY_IS_THERE, (), NOW)
    assert (found.default, found.waits, found.expected_at) == (SAM, False, None)


@pytest.mark.parametrize("away", [Availability(present=False), Availability(dnd=True), Availability(working=False)])
def test_whoever_is_away_is_stepped_over(away: Availability) -> None:
    assert route(MIA, LINE, but(USAM=away), (), NOW).default == KIM


def test_what_could_not_be_learned_counts_as_reachable() -> None:
    assert route(MIA, LINE, but(USAM=Availability()), (), NOW).default == SAM


def test_a_deputy_from_above_stands_in_before_the_next_above() -> None:
    sam = replace(SAM, deputy="UBOSS")
    assert route(MIA, {**LINE, "USAM": sam}, but(USAM=OUT), (), NOW).default == BOSS


def test_a_deputy_beside_is_passed_over() -> None:
    sam = replace(SAM, deputy="URAY")
    assert route(MIA, {**LINE, "USAM": sam}, but(USAM=OUT), (), NOW).default == KIM


def test_on_a_saturday_night_the_first_above_stays_named_with_when_to_expect_them() -> None:
    found = route(MIA, LINE, but(USAM=OUT, UKIM=OUT, UBOSS=OUT), (), NOW)
    assert (found.default, found.waits, found.expected_at) == (SAM, True, MONDAY)


def test_a_return_that_has_passed_is_not_promised() -> None:
    gone = Availability(present=False, back_at=NOW - timedelta(hours=1))
    assert route(MIA, LINE, but(USAM=gone, UKIM=gone, UBOSS=gone), (), NOW).expected_at is None


def test_whoever_takes_part_in_the_thread_may_be_chosen_but_is_not_named() -> None:
    found = route(MIA, LINE, EVERYBODY_IS_THERE, {"USAM"}, NOW)
    assert found.default == KIM
    assert [choice.person for choice in found.choices] == [SAM, KIM, BOSS]


def test_where_all_above_take_part_the_sharer_chooses() -> None:
    found = route(MIA, LINE, EVERYBODY_IS_THERE, {"USAM", "UKIM", "UBOSS"}, NOW)
    assert found.default is None
    assert len(found.choices) == 3


def test_a_choice_says_reachable_or_not_and_nothing_more() -> None:
    found = route(MIA, LINE, but(USAM=OUT), (), NOW)
    assert [choice.reachable for choice in found.choices] == [False, True, True]
    assert not {"why", "availability", "back_at"} & set(type(found.choices[0]).__dataclass_fields__)


@pytest.mark.parametrize(
    "doubt",
    [
        replace(member("USAM"), alive=False),
        replace(member("USAM"), alive=None),
        replace(member("USAM"), guest=True),
        replace(member("USAM"), guest=None),
        replace(member("USAM"), external=True),
        replace(member("USAM"), external=None),
        replace(member("USAM"), bot=True),
        replace(member("USAM"), bot=None),
        member("USAM", "T2"),
        member("UKIM"),
        None,
    ],
)
def test_any_doubt_about_who_it_is_means_no(doubt: Identity | None) -> None:
    assert not may_receive(SAM, MIA, LINE, doubt)
    assert route(MIA, LINE, EVERYBODY_IS_THERE | {"USAM": Facts(identity=doubt)}, (), NOW).default == KIM


def test_the_names_it_would_reach_are_those_above_the_holder_who_take_no_part() -> None:
    assert would_reach("USAM", MIA, LINE, EVERYBODY_IS_THERE, {"UKIM"}) == (BOSS,)


@pytest.mark.parametrize(
    ("target", "sharer", "reason"),
    [
        ("UTOM", MIA, Astray.BESIDE),
        ("URAY", MIA, Astray.BESIDE),
        ("UMIA", SAM, Astray.BELOW),
        ("UMIA", MIA, Astray.YOURSELF),
        ("UCUST", MIA, Astray.UNKNOWN),
        ("UWHO", MIA, Astray.UNKNOWN),
        ("UTOM", BOSS, Astray.NOBODY_ABOVE),
    ],
)
def test_who_is_not_above_is_refused_with_the_reason(target: str, sharer: Person, reason: Astray) -> None:
    detour = refuse(target, sharer, LINE, member(target))
    assert detour is not None
    assert detour.reason is reason


def test_a_refusal_names_to_whom_it_can_go() -> None:
    detour = refuse("UTOM", MIA, LINE, member("UTOM"))
    assert detour is not None
    assert detour.instead == (SAM, KIM, BOSS)


def test_somebody_above_who_cannot_be_confirmed_is_refused_for_now() -> None:
    detour = refuse("USAM", MIA, LINE, None)
    assert detour is not None
    assert (detour.reason, detour.instead) == (Astray.NOT_NOW, (KIM, BOSS))


def test_every_reason_has_its_sentence() -> None:
    sayings = Sayings.load(Path(phrasebook.__file__).parent / "pages" / "says")
    for reason in Astray:
        assert sayings.say(f"routing.{reason}", above="Sam").strip()


@given(broken_teams, facts_about, st.sampled_from(IDS), st.frozensets(st.sampled_from(IDS)))
def test_nobody_is_ever_offered_who_is_not_above_and_beyond_doubt(
    team: Team, known: dict[str, Facts], sharer_id: str, involved: frozenset[str]
) -> None:
    sharer = team.get(sharer_id, person(sharer_id))
    found = route(sharer, team, known, involved, NOW)
    offered = {choice.person.slack_id for choice in found.choices}
    passed_on = {one.slack_id for holder in [*IDS, ""] for one in would_reach(holder, sharer, team, known, involved)}
    for one in offered | passed_on:
        identity = known[one].identity
        assert is_above(one, sharer_id, team)
        assert identity is not None
        assert (identity.slack_id, identity.workspace) == (one, sharer.workspace)
        assert (identity.alive, identity.guest, identity.external, identity.bot) == (True, False, False, False)
    assert found.default is None or found.default.slack_id in offered - involved
    assert not passed_on & involved


@given(broken_teams, facts_about, st.sampled_from(IDS), st.frozensets(st.sampled_from(IDS)))
def test_somebody_reachable_is_named_whenever_there_is_one(
    team: Team, known: dict[str, Facts], sharer_id: str, involved: frozenset[str]
) -> None:
    found = route(team.get(sharer_id, person(sharer_id)), team, known, involved, NOW)
    free = [choice for choice in found.choices if choice.person.slack_id not in involved]
    assert (found.default is None) == (not free)
    assert found.waits == (bool(free) and not any(choice.reachable for choice in free))


@given(broken_teams, facts_about, st.sampled_from(IDS), st.sampled_from(IDS))
def test_a_refusal_and_a_permission_never_disagree(
    team: Team, known: dict[str, Facts], sharer_id: str, target: str
) -> None:
    sharer = team.get(sharer_id, person(sharer_id))
    identity = known.get(target, Facts()).identity
    allowed = target in team and may_receive(team[target], sharer, team, identity)
    assert (refuse(target, sharer, team, identity) is None) == allowed
