"""What can be done with a nudge, in private: *Snooze* lets it look again later, *Hand over* gives it to a colleague."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from slack_bolt import Ack, App, BoltContext

from bot.deliveries import Kind
from bot.followups import FollowUp, Refusal, Source, hand_over, snooze_until
from bot.messages import Place
from bot.nudge_values import AN_HOUR, Nudge
from bot.people import Identity
from bot.when import Unclear
from handlers.blocks import section, typed
from handlers.colleagues import colleague_now
from handlers.followup_blocks import chosen, date_token, hand_modal, snooze_modal, told_modal
from handlers.followup_buttons import SOON, SPANS, zone_of
from handlers.followup_keeping import hours_of, keep, schedule_given
from handlers.followup_modals import picked_moment, show_handed_over
from handlers.leak_guard import to_warn_of
from handlers.nudge_looks import mark_of, nudge_in, snoozed_delivery
from handlers.presses import Press
from handlers.rooms import Afterwards, Body, Rooms
from storage.store import Memory


def register(app: App, rooms: Rooms) -> None:
    @app.action("nudge_snooze")
    def snoozed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        span, _, carried = press.value.partition(":")
        if span in SPANS:
            until = press.once(partial(_snooze_for, press, nudge_in(press.actor.workspace, carried), SPANS[span]))
            if until is not None:
                press.reply(_snoozed_words(press, until))
        else:
            press.open_modal(snooze_modal(rooms.book, carried, at=rooms.now() + SOON, name="nudge_snoozed"))
        ack()

    @app.view("nudge_snoozed")
    def picked(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, now = Press(rooms, body, context, afterwards), rooms.now()
        at = picked_moment(press, view)
        if at is None or at <= now:
            ack(response_action="errors", errors={"when": rooms.book.say("followup.past")})
            return
        nudge = nudge_in(press.actor.workspace, view["private_metadata"])
        press.once(lambda memory: _snooze(memory, nudge, at, press.actor.slack_id, now))
        ack(response_action="update", view=told_modal(rooms.book, [section(_snoozed_words(press, at))]))

    @app.action("nudge_hand")
    def hand(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            note = rooms.book.say(f"nudges.hand_{_nudge(press, carried).trigger}")
            press.open_modal(hand_modal(rooms.book, press.value, note=note, name="nudge_handed"))

    @app.view("nudge_handed")
    def handed(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press, to, note = Press(rooms, body, context, afterwards), chosen(view, "to"), typed(view, "note").strip()
        carried = press.opened(view["private_metadata"])
        if carried is None:
            ack(response_action="errors", errors={"note": rooms.book.say("why.gone_window")})
        elif to_warn_of(rooms, press.actor, str(view["id"]), note):
            ack(response_action="errors", errors={"note": rooms.book.say("leakguard.form")})
        else:
            waiting = section(rooms.book.say("followup.asking", to=f"<@{to}>"))
            ack(response_action="update", view=told_modal(rooms.book, [waiting]))
            afterwards.append(partial(_hand_over, press, _nudge(press, carried), to, note))


def _nudge(press: Press, carried: Mapping[str, Any]) -> Nudge:
    return nudge_in(press.actor.workspace, str(carried["nudge"]))


def _snooze_for(press: Press, nudge: Nudge, words: str, memory: Memory) -> datetime | None:
    person, now = press.actor.slack_id, press.rooms.now()
    until = snooze_until(words, now, hours_of(memory, press.actor.workspace, person))
    if isinstance(until, Unclear):
        return None
    _snooze(memory, nudge, until.at, person, now)
    return until.at


def _snooze(memory: Memory, nudge: Nudge, until: datetime, person: str, now: datetime) -> None:
    """It looks again then, and says nothing if it is not needed any more; what would have come before does not."""
    memory.deliveries.withdraw(nudge.place, kind=Kind.NUDGE, about=mark_of(nudge), now=now)
    memory.deliveries.schedule(snoozed_delivery(nudge, person, until))


def _snoozed_words(press: Press, until: datetime) -> str:
    when = date_token(until, zone_of(press), press.rooms.now())
    return press.rooms.book.say("nudges.snoozed", when=when)


def _hand_over(press: Press, nudge: Nudge, to: str, note: str) -> None:
    """Ask Slack who that is just now, give them the thread with its problem and its deadline, and show it."""
    colleague = colleague_now(press.rooms, press.actor.workspace, to)
    show_handed_over(press, press.once(partial(_give, press, nudge, colleague, note)), to)


def _give(press: Press, nudge: Nudge, to: Identity, note: str, memory: Memory) -> FollowUp | Refusal:
    person, now = press.actor.slack_id, press.rooms.now()
    followup = FollowUp(
        id=uuid4().hex,
        place=nudge.place,
        owner=person,
        asked_by=person,
        asked_at=now,
        due_at=_deadline(memory, nudge.place, to.slack_id, now),
        note=note,
        source=Source.NUDGE,
    )
    given = hand_over(followup, person, to, now)
    if isinstance(given, FollowUp):
        keep(memory, given, now)
        schedule_given(memory, given, now)
        memory.threads.give(nudge.place, to.slack_id)
        memory.deliveries.withdraw(nudge.place, kind=Kind.NUDGE, about=mark_of(nudge), now=now)
    return given


def _deadline(memory: Memory, place: Place, person: str, now: datetime) -> datetime:
    """What was promised, while that is ahead; else an hour of their working time from now."""
    promised = memory.threads.find(place).promised_at
    return (
        promised
        if promised and promised > now
        else hours_of(memory, place.workspace, person).add_working_time(now, AN_HOUR)
    )
