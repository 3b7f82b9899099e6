"""Who may see a case, and what the people around it may do."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import phrasebook
from bot.case_rules import Refusal, may_do
from bot.cases import Case, Moment, Need, Side, State, Verb, may_see, readers, side_of
from bot.casework import Draft, apply, describe, pass_on, remind, reopen_by_customer, share, tell_unanswered
from bot.impact import Rank
from bot.messages import Place
from bot.people import Identity, Team
from bot.sources import Source
from phrasebook.sayings import Sayings
from tests.bot.team_people import LINE, SAM, member

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLACE = Place(workspace="T1", channel="C1", thread="1.0")
DRAFT = Draft(id="opaque", number="LH-7K3Q", place=PLACE, need=Need.ADVICE, rank=Rank.HURT, pass_to=("UKIM", "UBOSS"))


def shared(draft: Draft = DRAFT, to: str = "USAM") -> Case:
    return done(share(draft, member("UMIA"), member(to), LINE, NOW))


def done(result: Case | Refusal) -> Case:
    assert isinstance(result, Case)
    return result


def press(case: Case, verb: Verb, actor: str, to: str = "", team: Team = LINE) -> Case | Refusal:
    return apply(case, verb, member(actor), team, NOW + timedelta(minutes=1), to=member(to) if to else None)


def after(case: Case, *presses: tuple[Verb, str] | tuple[Verb, str, str]) -> Case:
    for one in presses:
        case = done(press(case, *one))
    return case


def test_a_shared_case_waits_for_whom_it_was_shared_with() -> None:
    case = shared()
    assert (case.state, case.holder, case.shared_with) == (State.OPEN, "USAM", ("USAM",))
    assert case.timeline == (Moment(at=NOW, verb=Verb.SHARE, by="UMIA", to="USAM"),)


@pytest.mark.parametrize("to", ["UTOM", "URAY", "UMIA", "UCUST", "UWHO"])
def test_a_case_is_shared_with_nobody_who_is_not_above(to: str) -> None:
    assert share(DRAFT, member("UMIA"), member(to), LINE, NOW) is Refusal.NOT_ABOVE


def test_a_guest_shares_nothing() -> None:
    guest = replace(member("UMIA"), guest=True)
    assert share(DRAFT, guest, member("USAM"), LINE, NOW) is Refusal.UNKNOWN


def test_nothing_is_shared_across_workspaces() -> None:
    elsewhere = replace(DRAFT, place=replace(PLACE, workspace="T2"))
    for workspace in ("T1", "T2"):
        assert share(elsewhere, member("UMIA", "T2"), member("USAM", workspace), LINE, NOW) is Refusal.NOT_ABOVE


def test_only_the_sharer_and_those_it_was_shared_with_see_it() -> None:
    sees = [one for one in LINE if may_see(shared(), member(one), LINE)]
    assert sees == ["UMIA", "USAM"]


def test_those_above_see_nothing_until_it_is_passed_to_them() -> None:
    assert not may_see(shared(), member("UKIM"), LINE)
    assert may_see(after(shared(), (Verb.PASS_UP, "USAM", "UKIM")), member("UKIM"), LINE)


def test_who_is_not_above_any_more_sees_nothing_any_more() -> None:
    moved = {**LINE, "UMIA": replace(LINE["UMIA"], reports_to="URAY")}
    assert side_of(shared(), member("USAM"), moved) is None


@pytest.mark.parametrize("doubt", [{"alive": False}, {"guest": True}, {"external": None}, {"bot": True}])
@pytest.mark.parametrize("actor", ["UMIA", "USAM"])
def test_any_doubt_about_an_account_hides_the_case_from_it(actor: str, doubt: dict[str, bool | None]) -> None:
    known = member(actor)
    fields_of = {name: getattr(known, name) for name in ("slack_id", "workspace", "alive", "guest", "external", "bot")}
    assert not may_see(shared(), Identity(**fields_of | doubt), LINE)


def test_a_withdrawn_case_is_the_sharers_alone() -> None:
    case = after(shared(), (Verb.WITHDRAW, "UMIA"))
    assert readers(case, LINE, {one: member(one) for one in LINE}) == ("UMIA",)


def test_readers_are_those_whose_identity_is_known() -> None:
    case = after(shared(), (Verb.PASS_UP, "USAM", "UKIM"))
    assert readers(case, LINE, {one: member(one) for one in ("UMIA", "UKIM", "UTOM")}) == ("UMIA", "UKIM")


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("actor", ["UTOM", "URAY", "UKIM", "UCUST", "UWHO"])
def test_for_an_outsider_there_is_nothing_to_press(verb: Verb, actor: str) -> None:
    assert press(shared(), verb, actor, "UBOSS") is Refusal.UNKNOWN


@pytest.mark.parametrize("verb", [Verb.SHARE, Verb.REMIND, Verb.PASS_ON, Verb.TELL])
def test_nobody_presses_what_happens_by_time(verb: Verb) -> None:
    assert press(shared(), verb, "USAM") is Refusal.UNKNOWN


def test_im_on_it_is_said_once() -> None:
    case = after(shared(), (Verb.ACKNOWLEDGE, "USAM"))
    assert (case.state, press(case, Verb.ACKNOWLEDGE, "USAM")) == (State.ACKNOWLEDGED, Refusal.ALREADY)


def test_advice_takes_the_case_up() -> None:
    assert after(shared(), (Verb.ADVISE, "USAM")).state is State.ACKNOWLEDGED


def test_advice_may_be_given_again() -> None:
    case = after(shared(), (Verb.ADVISE, "USAM"), (Verb.ADVISE, "USAM"))
    assert [moment.verb for moment in case.timeline] == [Verb.SHARE, Verb.ADVISE, Verb.ADVISE]


def test_who_has_read_it_is_noted_once() -> None:
    case = after(shared(), (Verb.READ, "USAM"))
    assert (case.state, press(case, Verb.READ, "USAM")) == (State.OPEN, Refusal.ALREADY)


def test_joining_stands_beside_the_agent() -> None:
    case = after(shared(), (Verb.JOIN, "USAM"))
    assert (case.state, press(case, Verb.JOIN, "USAM")) == (State.JOINED, Refusal.ALREADY)


def test_taking_over_that_was_asked_for_happens_at_once() -> None:
    case = after(shared(replace(DRAFT, need=Need.TAKE_OVER)), (Verb.TAKE_OVER, "USAM"))
    assert (case.state, case.holder, case.offer) == (State.TAKEN_OVER, "USAM", "")


def test_taking_over_that_was_not_asked_for_waits_for_the_agents_word() -> None:
    case = after(shared(), (Verb.TAKE_OVER, "USAM"))
    assert (case.state, case.offer) == (State.ACKNOWLEDGED, "USAM")
    assert after(case, (Verb.AGREE, "UMIA")).state is State.TAKEN_OVER


def test_an_offer_that_is_declined_changes_nothing_else() -> None:
    case = after(shared(), (Verb.TAKE_OVER, "USAM"), (Verb.DECLINE, "UMIA"))
    assert (case.state, case.offer) == (State.ACKNOWLEDGED, "")


def test_there_is_nothing_to_agree_to_without_an_offer() -> None:
    assert press(after(shared(), (Verb.ACKNOWLEDGE, "USAM")), Verb.AGREE, "UMIA") is Refusal.TOO_LATE


def test_the_offer_of_somebody_who_is_not_above_any_more_has_lapsed() -> None:
    case = after(shared(), (Verb.TAKE_OVER, "USAM"))
    moved = {**LINE, "UMIA": replace(LINE["UMIA"], reports_to="URAY")}
    assert press(case, Verb.AGREE, "UMIA", team=moved) is Refusal.TOO_LATE


def test_passing_up_asks_the_next_and_keeps_the_first_in_the_know() -> None:
    case = after(shared(), (Verb.ACKNOWLEDGE, "USAM"), (Verb.PASS_UP, "USAM", "UKIM"))
    assert (case.state, case.holder, case.shared_with) == (State.OPEN, "UKIM", ("USAM", "UKIM"))


@pytest.mark.parametrize("to", ["UTOM", "URAY", "UMIA", "USAM", "UCUST"])
def test_passing_up_goes_up(to: str) -> None:
    assert press(shared(), Verb.PASS_UP, "USAM", to) is Refusal.NOT_ABOVE


def test_passing_up_never_comes_back_down() -> None:
    case = after(shared(), (Verb.PASS_UP, "USAM", "UKIM"))
    assert press(case, Verb.PASS_UP, "UKIM", "USAM") is Refusal.NOT_ABOVE


def test_passing_up_needs_a_name() -> None:
    assert press(shared(), Verb.PASS_UP, "USAM") is Refusal.NOT_ABOVE


def test_passing_up_to_whom_it_waits_for_already_is_done_already() -> None:
    case = after(shared(), (Verb.PASS_UP, "USAM", "UKIM"))
    assert press(case, Verb.PASS_UP, "USAM", "UKIM") is Refusal.ALREADY


def test_passing_up_ends_an_offer_to_take_over() -> None:
    assert after(shared(), (Verb.TAKE_OVER, "USAM"), (Verb.PASS_UP, "USAM", "UKIM")).offer == ""


def test_nothing_is_passed_up_to_an_account_that_is_gone() -> None:
    gone = replace(member("UKIM"), alive=False)
    assert apply(shared(), Verb.PASS_UP, member("USAM"), LINE, NOW, to=gone) is Refusal.NOT_ABOVE


def test_a_case_can_be_withdrawn_until_it_is_taken_up() -> None:
    assert after(shared(), (Verb.READ, "USAM"), (Verb.WITHDRAW, "UMIA")).state is State.WITHDRAWN
    assert press(after(shared(), (Verb.ACKNOWLEDGE, "USAM")), Verb.WITHDRAW, "UMIA") is Refusal.TAKEN_UP


def test_passing_it_up_counts_as_taking_it_up() -> None:
    assert press(after(shared(), (Verb.PASS_UP, "USAM", "UKIM")), Verb.WITHDRAW, "UMIA") is Refusal.TAKEN_UP


def test_being_passed_on_by_time_does_not_count_as_taking_it_up() -> None:
    case = done(pass_on(shared(), member("UKIM"), LINE, NOW))
    assert after(case, (Verb.WITHDRAW, "UMIA")).state is State.WITHDRAWN


@pytest.mark.parametrize("actor", ["UMIA", "USAM"])
def test_either_side_may_call_it_resolved_once(actor: str) -> None:
    case = after(shared(), (Verb.RESOLVE, actor))
    assert (case.state, press(case, Verb.RESOLVE, actor)) == (State.RESOLVED, Refusal.ALREADY)


@pytest.mark.parametrize(("actor", "state"), [("UMIA", State.OPEN), ("USAM", State.ACKNOWLEDGED)])
def test_opened_again_it_waits_for_those_above_unless_one_of_them_did_it(actor: str, state: State) -> None:
    case = after(shared(), (Verb.ACKNOWLEDGE, "USAM"), (Verb.RESOLVE, "USAM"), (Verb.REOPEN, actor))
    assert case.state is state


def test_what_was_resolved_is_only_read_or_opened_again() -> None:
    case = after(shared(), (Verb.RESOLVE, "USAM"))
    assert may_do(case, member("USAM"), LINE) == {Verb.READ, Verb.REOPEN, Verb.DESCRIBE}
    assert press(case, Verb.ADVISE, "USAM") is Refusal.TOO_LATE


def test_the_buttons_are_what_may_be_pressed() -> None:
    assert may_do(shared(), member("UMIA"), LINE) == {Verb.WITHDRAW, Verb.RESOLVE, Verb.DESCRIBE}
    assert may_do(shared(), member("UTOM"), LINE) == frozenset()
    assert Verb.ACKNOWLEDGE in may_do(shared(), member("USAM"), LINE)


def test_whoever_sees_a_case_may_say_what_it_is() -> None:
    for actor in ("UMIA", "USAM"):
        case = done(describe(shared(), Rank.STOPPED, Source.DELAY, member(actor), LINE, NOW))
        assert (case.rank, case.source) == (Rank.STOPPED, Source.DELAY)
        assert case.timeline[-1] == Moment(at=NOW, verb=Verb.DESCRIBE, by=actor)


@pytest.mark.parametrize("outsider", ["UTOM", "UKIM", "URAY", "UCUST"])
def test_nobody_else_says_what_it_is(outsider: str) -> None:
    assert describe(shared(), Rank.STOPPED, None, member(outsider), LINE, NOW) is Refusal.UNKNOWN


def test_saying_the_same_again_changes_nothing() -> None:
    case = shared()
    assert describe(case, case.rank, case.source, member("UMIA"), LINE, NOW) is case


def test_a_customer_opens_again_what_was_resolved_and_its_holder_is_asked() -> None:
    case = done(reopen_by_customer(after(shared(), (Verb.RESOLVE, "USAM")), NOW))
    assert (case.state, case.holder) == (State.OPEN, "USAM")
    assert case.timeline[-1].key == "cases.did_reopen_customer"


def test_a_customer_opens_nothing_that_is_open_or_withdrawn() -> None:
    assert reopen_by_customer(shared(), NOW) is Refusal.ALREADY
    assert reopen_by_customer(after(shared(), (Verb.WITHDRAW, "UMIA")), NOW) is Refusal.TOO_LATE


def test_the_sharer_alone_says_what_helped_once_it_is_resolved() -> None:
    case = after(shared(), (Verb.RESOLVE, "USAM"))
    assert done(press(case, Verb.HELPED, "UMIA")).state is State.RESOLVED
    assert press(case, Verb.HELPED, "USAM") is Refusal.UNKNOWN
    assert press(shared(), Verb.HELPED, "UMIA") is Refusal.TOO_LATE


def test_it_is_passed_on_only_to_names_that_were_ticked() -> None:
    unticked = shared(replace(DRAFT, pass_to=("UKIM",)))
    assert pass_on(unticked, member("UBOSS"), LINE, NOW) is Refusal.NOT_ABOVE
    assert done(pass_on(unticked, member("UKIM"), LINE, NOW)).holder == "UKIM"


def test_a_ticked_name_that_is_not_above_any_more_gets_nothing() -> None:
    moved = {**LINE, "USAM": replace(SAM, reports_to="URAY"), "URAY": replace(LINE["URAY"], reports_to="UBOSS")}
    assert pass_on(shared(), member("UKIM"), moved, NOW) is Refusal.NOT_ABOVE


def test_nothing_happens_by_time_once_it_was_taken_up() -> None:
    case = after(shared(), (Verb.ACKNOWLEDGE, "USAM"))
    assert remind(case, NOW) is Refusal.TOO_LATE
    assert tell_unanswered(case, NOW) is Refusal.TOO_LATE
    assert pass_on(case, member("UKIM"), LINE, NOW) is Refusal.TOO_LATE


def test_the_timeline_has_no_room_for_words() -> None:
    assert {field.name for field in fields(Moment)} == {"at", "verb", "by", "to"}


def test_a_case_has_no_room_for_words() -> None:
    words = {"text", "note", "notes", "words", "quotes", "advice", "summary"}
    assert not words & {field.name for field in fields(Case)}


def test_everything_that_is_said_has_its_words() -> None:
    pages = Sayings.load(Path(phrasebook.__file__).parent / "pages" / "says")
    moments = {Moment(at=NOW, verb=verb).key for verb in Verb}
    words = {f"cases.need_{need}" for need in Need} | {f"cases.state_{state}" for state in State}
    assert moments | words | {refusal.key for refusal in Refusal} <= pages.keys
    assert len(Side) == 2
