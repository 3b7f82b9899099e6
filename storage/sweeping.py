"""What is kept, and for how long."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnClause, delete, literal_column, select

from bot.practice import LIFE
from storage.ledger import Ledger
from storage.tables import (
    ABSENCES,
    CASE_FIGURES,
    CASE_MOMENTS,
    DELIVERIES,
    DIGEST_PAGES,
    FOLLOWUP_FIGURES,
    FOLLOWUPS,
    GATHERED,
    HEARINGS,
    HINT_MARKS,
    HOMES,
    LAUGHS,
    PRACTICES,
    PRACTICES_DONE,
    PRESSES,
    READINGS,
    RECOVERIES,
    RECOVERY_BOARDS,
    RECOVERY_TELLINGS,
    TEAM_WORDINGS,
    THREADS,
)

DAY = timedelta(days=1)
LIVES: tuple[tuple[Column[datetime], timedelta], ...] = (
    (HEARINGS.c.heard_at, DAY),
    (LAUGHS.c.at, DAY),
    (HINT_MARKS.c.at, DAY),
    (PRESSES.c.at, DAY),
    (DELIVERIES.c.ended_at, 7 * DAY),
    (PRACTICES.c.at, LIFE),
    (FOLLOWUPS.c.ended_at, 30 * DAY),
    (ABSENCES.c.over_at, DAY),
    (RECOVERIES.c.erase_at, timedelta()),
    (RECOVERY_TELLINGS.c.erase_at, timedelta()),
    (RECOVERY_BOARDS.c.erase_at, timedelta()),
    (GATHERED.c.until, 7 * DAY),
    (THREADS.c.noted_at, 90 * DAY),
    (HOMES.c.opened_at, 90 * DAY),
    (TEAM_WORDINGS.c.offered_at, 90 * DAY),
    (PRACTICES_DONE.c.day, 366 * DAY),
    (CASE_MOMENTS.c.at, 366 * DAY),
    (READINGS.c.at, 397 * DAY),
    (CASE_FIGURES.c.month, 397 * DAY),
    (FOLLOWUP_FIGURES.c.month, 397 * DAY),
    (DIGEST_PAGES.c.made_at, 397 * DAY),
)


MANY = 10_000
"""Rows of one table that go at a time: a sweep must not keep a message waiting."""


def sweep(ledger: Ledger, now: datetime) -> int:
    """Delete what has outlived its use, the oldest first; how many rows it were."""
    return sum(_sweep(ledger, moment, now - life) for moment, life in LIVES)


def _sweep(ledger: Ledger, moment: Column[datetime], before: datetime) -> int:
    row: ColumnClause[Any] = literal_column("ctid" if ledger.shared else "rowid")
    old = select(row).select_from(moment.table).where(moment < before).order_by(moment).limit(MANY)
    return ledger.change(delete(moment.table).where(row.in_(old)))
