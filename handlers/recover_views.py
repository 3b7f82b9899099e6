"""A round as one reader may see it just now, or not at all."""

from functools import partial
from typing import Any

from slack_sdk import WebClient

from bot.recover import Run, leads
from bot.recover_telling import Telling
from handlers.blocks import Block
from handlers.case_facts import identity, team_in
from handlers.recover_card import CardView, card_blocks
from handlers.recover_list import ListView, list_blocks
from handlers.rooms import Actor, Rooms
from storage.boards import Board
from storage.store import Memory


def shown_now(rooms: Rooms, client: WebClient, workspace: str, board: Board, run_id: str) -> list[Block] | None:
    """A card or a list as its reader may see it just now; None where they may not."""
    who, reader = identity(client, workspace, board.reader), board.reader
    zone = rooms.directory.zone(client, workspace, reader)
    owner = "" if board.is_card else reader

    def look(memory: Memory) -> tuple[Run | None, bool, tuple[Telling, ...]]:
        run = memory.recoveries.find(workspace, run_id)
        is_lead = run is not None and leads(run, who, team_in(memory, workspace))
        return run, is_lead, memory.recoveries.tellings(workspace, run_id, owner=owner)

    run, is_lead, tellings = rooms.store.recall(look)
    if run is None or not who.is_member_of(workspace):
        return None
    if board.is_card:
        return card_blocks(rooms.book, card_view(rooms, run, tellings, zone)) if is_lead else None
    seal = partial(_sealed, rooms, run, reader)
    view = ListView(run=run, tellings=tellings, page=board.page, zone=zone, now=rooms.now(), seal=seal)
    return list_blocks(rooms.book, view)


def card_view(rooms: Rooms, run: Run, tellings: tuple[Telling, ...], zone: str) -> CardView:
    """The round as its lead sees it, with buttons that they alone can press."""
    seal = partial(_sealed, rooms, run, run.lead)
    return CardView(run=run, tellings=tellings, zone=zone, now=rooms.now(), seal=seal)


def _sealed(rooms: Rooms, run: Run, reader: str, **more: Any) -> str:
    return rooms.store.vault.seal({"run": run.id, **more}, purpose="hint", holder=Actor(run.workspace, reader).holder)
