"""What a team has to be like: one line, in which everybody can find the way up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.people import Person, Role
from bot.saying import Say, Saying

TURN = 12
"""So many people of a circle are named; a longer one shows where it begins and closes."""


class FaultKind(StrEnum):
    """What can be wrong with a team or its file; each is a sentence on the page `team`."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOBODY = "nobody"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    DOUBLE_COLUMN = "double_column"
    TOO_MANY_CELLS = "too_many_cells"
    NO_ID = "no_id"
    BAD_ID = "bad_id"
    NO_NAME = "no_name"
    NO_ROLE = "no_role"
    UNKNOWN_ROLE = "unknown_role"
    TWICE = "twice"
    TWO_HEADS = "two_heads"
    BAD_HEAD = "bad_head"
    OWN_HEAD = "own_head"
    UNKNOWN_HEAD = "unknown_head"
    CUSTOMER_HEAD = "customer_head"
    CUSTOMER_IN_LINE = "customer_in_line"
    CYCLE = "cycle"
    ORPHAN = "orphan"
    SECOND_TOP = "second_top"
    STRANGER = "stranger"
    CANNOT_LEAD = "cannot_lead"
    OWN_DEPUTY = "own_deputy"
    UNLISTED_DEPUTY = "unlisted_deputy"
    IDLE_DEPUTY = "idle_deputy"
    LISTED = "listed"
    NOT_LISTED = "not_listed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `row` is the row as a spreadsheet counts it, 0 where there is no file."""

    row: int
    kind: FaultKind
    slots: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    def of(cls, row: int, kind: FaultKind, **slots: str) -> "Fault":
        return cls(row, kind, tuple(slots.items()))

    def told(self, say: Say) -> str:
        """What is wrong and what to do, with the row where there is one."""
        fault = Saying(f"team.{self.kind}", dict(self.slots)).told(say)
        return say("team.row", row=str(self.row), fault=fault) if self.row else fault


class TeamFaults(Exception):
    """A team or a change that is refused as a whole; `faults` holds everything wrong with it, in order of rows."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(f"{len(faults)} faults in the team")
        self.faults = tuple(sorted(faults, key=lambda fault: fault.row))


@dataclass(frozen=True, slots=True)
class Listed:
    """A person and the row that lists them."""

    row: int
    person: Person


def line_faults(listed: Sequence[Listed]) -> Iterator[Fault]:
    """Everything wrong with who reports to whom.

    There is one line with one top. A second top with people below is refused: it is nearly always a forgotten cell, and
    the cases of those below it would end there unseen; every company has somebody above both. Managers and admins may
    stand outside the line as long as nobody reports to them. Customers are outside it and above nobody.
    """
    by_id = {one.person.slack_id: one for one in listed}
    for one in listed:
        yield from _head_faults(one, by_id)
    yield from _cycle_faults(listed, by_id)
    yield from _top_faults(listed)


def _head_faults(one: Listed, by_id: dict[str, Listed]) -> Iterator[Fault]:
    person, head = one.person, by_id.get(one.person.reports_to)
    name = label(person)
    if not person.reports_to:
        return
    if person.role is Role.CUSTOMER:
        yield Fault.of(one.row, FaultKind.CUSTOMER_IN_LINE, name=name)
    elif person.reports_to == person.slack_id:
        yield Fault.of(one.row, FaultKind.OWN_HEAD, name=name)
    elif head is None:
        yield Fault.of(one.row, FaultKind.UNKNOWN_HEAD, name=name, head=person.reports_to)
    elif head.person.role is Role.CUSTOMER:
        yield Fault.of(one.row, FaultKind.CUSTOMER_HEAD, name=name, head=label(head.person))


def _cycle_faults(listed: Sequence[Listed], by_id: dict[str, Listed]) -> Iterator[Fault]:
    done: set[str] = set()
    for one in listed:
        way: dict[str, Listed] = {}
        here: Listed | None = one
        while here is not None and (id := here.person.slack_id) not in done and id not in way:
            way[id] = here
            here = by_id.get(here.person.reports_to)
        if here is not None and here.person.slack_id in way:
            ring = list(way.values())[list(way).index(here.person.slack_id) :]
            if len(ring) > 1:
                yield _cycle_fault(ring)
        done.update(way)


def _cycle_fault(ring: list[Listed]) -> Fault:
    start = min(range(len(ring)), key=lambda place: ring[place].row)
    turn = [label(one.person) for one in (*ring[start:], *ring[:start], ring[start])]
    told = turn if len(turn) <= TURN else [*turn[: TURN - 2], "…", turn[-1]]
    return Fault.of(ring[start].row, FaultKind.CYCLE, way=" → ".join(told))


def _top_faults(listed: Sequence[Listed]) -> Iterator[Fault]:
    heads = {one.person.reports_to for one in listed}
    headless = [one for one in listed if not one.person.reports_to and one.person.role is not Role.CUSTOMER]
    tops = [one for one in headless if one.person.slack_id in heads and one.person.role is not Role.AGENT]
    for one in headless:
        leads = one.person.slack_id in heads
        stray = one.person.role is Role.SUPERVISOR and not leads and tops
        if one.person.role is Role.AGENT or stray:
            yield Fault.of(one.row, FaultKind.ORPHAN, name=label(one.person))
    for one in tops[1:]:
        # Who is listed twice is told so, and is no second top beside themselves.
        if one.person.slack_id != tops[0].person.slack_id:
            yield Fault.of(one.row, FaultKind.SECOND_TOP, name=label(one.person), first=label(tops[0].person))


def label(person: Person) -> str:
    """A person as an admin can find them in the file."""
    return f"{person.name} ({person.slack_id})" if person.name else person.slack_id
