"""What is kept, and for how long."""

from datetime import datetime, timedelta

from sqlalchemy import Column, delete

from storage.ledger import Ledger
from storage.tables import DELIVERIES, HEARINGS, HINT_MARKS, LAUGHS, PRESSES, THREADS

DAY = timedelta(days=1)
LIVES: tuple[tuple[Column[datetime], timedelta], ...] = (
    (HEARINGS.c.heard_at, DAY),
    (LAUGHS.c.at, DAY),
    (HINT_MARKS.c.at, DAY),
    (PRESSES.c.at, DAY),
    (DELIVERIES.c.ended_at, 7 * DAY),
    (THREADS.c.noted_at, 90 * DAY),
)


def sweep(ledger: Ledger, now: datetime) -> int:
    """Delete what has outlived its use; how many rows it were."""
    return sum(ledger.change(delete(moment.table).where(moment < now - life)) for moment, life in LIVES)
