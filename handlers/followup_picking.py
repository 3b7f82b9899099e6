"""Which time was meant: the times that a question offers, a time of one's own, and whose clock it is on."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.messages import Place
from bot.when import When
from handlers.followup_asking import begin, set_blocks, warned
from handlers.followup_blocks import ask_modal, read_back
from handlers.followup_buttons import SOON, own_zone
from handlers.followup_zones import differing, learn, others
from handlers.presses import Press
from handlers.rooms import Afterwards, Body, Rooms
from handlers.windows import show_next
from storage.store import Memory


def register(app: App, rooms: Rooms) -> None:
    @app.action(re.compile(r"^followup_pick_\d$"))
    def picked(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            _set_up(press, _here(press), carried)
        ack()

    @app.action("followup_ask")
    def ask(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            at = datetime.fromisoformat(str(carried["at"])) if "at" in carried else None
            open_ask(press, _here(press), note=str(carried["note"]), at=at)


def _set_up(press: Press, place: Place, carried: Mapping[str, Any]) -> None:
    """Set up a follow-up at a moment that was pressed, and read it back in the place of the press."""
    book, now = press.rooms.book, press.rooms.now()
    at, note, zone = datetime.fromisoformat(str(carried["at"])), str(carried["note"]), str(carried.get("zone", ""))
    if at <= now:
        press.reply(book.say("followup.past"))
        return
    kept_back = warned(press.rooms, press.actor, When(at=at, note=note, said="", zone=zone))
    if kept_back and not carried.get("fine"):
        press.reply(*kept_back)
        return
    if found := press.once(lambda memory: begin(memory, press.actor, place, at, note, now)):
        text = read_back(book, at, own_zone(press), now, meant=zone)
        press.reply(text, set_blocks(press.rooms, text, *found))


def open_ask(press: Press, place: Place, *, note: str = "", at: datetime | None = None, source: str = "") -> None:
    """Open the modal that asks when; where others' clocks differ it also asks whose, as soon as Slack has told them."""
    rooms, workspace = press.rooms, press.actor.workspace
    where = {"place": {"channel": place.channel, "thread": place.thread}, "source": source}
    sealed = rooms.store.vault.seal(where, purpose="hint", holder=press.actor.holder)
    view = partial(ask_modal, rooms.book, sealed, at=at or rooms.now() + SOON, note=note)
    known, unknown = rooms.store.recall(partial(_theirs, press, place))

    def bring_up_to_date(view_id: str) -> None:
        client = rooms.directory.client(workspace)
        learn(rooms, client, workspace, unknown)
        found, _ = rooms.store.recall(partial(_theirs, press, place))
        if found != known:
            show_next(client, view_id, view(theirs=found))

    press.open_modal(view(theirs=known), then=bring_up_to_date if unknown else None)


def _theirs(press: Press, place: Place, memory: Memory) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The zones that show another time than the asker's clock, and the people whose zone has to be asked for."""
    person, now = press.actor.slack_id, press.rooms.now()
    own, there = memory.zones.of(press.actor.workspace, person), others(memory, place, now)
    anybody = bool(there.zones or there.unknown)
    unknown = (*there.unknown, *([] if own or not anybody else [person]))
    return differing(there.zones, own, now) if own else (), unknown


def _here(press: Press) -> Place:
    """The channel in which an answer to a command stands."""
    channel = str((press.body.get("channel") or {}).get("id", ""))
    return Place(workspace=press.actor.workspace, channel=channel, thread="")
