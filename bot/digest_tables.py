"""What a digest may tell, as numbers alone: made once for each period, for all who read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.digest_cells import Axis, Crowd, Group, Open, among, opened, shown_parts, total_of
from bot.people import Role, Team
from bot.routing import superiors

EVERYBODY = ""
"""The head of all heads: its numbers are about the whole workspace."""
NOT_YET = ""
"""The part of an axis of minutes for what has not happened yet."""
HOUR = 60
DAY = 24 * HOUR
STEPS = ((HOUR, 5), (8 * HOUR, 30), (2 * DAY, 2 * HOUR))
"""Until how many minutes a time is told in steps of how many; whatever takes longer, in days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Everything that was counted of one kind: sorted in several ways, and how many minutes things took.

    The parts of `minutes` are numbers, or NOT_YET.
    """

    axes: Mapping[str, Axis]
    minutes: Mapping[str, Axis] = field(default_factory=dict)

    @property
    def total(self) -> Crowd:
        return total_of(next(iter(self.axes.values()), {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What may be read about one group: a total, the parts of it that may be read, and medians.

    A median counts what has not happened yet as the longest; None: more than half has not.
    """

    total: int
    parts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    medians: Mapping[str, int | None] = field(default_factory=dict)

    def part(self, axis: str, name: str) -> int | None:
        """How many there were; None where that is not told."""
        return self.parts.get(axis, {}).get(name)

    def plain(self) -> dict[str, Any]:
        """As JSON keeps it; `table_of` is the way back."""
        parts = {axis: dict(found) for axis, found in self.parts.items()}
        return {"total": self.total, "parts": parts, "medians": dict(self.medians)}


def table_of(plain: Mapping[str, Any]) -> Table:
    return Table(total=plain["total"], parts=plain["parts"], medians=plain["medians"])


def tables(root: Group, counted: Counted) -> Mapping[str, Table]:
    """By head, what may be read. Whatever it is, it is a sum over crowds that are safe, and that share nobody."""
    top = opened(_with_strangers(root, counted.total), counted.total)
    if top is None:
        return {}
    shown = {axis: shown_parts(top, found) for axis, found in counted.axes.items()}
    return {each.head: _table(each, counted, {axis: heads[each.head] for axis, heads in shown.items()})
            for each in top.all()}  # fmt: skip


def group_of(team: Team, names: Mapping[str, str]) -> Group:
    """The workspace as groups; `names` are what people are counted under. Who has nobody above stands at the top."""
    head_of = {slack_id: _head(slack_id, team) for slack_id in team}
    return _group(EVERYBODY, head_of, names)


def heads_of(team: Team) -> frozenset[str]:
    """The ids of all supervisors and above who have somebody below them."""
    leading = frozenset({Role.SUPERVISOR, Role.MANAGER, Role.ADMIN})
    heads = {_head(slack_id, team) for slack_id in team}
    return frozenset(head for head in heads if head and team[head].role in leading)


def coarse(minutes: float) -> int:
    """How long something took, rounded up so far that it is nobody's own."""
    step = next((step for until, step in STEPS if minutes <= until), DAY)
    return max(step, -int(-minutes // step) * step)


def median(axis: Axis, people: frozenset[str]) -> int | None:
    """The minutes within which half of everything happened; None where that is not so yet."""
    many = {part: sum(among(crowd, people).values()) for part, crowd in axis.items()}
    half, so_far = sum(many.values()) / 2, 0
    for minutes in sorted(int(part) for part in many if part != NOT_YET):
        so_far += many[str(minutes)]
        if so_far >= half:
            return minutes
    return None


def _table(each: Open, counted: Counted, shown: Mapping[str, frozenset[str]]) -> Table:
    people = each.people
    return Table(
        total=_sum(counted.total, people),
        parts={
            axis: {part: _sum(counted.axes[axis][part], people) for part in sorted(names)}
            for axis, names in shown.items()
        },
        medians={name: median(axis, people) for name, axis in counted.minutes.items()},
    )


def _sum(crowd: Crowd, people: frozenset[str]) -> int:
    return sum(among(crowd, people).values())


def _with_strangers(root: Group, names: Iterable[str]) -> Group:
    """Who is counted and stands nowhere in the team any more is counted at the top alone."""
    known = root.people.union(*(group.people for group in _below(root)))
    return Group(head=root.head, people=root.people | (frozenset(names) - known), groups=root.groups)


def _below(group: Group) -> Iterable[Group]:
    return (each for one in group.groups for each in (one, *_below(one)))


def _head(slack_id: str, team: Team) -> str:
    return next((above.slack_id for above in superiors(team[slack_id], team)), EVERYBODY)


def _group(head: str, head_of: Mapping[str, str], names: Mapping[str, str]) -> Group:
    below = sorted(slack_id for slack_id, above in head_of.items() if above == head)
    heads = set(head_of.values())
    return Group(
        head=head,
        people=frozenset(names[slack_id] for slack_id in below),
        groups=tuple(_group(slack_id, head_of, names) for slack_id in below if slack_id in heads),
    )
