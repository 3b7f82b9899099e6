"""The modals of follow-ups: *Follow up* on a message or a hint, another time, another person."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.followups import FollowUp, Refusal, hand_over, snooze
from bot.messages import Place
from bot.people import Identity
from handlers.blocks import section, typed
from handlers.followup_blocks import chosen, date_token, told_blocks, told_modal
from handlers.followup_buttons import ask_for, zone_of
from handlers.followup_keeping import change, schedule_given, start
from handlers.leak_guard import to_warn_of
from handlers.presses import Press, place_in
from handlers.rooms import Afterwards, Body, Rooms
from handlers.slack_errors import CALL_ERRORS
from storage.store import Memory


def register(app: App, rooms: Rooms) -> None:
    @app.shortcut("follow_up")
    def shortcut(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        message, channel = body.get("message") or {}, str((body.get("channel") or {}).get("id", ""))
        thread = str(message.get("thread_ts") or message.get("ts") or "")
        press.open_modal(ask_for(press, Place(workspace=press.actor.workspace, channel=channel, thread=thread)))

    @app.action("hint_followup")
    def from_hint(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            press.open_modal(ask_for(press, Place(workspace=press.actor.workspace, **place_in(carried))))

    @app.view("followup")
    def asked(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, at = Press(rooms, body, context, afterwards), _moment(view)
        carried = press.unsealed(view["private_metadata"])
        if at is None or at <= rooms.now():
            ack(response_action="errors", errors={"when": rooms.book.say("followup.past")})
        elif to_warn_of(rooms, press.actor, str(view["id"]), typed(view, "note")):
            ack(response_action="errors", errors={"note": rooms.book.say("leakguard.form")})
        elif carried:
            place = Place(workspace=press.actor.workspace, **place_in(carried))
            _set_up(ack, press, place, at, typed(view, "note").strip())
        else:
            ack()

    @app.view("followup_snoozed")
    def snoozed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, at, now = Press(rooms, body, context, afterwards), _moment(view), rooms.now()
        if at is None or at <= now:
            ack(response_action="errors", errors={"when": rooms.book.say("followup.past")})
            return
        workspace, person, followup_id = press.actor.workspace, press.actor.slack_id, view["private_metadata"]
        result = press.once(
            lambda memory: change(memory, workspace, followup_id, lambda one: snooze(one, person, at, now), now)
        )
        when = date_token(at, zone_of(press), now)
        _show(ack, press, result, rooms.book.say("followup.snoozed", when=when))

    @app.view("followup_handed")
    def handed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, to = Press(rooms, body, context, afterwards), chosen(view, "to")
        waiting = told_modal(rooms.book, [section(rooms.book.say("followup.asking", to=f"<@{to}>"))])
        ack(response_action="update", view=waiting)
        afterwards.append(partial(_hand_over, press, view["private_metadata"], to))


def _set_up(ack: Ack, press: Press, place: Place, at: datetime, note: str) -> None:
    now = press.rooms.now()
    followup = press.once(lambda memory: start(memory, press.actor, place, at, note, now))
    _show(ack, press, followup, press.rooms.book.say("followup.set", when=date_token(at, zone_of(press), now)))


def _show(ack: Ack, press: Press, result: FollowUp | Refusal | None, text: str) -> None:
    """Put what came of it in the place of the modal."""
    book = press.rooms.book
    if isinstance(result, FollowUp):
        ack(response_action="update", view=told_modal(book, told_blocks(book, text, result)))
    else:
        told = book.say(result.key if result else "followup.gone")
        ack(response_action="update", view=told_modal(book, [section(told)]))


def _hand_over(press: Press, followup_id: str, to: str) -> None:
    """Ask Slack who that is just now, hand it over, and show what came of it."""
    rooms, workspace, now = press.rooms, press.actor.workspace, press.rooms.now()
    client = rooms.directory.client(workspace)
    try:
        rooms.directory.forget(workspace, to)
        member = rooms.directory.member(client, workspace, to)
        identity = Identity(
            slack_id=to,
            workspace=workspace if member.own else "",
            alive=member.alive,
            guest=member.guest,
            external=not member.own,
            bot=member.bot,
        )
    except CALL_ERRORS:
        identity = Identity(slack_id=to, workspace="")

    def work(memory: Memory) -> FollowUp | Refusal | None:
        by = press.actor.slack_id
        result = change(memory, workspace, followup_id, lambda one: hand_over(one, by, identity, now), now)
        if isinstance(result, FollowUp):
            schedule_given(memory, result, now)
        return result

    result = press.once(work)
    book = rooms.book
    if isinstance(result, FollowUp):
        blocks = told_blocks(book, book.say("followup.handed_over", to=f"<@{to}>"), result)
    else:
        blocks = [section(book.say(result.key if result else "followup.gone"))]
    client.views_update(view_id=press.body["view"]["id"], view=told_modal(book, blocks))


def _moment(view: dict[str, Any]) -> datetime | None:
    seconds = chosen(view, "when")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else None
