"""A case: a thread shared up, as a value, and who may see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.impact import Rank
from bot.messages import Place
from bot.people import Identity, Team
from bot.routing import may_receive
from bot.sources import Source


class Need(StrEnum):
    """What the agent asks for."""

    ADVICE = "advice"
    TAKE_OVER = "take_over"
    DECISION = "decision"
    KNOW = "know"


class State(StrEnum):
    OPEN = "open"
    """Nobody has taken it up yet."""
    ACKNOWLEDGED = "acknowledged"
    JOINED = "joined"
    TAKEN_OVER = "taken_over"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What can happen to a case; REMIND, PASS_ON and TELL happen by time."""

    SHARE = "share"
    READ = "read"
    ACKNOWLEDGE = "acknowledge"
    ADVISE = "advise"
    JOIN = "join"
    TAKE_OVER = "take_over"
    AGREE = "agree"
    DECLINE = "decline"
    PASS_UP = "pass_up"
    RESOLVE = "resolve"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    """By whoever sees the case, or by nobody of ours: its customer said that it is not solved."""
    HELPED = "helped"
    """The sharer said what helped."""
    DESCRIBE = "describe"
    """Somebody said what it came from, or how hard it hits."""
    FORGET = "forget"
    """Somebody took back what they had written to it."""
    REMIND = "remind"
    PASS_ON = "pass_on"
    TELL = "tell"
    """The agent was told that nobody answered."""


TAKES_UP = (Verb.ACKNOWLEDGE, Verb.ADVISE, Verb.JOIN, Verb.TAKE_OVER, Verb.PASS_UP)
"""Whoever does one of these has seen the case and taken it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happened, without content: when, what, by whom (empty: by time), and to whom.

    Whoever takes over what they were asked to take over stands in `to` as well: there is nothing left to agree to.
    """

    at: datetime
    verb: Verb
    by: str = ""
    to: str = ""

    @property
    def key(self) -> str:
        """The sentence to say, with the slots `$by` and `$to`."""
        if self.verb is Verb.REOPEN and not self.by:
            return "cases.did_reopen_customer"
        if self.verb is Verb.TAKE_OVER and self.to:
            return "cases.did_take_over_asked"
        return f"cases.did_{self.verb.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as it is now; its words are kept elsewhere.

    `id` is opaque, for buttons; `number` is what people call it. `holder` is who is asked now, `shared_with` all who
    were ever asked, in order. `pass_to` are the ids that the agent ticked for when nobody answers, nearest first.
    `offer` is who offered to take over and waits for the agent's word. `timeline` is oldest first. `source` is what the
    trouble came from, as a person said it; None: nobody did.
    """

    id: str
    number: str
    place: Place
    sharer: str
    need: Need
    rank: Rank
    state: State
    holder: str
    shared_with: tuple[str, ...]
    pass_to: tuple[str, ...] = ()
    offer: str = ""
    timeline: tuple[Moment, ...] = ()
    source: Source | None = None

    @property
    def taken_up(self) -> bool:
        """Whether anybody has ever taken it up."""
        return self.last(*TAKES_UP) is not None

    def last(self, *verbs: Verb) -> Moment | None:
        """The latest moment of one of these kinds."""
        return next((moment for moment in reversed(self.timeline) if moment.verb in verbs), None)


class Side(StrEnum):
    """On which side of a case somebody stands."""

    SHARER = "sharer"
    ABOVE = "above"


def side_of(case: Case, actor: Identity, team: Team) -> Side | None:
    """Where the actor, as fetched just now, stands; None is an outsider, for whom the case does not exist.

    Who once was asked and is not above the sharer any more is an outsider, and so are all but the sharer once the case
    was withdrawn.
    """
    if actor.slack_id == case.sharer:
        return Side.SHARER if actor.is_member_of(case.place.workspace) else None
    if case.state is State.WITHDRAWN or actor.slack_id not in case.shared_with:
        return None
    return Side.ABOVE if may_get(case, actor, team) else None


def may_get(case: Case, candidate: Identity, team: Team) -> bool:
    """Whether this case could be given to the candidate, as fetched just now."""
    person, sharer = team.get(candidate.slack_id), team.get(case.sharer)
    if person is None or sharer is None or sharer.workspace != case.place.workspace:
        return False
    return may_receive(person, sharer, team, candidate)


def may_see(case: Case, actor: Identity, team: Team) -> bool:
    """Whether the case, its notes and its advice may be shown to the actor, as fetched just now."""
    return side_of(case, actor, team) is not None


def readers(case: Case, team: Team, identities: Mapping[str, Identity]) -> tuple[str, ...]:
    """The ids of all who may see the case now, the sharer first; whoever has no identity there does not."""
    asked = dict.fromkeys((case.sharer, *case.shared_with))
    return tuple(one for one in asked if one in identities and may_see(case, identities[one], team))
