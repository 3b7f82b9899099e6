"""Counting what is over: every whole week and month once, for all who may read of it, as the team is then."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from bot.digest_cells import Group
from bot.digest_periods import Period, Span, back, last_month, last_week
from bot.digest_tables import EVERYBODY, Counted, Table, group_of, heads_of, tables
from handlers.case_facts import team_in
from handlers.home_refresh import refresh_one_by_one
from storage.store import Memory, Store

WEEKS, MONTHS = 12, 13
"""How far back anything is told."""
PATIENCE = 60
"""Seconds that counting may take; it only reads, and nobody waits for it."""
NOBODY_KNOWN = Group(head=EVERYBODY, people=frozenset())

Pages = dict[str, dict[str, Table]]


def count_what_is_over(store: Store, workspace: str, now: datetime) -> None:
    """Count what was not counted yet, the oldest first; what was counted stays as it was.

    Where anything was, it is shown on the Homes of all who read it.
    """
    is_new = False
    for period in (*back(last_week(now), WEEKS), *back(last_month(now), MONTHS)):
        look = partial(_pages, workspace=workspace, period=period)
        pages = store.recall(look, wait=PATIENCE)
        if pages is not None:
            keep = partial(_keep, workspace=workspace, period=period, pages=pages, now=now)
            is_new |= store.remember(keep)
    if is_new:
        store.remember(lambda memory: _show(memory, workspace, now))


def _pages(memory: Memory, workspace: str, period: Period) -> Pages | None:
    """What may be read of a period, by head and kind; None where it was counted before."""
    if memory.trends.page(workspace, period, EVERYBODY) is not None:
        return None
    if period.span is Span.WEEK:
        return _by_head([("threads", NOBODY_KNOWN, memory.trends.threads(workspace, period))])
    team = team_in(memory, workspace)
    group = group_of(team, {one: memory.figures.name(workspace, period, one) for one in team})
    cases, followups = memory.trends.cases(workspace, period), memory.trends.followups(workspace, period)
    return _by_head([("cases", group, cases), ("followups", group, followups)])


def _by_head(found: Iterable[tuple[str, Group, Counted]]) -> Pages:
    pages: Pages = {}
    for kind, group, counted in found:
        for head, table in tables(group, counted).items():
            pages.setdefault(head, {})[kind] = table
    return pages


def _keep(memory: Memory, workspace: str, period: Period, pages: Pages, now: datetime) -> bool:
    return memory.trends.publish(workspace, period, pages, now)


def _show(memory: Memory, workspace: str, now: datetime) -> None:
    refresh_one_by_one(memory, workspace, sorted(heads_of(team_in(memory, workspace))), now)
