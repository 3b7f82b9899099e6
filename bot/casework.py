"""What happens to a case, step by step; each is checked by the rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.case_rules import LIVE, Refusal, refusal_of
from bot.cases import Case, Moment, Need, State, Verb, may_get
from bot.impact import Rank
from bot.messages import Place
from bot.people import Identity, Team
from bot.routing import superiors
from bot.sources import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an agent is about to share, before anybody may see it; fields as in Case."""

    id: str
    number: str
    place: Place
    need: Need
    rank: Rank
    pass_to: tuple[str, ...] = ()
    source: Source | None = None


def share(draft: Draft, sharer: Identity, to: Identity, team: Team, now: datetime) -> Case | Refusal:
    """The case that a draft becomes when it goes to `to`; both identities fetched just now."""
    case = Case(
        id=draft.id,
        number=draft.number,
        place=draft.place,
        sharer=sharer.slack_id,
        need=draft.need,
        rank=draft.rank,
        state=State.OPEN,
        holder="",
        shared_with=(),
        pass_to=draft.pass_to,
        source=draft.source,
    )
    if not sharer.is_member_of(draft.place.workspace):
        return Refusal.UNKNOWN
    if not may_get(case, to, team):
        return Refusal.NOT_ABOVE
    return _given(case, Moment(at=now, verb=Verb.SHARE, by=sharer.slack_id, to=to.slack_id))


def apply(
    case: Case, verb: Verb, actor: Identity, team: Team, now: datetime, *, to: Identity | None = None
) -> Case | Refusal:
    """The case after the actor pressed something, or why not; identities fetched just now.

    `to` is for PASS_UP alone: somebody above both the sharer and the actor.
    """
    refusal = refusal_of(case, verb, actor, team)
    if refusal is not None:
        return refusal
    if verb is Verb.PASS_UP:
        return _pass_up(case, actor, to, team, now)
    after = STEPS[verb](case, actor.slack_id)
    return _noted(after, Moment(at=now, verb=verb, by=actor.slack_id, to=_whose(case, after, verb)))


def _whose(before: Case, after: Case, verb: Verb) -> str:
    """Who stands beside the actor in what happened: whose offer it was, or who has taken over at once."""
    if verb in (Verb.AGREE, Verb.DECLINE):
        return before.offer
    return after.holder if verb is Verb.TAKE_OVER and after.state is State.TAKEN_OVER and not after.offer else ""


def describe(
    case: Case, rank: Rank, source: Source | None, actor: Identity, team: Team, now: datetime
) -> Case | Refusal:
    """The case after the actor, as fetched just now, said how hard it hits and what it came from."""
    refusal = refusal_of(case, Verb.DESCRIBE, actor, team)
    if refusal is not None:
        return refusal
    told = replace(case, rank=rank, source=source)
    return case if told == case else _noted(told, Moment(at=now, verb=Verb.DESCRIBE, by=actor.slack_id))


def reopen_by_customer(case: Case, now: datetime) -> Case | Refusal:
    """The case after its customer said that it is not solved: its holder is asked again."""
    if case.state is not State.RESOLVED:
        return Refusal.ALREADY if case.state in LIVE else Refusal.TOO_LATE
    return _noted(replace(case, state=State.OPEN), Moment(at=now, verb=Verb.REOPEN, to=case.holder))


def forget_notes(case: Case, person: str, now: datetime) -> Case:
    """The case after somebody took back what they had written to it, whether or not they may see it still."""
    return _noted(case, Moment(at=now, verb=Verb.FORGET, by=person))


def remind(case: Case, now: datetime) -> Case | Refusal:
    """The case after its holder was reminded."""
    return _by_time(case, Moment(at=now, verb=Verb.REMIND, to=case.holder))


def tell_unanswered(case: Case, now: datetime) -> Case | Refusal:
    """The case after the agent was told that nobody answered."""
    return _by_time(case, Moment(at=now, verb=Verb.TELL, to=case.sharer))


def pass_on(case: Case, to: Identity, team: Team, now: datetime) -> Case | Refusal:
    """The case after it went to the next whom the agent had ticked; the identity fetched just now."""
    if case.state is not State.OPEN:
        return Refusal.TOO_LATE
    if to.slack_id not in case.pass_to or not may_get(case, to, team):
        return Refusal.NOT_ABOVE
    return _given(case, Moment(at=now, verb=Verb.PASS_ON, to=to.slack_id))


def _pass_up(case: Case, actor: Identity, to: Identity | None, team: Team, now: datetime) -> Case | Refusal:
    above = {person.slack_id for person in superiors(team[actor.slack_id], team)}
    if to is None or to.slack_id not in above or not may_get(case, to, team):
        return Refusal.NOT_ABOVE
    if to.slack_id == case.holder:
        return Refusal.ALREADY
    return _given(case, Moment(at=now, verb=Verb.PASS_UP, by=actor.slack_id, to=to.slack_id))


def _taken_up(case: Case, actor: str) -> Case:
    return replace(case, state=State.ACKNOWLEDGED, holder=actor) if case.state is State.OPEN else case


def _joined(case: Case, actor: str) -> Case:
    return case if case.state is State.TAKEN_OVER else replace(case, state=State.JOINED, holder=actor)


def _taken_over(case: Case, actor: str) -> Case:
    if case.need is Need.TAKE_OVER:
        return replace(case, state=State.TAKEN_OVER, holder=actor, offer="")
    return replace(_taken_up(case, actor), offer=actor)


def _agreed(case: Case, _: str) -> Case:
    return replace(case, state=State.TAKEN_OVER, holder=case.offer, offer="")


def _reopened(case: Case, actor: str) -> Case:
    # Whoever reopens from above is on it; when the agent does, somebody has to take it up again.
    if actor == case.sharer:
        return replace(case, state=State.OPEN)
    return replace(case, state=State.ACKNOWLEDGED, holder=actor)


STEPS: Mapping[Verb, Callable[[Case, str], Case]] = {
    Verb.READ: lambda case, _: case,
    Verb.ACKNOWLEDGE: _taken_up,
    Verb.ADVISE: _taken_up,
    Verb.JOIN: _joined,
    Verb.TAKE_OVER: _taken_over,
    Verb.AGREE: _agreed,
    Verb.DECLINE: lambda case, _: replace(case, offer=""),
    Verb.RESOLVE: lambda case, _: replace(case, state=State.RESOLVED, offer=""),
    Verb.WITHDRAW: lambda case, _: replace(case, state=State.WITHDRAWN, offer=""),
    Verb.REOPEN: _reopened,
    Verb.HELPED: lambda case, _: case,
    Verb.DESCRIBE: lambda case, _: case,
}


def _given(case: Case, moment: Moment) -> Case:
    asked = tuple(dict.fromkeys((*case.shared_with, moment.to)))
    return _noted(replace(case, state=State.OPEN, holder=moment.to, shared_with=asked, offer=""), moment)


def _by_time(case: Case, moment: Moment) -> Case | Refusal:
    return _noted(case, moment) if case.state is State.OPEN else Refusal.TOO_LATE


def _noted(case: Case, moment: Moment) -> Case:
    return replace(case, timeline=(*case.timeline, moment))
