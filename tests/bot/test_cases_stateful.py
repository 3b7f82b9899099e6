"""Whatever people press and however the team changes, a case stays with its sharer and those above."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.case_rules import RULES, Refusal, may_do
from bot.cases import Case, Need, State, Verb, may_see
from bot.casework import Draft, apply, pass_on, remind, share, tell_unanswered
from bot.impact import Rank
from bot.messages import Place
from bot.people import Identity, Person, Team
from tests.bot.team_people import IDS, identities, is_above, member, people, person, team_of

LINE = team_of(*(person(low, high) for low, high in zip(IDS, [*IDS[1:], ""], strict=True)))
EVERYBODY = st.sampled_from([*IDS, "UWHO"])
TAKEN_UP = {Verb.ACKNOWLEDGE, Verb.ADVISE, Verb.JOIN, Verb.TAKE_OVER, Verb.PASS_UP}


class LifeOfACase(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        self.team: Team = dict(LINE)
        self.known: dict[str, Identity] = {one: member(one) for one in [*IDS, "UWHO"]}
        self.case: Case | None = None

    @initialize(to=EVERYBODY, need=st.sampled_from(Need), ticked=st.lists(EVERYBODY, max_size=4))
    def somebody_shares(self, to: str, need: Need, ticked: list[str]) -> None:
        place = Place(workspace="T1", channel="C1", thread="1.0")
        draft = Draft(id="1", number="LH-1", place=place, need=need, rank=Rank.HURT, pass_to=tuple(ticked))
        result = share(draft, self.known["UA"], self.known[to], self.team, self.now)
        assert isinstance(result, Case) == self.is_superior(to)
        self.case = result if isinstance(result, Case) else None

    def is_superior(self, one: str) -> bool:
        return one in self.team and self.is_member(one) and is_above(one, "UA", self.team)

    def is_member(self, one: str) -> bool:
        known = self.known[one]
        return (known.alive, known.guest, known.external, known.bot) == (True, False, False, False)

    def is_insider(self, case: Case, one: str) -> bool:
        if one == "UA":
            return self.is_member(one)
        return case.state is not State.WITHDRAWN and one in case.shared_with and self.is_superior(one)

    def take(self, result: Case | Refusal) -> None:
        before = self.case
        assert before is not None
        if isinstance(result, Refusal):
            return
        assert result.timeline[:-1] == before.timeline
        assert result.shared_with[: len(before.shared_with)] == before.shared_with
        if result.timeline[-1].verb in (Verb.PASS_UP, Verb.PASS_ON):
            assert self.is_superior(result.holder)
        self.case = result

    @rule(one=people)
    def the_team_changes(self, one: Person) -> None:
        self.team = {**self.team, one.slack_id: one}

    @rule(one=EVERYBODY)
    def somebody_leaves_the_team(self, one: str) -> None:
        self.team = {slack_id: person for slack_id, person in self.team.items() if slack_id != one}

    @rule()
    def the_team_is_put_right(self) -> None:
        self.team = dict(LINE)

    @rule(one=EVERYBODY, changed=identities)
    def an_account_changes(self, one: str, changed: Identity) -> None:
        self.known[one] = replace(changed, slack_id=one, workspace="T1")

    @rule(one=EVERYBODY)
    def an_account_is_put_right(self, one: str) -> None:
        self.known[one] = member(one)

    @precondition(lambda self: self.case is not None)
    @rule(actor=EVERYBODY, verb=st.sampled_from(Verb), to=EVERYBODY)
    def somebody_presses(self, actor: str, verb: Verb, to: str) -> None:
        self.press(actor, verb, to)

    @precondition(lambda self: self.case is not None)
    @rule(place=st.integers(0, 5), verb=st.sampled_from(list(RULES)), to=EVERYBODY)
    def somebody_who_was_asked_presses(self, place: int, verb: Verb, to: str) -> None:
        assert self.case is not None
        asked = ("UA", *self.case.shared_with)
        self.press(asked[place % len(asked)], verb, to)

    def press(self, actor: str, verb: Verb, to: str) -> None:
        case = self.case
        assert case is not None
        self.now += timedelta(minutes=1)
        result = apply(case, verb, self.known[actor], self.team, self.now, to=self.known[to])
        if not self.is_insider(case, actor):
            assert result is Refusal.UNKNOWN
        if isinstance(result, Case):
            assert result.timeline[-1].by == actor
            assert verb in may_do(case, self.known[actor], self.team)
        if verb is Verb.PASS_UP and isinstance(result, Case):
            assert is_above(to, actor, self.team)
        if verb is Verb.AGREE and isinstance(result, Case):
            assert is_above(result.holder, "UA", self.team)
        if verb is Verb.WITHDRAW and isinstance(result, Case):
            assert actor == "UA"
            assert not TAKEN_UP & {moment.verb for moment in case.timeline}
        self.take(result)

    @precondition(lambda self: self.case is not None)
    @rule(to=EVERYBODY)
    def time_passes_it_on(self, to: str) -> None:
        assert self.case is not None
        result = pass_on(self.case, self.known[to], self.team, self.now)
        assert isinstance(result, Refusal) or to in self.case.pass_to
        self.take(result)

    @precondition(lambda self: self.case is not None)
    @rule()
    def time_reminds_and_tells(self) -> None:
        assert self.case is not None
        self.take(remind(self.case, self.now))
        self.take(tell_unanswered(self.case, self.now))

    @invariant()
    def nobody_else_sees_it(self) -> None:
        if self.case is not None:
            for one, identity in self.known.items():
                assert may_see(self.case, identity, self.team) == self.is_insider(self.case, one)
                assert not may_do(self.case, identity, self.team) or self.is_insider(self.case, one)

    @invariant()
    def it_is_with_somebody_it_was_shared_with(self) -> None:
        if self.case is not None:
            assert self.case.holder in self.case.shared_with
            assert self.case.offer in {"", *self.case.shared_with}
            assert self.case.state is not State.OPEN or not self.case.offer
            assert "UA" not in self.case.shared_with


TestLifeOfACase = LifeOfACase.TestCase
TestLifeOfACase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
