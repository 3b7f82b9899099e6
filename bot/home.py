"""What somebody's Home shows, as values: whatever is not theirs to see is left out here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.case_rules import LIVE
from bot.cases import Case, Side, side_of
from bot.channels import Channel
from bot.coaching_marks import CueCount
from bot.digest_tables import heads_of
from bot.followups import UNDO_WITHIN, FollowUp
from bot.home_cases import by_wait, own_first_live
from bot.home_rounds import Round
from bot.home_trends import Trends
from bot.impact import Rank
from bot.mutes import Mute
from bot.patience import PATIENCE
from bot.people import Identity, Person, Role, Team
from bot.routing import superiors

FEWEST = 5
"""A count of people's doings is shown only where at least so many people stand behind it."""
LEADS = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.ADMIN})


class Part(StrEnum):
    """What a Home is made of, in the order of who leads; an agent reads what is their own first."""

    FIRST = "first"
    SHARED = "shared"
    TEAM = "team"
    TRENDS = "trends"
    PROMISED = "promised"
    OWN = "own"
    HINTS = "hints"
    PRACTICE = "practice"
    CHANNELS = "channels"
    PEOPLE = "people"
    HEALTH = "health"
    MARKS = "marks"


LEADING = (Part.SHARED, Part.TEAM)
EVERYBODYS = (Part.PROMISED, Part.OWN, Part.HINTS, Part.PRACTICE)
ADMINS = (Part.HEALTH, Part.CHANNELS, Part.PEOPLE, Part.MARKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks, as fetched just now, and the team as it is now.

    `slack_admin` is whether Slack knows them as an admin of the workspace; it counts until a team is known.
    """

    identity: Identity
    workspace: str
    team: Team
    slack_admin: bool = False

    @property
    def id(self) -> str:
        return self.identity.slack_id

    @property
    def role(self) -> Role | None:
        person = self.team.get(self.id)
        return person.role if person else None

    @property
    def is_ours(self) -> bool:
        """Whether there is anything here for them: beyond doubt a member, and nobody's customer."""
        return self.identity.is_member_of(self.workspace) and self.role is not Role.CUSTOMER

    @property
    def leads(self) -> bool:
        return self.role in LEADS

    @property
    def reads_trends(self) -> bool:
        """Whether they are of those who get a digest: they lead, and somebody is right below them."""
        return self.is_ours and self.id in heads_of(self.team)

    @property
    def administers(self) -> bool:
        return self.role is Role.ADMIN or (not self.team and self.slack_admin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is remembered and may concern a viewer, before it is held against who they are.

    `open_by_owner` is how many follow-ups each person has open, `marks` what was found wrong, by cue; `patience` is how
    long a case of each rank waits in this workspace; `trends` is what was counted for them to read, `rounds` are those
    of which they have a message.
    """

    followups: tuple[FollowUp, ...] = ()
    cases: tuple[Case, ...] = ()
    mutes: tuple[Mute, ...] = ()
    open_by_owner: Mapping[str, int] = field(default_factory=dict)
    channels: tuple[Channel, ...] = ()
    marks: Mapping[str, CueCount] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    patience: Mapping[Rank, timedelta] = field(default_factory=lambda: PATIENCE)
    trends: Trends | None = None
    rounds: tuple[Round, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How many people found a cue wrong, the most first; `silent` are those that are not said any more."""

    wrong: tuple[tuple[str, int], ...]
    silent: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What one viewer sees.

    `team_open` and `marks` are None where too few people stand behind them, `trends` for who gets no digest. `ended` is
    what they may still undo.
    """

    viewer: str
    parts: tuple[Part, ...]
    promised: tuple[FollowUp, ...] = ()
    ended: tuple[FollowUp, ...] = ()
    shared: tuple[Case, ...] = ()
    rounds: tuple[Round, ...] = ()
    own: tuple[Case, ...] = ()
    mutes: tuple[Mute, ...] = ()
    team_open: int | None = None
    trends: Trends | None = None
    watched: tuple[str, ...] = ()
    roles: Mapping[Role, int] = field(default_factory=dict)
    marks: Marks | None = None

    @property
    def hints_on(self) -> bool:
        return all(mute.channel for mute in self.mutes)


def home_of(viewer: Viewer, kept: Kept, now: datetime) -> Home | None:
    """The viewer's Home; None for whoever is no member, or a customer: there is nothing here for them."""
    if not viewer.is_ours:
        return None
    given = [case for case in kept.cases if case.state in LIVE and _stands(case, viewer) is Side.ABOVE]
    shared = by_wait(given, now, kept.patience)
    own = own_first_live((case for case in kept.cases if _stands(case, viewer) is Side.SHARER), now)
    theirs = [one for one in kept.followups if one.owner == viewer.id and one.place.workspace == viewer.workspace]
    rounds = tuple(one for one in kept.rounds if _waits(one, viewer))
    runs = viewer.administers
    return Home(
        viewer=viewer.id,
        parts=_parts(viewer, asked=bool(shared), first=bool(rounds)),
        promised=tuple(sorted((one for one in theirs if one.is_open), key=lambda one: (one.due_at, one.id))),
        ended=tuple(one for one in theirs if _may_undo(one, viewer.id, now)),
        shared=shared,
        rounds=tuple(sorted(rounds, key=lambda one: (one.run.by_at, one.run.id, one.is_card))),
        own=own,
        mutes=tuple(one for one in kept.mutes if (one.workspace, one.person) == (viewer.workspace, viewer.id)),
        team_open=_team_open(viewer, kept.open_by_owner) if viewer.leads else None,
        trends=kept.trends if viewer.reads_trends else None,
        watched=tuple(one.slack_id for one in kept.channels if one.watched) if runs else (),
        roles=_roles(viewer.team.values()) if runs else {},
        marks=_marks(viewer, kept) if runs else None,
    )


def below(viewer: Viewer) -> tuple[str, ...]:
    """The ids of all whom the viewer is above of."""
    team = viewer.team
    return tuple(
        one.slack_id
        for one in team.values()
        if one.workspace == viewer.workspace and viewer.id in {above.slack_id for above in superiors(one, team)}
    )


def _parts(viewer: Viewer, *, asked: bool, first: bool) -> tuple[Part, ...]:
    """Customers who wait come first; where nothing does, nothing stands there."""
    coming_first = (Part.FIRST,) if first else ()
    leading = (*(LEADING if viewer.leads else ()), *((Part.TRENDS,) if viewer.reads_trends else ()))
    asked_all_the_same = (Part.SHARED,) if asked and not viewer.leads else ()
    everybodys = (*EVERYBODYS[:2], *asked_all_the_same, *EVERYBODYS[2:])
    return (*coming_first, *leading, *everybodys, *(ADMINS if viewer.administers else ()))


def _waits(one: Round, viewer: Viewer) -> bool:
    return one.run.workspace == viewer.workspace and one.waits_for(viewer.identity, viewer.team)


def _stands(case: Case, viewer: Viewer) -> Side | None:
    return side_of(case, viewer.identity, viewer.team)


def _may_undo(one: FollowUp, person: str, now: datetime) -> bool:
    before = one.before
    return not one.is_open and before is not None and before.by == person and now - before.at <= UNDO_WITHIN


def _team_open(viewer: Viewer, open_by_owner: Mapping[str, int]) -> int | None:
    """One number for all below together, so that nothing can be had by subtraction."""
    theirs = [many for one in below(viewer) if (many := open_by_owner.get(one, 0))]
    return sum(theirs) if len(theirs) >= FEWEST else None


def _roles(people: Iterable[Person]) -> Mapping[Role, int]:
    counts = dict.fromkeys(Role, 0)
    for person in people:
        counts[person.role] += 1
    return counts


def _marks(viewer: Viewer, kept: Kept) -> Marks | None:
    """A mark says that somebody was shown something; the viewer knows their own, so only the others hide it."""
    others = [one for one in viewer.team.values() if one.role is not Role.CUSTOMER and one.slack_id != viewer.id]
    if len(others) < FEWEST:
        return None
    wrong = ((cue, count.wrong) for cue, count in kept.marks.items() if count.wrong)
    return Marks(wrong=tuple(sorted(wrong, key=lambda mark: (-mark[1], mark[0]))), silent=kept.silent)
