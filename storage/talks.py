"""Who took part in which threads, and when anything was heard at all."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.messages import Place
from bot.threads import Thread
from storage.ledger import Noun
from storage.tables import HEARINGS, THREADS
from storage.threads import value_of

HERE = (
    THREADS.c.workspace == bindparam("workspace"),
    THREADS.c.channel == bindparam("channel"),
    THREADS.c.noted_at >= bindparam("since"),
)
THEIRS = select(THREADS).where(*HERE, THREADS.c.writers.contains(bindparam("writer")))
THEIRS = THEIRS.order_by(THREADS.c.noted_at.desc(), THREADS.c.thread.desc()).limit(bindparam("most"))
LATEST = func.max(THREADS.c.customer_wrote_at)
CUSTOMERS = select(THREADS.c.customer).where(*HERE, THREADS.c.customer != "").group_by(THREADS.c.customer)
CUSTOMERS = CUSTOMERS.order_by(LATEST.desc(), THREADS.c.customer).limit(bindparam("most"))


HEARD_LAST = select(func.max(HEARINGS.c.heard_at).label("at")).where(HEARINGS.c.heard_at < bindparam("before"))


class Talks(Noun):
    def of(self, workspace: str, channel: str, person: str, *, since: datetime, most: int) -> tuple[Thread, ...]:
        """The threads of a channel in which somebody wrote, and anybody did at `since` or later; the latest first."""
        key = {"workspace": workspace, "channel": channel, "since": since, "most": most}
        rows = self._ledger.all(THEIRS, **key, writer=f" {person} ")
        return tuple(value_of(row, Place(workspace=workspace, channel=channel, thread=row.thread)) for row in rows)

    def customers(self, workspace: str, channel: str, *, since: datetime, most: int) -> tuple[str, ...]:
        """The customers who wrote last in the threads of a channel, the latest first."""
        key = {"workspace": workspace, "channel": channel, "since": since, "most": most}
        return tuple(row.customer for row in self._ledger.all(CUSTOMERS, **key))

    def heard_last(self, *, before: datetime) -> datetime | None:
        """When anything was last heard before a moment, anywhere; None when that is not kept any more."""
        row = self._ledger.first(HEARD_LAST, before=before)
        return None if row is None else row.at
