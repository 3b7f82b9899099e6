"""Who looks at their Home, how it stands, and what is to be found for it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from bot.case_rules import LIVE
from bot.cases import State
from bot.home_visits import GAP, Visit
from storage.ledger import Insert, NewRow, Noun
from storage.tables import CASE_MOMENTS, CASES, FOLLOWUPS, HOMES

KEY = ("workspace", "person")
OURS = (HOMES.c.workspace == bindparam("workspace"), HOMES.c.person == bindparam("person"))
FIND = select(HOMES).where(*OURS)
OPENED = select(HOMES.c.person).where(HOMES.c.workspace == bindparam("workspace")).order_by(HOMES.c.person)
LIVING = sorted(state.value for state in LIVE)
SHARED_BY = select(CASES.c.id).where(
    CASES.c.workspace == bindparam("workspace"),
    CASES.c.sharer == bindparam("person"),
    CASES.c.state.in_([*LIVING, State.RESOLVED.value]),
)
ASKED_FOR = select(CASE_MOMENTS.c.case).where(
    CASE_MOMENTS.c.workspace == bindparam("workspace"), CASE_MOMENTS.c.to == bindparam("person")
)
SHARED_WITH = select(CASES.c.id).where(
    CASES.c.workspace == bindparam("workspace"), CASES.c.id.in_(ASKED_FOR), CASES.c.state.in_(LIVING)
)
ENDED = (
    select(FOLLOWUPS.c.id)
    .where(
        FOLLOWUPS.c.workspace == bindparam("workspace"),
        FOLLOWUPS.c.owner == bindparam("person"),
        FOLLOWUPS.c.ended_at >= bindparam("since"),
    )
    .order_by(FOLLOWUPS.c.ended_at.desc())
)
OPEN_BY_OWNER = (
    select(FOLLOWUPS.c.owner, func.count().label("many"))
    .where(
        FOLLOWUPS.c.workspace == bindparam("workspace"),
        FOLLOWUPS.c.ended_at.is_(None),
        FOLLOWUPS.c.owner.in_(bindparam("people", expanding=True)),
    )
    .group_by(FOLLOWUPS.c.owner)
)


class Homes(Noun):
    def open(self, workspace: str, person: str, now: datetime) -> None:
        """Remember that somebody looks at their Home just now, from its first page on."""
        self._ledger.put(_opened, workspace=workspace, person=person, opened_at=now, published_at=None, turn=0, page=0)

    def find(self, workspace: str, person: str) -> Visit | None:
        """How somebody's Home stands; None where they have not looked at it for long."""
        row = self._ledger.first(FIND, workspace=workspace, person=person)
        if row is None:
            return None
        return Visit(person=row.person, page=row.page, turn=row.turn, published_at=row.published_at)

    def opened(self, workspace: str) -> tuple[str, ...]:
        """The ids of all who have looked at their Home."""
        return tuple(row.person for row in self._ledger.all(OPENED, workspace=workspace))

    def turn_to(self, workspace: str, person: str, page: int) -> None:
        """Remember which page somebody wants to see."""
        this = update(HOMES).where(HOMES.c.workspace == workspace, HOMES.c.person == person)
        self._ledger.change(this.values(page=page))

    def take_turn(self, workspace: str, person: str, now: datetime) -> bool:
        """Begin to publish somebody's Home; False when that was done too short a time ago.

        What changes from now on belongs to the next turn.
        """
        free = or_(HOMES.c.published_at.is_(None), HOMES.c.published_at <= now - GAP)
        this = update(HOMES).where(HOMES.c.workspace == workspace, HOMES.c.person == person, free)
        return self._ledger.change(this.values(published_at=now, turn=HOMES.c.turn + 1)) == 1

    def cases_shared_by(self, workspace: str, person: str) -> tuple[str, ...]:
        """The ids of somebody's own cases that are live or resolved."""
        return tuple(row.id for row in self._ledger.all(SHARED_BY, workspace=workspace, person=person))

    def cases_shared_with(self, workspace: str, person: str) -> tuple[str, ...]:
        """The ids of the live cases that somebody was ever asked about, whether or not they may see them now."""
        return tuple(row.id for row in self._ledger.all(SHARED_WITH, workspace=workspace, person=person))

    def followups_ended(self, workspace: str, person: str, since: datetime) -> tuple[str, ...]:
        """The ids of somebody's follow-ups that were done or cancelled since then, the latest first."""
        return tuple(row.id for row in self._ledger.all(ENDED, workspace=workspace, person=person, since=since))

    def followups_open(self, workspace: str, people: Collection[str]) -> Mapping[str, int]:
        """How many follow-ups each of these people has open, those with none left out."""
        if not people:
            return {}
        rows = self._ledger.all(OPEN_BY_OWNER, workspace=workspace, people=sorted(people))
        return {row.owner: row.many for row in rows}


def _opened(new_row: NewRow) -> Insert:
    new = new_row(HOMES)
    again = {"opened_at": new.excluded.opened_at, "turn": HOMES.c.turn + 1, "page": 0}
    return new.on_conflict_do_update(index_elements=KEY, set_=again)
