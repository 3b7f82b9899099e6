"""What a case and a follow-up leave to be counted: neither words nor people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.cases import TAKES_UP, Case, State, Verb
from bot.digest_tables import coarse
from bot.followups import FollowUp
from bot.followups import State as Standing

GRACE = timedelta(days=1)
"""Who is reminded of something and does it within a day has kept it."""


class Kept(StrEnum):
    """How a follow-up ended."""

    KEPT = "kept"
    LATE = "late"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A case in numbers; the minutes, until somebody took it up and until it was solved, are coarse, None: not yet."""

    shared_at: datetime
    rank: int
    source: str
    answer: int | None
    resolve: int | None
    reopened: bool


def figure_of(case: Case) -> Figure | None:
    """None for a case that was withdrawn, and for one that nobody ever shared."""
    shared = next((moment.at for moment in case.timeline if moment.verb is Verb.SHARE), None)
    if shared is None or case.state is State.WITHDRAWN:
        return None
    answered = next((moment.at for moment in case.timeline if moment.verb in TAKES_UP), None)
    resolved = case.last(Verb.RESOLVE)
    return Figure(
        shared_at=shared,
        rank=int(case.rank),
        source=case.source.value if case.source else "",
        answer=_minutes(shared, answered),
        resolve=_minutes(shared, resolved.at if resolved and case.state is State.RESOLVED else None),
        reopened=case.last(Verb.REOPEN) is not None,
    )


def kept(followup: FollowUp, ended_at: datetime) -> Kept | None:
    """How a follow-up ended; None while it is open."""
    match followup.state:
        case Standing.OPEN:
            return None
        case Standing.CANCELLED:
            return Kept.CANCELLED
        case Standing.DONE:
            return Kept.KEPT if ended_at <= followup.due_at + GRACE else Kept.LATE


def _minutes(since: datetime, until: datetime | None) -> int | None:
    return None if until is None else coarse((until - since).total_seconds() / 60)
