"""Cases that look like one fault: pure, and careful, for two that are told to be one hide each other."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.case_rules import LIVE
from bot.cases import Case
from bot.messages import Place
from bot.sources import Source

CLOSE = timedelta(hours=24)
"""What was shared further apart is not told to be one."""
ENOUGH = 3
"""So many runs of three words in common, and said in no other case, are the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What cases are held against each other by; `prints` are keyed fingerprints of three words each."""

    case: str
    place: Place
    at: datetime
    source: Source | None
    prints: frozenset[int]


def trace_of(case: Case, prints: Collection[int]) -> Trace:
    return Trace(case=case.id, place=case.place, at=case.timeline[0].at, source=case.source, prints=frozenset(prints))


def may_be_alike(case: Case) -> bool:
    """Whether a case is live; what is over is nobody's fault to look for any more."""
    return case.state in LIVE and bool(case.timeline)


def alike(traces: Iterable[Trace]) -> tuple[tuple[str, ...], ...]:
    """The cases that look like one fault, by id, two or more each, the oldest first.

    Each of them looks like the oldest of its group: of one thread, or close in time and of the same source, as people
    said, and in the same words. Words that cases of another source say as well are common talk and count for nothing.
    """
    ordered = sorted(traces, key=lambda trace: (trace.at, trace.case))
    groups: list[list[Trace]] = []
    for trace in ordered:
        home = next((group for group in groups if _is_one(group[0], trace, ordered)), None)
        if home is None:
            groups.append([trace])
        else:
            home.append(trace)
    return tuple(tuple(trace.case for trace in group) for group in groups if len(group) > 1)


def _is_one(first: Trace, other: Trace, everything: Sequence[Trace]) -> bool:
    if first.place.thread and first.place == other.place:
        return True
    if first.source is None or first.source is not other.source or other.at - first.at > CLOSE:
        return False
    strangers = (trace.prints for trace in everything if trace.source is not first.source)
    return len((first.prints & other.prints).difference(*strangers)) >= ENOUGH
