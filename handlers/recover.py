"""`/levelhead recover`: the form to come first with, and the buttons of who releases a round."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.recover import Run, State, may_lead
from bot.recover_telling import Telling
from handlers.blocks import Block, modal, text_input, typed
from handlers.presses import Press
from handlers.recover_card import all_blocks
from handlers.recover_form import FORM, form
from handlers.recover_keeping import sealed, zone_of
from handlers.recover_sending import PREVIEW, do, sent, told
from handlers.recover_views import card_view
from handlers.rooms import Afterwards, Body, Rooms, press_key
from storage.store import Memory

REFUSE_FORM = "recover_refuse_form"


def register(app: App, rooms: Rooms) -> None:
    for action, verb in (("recover_release", "release"), ("recover_stop", "stop")):
        app.action(action)(_pressed(rooms, verb))
    for action, make in (("recover_change", _change), ("recover_refuse", _refusal), ("recover_all", _all)):
        app.action(action)(_opened(rooms, make))

    @app.view(FORM)
    def send(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        ack(**sent(Press(rooms, body, context, afterwards), view))

    @app.view(PREVIEW)
    def release(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        carried = press.opened(view["private_metadata"])
        if carried is not None:
            do(press, "release", str(carried["run"]))
        ack(response_action="update", view=told(rooms, "released" if carried else "gone"))

    @app.view(REFUSE_FORM)
    def refuse(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, note = Press(rooms, body, context, afterwards), typed(view, "note").strip()
        carried = press.opened(view["private_metadata"])
        if carried is None or not note:
            key = "recover.gone" if carried is None else "recover.empty"
            ack(response_action="errors", errors={"note": rooms.book.say(key)})
            return
        do(press, "refuse", str(carried["run"]), note=note)
        ack(response_action="clear")


def open_recover(press: Press, channel: str, rest: str) -> str:
    """Show the form; meanwhile their clock is learned, on which they will name times."""
    rooms, actor, trigger = press.rooms, press.actor, press_key(press.body)
    view = form(rooms.book, sealed(press))

    def show() -> None:
        client = rooms.directory.client(actor.workspace)
        client.views_open(trigger_id=trigger, view=view)
        rooms.directory.zone(client, actor.workspace, actor.slack_id)

    press.later(show)
    return ""


def _pressed(rooms: Rooms, verb: str) -> Callable[..., None]:
    def pressed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            do(press, verb, str(carried["run"]))
        ack()

    return pressed


def _opened(rooms: Rooms, make: Callable[[Press, Run, tuple[Telling, ...]], Block | str]) -> Callable[..., None]:
    """A button behind which a window opens; it is looked up whose it is when what is in it is sent."""

    def opened(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        ack()
        if carried := press.unsealed():
            run, tellings = rooms.store.recall(lambda memory: _known(memory, press, str(carried["run"])))
            made = make(press, run, tellings) if run is not None else rooms.book.say("recover.unknown")
            if isinstance(made, str):
                press.whisper(made)
            else:
                press.open_modal(made)

    return opened


def _known(memory: Memory, press: Press, id: str) -> tuple[Run | None, tuple[Telling, ...]]:
    """The round, for whoever was asked to release it and still leads."""
    workspace, person = press.actor.workspace, press.actor.slack_id
    run = memory.recoveries.find(workspace, id)
    if run is None or run.lead != person or not may_lead(memory.people.find(workspace, person)):
        return None, ()
    return run, memory.recoveries.tellings(workspace, id)


def _change(press: Press, run: Run, tellings: tuple[Telling, ...]) -> Block | str:
    if run.state not in (State.PROPOSED, State.RELEASED):
        return press.rooms.book.say("recover.refused_over")
    metadata, now = sealed(press, run=run.id), press.rooms.now()
    return form(press.rooms.book, metadata, run=run, zone=zone_of(press), now=now)


def _refusal(press: Press, run: Run, tellings: tuple[Telling, ...]) -> Block | str:
    say = press.rooms.book.say
    if run.state is not State.PROPOSED:
        return say("recover.refused_released" if run.state is State.RELEASED else "recover.refused_over")
    label, send = say("recover.refuse_label"), say("recover.refuse_send")
    blocks = [text_input("note", label)]
    title, close = say("recover.refuse_title"), say("recover.post_close")
    return modal(REFUSE_FORM, title, close, blocks, submit=send, metadata=sealed(press, run=run.id))


def _all(press: Press, run: Run, tellings: tuple[Telling, ...]) -> Block | str:
    say = press.rooms.book.say
    view = card_view(press.rooms, run, tellings, "UTC")
    return modal("told", say("recover.all_title"), say("recover.all_close"), all_blocks(press.rooms.book, view))
