"""The order of cases on a Home: who waits longest for a first answer comes first, weighted by impact."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.case_rules import LIVE
from bot.cases import Case, State, Verb
from bot.impact import Rank
from bot.patience import PATIENCE, span

ASKS = (Verb.SHARE, Verb.PASS_UP, Verb.PASS_ON, Verb.REOPEN)
RECENTLY = timedelta(days=7)
"""How long a resolved case stays on its sharer's Home."""


def waiting_since(case: Case) -> datetime | None:
    """Since when somebody waits for an answer; None once somebody is on it, or it is over.

    Until anybody has taken it up at all, the wait began when it was shared, however often it was passed on.
    """
    if case.state is not State.OPEN:
        return None
    asked = case.last(*ASKS) if case.taken_up else None
    return (asked or case.timeline[0]).at


def moved_at(case: Case) -> datetime:
    """When something last happened to a case."""
    return case.timeline[-1].at


def by_wait(cases: Iterable[Case], now: datetime, patience: Mapping[Rank, timedelta] = PATIENCE) -> tuple[Case, ...]:
    """Those that wait first, then those that somebody is on.

    A wait weighs as many times as it holds the patience of its rank, so that ten minutes of a customer who is stopped
    come before an hour of one who is annoyed. What is in hand follows by rank, what moved longest ago first.
    """
    return tuple(sorted(cases, key=lambda case: _place(case, now, patience)))


def own_first_live(cases: Iterable[Case], now: datetime) -> tuple[Case, ...]:
    """What somebody shared: what is live, what moved last first, and then what was resolved of late."""
    kept = [case for case in cases if case.state in LIVE or _resolved_of_late(case, now)]
    return tuple(sorted(kept, key=lambda case: (case.state not in LIVE, -moved_at(case).timestamp(), case.number)))


def _place(case: Case, now: datetime, patience: Mapping[Rank, timedelta]) -> tuple[int, float, float, str]:
    since = waiting_since(case)
    if since is not None:
        return (0, -((now - since) / span(case, patience)), 0.0, case.number)
    return (1, -float(case.rank), moved_at(case).timestamp(), case.number)


def _resolved_of_late(case: Case, now: datetime) -> bool:
    return case.state is State.RESOLVED and now - moved_at(case) <= RECENTLY
