"""Which numbers may be read: none about too few people or too little, nor one that subtracting would bring out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FEWEST_PEOPLE = 5
FEWEST = 10
"""A number stands on at least so many people, and on at least so much that happened."""
ENOUGH = 2
"""Parts that are still worth telling above when groups below tell theirs."""

Crowd = Mapping[str, int]
"""How much happened by each person, each under a name that means nothing elsewhere; "" is nobody, and no person."""
Axis = Mapping[str, Crowd]
"""One way of sorting everything that happened: each part with its crowd; every axis sorts the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A head, the people who report to them, and the groups of those of them who are heads themselves."""

    head: str
    people: frozenset[str]
    groups: tuple["Group", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A group of which numbers may be read: the open groups below, and `rest`, who are counted beside them.

    Whoever stands in none of these is in no number of this group, so that subtracting two of them never shows too few.
    """

    head: str
    parts: tuple["Open", ...]
    rest: frozenset[str]

    @property
    def people(self) -> frozenset[str]:
        """Everybody who is counted."""
        return self.rest.union(*(part.people for part in self.parts))

    def all(self) -> tuple["Open", ...]:
        """This group and every open one below."""
        return (self, *(each for part in self.parts for each in part.all()))


def is_safe(crowd: Crowd) -> bool:
    """Whether a number about this crowd may be read."""
    people = sum(1 for who, many in crowd.items() if who and many)
    return people >= FEWEST_PEOPLE and sum(crowd.values()) >= FEWEST


def total_of(axis: Axis) -> Crowd:
    """The crowd of all parts together."""
    return _together(axis.values())


def among(crowd: Crowd, people: frozenset[str]) -> Crowd:
    return {who: many for who, many in crowd.items() if who in people}


def opened(group: Group, total: Crowd) -> Open | None:
    """The part of a group of which numbers may be read; None where there is none.

    Those too few to be counted by themselves are counted together further up, or nowhere. So all that is counted
    falls into crowds that are safe and share nobody, and every number is a sum of whole ones.
    """
    return _opened(group, total)[0]


def shown_parts(open_group: Open, axis: Axis) -> Mapping[str, frozenset[str]]:
    """By head, the parts of an axis that may be read; what is not among them is safe together, or nothing at all.

    Either every group below tells its own parts, and the one above those that all of them tell, so that each number
    above is a sum of theirs; or the one above tells its own, and none below any.
    """
    whole = _fit(axis, open_group.people)
    below = [shown_parts(part, axis) for part in open_group.parts]
    tops = [shown[part.head] for part, shown in zip(open_group.parts, below, strict=True)]
    if among(total_of(axis), open_group.rest):
        tops.append(_fit(axis, open_group.rest))
    common = whole.intersection(*tops)
    if not below or (common != whole and len(common) < ENOUGH):
        nothing = {each.head: frozenset[str]() for each in open_group.all()}
        return nothing | {open_group.head: whole}
    return {head: parts for shown in below for head, parts in shown.items()} | {open_group.head: common}


def _opened(group: Group, total: Crowd) -> tuple[Open | None, frozenset[str]]:
    """What is open, and who is left out of it."""
    found = [_opened(each, total) for each in group.groups]
    left = group.people.union(*(out for _, out in found))
    parts = tuple(part for part, _ in found if part is not None)
    rest = left if is_safe(among(total, left)) else frozenset[str]()
    if not (parts or rest):
        return None, left
    return Open(head=group.head, parts=parts, rest=rest), left - rest


def _fit(axis: Axis, people: frozenset[str]) -> frozenset[str]:
    """The safe parts; as many of them are hidden too as it takes to make what is hidden safe together."""
    crowds = {part: found for part, crowd in axis.items() if (found := among(crowd, people))}
    shown = [part for part in crowds if is_safe(crowds[part])]
    shown.sort(key=lambda part: (sum(crowds[part].values()), part))
    while shown:
        hidden = _together(crowds[part] for part in crowds.keys() - set(shown))
        if not sum(hidden.values()) or is_safe(hidden):
            break
        shown.pop(0)
    return frozenset(shown)


def _together(crowds: Iterable[Crowd]) -> Crowd:
    total: Counter[str] = Counter()
    for crowd in crowds:
        total.update(crowd)
    return total
