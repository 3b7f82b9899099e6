"""Which deliveries wait to be said together, in one list, when their reader is back."""

from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select, update

from bot.deliveries import Kind
from storage.ledger import Insert, NewRow, Noun
from storage.tables import DELIVERIES, GATHERED

LIST = select(GATHERED.c.list).where(
    GATHERED.c.workspace == bindparam("workspace"), GATHERED.c.delivery == bindparam("delivery")
)
OURS = (GATHERED.c.workspace == bindparam("workspace"), GATHERED.c.list == bindparam("list"))
PENDING = (
    select(GATHERED.c.delivery, GATHERED.c.shown)
    .join(DELIVERIES, DELIVERIES.c.id == GATHERED.c.delivery)
    .where(*OURS, DELIVERIES.c.outcome.is_(None))
    .order_by(DELIVERIES.c.due_at, DELIVERIES.c.id)
)
COUNT = select(func.count().label("many")).select_from(GATHERED).where(*OURS)


class Gathered(Noun):
    def join(self, workspace: str, delivery: str, *, list: str, until: datetime) -> int:
        """Put a delivery on the list that is said at `until`, and off any other; how many are on it.

        A list is named after its reader, a stroke, and whatever tells it from their others.
        """
        self._ledger.put(_joined, workspace=workspace, delivery=delivery, list=list, until=until, shown=False)
        row = self._ledger.first(COUNT, workspace=workspace, list=list)
        return row.many if row else 0

    def list_of(self, workspace: str, delivery: str) -> str:
        """The list that a delivery is on; empty: none."""
        row = self._ledger.first(LIST, workspace=workspace, delivery=delivery)
        return "" if row is None else str(row.list)

    def pending(self, workspace: str, list: str, *, shown: bool | None = None) -> tuple[str, ...]:
        """The ids of those on a list that were not said yet, the oldest first; `shown` picks out what was shown."""
        rows = self._ledger.all(PENDING, workspace=workspace, list=list)
        return tuple(row.delivery for row in rows if shown is None or row.shown is shown)

    def wake(self, workspace: str, person: str, now: datetime) -> None:
        """Look again at what waits for somebody: when they are back may have changed."""
        on_lists = select(GATHERED.c.delivery).where(
            GATHERED.c.workspace == workspace, GATHERED.c.list.startswith(f"{person}/", autoescape=True)
        )
        theirs = or_(
            DELIVERIES.c.id.in_(on_lists),
            and_(DELIVERIES.c.kind == Kind.TOGETHER.value, DELIVERIES.c.recipient == person),
        )
        waits = (DELIVERIES.c.outcome.is_(None), DELIVERIES.c.calling.is_(False), DELIVERIES.c.wake_at > now)
        sooner = update(DELIVERIES).where(DELIVERIES.c.workspace == workspace, *waits, theirs)
        if self._ledger.change(sooner.values(wake_at=now)) > 0:
            self._ledger.wake()

    def show(self, workspace: str, list: str, deliveries: frozenset[str]) -> None:
        """Remember which of a list are about to be said in it."""
        ours = (GATHERED.c.workspace == workspace, GATHERED.c.list == list)
        self._ledger.change(update(GATHERED).where(*ours).values(shown=GATHERED.c.delivery.in_(sorted(deliveries))))


def _joined(new_row: NewRow) -> Insert:
    new = new_row(GATHERED)
    moved = {name: new.excluded[name] for name in ("list", "until", "shown")}
    return new.on_conflict_do_update(index_elements=("workspace", "delivery"), set_=moved)
