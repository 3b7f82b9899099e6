"""A change of the team is shown whole before it is made, and never breaks the line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import Person, Role, Team
from bot.team import TeamChange, add, deputize, move, plan_change, recast, remove
from bot.team_rules import FaultKind, Listed, TeamFaults, line_faults
from tests.bot.team_people import BOSS, IDS, KIM, LINE, MIA, RAY, SAM, broken_teams, people, person
from tests.bot.test_team_file import say

TWO_LINES = {**LINE, "URAY": replace(RAY, reports_to="UBOSS"), "UEVE": person("UEVE", "URAY", Role.AGENT)}
"""Ray leads a line of his own below Boss."""


def told(change: TeamChange) -> list[str]:
    return [saying.told(say) for saying in change.sayings()]


def refused(kind: FaultKind, edit: object, *given_to: object) -> bool:
    assert callable(edit)
    with pytest.raises(TeamFaults) as faults:
        edit(*given_to)
    return kind in {fault.kind for fault in faults.value.faults}


def test_the_same_team_is_no_change() -> None:
    change = plan_change(LINE, dict(LINE))
    assert change.is_empty
    assert told(change) == ["Nothing would change: the team is as it is in the list."]


def test_a_change_tells_who_comes_moves_goes_and_is_named_anew() -> None:
    new = {one.slack_id: one for one in LINE.values() if one.slack_id != "UTOM"}
    new |= {
        "UMIA": replace(MIA, reports_to="URAY", name="Mia L"),
        "UEVE": person("UEVE", "USAM", Role.AGENT),
        "UKIM": replace(KIM, role=Role.ADMIN),
    }
    assert told(plan_change(LINE, new)) == [
        "new: Ueve (UEVE), agent, reports to Usam (USAM)",
        "moves: Mia L (UMIA), from Usam (USAM) to Uray (URAY)",
        "new role: Ukim (UKIM), from manager to admin",
        "new name: Mia L (UMIA), was Umia",
        "leaves the team: Utom (UTOM)",
    ]


def test_an_import_keeps_deputies_who_are_still_there() -> None:
    old = {**LINE, "USAM": replace(SAM, deputy="UBOSS"), "UKIM": replace(KIM, deputy="UGONE")}
    after = plan_change(old, LINE).after
    assert (after["USAM"].deputy, after["UKIM"].deputy) == ("UBOSS", "")


def test_a_deputy_from_above_is_set_and_cleared() -> None:
    change = deputize(LINE, "USAM", "UBOSS")
    assert told(change) == ["stands in: Uboss (UBOSS) for Usam (USAM), for those whom Uboss (UBOSS) is above"]
    assert told(deputize(change.after, "USAM", "")) == ["stands in: nobody any more for Usam (USAM)"]


def test_a_deputy_between_a_person_and_their_people_is_taken() -> None:
    assert deputize(LINE, "UKIM", "USAM").after["UKIM"].deputy == "USAM"


@pytest.mark.parametrize(
    ("deputy", "kind"),
    [
        ("USAM", FaultKind.OWN_DEPUTY),
        ("UWHO", FaultKind.UNLISTED_DEPUTY),
        ("URAY", FaultKind.IDLE_DEPUTY),
        ("UMIA", FaultKind.IDLE_DEPUTY),
        ("UCUST", FaultKind.IDLE_DEPUTY),
    ],
)
def test_a_deputy_who_could_read_nothing_is_refused(deputy: str, kind: FaultKind) -> None:
    assert refused(kind, deputize, LINE, "USAM", deputy)


def test_a_deputy_for_somebody_unknown_is_refused() -> None:
    assert refused(FaultKind.NOT_LISTED, deputize, LINE, "UWHO", "UBOSS")


def test_who_leaves_stands_in_for_nobody() -> None:
    change = remove(deputize(LINE, "USAM", "UKIM").after, "UKIM")
    assert change.after["USAM"].deputy == ""
    assert "stands in: nobody any more for Usam (USAM)" in told(change)


def test_adding_somebody_twice_is_refused() -> None:
    assert refused(FaultKind.LISTED, add, LINE, MIA)


def test_adding_an_agent_whom_nobody_is_above_is_refused() -> None:
    assert refused(FaultKind.ORPHAN, add, LINE, person("UEVE", "", Role.AGENT))


def test_a_team_can_be_built_from_its_top() -> None:
    team: Team = {}
    for one in (BOSS, KIM, SAM, MIA):
        team = add(team, one).after
    assert list(team) == ["UBOSS", "UKIM", "USAM", "UMIA"]


def test_moving_somebody_below_themselves_is_refused() -> None:
    assert refused(FaultKind.CYCLE, move, LINE, "UKIM", "USAM")


def test_moving_whoever_is_not_there_is_refused() -> None:
    assert refused(FaultKind.NOT_LISTED, move, LINE, "UWHO", "USAM")


def test_a_second_top_is_refused() -> None:
    assert refused(FaultKind.SECOND_TOP, move, TWO_LINES, "UKIM", "")


def test_making_a_head_a_customer_is_refused() -> None:
    assert refused(FaultKind.CUSTOMER_HEAD, recast, LINE, "USAM", Role.CUSTOMER)


def test_those_below_somebody_who_leaves_move_up() -> None:
    change = remove(LINE, "USAM")
    assert [(one.slack_id, one.reports_to) for one in change.moved] == [("UMIA", "UKIM"), ("UTOM", "UKIM")]


def test_the_top_can_leave_when_one_is_next() -> None:
    assert remove(LINE, "UBOSS").after["UKIM"].reports_to == ""


def test_the_top_cannot_leave_two_lines_behind() -> None:
    assert refused(FaultKind.SECOND_TOP, remove, TWO_LINES, "UBOSS")


def test_a_broken_team_can_be_mended_one_edit_at_a_time() -> None:
    broken = {"UA": person("UA", "UB"), "UB": person("UB", "UA"), "UC": person("UC", "UNOBODY")}
    assert move(broken, "UC", "UA").after["UC"].reports_to == "UA"


edits = st.one_of(
    st.tuples(st.just(add), people),
    st.tuples(st.just(move), st.sampled_from(IDS), st.sampled_from([*IDS, ""])),
    st.tuples(st.just(recast), st.sampled_from(IDS), st.sampled_from(Role)),
    st.tuples(st.just(remove), st.sampled_from(IDS)),
)


@given(st.lists(edits, max_size=12))
def test_no_row_of_edits_ever_breaks_the_line(row: list[tuple[object, ...]]) -> None:
    team: Team = {}
    for edit, *given_to in row:
        team = after_or_same(team, edit, given_to)
        assert not list(line_faults([Listed(0, one) for one in team.values()]))


@given(broken_teams, broken_teams)
def test_a_planned_change_accounts_for_everybody(old: Team, new: Team) -> None:
    change = plan_change(old, new)
    assert set(change.after) == set(new)
    assert {one.slack_id for one in change.added} == set(new) - set(old)
    assert {one.slack_id for one in change.removed} == set(old) - set(new)
    changed = {one.slack_id for one in (*change.moved, *change.recast, *change.renamed)}
    same = {before for before in old if before in new} - changed
    assert all(_seen(old[one]) == _seen(new[one]) for one in same)
    assert all(_seen(old[one]) != _seen(new[one]) for one in changed)


def _seen(one: Person) -> tuple[str, str, Role]:
    return one.name, one.reports_to, one.role


def after_or_same(team: Team, edit: object, given_to: list[object]) -> Team:
    assert callable(edit)
    try:
        change = edit(team, *given_to)
    except TeamFaults:
        return team
    assert isinstance(change, TeamChange)
    return change.after
