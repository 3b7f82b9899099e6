"""Who may press what on a case, and when."""

from collections.abc import Mapping
from enum import StrEnum

from bot.cases import Case, Side, State, Verb, side_of
from bot.people import Identity, Team
from bot.routing import superiors


class Refusal(StrEnum):
    """Why nothing was done; what is not somebody's own to see is told apart from what does not exist by nothing."""

    UNKNOWN = "unknown"
    NOT_ABOVE = "not_above"
    TOO_LATE = "too_late"
    ALREADY = "already"
    TAKEN_UP = "taken_up"

    @property
    def key(self) -> str:
        """The sentence to say."""
        return f"cases.{self.value}"


LIVE = frozenset({State.OPEN, State.ACKNOWLEDGED, State.JOINED, State.TAKEN_OVER})
SHARER, ABOVE, BOTH = frozenset({Side.SHARER}), frozenset({Side.ABOVE}), frozenset(Side)

RULES: Mapping[Verb, tuple[frozenset[Side], frozenset[State]]] = {
    Verb.READ: (ABOVE, LIVE | {State.RESOLVED}),
    Verb.ACKNOWLEDGE: (ABOVE, frozenset({State.OPEN})),
    Verb.ADVISE: (ABOVE, LIVE),
    Verb.JOIN: (ABOVE, LIVE),
    Verb.TAKE_OVER: (ABOVE, LIVE),
    Verb.AGREE: (SHARER, LIVE),
    Verb.DECLINE: (SHARER, LIVE),
    Verb.PASS_UP: (ABOVE, LIVE),
    Verb.RESOLVE: (BOTH, LIVE),
    Verb.WITHDRAW: (SHARER, frozenset({State.OPEN})),
    Verb.REOPEN: (BOTH, frozenset({State.RESOLVED})),
    Verb.HELPED: (SHARER, frozenset({State.RESOLVED})),
    Verb.DESCRIBE: (BOTH, LIVE | {State.RESOLVED}),
}
"""Who may press what, and when; nobody presses what happens by time."""


def may_do(case: Case, actor: Identity, team: Team) -> frozenset[Verb]:
    """What the actor, as fetched just now, may press: the buttons to show."""
    allowed = frozenset(verb for verb in RULES if refusal_of(case, verb, actor, team) is None)
    has_above = actor.slack_id in team and superiors(team[actor.slack_id], team)
    return allowed if has_above else allowed - {Verb.PASS_UP}


def refusal_of(case: Case, verb: Verb, actor: Identity, team: Team) -> Refusal | None:
    """Why the actor, as fetched just now, may not press this; None where they may."""
    side = side_of(case, actor, team)
    sides, states = RULES.get(verb, (frozenset(), frozenset()))
    if side is None or side not in sides:
        return Refusal.UNKNOWN
    if verb is Verb.WITHDRAW and (case.taken_up and case.state is not State.WITHDRAWN):
        return Refusal.TAKEN_UP
    if _is_done(case, verb, actor.slack_id):
        return Refusal.ALREADY
    if case.state not in states:
        return Refusal.TOO_LATE
    if verb in (Verb.AGREE, Verb.DECLINE) and not _offer_stands(case, team):
        return Refusal.TOO_LATE
    return None


def _is_done(case: Case, verb: Verb, actor: str) -> bool:
    if verb in (Verb.READ, Verb.HELPED):
        return any(moment.verb is verb and moment.by == actor for moment in case.timeline)
    if verb is Verb.TAKE_OVER and case.offer == actor:
        return True
    reached = {
        Verb.ACKNOWLEDGE: LIVE - {State.OPEN},
        Verb.RESOLVE: {State.RESOLVED},
        Verb.WITHDRAW: {State.WITHDRAWN},
        Verb.REOPEN: LIVE,
    }
    mine = {Verb.JOIN: State.JOINED, Verb.TAKE_OVER: State.TAKEN_OVER}
    return case.state in reached.get(verb, ()) or (case.state is mine.get(verb) and case.holder == actor)


def _offer_stands(case: Case, team: Team) -> bool:
    sharer = team.get(case.sharer)
    return sharer is not None and case.offer in {above.slack_id for above in superiors(sharer, team)}
