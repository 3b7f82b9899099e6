"""App Home: opened, paged, and its buttons; each press is held against who presses, and the Home shows what came."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.followups import FollowUp, Refusal, cancel, done, undo
from handlers.followup_blocks import snooze_modal
from handlers.followup_buttons import SOON, snooze_for
from handlers.followup_keeping import Change, change
from handlers.home_case import show_case
from handlers.home_refresh import open_home, refresh_home
from handlers.presses import Press
from handlers.rooms import Afterwards, Body, Rooms
from handlers.team_modal import open_team
from storage.store import Memory

PLACE = re.compile(r"([A-Z0-9]{1,32}):([0-9.]{0,24})")
Deed = Callable[[Memory], object]
Act = Callable[[FollowUp, str, datetime], FollowUp | Refusal]
"""What somebody does with a follow-up, and when."""


def register(app: App, rooms: Rooms) -> None:
    @app.event("app_home_opened")
    def opened(event: dict[str, Any], context: BoltContext) -> None:
        person, now = str(event.get("user", "")), rooms.now()
        if event.get("tab") == "home" and person:
            rooms.store.remember(lambda memory: open_home(memory, context.team_id or "", person, now))

    @app.action("home_page_previous")
    @app.action("home_page_next")
    def turned(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if press.value.isdecimal():
            page, actor = int(press.value[:6]), press.actor
            _do(press, lambda memory: memory.homes.turn_to(actor.workspace, actor.slack_id, page))
        ack()

    _register_followups(app, rooms)
    _register_hints(app, rooms)

    @app.action("home_case")
    def case(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        show_case(Press(rooms, body, context, afterwards))

    @app.action("home_round")
    def followed(ack: Ack) -> None:
        """Slack opens what the button links to, and tells of the press besides."""
        ack()

    @app.action("home_team")
    def team(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        open_team(Press(rooms, body, context, afterwards))


def _changing(rooms: Rooms, act: Act) -> Callable[..., None]:
    """The listener of a button that changes one follow-up of whoever presses it."""

    def pressed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        person, now = press.actor.slack_id, rooms.now()
        _change(press, press.value, lambda one: act(one, person, now))
        ack()

    return pressed


def _register_followups(app: App, rooms: Rooms) -> None:
    for action, act in (("home_done", done), ("home_cancel", cancel), ("home_undo", undo)):
        app.action(action)(_changing(rooms, act))

    @app.action("home_snooze")
    def snoozed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        followup, _, until = press.value.partition(":")
        if until == "pick":
            press.open_modal(snooze_modal(rooms.book, followup, at=rooms.now() + SOON))
        else:
            _tell(press, _do(press, partial(snooze_for, press, followup, until)))
        ack()


def _register_hints(app: App, rooms: Rooms) -> None:
    @app.action("home_hints_off")
    def off(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        actor, now = press.actor, rooms.now()
        _do(press, lambda memory: memory.mutes.add(actor.workspace, actor.slack_id, now=now))
        ack()

    @app.action("home_hints_on")
    def on(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        actor = press.actor
        _do(press, lambda memory: memory.mutes.remove(actor.workspace, actor.slack_id))
        ack()

    @app.action("home_unmute")
    def unmuted(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        actor = press.actor
        if found := PLACE.fullmatch(press.value):
            _do(press, lambda memory: memory.mutes.remove(actor.workspace, actor.slack_id, found[1], found[2]))
        ack()


def _do(press: Press, deed: Deed) -> object:
    """Do what was pressed, once, and show the presser's own Home anew, whatever came of it."""
    actor, now = press.actor, press.rooms.now()

    def work(memory: Memory) -> object:
        result = deed(memory)
        refresh_home(memory, actor.workspace, actor.slack_id, now)
        return result

    return press.once(work)


def _change(press: Press, followup: str, act: Change) -> None:
    workspace, now = press.actor.workspace, press.rooms.now()
    _tell(press, _do(press, lambda memory: change(memory, workspace, followup, act, now)))


def _tell(press: Press, result: object) -> None:
    """What was done is seen on the Home; why nothing was done is said in a window."""
    if isinstance(result, Refusal):
        press.reply(press.rooms.book.say(result.key))
