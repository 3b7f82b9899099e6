"""Who hears of it: the way up from a sharer, and nowhere else."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.people import Identity, Person, Role, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """Whether a person can be reached, as far as could be learned; None is unknown, and counts as available.

    `present` is Slack's presence, `dnd` its do-not-disturb, `working` their working time; a status is never read.
    `back_at` is when they are expected again, where that is known.
    """

    present: bool | None = None
    dnd: bool | None = None
    working: bool | None = None
    back_at: datetime | None = None

    @property
    def reachable(self) -> bool:
        return self.present is not False and self.dnd is not True and self.working is not False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was fetched about one person just now; no identity means no."""

    identity: Identity | None = None
    availability: Availability = field(default_factory=Availability)


NOTHING_LEARNED = Facts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Somebody who may be asked, and whether they can be reached now; never why not."""

    person: Person
    reachable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Whom the sharer may ask.

    `choices` are all who are above and allowed, nearest first. `default` is who is named unless the sharer chooses:
    None where everybody above is involved, or nobody is above. `waits` is whether the default cannot be reached now;
    `expected_at` is then when to expect an answer, None where that is unknown.
    """

    choices: tuple[Choice, ...] = ()
    default: Person | None = None
    waits: bool = False
    expected_at: datetime | None = None


class Astray(StrEnum):
    """Why a person cannot be shared up to."""

    YOURSELF = "yourself"
    BELOW = "below"
    BESIDE = "beside"
    UNKNOWN = "unknown"
    NOBODY_ABOVE = "nobody_above"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detour:
    """Why nothing goes to the person asked for, and who is above the sharer instead, nearest first."""

    reason: Astray
    instead: tuple[Person, ...] = ()

    @property
    def key(self) -> str:
        """The sentence to say; its slot `$above` takes the names of those instead."""
        return f"routing.{self.reason}"


def superiors(person: Person, team: Team) -> tuple[Person, ...]:
    """Everybody above a person, nearest first, as the team has it now.

    Whoever is both above and below (a cycle) is not known to be above: in a cycle nobody is above anybody. The way up
    ends at somebody unknown, of another workspace, or a customer; a customer has nobody above.
    """
    way: list[Person] = []
    seen = {person.slack_id}
    for above in _climb(person.slack_id, team):
        if above.slack_id == person.slack_id:
            return ()
        if above.slack_id in seen:
            break
        seen.add(above.slack_id)
        way.append(above)
    return tuple(way)


def _climb(slack_id: str, team: Team) -> Iterator[Person]:
    here = team.get(slack_id)
    while here is not None and here.role is not Role.CUSTOMER:
        above = team.get(here.reports_to)
        if above is None or above.workspace != here.workspace or above.role is Role.CUSTOMER:
            return
        yield above
        here = above


def may_receive(candidate: Person, sharer: Person, team: Team, identity: Identity | None) -> bool:
    """Whether a case of the sharer may be shown to the candidate, whose identity was fetched just now."""
    return (
        identity is not None
        and identity.slack_id == candidate.slack_id
        and identity.is_member_of(sharer.workspace)
        and any(above.slack_id == candidate.slack_id for above in superiors(sharer, team))
    )


def allowed_above(sharer: Person, team: Team, facts: Mapping[str, Facts]) -> tuple[Person, ...]:
    """Everybody above the sharer who may receive, nearest first."""
    return tuple(
        above
        for above in superiors(sharer, team)
        if may_receive(above, sharer, team, facts.get(above.slack_id, NOTHING_LEARNED).identity)
    )


def route(sharer: Person, team: Team, facts: Mapping[str, Facts], involved: Collection[str], now: datetime) -> Route:
    """Whom to name for the sharer at `now`.

    `involved` are the ids of all who wrote in the thread or are mentioned there: they may be chosen, never named by
    themselves. The default is the first other person above who can be reached, or the deputy of one who cannot, if
    that deputy is above the sharer as well; where nobody can be reached, the first above, who will find it waiting.
    """
    above = allowed_above(sharer, team, facts)
    reachable = {person.slack_id for person in above if _availability(person, facts).reachable}
    free = [person for person in above if person.slack_id not in involved]
    default = _first_reachable(free, reachable) or next(iter(free), None)
    waits = default is not None and default.slack_id not in reachable
    return Route(
        choices=tuple(Choice(person=person, reachable=person.slack_id in reachable) for person in above),
        default=default,
        waits=waits,
        expected_at=_back_after(now, _availability(default, facts)) if default is not None and waits else None,
    )


def would_reach(
    holder: str, sharer: Person, team: Team, facts: Mapping[str, Facts], involved: Collection[str]
) -> tuple[Person, ...]:
    """The names beside “pass it on if nobody answers”: all above the holder who may receive and are not involved."""
    above = allowed_above(sharer, team, facts)
    rank = next((place for place, person in enumerate(above) if person.slack_id == holder), len(above))
    return tuple(person for person in above[rank + 1 :] if person.slack_id not in involved)


def refuse(target: str, sharer: Person, team: Team, identity: Identity | None) -> Detour | None:
    """Why a case of the sharer cannot go to `target` (a Slack id), and to whom instead; None if it can.

    `identity` is the target's, fetched just now; those named instead still have to be checked before they are asked.
    """
    astray = _astray(target, sharer, team, identity)
    if astray is None:
        return None
    instead = tuple(person for person in superiors(sharer, team) if person.slack_id != target)
    return Detour(reason=astray if superiors(sharer, team) else Astray.NOBODY_ABOVE, instead=instead)


def _astray(target: str, sharer: Person, team: Team, identity: Identity | None) -> Astray | None:
    candidate = team.get(target)
    if target == sharer.slack_id:
        return Astray.YOURSELF
    if candidate is None or candidate.role is Role.CUSTOMER:
        return Astray.UNKNOWN
    if may_receive(candidate, sharer, team, identity):
        return None
    if candidate in superiors(sharer, team):
        return Astray.NOT_NOW
    return (
        Astray.BELOW if sharer.slack_id in {above.slack_id for above in superiors(candidate, team)} else Astray.BESIDE
    )


def _first_reachable(free: list[Person], reachable: set[str]) -> Person | None:
    names = {person.slack_id: person for person in free if person.slack_id in reachable}
    turns = (turn for person in free for turn in (person.slack_id, person.deputy))
    return next((names[turn] for turn in turns if turn in names), None)


def _availability(person: Person, facts: Mapping[str, Facts]) -> Availability:
    return facts.get(person.slack_id, NOTHING_LEARNED).availability


def _back_after(now: datetime, availability: Availability) -> datetime | None:
    back = availability.back_at
    return back if back is not None and back > now else None
