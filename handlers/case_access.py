"""Who stops being above somebody keeps nothing of what was shared: what they were shown is taken back at once."""

from datetime import datetime

from bot.case_rules import LIVE
from bot.cases import State
from bot.casewords import Shown
from bot.deliveries import Kind
from bot.people import Team
from bot.routing import superiors
from handlers.case_card import HOLDER_GONE
from handlers.case_schedule import entry, take_back
from handlers.recover_access import round_member_left, rounds_look_again
from storage.store import Memory


def team_changed(memory: Memory, workspace: str, before: Team, after: Team, now: datetime) -> None:
    """Look again at what everybody was shown who is above somebody no longer, or is so again."""
    for shown in memory.cases.all_posts(workspace):
        reads, read = _is_above(shown, after), _is_above(shown, before)
        if reads != read:
            _look_again(memory, workspace, shown, now, keeps=reads)
    rounds_look_again(memory, workspace, after, now)


def member_left(memory: Memory, workspace: str, person: str, now: datetime) -> None:
    """Look again at what somebody was shown who is no full member any more."""
    for shown in memory.cases.all_posts(workspace, reader=person):
        _look_again(memory, workspace, shown, now, keeps=False)
    round_member_left(memory, workspace, person, now)


def _look_again(memory: Memory, workspace: str, shown: Shown, now: datetime, *, keeps: bool) -> None:
    """A card is brought up to date, and is empty for who may not see it; any other message goes."""
    posted = shown.posted
    if posted.is_card:
        words = {"case": shown.case, "channel": posted.channel, "ts": posted.ts}
        memory.deliveries.schedule(entry(workspace, Kind.CASE_REFRESH, posted.reader, now, words))
        if not keeps:
            _tell_sharer(memory, workspace, shown, now)
    elif not keeps:
        take_back(memory, workspace, shown.case, posted, now)


def _tell_sharer(memory: Memory, workspace: str, shown: Shown, now: datetime) -> None:
    """Nobody waits in silence for who was on it; while nobody was, the clock brings it to the next."""
    case = memory.cases.find(workspace, shown.case)
    if case is None or case.holder != shown.posted.reader or case.state not in LIVE - {State.OPEN}:
        return
    step = len(case.timeline) - 1
    words = {"case": case.id, "step": step, "note": -1, "key": HOLDER_GONE}
    key = f"case/holder/{case.id}/{step}"
    memory.deliveries.schedule(entry(workspace, Kind.CASE_TOLD, case.sharer, now, words, key=key))


def _is_above(shown: Shown, team: Team) -> bool:
    sharer, reader = team.get(shown.sharer), shown.posted.reader
    return reader == shown.sharer or (
        sharer is not None and reader in {above.slack_id for above in superiors(sharer, team)}
    )
