"""`/levelhead recover`: the form to come first with, and the buttons of who releases a round."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext

from bot.people import Team
from bot.recover import Run, State, Telling, may_lead
from bot.routing import superiors
from handlers.blocks import Block, modal, section, text_input, typed
from handlers.case_facts import team_in
from handlers.presses import Press
from handlers.recover_card import CardView, all_blocks, preview_blocks
from handlers.recover_delivery import card_view
from handlers.recover_form import FORM, PARTS, filled, form, thought, with_notice
from handlers.recover_schedule import step
from handlers.recover_steps import draft_of
from handlers.rooms import Afterwards, Body, Rooms, press_key
from storage.store import Memory

PREVIEW, REFUSE_FORM = "recover_preview", "recover_refuse_form"


def register(app: App, rooms: Rooms) -> None:
    for action, verb in (("recover_release", "release"), ("recover_stop", "stop")):
        app.action(action)(_pressed(rooms, verb))
    for action, make in (("recover_change", _change), ("recover_refuse", _refusal), ("recover_all", _all)):
        app.action(action)(_opened(rooms, make))

    @app.view(FORM)
    def send(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        ack(**_sent(Press(rooms, body, context, afterwards), view))

    @app.view(PREVIEW)
    def release(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        carried = press.opened(view["private_metadata"])
        if carried is not None:
            _do(press, "release", str(carried["run"]))
        ack(response_action="update", view=_told(rooms, "released" if carried else "gone"))

    @app.view(REFUSE_FORM)
    def refuse(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, note = Press(rooms, body, context, afterwards), typed(view, "note").strip()
        carried = press.opened(view["private_metadata"])
        if carried is None or not note:
            key = "recover.gone" if carried is None else "recover.empty"
            ack(response_action="errors", errors={"note": rooms.book.say(key)})
            return
        _do(press, "refuse", str(carried["run"]), note=note)
        ack(response_action="clear")


def open_recover(press: Press, channel: str, rest: str) -> str:
    """Show the form; meanwhile their clock is learned, on which they will name times."""
    rooms, actor, trigger = press.rooms, press.actor, press_key(press.body)
    view = form(rooms.book, _sealed(press))

    def show() -> None:
        client = rooms.directory.client(actor.workspace)
        client.views_open(trigger_id=trigger, view=view)
        rooms.directory.zone(client, actor.workspace, actor.slack_id)

    press.later(show)
    return ""


def _sent(press: Press, view: dict[str, Any]) -> dict[str, Any]:
    """What a filled-in form is answered with; nothing that was typed is lost, whatever is wrong with it."""
    rooms, say, now = press.rooms, press.rooms.book.say, press.rooms.now()
    carried = press.opened(view["private_metadata"])
    if carried is None:
        return {"response_action": "errors", "errors": {"what": say("recover.gone")}}
    workspace, person = press.actor.workspace, press.actor.slack_id
    zone, hours, team = rooms.store.recall(
        lambda memory: (
            memory.zones.of(workspace, person) or "UTC",
            memory.working.of(workspace, person),
            team_in(memory, workspace),
        )
    )
    found = filled(rooms.book, view, zone, hours, now)
    if found.faults:
        return {"response_action": "errors", "errors": found.faults}
    notice = _notice(press, team, found.draft, carried)
    if notice:
        sealed = _sealed(press, **{**carried, "warned": True})
        return {"response_action": "update", "view": with_notice(view, notice, sealed)}
    return _go_on(press, carried, found.draft, team, zone)


def _notice(press: Press, team: Team, draft: dict[str, Any], carried: dict[str, Any]) -> str:
    """Why it cannot go on, or what to think over first; that is said once."""
    person = team.get(press.actor.slack_id)
    if not carried.get("run") and not may_lead(person) and not (person and superiors(person, team)):
        return press.rooms.book.say("recover.nobody_above")
    if carried.get("warned"):
        return ""
    thoughts = (thought(press.rooms.book, str(draft[part])) for part in PARTS)
    return next(filter(None, thoughts), "")


def _go_on(press: Press, carried: dict[str, Any], draft: dict[str, Any], team: Team, zone: str) -> dict[str, Any]:
    rooms, actor = press.rooms, press.actor
    if carried.get("run"):
        _do(press, "revise", str(carried["run"]), draft=draft)
        return {"response_action": "update", "view": _told(rooms, "changed")}
    run = draft_of(draft, id=uuid4().hex, workspace=actor.workspace, proposer=actor.slack_id, now=rooms.now())

    def propose(memory: Memory) -> None:
        memory.recoveries.save(run)
        memory.deliveries.schedule(step(actor.workspace, actor.slack_id, rooms.now(), "propose", run.id))

    press.once(propose)
    if not may_lead(team.get(actor.slack_id)):
        return {"response_action": "update", "view": _told(rooms, "sent")}
    view = card_view(rooms, replace(run, lead=actor.slack_id), (), zone)
    return {"response_action": "update", "view": _preview(press, run, view)}


def _preview(press: Press, run: Run, view: CardView) -> Block:
    say = press.rooms.book.say
    return modal(
        PREVIEW,
        say("recover.preview_title"),
        say("recover.close"),
        preview_blocks(press.rooms.book, view),
        submit=say("recover.preview_release"),
        metadata=_sealed(press, run=run.id),
    )


def _pressed(rooms: Rooms, verb: str) -> Callable[..., None]:
    def pressed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            _do(press, verb, str(carried["run"]))
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
    workspace, person = press.actor.workspace, press.actor.slack_id
    zone = press.rooms.store.recall(lambda memory: memory.zones.of(workspace, person)) or "UTC"
    return form(press.rooms.book, _sealed(press, run=run.id), run=run, zone=zone, now=press.rooms.now())


def _refusal(press: Press, run: Run, tellings: tuple[Telling, ...]) -> Block | str:
    say = press.rooms.book.say
    if run.state is not State.PROPOSED:
        return say("recover.refused_released" if run.state is State.RELEASED else "recover.refused_over")
    label, send = say("recover.refuse_label"), say("recover.refuse_send")
    blocks = [text_input("note", label)]
    title, close = say("recover.refuse_title"), say("recover.post_close")
    return modal(REFUSE_FORM, title, close, blocks, submit=send, metadata=_sealed(press, run=run.id))


def _all(press: Press, run: Run, tellings: tuple[Telling, ...]) -> Block | str:
    say = press.rooms.book.say
    view = card_view(press.rooms, run, tellings, "UTC")
    return modal("told", say("recover.all_title"), say("recover.all_close"), all_blocks(press.rooms.book, view))


def _do(press: Press, verb: str, run: str, **words: Any) -> None:
    """Have it done once who is asking was looked up."""
    wanted = step(press.actor.workspace, press.actor.slack_id, press.rooms.now(), verb, run, **words)
    press.once(lambda memory: memory.deliveries.schedule(wanted))


def _sealed(press: Press, **words: Any) -> str:
    return press.rooms.store.vault.seal(words, purpose="hint", holder=press.actor.holder)


def _told(rooms: Rooms, key: str) -> Block:
    say = rooms.book.say
    return modal("told", say("recover.title"), say("why.close"), [section(say(f"recover.{key}"))])
