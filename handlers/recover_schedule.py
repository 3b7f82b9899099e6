"""What follows from a change of a round, as deliveries scheduled in the same transaction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.deliveries import Delivery, Kind
from bot.recover import Run
from bot.recover_telling import Telling
from handlers.case_schedule import entry
from handlers.home_refresh import refresh_home
from storage.boards import Board
from storage.store import Memory

GAP = timedelta(seconds=3)
"""Between two updates of one card: what changes meanwhile is shown together."""
APART = timedelta(milliseconds=250)
"""Between two lists, so that Slack can take five hundred of them."""


def step(workspace: str, actor: str, now: datetime, verb: str, run: str, **words: Any) -> Delivery:
    """What somebody wants done with a round; it is carried out once their identity was asked of Slack."""
    return entry(workspace, Kind.RECOVER_STEP, actor, now, {"verb": verb, "run": run, **words})


def tell(memory: Memory, run: Run, to: str, now: datetime, key: str, **more: Any) -> None:
    """Tell somebody of the round a sentence, in private."""
    memory.deliveries.schedule(entry(run.workspace, Kind.RECOVER_TOLD, to, now, {"key": key, "run": run.id, **more}))


def show_card(memory: Memory, run: Run, now: datetime) -> None:
    """Give who is asked their card."""
    _pin(memory, run, run.lead, is_card=True)
    key = f"recover/card/{run.id}/{run.lead}"
    memory.deliveries.schedule(entry(run.workspace, Kind.RECOVER_CARD, run.lead, now, {"run": run.id}, key=key))
    refresh_home(memory, run.workspace, run.lead, now)


def hand_out(memory: Memory, run: Run, tellings: Iterable[Telling], now: datetime) -> None:
    """Give every owner who has something to do about this solution one list."""
    owners = dict.fromkeys(one.owner for one in tellings if one.owner and one.is_due(run.revision))
    words = {"run": run.id, "revision": run.revision}
    for place, owner in enumerate(owners):
        _pin(memory, run, owner, is_card=False)
        key = f"recover/list/{run.id}/{run.revision}/{owner}"
        at = now + place * APART
        memory.deliveries.schedule(entry(run.workspace, Kind.RECOVER_LIST, owner, at, words, key=key))
        refresh_home(memory, run.workspace, owner, at)


def touch(memory: Memory, run: Run, reader: str, now: datetime, *, is_card: bool) -> None:
    """Bring a card or a list up to date, and its reader's Home: soon, and once for all that changes until then."""
    refresh_home(memory, run.workspace, reader, now)
    board = memory.boards.find(run.workspace, run.id, reader, is_card=is_card)
    if board is None:
        return
    if not board.ts:
        # It is being posted just now, and looks at its turn again once it stands.
        memory.boards.take_turn(run.workspace, board, now)
        return
    due_at = max(now, board.shown_at + GAP) if board.shown_at else now
    key = f"recover/show/{run.id}/{reader}/{int(is_card)}/{board.turn}"
    words = {"run": run.id, "is_card": is_card}
    memory.deliveries.schedule(entry(run.workspace, Kind.RECOVER_SHOW, reader, due_at, words, key=key))


def touch_both(memory: Memory, run: Run, owner: str, now: datetime) -> None:
    """An owner did something: their list shows it, and so does the card."""
    touch(memory, run, owner, now, is_card=False)
    touch(memory, run, run.lead, now, is_card=True)


def turn_page(memory: Memory, run: Run, reader: str, page: int, now: datetime) -> None:
    """Show another page of a list."""
    board = memory.boards.find(run.workspace, run.id, reader, is_card=False)
    if board is not None:
        memory.boards.keep(run, replace(board, page=max(0, page)))
        touch(memory, run, reader, now, is_card=False)


def _pin(memory: Memory, run: Run, reader: str, *, is_card: bool) -> None:
    """A card or list is about to be posted; where an earlier one stands is kept, so that it can be taken away."""
    if memory.boards.find(run.workspace, run.id, reader, is_card=is_card) is None:
        memory.boards.keep(run, Board(run=run.id, reader=reader, is_card=is_card))
