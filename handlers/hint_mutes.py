"""Mute and undo, on a hint: one press for its thread, one more for its channel or for all."""

import re
from collections.abc import Mapping
from functools import partial

from slack_bolt import Ack, App, BoltContext

from handlers.blocks import Block, actions, button, section
from handlers.hint_blocks import mute_button
from handlers.home_refresh import refresh_home
from handlers.presses import Press
from handlers.rooms import Afterwards, Body, Rooms
from storage.store import Memory

VALUE = re.compile(r"(thread|channel|all):([A-Z0-9]+):([0-9.]+)")
WIDER = {"thread": ("channel", "all"), "channel": ("all",), "all": ()}


def register(app: App, rooms: Rooms) -> None:
    @app.action("hint_mute_thread")
    @app.action("hint_mute_channel")
    @app.action("hint_mute_all")
    def mute(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if found := VALUE.fullmatch(press.value):
            scope, place = found[1], {"channel": found[2], "thread": found[3]}
            press.once(partial(_mute, press, scope, place))
            press.reply(_muted(rooms, scope, place), _answer(rooms, scope, place, press.value))
        ack()

    @app.action("hint_unmute")
    def unmute(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if found := VALUE.fullmatch(press.value):
            press.once(partial(_lift, press, found[1], {"channel": found[2], "thread": found[3]}))
            press.reply(rooms.book.say("hints.unmuted"))
        ack()


def _muted(rooms: Rooms, scope: str, place: Mapping[str, str]) -> str:
    slots = {"channel": f"<#{place['channel']}>"} if scope == "channel" else {}
    return rooms.book.say(f"hints.muted_{scope}", **slots)


def _answer(rooms: Rooms, scope: str, place: Mapping[str, str], value: str) -> list[Block]:
    undo = button(rooms.book.say("hints.undo"), "hint_unmute", value)
    wider = [mute_button(rooms.book, each, place) for each in WIDER[scope]]
    return [section(_muted(rooms, scope, place)), actions([undo, *wider])]


def _mute(press: Press, scope: str, place: Mapping[str, str], memory: Memory) -> None:
    """A wider mute takes the place of the narrower ones, so that one press undoes it."""
    for narrower in (each for each, wider in WIDER.items() if scope in wider):
        _lift(press, narrower, place, memory)
    actor, now = press.actor, press.rooms.now()
    memory.mutes.add(actor.workspace, actor.slack_id, *_where(scope, place), now=now)
    refresh_home(memory, actor.workspace, actor.slack_id, now)


def _lift(press: Press, scope: str, place: Mapping[str, str], memory: Memory) -> None:
    actor = press.actor
    memory.mutes.remove(actor.workspace, actor.slack_id, *_where(scope, place))
    refresh_home(memory, actor.workspace, actor.slack_id, press.rooms.now())


def _where(scope: str, place: Mapping[str, str]) -> tuple[str, str]:
    """The channel and thread of a mute; the wider its scope, the less of the place is kept."""
    return ("" if scope == "all" else place["channel"]), (place["thread"] if scope == "thread" else "")
