"""The buttons of follow-ups: undo, done, snooze, hand over; they answer who pressed alone."""

from datetime import timedelta
from functools import partial

from slack_bolt import Ack, App, BoltContext

from bot.followups import FollowUp, Refusal, done, snooze, snooze_until, undo
from bot.when import Unclear
from handlers.blocks import section
from handlers.followup_blocks import date_token, hand_modal, snooze_modal, told_blocks
from handlers.followup_keeping import change, hours_of
from handlers.presses import Press
from handlers.rooms import Afterwards, Body, Rooms
from storage.store import Memory

SOON = timedelta(hours=1)
SPANS = {"hour": "1h", "tomorrow": "tomorrow 9am"}
"""What the menu for snoozing offers, as it would be typed."""


def register(app: App, rooms: Rooms) -> None:
    @app.action("followup_undo")
    def take_back(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        person, now = press.actor.slack_id, rooms.now()
        result = press.once(
            lambda memory: change(memory, press.actor.workspace, press.value, lambda one: undo(one, person, now), now)
        )
        ack()
        tell(press, result, rooms.book.say("followup.undone"), undoable=False)

    @app.action("followup_done")
    def finished(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        person, now = press.actor.slack_id, rooms.now()
        result = press.once(
            lambda memory: change(memory, press.actor.workspace, press.value, lambda one: done(one, person, now), now)
        )
        ack()
        tell(press, result, rooms.book.say("followup.done"))

    @app.action("followup_snooze")
    def snoozed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        followup_id, _, until = press.value.partition(":")
        if until == "pick":
            press.open_modal(snooze_modal(rooms.book, followup_id, at=rooms.now() + SOON))
        else:
            result = press.once(partial(snooze_for, press, followup_id, until))
            tell_snoozed(press, result)
        ack()

    @app.action("followup_hand")
    def hand(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        found = rooms.store.recall(lambda memory: memory.followups.find(press.actor.workspace, press.value))
        if found is None or not found.is_theirs(press.actor.slack_id):
            press.whisper(rooms.book.say("followup.gone" if found is None else Refusal.NOT_YOURS.key))
        else:
            press.open_modal(hand_modal(rooms.book, found.id, note=found.note))


def zone_of(press: Press) -> str:
    """The zone that is known of who pressed; UTC where none is: Slack shows each reader their own clock anyway."""
    return own_zone(press) or "UTC"


def own_zone(press: Press) -> str:
    """The zone that is known of who pressed; empty where none is."""
    workspace, person = press.actor.workspace, press.actor.slack_id
    return press.rooms.store.recall(lambda memory: memory.zones.of(workspace, person))


def tell_snoozed(press: Press, result: FollowUp | Refusal | None) -> None:
    when = date_token(result.due_at, zone_of(press), press.rooms.now()) if isinstance(result, FollowUp) else ""
    tell(press, result, press.rooms.book.say("followup.snoozed", when=when))


def tell(press: Press, result: FollowUp | Refusal | None, text: str, *, undoable: bool = True) -> None:
    """Say what came of a press: beside what others may see too, else in its place."""
    answer = press.whisper if _in_public(press.body) else press.reply
    if isinstance(result, FollowUp):
        answer(text, told_blocks(press.rooms.book, text, result) if undoable else [section(text)])
    else:
        press.whisper(press.rooms.book.say(result.key if result else "followup.gone"))


def snooze_for(press: Press, followup_id: str, span: str, memory: Memory) -> FollowUp | Refusal | None:
    """Move a follow-up on by a span of the menu, `hour` or `tomorrow`, for who pressed."""
    workspace, person, now = press.actor.workspace, press.actor.slack_id, press.rooms.now()
    until = snooze_until(SPANS[span], now, hours_of(memory, workspace, person))
    if isinstance(until, Unclear):
        return Refusal.PAST
    return change(memory, workspace, followup_id, lambda one: snooze(one, person, until.at, now), now)


def _in_public(body: Body) -> bool:
    container = body.get("container") or {}
    in_channel = container.get("type") == "message" and not container.get("is_ephemeral")
    return in_channel and not str(container.get("channel_id", "")).startswith("D")
