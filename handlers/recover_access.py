"""Rounds when people change: who may see one no more keeps nothing of it, and what was theirs goes to who is next."""

from dataclasses import asdict, replace
from datetime import datetime

from bot.people import Team
from bot.recover import Run, State, heads
from bot.recover_telling import Telling
from handlers.recover_channels import owner_now
from handlers.recover_schedule import hand_out, tell, touch
from storage.store import Memory


def rounds_look_again(memory: Memory, workspace: str, team: Team, now: datetime) -> None:
    """The team changed: look again at every card that somebody has of a round."""
    for board in memory.boards.all(workspace):
        run = memory.recoveries.find(workspace, board.run, lock=True)
        if run is not None and board.is_card:
            if not heads(run, team):
                lead_lost(memory, run, now)
            touch(memory, run, board.reader, now, is_card=True)


def round_member_left(memory: Memory, workspace: str, person: str, now: datetime) -> None:
    """Somebody is no full member any more: their channels go on, and what they were asked goes back."""
    for board in memory.boards.all(workspace, reader=person):
        run = memory.recoveries.find(workspace, board.run, lock=True)
        if run is not None:
            if board.is_card:
                lead_lost(memory, run, now)
            else:
                pass_on(memory, run, person, now)
            touch(memory, run, person, now, is_card=board.is_card)


def lead_lost(memory: Memory, run: Run, now: datetime) -> None:
    """Who was asked cannot be asked any more: who proposed it has their words back."""
    if run.state is State.PROPOSED:
        memory.recoveries.save(replace(run, state=State.REFUSED))
        give_back(memory, run, now, "recover.lead_gone", lead=f"<@{run.lead}>")


def give_back(memory: Memory, run: Run, now: datetime, key: str, **slots: str) -> None:
    """Nothing was sent: who proposed it gets their words back."""
    tell(memory, run, run.proposer, now, key, back=asdict(run.words), **slots)


def pass_on(memory: Memory, run: Run, owner: str, now: datetime) -> None:
    """What an owner has not told yet goes to whoever is next, with a list of their own."""
    if run.state is not State.RELEASED:
        return
    theirs = memory.recoveries.tellings(run.workspace, run.id, owner=owner)
    moved = [_passed_on(memory, run, one) for one in theirs if one.is_due(run.revision)]
    for telling in moved:
        memory.recoveries.tell(run, telling)
    hand_out(memory, run, moved, now)
    for one in dict.fromkeys(telling.owner for telling in moved if telling.owner):
        touch(memory, run, one, now, is_card=False)
    touch(memory, run, run.lead, now, is_card=True)


def _passed_on(memory: Memory, run: Run, telling: Telling) -> Telling:
    """To whoever is next, if anybody is left."""
    passed = (*telling.passed, telling.owner)
    return replace(telling, owner=owner_now(memory, run, telling.channel, passed), passed=passed)
