"""`/levelhead remedies`: what may be given on the spot, set up by admins; every look and change asks who they are."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.remedies import MOST_KEPT, Remedy
from handlers.blocks import Block, modal, section
from handlers.presses import Press
from handlers.remedy_form import FORM, faults_of, form_view, list_view, remedy_in, told
from handlers.rooms import Afterwards, Body, Rooms, press_key
from handlers.team_modal import Refused, check_admin
from handlers.windows import show_next
from storage.store import Memory

Make = Callable[[WebClient], Block]


def register(app: App, rooms: Rooms) -> None:
    @app.action("remedy_add")
    def add(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        _show_admin(press, lambda client: form_view(rooms.book))

    @app.action("remedy_change")
    def change(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        _show_admin(press, lambda client: _form_of(press, press.value))

    @app.action("remedy_remove")
    def remove(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        _show_admin(press, lambda client: _without(press, press.value))

    @app.view(FORM)
    def keep(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        if faults := faults_of(rooms.book, view):
            ack(response_action="errors", errors=faults)
            return
        ack(response_action="update", view=_loading(rooms))
        before, new = str(view["private_metadata"]), remedy_in(view)
        _show_admin(press, lambda client: _with(press, before, new))


def open_remedies(press: Press, channel: str, rest: str) -> str:
    """Show at once that something happens, then the list; Slack gives a trigger three seconds."""
    rooms, trigger = press.rooms, press_key(press.body)

    def show() -> None:
        client = rooms.directory.client(press.actor.workspace)
        opened = client.views_open(trigger_id=trigger, view=_loading(rooms))
        view = _for_admins(press, client, lambda client: _list(press))
        show_next(client, str((opened.get("view") or {})["id"]), view)

    press.later(show)
    return ""


def _show_admin(press: Press, make: Make) -> None:
    """Show the next state of the window that was pressed in, if it is still an admin who pressed."""
    rooms, view_id = press.rooms, str(press.body["view"]["id"])

    def show() -> None:
        client = rooms.directory.client(press.actor.workspace)
        show_next(client, view_id, _for_admins(press, client, make))

    press.later(show)


def _for_admins(press: Press, client: WebClient, make: Make) -> Block:
    try:
        check_admin(press.rooms, client, press.actor)
    except Refused:
        return told(press.rooms.book, press.rooms.book.say("remedies.not_yours"))
    return make(client)


def _list(press: Press) -> Block:
    workspace = press.actor.workspace
    return list_view(press.rooms.book, press.rooms.store.recall(lambda memory: memory.remedies.all(workspace)))


def _form_of(press: Press, id: str) -> Block:
    """The form for one, or the list where it is gone."""
    workspace = press.actor.workspace
    found = press.rooms.store.recall(lambda memory: memory.remedies.find(workspace, id))
    return form_view(press.rooms.book, found) if found else _list(press)


def _without(press: Press, id: str) -> Block:
    workspace = press.actor.workspace
    press.once(lambda memory: memory.remedies.remove(workspace, id))
    return _list(press)


def _with(press: Press, before: str, new: Remedy) -> Block:
    """The list with this one, in the place of the one that the form began with."""
    workspace = press.actor.workspace

    def work(memory: Memory) -> None:
        memory.remedies.remove(workspace, before)
        if len(memory.remedies.all(workspace)) < MOST_KEPT:
            memory.remedies.add(workspace, new)

    press.once(work)
    return _list(press)


def _loading(rooms: Rooms) -> Block:
    say = rooms.book.say
    return modal("told", say("remedies.title"), say("remedies.close"), [section(say("remedies.loading"))])
