"""Cases that look like one fault, told only to who may see every one of them just now."""

from collections.abc import Iterable, Mapping

from bot.alike import alike, may_be_alike, trace_of
from bot.cases import Case, Side, side_of
from bot.people import Identity, Team
from handlers.leak_prints import Guard
from storage.store import Memory

MOST = 60
"""So many of somebody's cases, those shared last, are held against each other."""


def groups_of(memory: Memory, guard: Guard, workspace: str, cases: Iterable[Case]) -> tuple[tuple[str, ...], ...]:
    """The numbers of the cases that look like one fault, group by group; give only cases that the viewer may see.

    Their words are looked at by keyed fingerprints, made now and kept nowhere.
    """
    known = sorted((case for case in cases if may_be_alike(case)), key=lambda case: case.timeline[0].at)[-MOST:]
    if len(known) < 2:
        return ()
    numbers = {case.id: case.number for case in known}
    # Only cases of one source are held against each other by their words; where there are none, none are looked at.
    sources = [case.source for case in known if case.source]
    by_words = len(set(sources)) < len(sources)
    traces = [trace_of(case, _prints(memory, guard, case) if by_words else ()) for case in known]
    return tuple(tuple(numbers[one] for one in group) for group in alike(traces))


def alike_with(memory: Memory, guard: Guard, case: Case, who: Identity, team: Team) -> tuple[str, ...]:
    """The numbers of the other cases, shared with this viewer too, that look like one fault with this one."""
    workspace = case.place.workspace
    if not may_be_alike(case):
        return ()
    ids = memory.homes.cases_shared_with(workspace, who.slack_id)
    found = memory.cases.several(workspace, {case.id, *ids})
    theirs = [one for one in found if side_of(one, who, team) is Side.ABOVE]
    groups = groups_of(memory, guard, workspace, theirs)
    mine: Mapping[str, tuple[str, ...]] = {number: group for group in groups for number in group}
    return tuple(number for number in mine.get(case.number, ()) if number != case.number)


def _prints(memory: Memory, guard: Guard, case: Case) -> frozenset[int]:
    workspace = case.place.workspace
    words = memory.cases.words(workspace, case.id)
    texts = words.shared if words else ()
    return frozenset(one.value for text in texts for one in guard.of_message(workspace, text))
