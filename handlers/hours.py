"""`/levelhead hours [channel|everybody]`: when somebody works, a channel, or everybody who chose nothing else."""

from datetime import date
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.schedules import Counted
from bot.worktime import know_holidays
from handlers.blocks import Block, modal, section
from handlers.channel_settings import may_set_up
from handlers.hours_form import FORM, HoursView, Whose, counts_blocks, hours_form, told
from handlers.hours_reading import Filled, read_form
from handlers.presses import Press
from handlers.rooms import Actor, Afterwards, Body, Rooms, press_key
from handlers.slack_errors import CALL_ERRORS
from handlers.team_modal import Refused, check_admin
from handlers.windows import show_next
from storage.store import Memory
from storage.working import EVERYBODY

WORDS = {"channel": Whose.CHANNEL, "here": Whose.CHANNEL, "everybody": Whose.EVERYBODY, "everyone": Whose.EVERYBODY}


def register(app: App, rooms: Rooms) -> None:
    @app.view(FORM)
    def keep(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        carried = press.opened(view["private_metadata"])
        if carried is None:
            gone = section(rooms.book.say("hours.gone"))
            ack(response_action="update", view=told(rooms.book, Whose.OWN, [gone]))
            return
        whose, channel = Whose(carried["whose"]), str(carried["channel"])
        filled = read_form(view, whose, _today(rooms, press.actor), rooms.book.say)
        if not isinstance(filled, Filled):
            ack(response_action="errors", errors=filled)
        elif whose is Whose.EVERYBODY:
            ack(response_action="update", view=_loading(rooms, whose))
            afterwards.append(partial(_keep_for_everybody, press, str(view["id"]), filled))
        else:
            ack(response_action="update", view=_keep(press, whose, channel, filled))


def open_hours(press: Press, channel: str, rest: str) -> str:
    """Show at once that something happens, then the form; Slack gives a trigger three seconds."""
    rooms, whose = press.rooms, WORDS.get(rest, Whose.OWN)

    def show() -> None:
        client = rooms.directory.client(press.actor.workspace)
        opened = client.views_open(trigger_id=press_key(press.body), view=_loading(rooms, whose))
        shown = _view(rooms, client, press.actor, channel, whose)
        show_next(client, str((opened.get("view") or {})["id"]), shown)
        know_holidays()

    press.later(show)
    return ""


def _view(rooms: Rooms, client: WebClient, actor: Actor, channel: str, whose: Whose) -> Block:
    """The form, or what is so for who may only look."""
    refused = _refused(rooms, client, actor, channel, whose)
    if whose is Whose.CHANNEL and not channel.startswith(("C", "G")):
        return told(rooms.book, whose, [section(rooms.book.say("hours.no_channel"))])
    _learn_zone(rooms, client, actor)
    look = partial(_seen, rooms, actor, channel, whose)
    if refused:
        return told(rooms.book, whose, [*counts_blocks(rooms.book, look(), rooms.now()), section(refused)])
    return hours_form(rooms.book, look(), rooms.now())


def _refused(rooms: Rooms, client: WebClient, actor: Actor, channel: str, whose: Whose) -> str:
    """Why somebody may not set these hours; empty where they may."""
    if whose is Whose.OWN:
        return ""
    if whose is Whose.CHANNEL:
        may = rooms.store.recall(lambda memory: may_set_up(memory, actor, channel))
        return "" if may else rooms.book.say("hours.not_yours_channel")
    try:
        check_admin(rooms, client, actor)
    except Refused:
        return rooms.book.say("hours.not_yours_everybody")
    return ""


def _learn_zone(rooms: Rooms, client: WebClient, actor: Actor) -> None:
    try:
        rooms.directory.zone(client, actor.workspace, actor.slack_id)
    except CALL_ERRORS:
        # Their clock is learned with the next message; until then it is shown, and named, as UTC.
        return


def _seen(rooms: Rooms, actor: Actor, channel: str, whose: Whose) -> HoursView:
    carried = {"whose": whose.value, "channel": channel}
    sealed = rooms.store.vault.seal(carried, purpose="hint", holder=actor.holder)

    def look(memory: Memory) -> HoursView:
        patience = memory.patiences.of(actor.workspace) if whose is Whose.EVERYBODY else {}
        counted = counts(memory, actor, channel, whose)
        return HoursView(whose=whose, counted=counted, channel=channel, patience=patience, sealed=sealed)

    return rooms.store.recall(look)


def counts(memory: Memory, actor: Actor, channel: str, whose: Whose) -> Counted:
    """The hours that a form is about, as they are now."""
    if whose is Whose.OWN:
        return memory.working.counted(actor.workspace, actor.slack_id, channel)
    if whose is Whose.EVERYBODY:
        return memory.working.default(actor.workspace)
    found = memory.channels.find(actor.workspace, channel)
    return memory.working.of_channel(actor.workspace, channel, found.inviter if found else actor.slack_id)


def _keep(press: Press, whose: Whose, channel: str, filled: Filled) -> Block:
    """Keep what was filled in, if they may, and show what counts now."""
    rooms, actor = press.rooms, press.actor

    def work(memory: Memory) -> bool:
        if whose is Whose.CHANNEL and not may_set_up(memory, actor, channel):
            return False
        _save(memory, actor, channel, whose, filled)
        if whose is Whose.OWN:
            memory.working.go_away(actor.workspace, actor.slack_id, filled.away)
            memory.gathered.wake(actor.workspace, actor.slack_id, rooms.now())
        return True

    if press.once(work) is False:
        return told(rooms.book, whose, [section(rooms.book.say("hours.not_yours_channel"))])
    return _kept(rooms, actor, channel, whose)


def _save(memory: Memory, actor: Actor, channel: str, whose: Whose, filled: Filled) -> None:
    """Hours that are those around, unchanged, are not kept as one's own: should those change, these do."""
    key = {Whose.OWN: actor.slack_id, Whose.CHANNEL: channel, Whose.EVERYBODY: EVERYBODY}[whose]
    known = counts(memory, actor, channel, whose)
    same = known.schedule == filled.schedule and filled.zone in ("", known.zone)
    if filled.schedule is None:
        memory.working.drop(actor.workspace, key)
    elif known.source is whose.source or not same:
        memory.working.save(actor.workspace, key, filled.schedule, filled.zone)


def _keep_for_everybody(press: Press, view_id: str, filled: Filled) -> None:
    """Ask Slack who that is just now, keep it, and show what counts now."""
    rooms, actor = press.rooms, press.actor
    client = rooms.directory.client(actor.workspace)
    refused = _refused(rooms, client, actor, "", Whose.EVERYBODY)

    def work(memory: Memory) -> None:
        _save(memory, actor, "", Whose.EVERYBODY, filled)
        memory.patiences.save(actor.workspace, filled.patience)

    if refused:
        shown = told(rooms.book, Whose.EVERYBODY, [section(refused)])
    else:
        press.once(work)
        shown = _kept(rooms, actor, "", Whose.EVERYBODY)
    show_next(client, view_id, shown)


def _kept(rooms: Rooms, actor: Actor, channel: str, whose: Whose) -> Block:
    seen = _seen(rooms, actor, channel, whose)
    return told(
        rooms.book, whose, [section(rooms.book.say("hours.kept")), *counts_blocks(rooms.book, seen, rooms.now())]
    )


def _loading(rooms: Rooms, whose: Whose) -> Block:
    say = rooms.book.say
    return modal("told", say(f"hours.title_{whose}"), say("why.close"), [section(say("hours.loading"))])


def _today(rooms: Rooms, actor: Actor) -> date:
    zone = rooms.store.recall(lambda memory: memory.working.counted(actor.workspace, actor.slack_id).zone)
    return rooms.now().astimezone(ZoneInfo(zone)).date()
