"""Changes of the team, to be shown before they are made."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.people import Person, Role, Team
from bot.routing import superiors
from bot.saying import Saying
from bot.team_rules import Fault, FaultKind, Listed, TeamFaults, label, line_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChange:
    """A team as it is and as it would be; make it only while `before` is still how it is."""

    before: Team
    after: Team

    @property
    def added(self) -> tuple[Person, ...]:
        return tuple(person for slack_id, person in self.after.items() if slack_id not in self.before)

    @property
    def removed(self) -> tuple[Person, ...]:
        return tuple(person for slack_id, person in self.before.items() if slack_id not in self.after)

    @property
    def kept(self) -> tuple[tuple[Person, Person], ...]:
        """Those who stay, as they were and as they would be."""
        return tuple(
            (self.before[slack_id], after) for slack_id, after in self.after.items() if slack_id in self.before
        )

    @property
    def moved(self) -> tuple[Person, ...]:
        return tuple(after for before, after in self.kept if before.reports_to != after.reports_to)

    @property
    def recast(self) -> tuple[Person, ...]:
        return tuple(after for before, after in self.kept if before.role is not after.role)

    @property
    def deputized(self) -> tuple[Person, ...]:
        """Those whom somebody else, or nobody any more, would stand in for."""
        newcomers = tuple(person for person in self.added if person.deputy)
        return newcomers + tuple(after for before, after in self.kept if before.deputy != after.deputy)

    @property
    def renamed(self) -> tuple[Person, ...]:
        return tuple(after for before, after in self.kept if before.name != after.name)

    @property
    def is_empty(self) -> bool:
        return dict(self.before) == dict(self.after)

    def sayings(self) -> tuple[Saying, ...]:
        """The change, one line for each thing that would be different."""
        return tuple(self._lines()) or (Saying("team.unchanged"),)

    def _lines(self) -> Iterator[Saying]:
        for one in self.added:
            yield Saying("team.added", {"name": label(one), "role": one.role, "head": _head(one, self.after)})
        for one in self.moved:
            was = _head(self.before[one.slack_id], self.before)
            yield Saying("team.moved", {"name": label(one), "was": was, "head": _head(one, self.after)})
        for one in self.recast:
            yield Saying("team.recast", {"name": label(one), "was": self.before[one.slack_id].role, "role": one.role})
        for one in self.renamed:
            yield Saying("team.renamed", {"name": label(one), "was": self.before[one.slack_id].name})
        for one in self.deputized:
            key = "team.deputy" if one.deputy else "team.no_deputy"
            yield Saying(key, {"name": label(one), "deputy": _listed_as(one.deputy, self.after)})
        for one in self.removed:
            yield Saying("team.removed", {"name": label(one)})


def plan_change(old: Team, new: Team) -> TeamChange:
    """What putting `new` in the place of `old` would change; deputies that are still listed are kept."""
    return TeamChange(before=old, after={slack_id: _keep_deputy(one, old, new) for slack_id, one in new.items()})


def add(team: Team, person: Person) -> TeamChange:
    """Add a person. This and the other edits raise TeamFaults with all that the edit would break."""
    if person.slack_id in team:
        raise TeamFaults(Fault.of(0, FaultKind.LISTED, name=label(team[person.slack_id])))
    return _checked(team, {**team, person.slack_id: person})


def move(team: Team, slack_id: str, reports_to: str) -> TeamChange:
    """Put a person below somebody else; an empty `reports_to` puts them at the top."""
    return _checked(team, {**team, slack_id: replace(_listed(team, slack_id), reports_to=reports_to)})


def recast(team: Team, slack_id: str, role: Role) -> TeamChange:
    """Give a person another role."""
    return _checked(team, {**team, slack_id: replace(_listed(team, slack_id), role=role)})


def deputize(team: Team, slack_id: str, deputy: str) -> TeamChange:
    """Let somebody stand in for a person who is not reachable; an empty `deputy` lets nobody do so any more.

    A deputy counts only for those whom they are above, so one who is above nobody below that person is refused.
    """
    person = _listed(team, slack_id)
    name, who = label(person), _listed_as(deputy, team)
    if deputy == slack_id:
        raise TeamFaults(Fault.of(0, FaultKind.OWN_DEPUTY, name=name))
    if deputy and deputy not in team:
        raise TeamFaults(Fault.of(0, FaultKind.UNLISTED_DEPUTY, name=name, deputy=who))
    if deputy and not _stands_in(team, person, deputy):
        raise TeamFaults(Fault.of(0, FaultKind.IDLE_DEPUTY, name=name, deputy=who))
    return _checked(team, {**team, slack_id: replace(person, deputy=deputy)})


def remove(team: Team, slack_id: str) -> TeamChange:
    """Take a person out; those below them move to the person above them."""
    gone = _listed(team, slack_id)
    left = {one.slack_id: one for one in team.values() if one.slack_id != slack_id}
    heirs = {
        one.slack_id: replace(one, reports_to=gone.reports_to) for one in left.values() if one.reports_to == slack_id
    }
    return _checked(team, left | heirs)


def _listed(team: Team, slack_id: str) -> Person:
    if slack_id not in team:
        raise TeamFaults(Fault.of(0, FaultKind.NOT_LISTED, name=slack_id))
    return team[slack_id]


def _checked(team: Team, after: Team) -> TeamChange:
    # A team that is broken already must be mendable one edit at a time, so only new faults count.
    new = set(line_faults(_rows(after))) - set(line_faults(_rows(team)))
    if new:
        raise TeamFaults(*new)
    return TeamChange(before=team, after={one.slack_id: _without_gone(one, after) for one in after.values()})


def _rows(team: Team) -> list[Listed]:
    return [Listed(0, person) for person in team.values()]


def _keep_deputy(person: Person, old: Team, new: Team) -> Person:
    deputy = person.deputy or (old[person.slack_id].deputy if person.slack_id in old else "")
    return _without_gone(replace(person, deputy=deputy), new)


def _without_gone(person: Person, team: Team) -> Person:
    return person if person.deputy in team else replace(person, deputy="")


def _stands_in(team: Team, person: Person, deputy: str) -> bool:
    """Whether the deputy is above anybody whom the person is above."""
    ways = ({above.slack_id for above in superiors(one, team)} for one in team.values())
    return any({person.slack_id, deputy} <= way for way in ways)


def _listed_as(slack_id: str, team: Team) -> str:
    return label(team[slack_id]) if slack_id in team else slack_id


def _head(person: Person, team: Team) -> str:
    head = team.get(person.reports_to)
    return label(head) if head else person.reports_to or "–"
