"""Somebody's words on their way into a case, or given back to them: found again when they want them forgotten."""

from dataclasses import replace
from datetime import datetime, timedelta

from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind
from bot.messages import Place
from handlers.blocks import Block
from handlers.case_schedule import entry
from handlers.direct import Spot, say_in_dm
from handlers.rooms import Rooms
from storage.store import Memory

UNDER_WAY = (Kind.CASE_SHARE, Kind.CASE_STEP)


def with_words_of(delivery: Delivery) -> Delivery:
    """The delivery as one that carries words of who it is for, and is found by that."""
    return replace(delivery, thread=_words_of(delivery.workspace, delivery.to).thread)


def give_back(rooms: Rooms, client: WebClient, delivery: Delivery, text: str, blocks: list[Block]) -> None:
    """Tell somebody why their words went nowhere, with the words."""
    keep_for_a_time(rooms, delivery, say_in_dm(client, delivery, text, blocks))


def keep_for_a_time(rooms: Rooms, delivery: Delivery, spot: Spot) -> None:
    """What was given back goes when a case would, or when they want it forgotten."""
    at, words = rooms.now() + timedelta(days=rooms.case_days), {"channel": spot.channel, "ts": spot.ts}
    key = f"case/returned/{delivery.id}"
    erase = with_words_of(entry(delivery.workspace, Kind.CASE_ERASE, delivery.to, at, words, key=key))
    rooms.store.remember(lambda memory: memory.deliveries.schedule(erase))


def many_words_of(memory: Memory, workspace: str, person: str) -> int:
    """How much of somebody's words is under way or was given back."""
    return memory.deliveries.many(_words_of(workspace, person))


def forget_words_of(memory: Memory, workspace: str, person: str, now: datetime) -> None:
    """Nothing of somebody's words is carried on, and what was given back goes."""
    theirs = _words_of(workspace, person)
    for kind in UNDER_WAY:
        memory.deliveries.withdraw(theirs, kind=kind, now=now)
    memory.deliveries.hasten(theirs, Kind.CASE_ERASE, now)


def _words_of(workspace: str, person: str) -> Place:
    """Where such deliveries are found again; no conversation has such a name."""
    return Place(workspace=workspace, channel="", thread=f"case/{person}")
