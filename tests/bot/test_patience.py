"""Nobody waits in silence: reminded once, passed on if ticked, and told the truth at the top."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import phrasebook
from bot.cases import Case, Need, State, Verb
from bot.casework import Draft, apply, pass_on, remind, share, tell_unanswered
from bot.impact import Rank
from bot.messages import Place
from bot.patience import PATIENCE, Due, Step, next_step
from bot.people import Team
from bot.routing import Availability, Facts
from bot.sources import Source
from bot.worktime import WorkingHours
from phrasebook.sayings import Sayings
from tests.bot.team_people import EVERYBODY_IS_THERE, LINE, MIA, is_above, member

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
PLACE = Place(workspace="T1", channel="C1", thread="1.0")
DRAFT = Draft(id="1", number="LH-1", place=PLACE, need=Need.ADVICE, rank=Rank.HURT, pass_to=("UKIM", "UBOSS"))


@dataclass(frozen=True)
class AroundTheClock:
    """Somebody who always works."""

    def add_working_time(self, start: datetime, delta: timedelta) -> datetime:
        return start + delta


ALWAYS = AroundTheClock()


def case_of(result: object) -> Case:
    assert isinstance(result, Case)
    return result


def shared(draft: Draft = DRAFT, to: str = "USAM") -> Case:
    return case_of(share(draft, member("UMIA"), member(to), LINE, NOW))


def reminded(case: Case, at: datetime = NOW + QUARTER) -> Case:
    return case_of(remind(case, at))


def due(case: Case, minutes: float, facts: dict[str, Facts] = EVERYBODY_IS_THERE, team: Team = LINE) -> Step:
    return next_step(case, team, facts, ALWAYS, NOW + timedelta(minutes=minutes))


def test_the_holder_has_time_to_take_it_up() -> None:
    assert due(shared(), 14.9) == Step(due=Due.WAIT, at=NOW + QUARTER)


@pytest.mark.parametrize(("rank", "minutes"), [(1, 240), (2, 60), (3, 15), (4, 5)])
def test_the_graver_it_is_the_sooner_the_holder_is_reminded(rank: int, minutes: int) -> None:
    case = shared(replace(DRAFT, rank=Rank(rank)))
    assert due(case, minutes - 1).due is Due.WAIT
    assert due(case, minutes) == Step(due=Due.REMIND, to="USAM")


def test_a_reminded_holder_has_the_same_time_again() -> None:
    assert due(reminded(shared()), 29) == Step(due=Due.WAIT, at=NOW + 2 * QUARTER)


def test_then_it_goes_to_the_next_above_whom_the_agent_ticked() -> None:
    assert due(reminded(shared()), 30) == Step(due=Due.PASS_ON, to="UKIM")


def test_whoever_is_not_reachable_is_passed_over_for_the_next_ticked() -> None:
    away = EVERYBODY_IS_THERE | {"UKIM": Facts(identity=member("UKIM"), availability=Availability(present=False))}
    assert due(reminded(shared()), 30, away) == Step(due=Due.PASS_ON, to="UBOSS")


def test_the_new_holder_has_time_of_their_own() -> None:
    case = case_of(pass_on(reminded(shared()), member("UKIM"), LINE, NOW + 2 * QUARTER))
    assert due(case, 44) == Step(due=Due.WAIT, at=NOW + 3 * QUARTER)
    assert due(case, 45) == Step(due=Due.REMIND, to="UKIM")


def test_without_the_tick_the_agent_is_told_that_somebody_else_can_be_asked() -> None:
    assert due(reminded(shared(replace(DRAFT, pass_to=()))), 30) == Step(due=Due.TELL_UNTICKED, to="UMIA")


def test_at_the_top_the_agent_is_told_the_truth_once() -> None:
    case = reminded(shared(to="UBOSS"))
    case = replace(case, shared_with=("USAM", "UKIM", "UBOSS"))
    assert due(case, 30) == Step(due=Due.TELL_TOP, to="UMIA")
    assert due(case_of(tell_unanswered(case, NOW + 2 * QUARTER)), 31).due is Due.NOTHING


@pytest.mark.parametrize("verb", [Verb.ACKNOWLEDGE, Verb.ADVISE, Verb.JOIN, Verb.TAKE_OVER, Verb.RESOLVE])
def test_nothing_is_due_once_it_was_taken_up(verb: Verb) -> None:
    case = case_of(apply(shared(), verb, member("USAM"), LINE, NOW))
    assert due(case, 600).due is Due.NOTHING


def test_reading_it_is_not_answering_it() -> None:
    case = case_of(apply(shared(), Verb.READ, member("USAM"), LINE, NOW))
    assert due(case, 15).due is Due.REMIND


def test_opened_again_it_waits_anew() -> None:
    case = reminded(shared())
    for verb in (Verb.RESOLVE, Verb.REOPEN):
        case = case_of(apply(case, verb, member("UMIA"), LINE, NOW + timedelta(hours=2)))
    assert due(case, 130) == Step(due=Due.WAIT, at=NOW + timedelta(hours=2) + QUARTER)


def test_a_holder_whose_account_is_gone_is_not_waited_for() -> None:
    gone = EVERYBODY_IS_THERE | {"USAM": Facts(identity=replace(member("USAM"), alive=False))}
    assert due(shared(), 1, gone) == Step(due=Due.PASS_ON, to="UKIM")


def test_a_holder_who_is_not_above_any_more_is_not_waited_for() -> None:
    moved = {**LINE, "UMIA": replace(MIA, reports_to="URAY")}
    assert due(shared(), 1, team=moved) == Step(due=Due.PASS_ON, to="UKIM")


def test_silence_from_slack_is_not_taken_for_an_answer() -> None:
    assert due(shared(), 1, {}).due is Due.WAIT
    assert due(reminded(shared()), 30, {}) == Step(due=Due.WAIT, at=NOW + timedelta(minutes=35))


def test_who_has_no_place_in_the_team_any_more_is_told_the_truth() -> None:
    assert due(shared(), 1, team={}) == Step(due=Due.TELL_TOP, to="UMIA")


def test_only_working_time_counts() -> None:
    office = WorkingHours(zone="Europe/Berlin", start=time(9), end=time(17))
    friday = datetime(2026, 11, 27, 15, 55, tzinfo=UTC)
    case = case_of(share(DRAFT, member("UMIA"), member("USAM"), LINE, friday))
    step = next_step(case, LINE, EVERYBODY_IS_THERE, office, friday + timedelta(days=1))
    assert step == Step(due=Due.WAIT, at=datetime(2026, 11, 30, 8, 10, tzinfo=UTC))


def test_every_step_that_is_told_has_its_sentence() -> None:
    pages = Sayings.load(Path(phrasebook.__file__).parent / "pages" / "says")
    assert {Step(due=step).key for step in Due if step not in (Due.NOTHING, Due.WAIT)} <= pages.keys


@given(
    st.sampled_from(Rank),
    st.lists(st.sampled_from([*LINE]), unique=True),
    st.sampled_from(["USAM", "UKIM", "UBOSS"]),
    st.lists(st.timedeltas(timedelta(minutes=1), timedelta(hours=9)), min_size=1, max_size=30),
)
def test_an_unanswered_case_only_ever_goes_up_to_ticked_names_and_ends_with_the_agent_told(
    rank: Rank, ticked: list[str], first: str, waits: list[timedelta]
) -> None:
    case = shared(replace(DRAFT, rank=rank, pass_to=tuple(ticked)), first)
    now, steps = NOW, []
    for wait in waits + [timedelta(hours=9)] * 12:
        now += wait
        step = next_step(case, LINE, EVERYBODY_IS_THERE, ALWAYS, now)
        steps.append(step.due)
        case = taken(case, step, now)
        assert case.holder == first or (case.holder in ticked and is_above(case.holder, first, LINE))
    assert case.state is State.OPEN
    assert steps[-1] is Due.NOTHING
    assert steps.count(Due.REMIND) == len(case.shared_with)
    assert len([one for one in steps if one in (Due.TELL_UNTICKED, Due.TELL_TOP)]) == 1
    assert set(case.shared_with) == {first} | {one for one in ticked if is_above(one, first, LINE)}


def taken(case: Case, step: Step, now: datetime) -> Case:
    if step.due is Due.REMIND:
        return case_of(remind(case, now))
    if step.due is Due.PASS_ON:
        return case_of(pass_on(case, member(step.to), LINE, now))
    if step.due in (Due.TELL_UNTICKED, Due.TELL_TOP):
        return case_of(tell_unanswered(case, now))
    return case


def test_the_times_are_the_defaults_that_were_promised() -> None:
    assert [span.total_seconds() / 60 for span in PATIENCE.values()] == [240, 60, 15, 5]


@pytest.mark.parametrize("source", [Source.DELAY, Source.INDIFFERENCE])
def test_who_waited_already_waits_half_as_long(source: Source) -> None:
    case = shared(replace(DRAFT, source=source))
    assert due(case, 7) == Step(due=Due.WAIT, at=NOW + QUARTER / 2)
    assert due(case, 8).due is Due.REMIND


def test_any_other_source_leaves_the_time_as_it_is() -> None:
    assert due(shared(replace(DRAFT, source=Source.BILLING_POLICY)), 14.9).due is Due.WAIT
