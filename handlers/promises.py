"""Noticed promises: who says “I'll get back to you by 3pm” is asked in private whether to be reminded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.deliveries import HINT_LIFE, Delivery, Kind
from bot.followups import FollowUp, Source
from bot.messages import Message, Place
from bot.nudge_values import Trigger
from bot.nudges import GRACE
from bot.promises import Promise, find_promise
from bot.when import When
from handlers.blocks import Block, actions, button, section
from handlers.followup_blocks import date_token, told_blocks
from handlers.followup_buttons import zone_of
from handlers.followup_keeping import start
from handlers.nudge_looks import look_delivery
from handlers.presses import Press, place_in
from handlers.rooms import Actor, Afterwards, Body, Rooms
from phrasebook.promises import built_in
from phrasebook.reading import Voice
from storage.store import Memory

LONGEST = 4000
"""A message with more characters than this is no promise to one person."""


def register(app: App, rooms: Rooms) -> None:
    @app.action("promise_0")
    @app.action("promise_1")
    @app.action("promise_2")
    @app.action("promise_3")
    def take(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        press = Press(rooms, body, context, afterwards)
        if carried := press.unsealed():
            _take(press, carried)
        ack()

    @app.action("promise_leave")
    def leave(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards) -> None:
        ack()
        Press(rooms, body, context, afterwards).take_away(rooms.book.say("hints.gone"))


def may_promise(text: str, voice: Voice | None) -> bool:
    """Whether an agent's words name a time by which they will do something; without a clock, and without a store."""
    return voice is Voice.AGENT and len(text) <= LONGEST and bool(built_in().find(text))


def schedule_offer(memory: Memory, message: Message, now: datetime) -> None:
    """Ask its author soon, once; the courier knows on which clock they meant it."""
    place = message.place
    memory.deliveries.schedule(
        Delivery(
            id=uuid4().hex,
            key=f"offer/{place.channel}/{message.ts}",
            workspace=place.workspace,
            kind=Kind.OFFER,
            to=message.author,
            due_at=now,
            channel=place.channel,
            thread=place.thread,
            about=message.ts,
            words={"text": message.text, "at": message.at.isoformat()},
            expires_at=message.at + HINT_LIFE,
        )
    )


class OfferSpeaker:
    """Asks in private, at most once: *Remind me at 15:00?*"""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return not memory.mutes.muted(delivery.place, {delivery.to})

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether it is a promise on their own clock, of somebody who works here."""
        member = self._rooms.directory.member(client, delivery.workspace, delivery.to)
        return member.may_be_coached and bool(self._choices(client, delivery))

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """An ephemeral cannot be looked up, so that one which may have been said counts as said."""
        return True

    def prepared(self, client: WebClient, delivery: Delivery) -> Delivery:
        """With the blocks as words; asks Slack all there is to ask."""
        zone = self._rooms.directory.zone(client, delivery.workspace, delivery.to)
        blocks = self._blocks(delivery, self._choices(client, delivery), zone)
        return replace(delivery, words={"blocks": blocks})

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        """Call Slack once, with what was prepared."""
        client.chat_postEphemeral(
            channel=delivery.channel,
            user=delivery.to,
            text=self._rooms.book.say("followup.offer_fallback"),
            blocks=delivery.words["blocks"],
            thread_ts=delivery.thread if delivery.about != delivery.thread else None,
        )

    def follow(self, memory: Memory, delivery: Delivery) -> None:
        """Remember the time that was promised; when it has passed, somebody looks whether it was kept."""
        promise = _promise(memory, delivery)
        if promise is not None:
            at, said_at = promise.choices[0].at, _said_at(delivery)
            memory.threads.note_promise(delivery.place, at, on=said_at)
            if not _is_minded(memory, delivery):
                memory.deliveries.schedule(
                    look_delivery(delivery.place, Trigger.PROMISE, about=at, due_at=at + GRACE, ts=delivery.about)
                )

    def _choices(self, client: WebClient, delivery: Delivery) -> Sequence[When]:
        self._rooms.directory.zone(client, delivery.workspace, delivery.to)
        promise = self._rooms.store.recall(lambda memory: _promise(memory, delivery))
        return promise.choices if promise else ()

    def _blocks(self, delivery: Delivery, choices: Sequence[When], zone: str) -> list[Block]:
        rooms, say = self._rooms, self._rooms.book.say
        holder = Actor(delivery.workspace, delivery.to).holder
        seal = partial(rooms.store.vault.seal, purpose="hint", holder=holder)
        place = {"channel": delivery.channel, "thread": delivery.thread}
        buttons = [
            button(
                _question(rooms, when, zone),
                f"promise_{number}",
                seal({"place": place, "at": when.at.isoformat(), "about": delivery.about}),
                style="" if number else "primary",
            )
            for number, when in enumerate(choices)
        ]
        return [
            section(say("followup.offer_lead")),
            actions([*buttons, button(say("followup.offer_leave"), "promise_leave", "leave")]),
        ]


def _question(rooms: Rooms, when: When, zone: str) -> str:
    """*Remind me at 15:00?* today; with the day on another one."""
    there = ZoneInfo(zone)
    local, today = when.at.astimezone(there), rooms.now().astimezone(there).date()
    if local.date() == today:
        return rooms.book.say("followup.offer", when=f"{local:%H:%M}")
    return rooms.book.say("followup.offer_day", when=when.said)


def _promise(memory: Memory, delivery: Delivery) -> Promise | None:
    """What was promised, by the working hours of who did."""
    hours = memory.working.of(delivery.workspace, delivery.to, delivery.channel)
    return find_promise(str(delivery.words["text"]), _said_at(delivery), hours.zone, hours=hours)


def _is_minded(memory: Memory, delivery: Delivery) -> bool:
    """Whether they pressed already, sooner than Slack's answer came back: then they are reminded anyway."""
    theirs, said_at = memory.followups.open_for(delivery.workspace, delivery.to), _said_at(delivery)
    pressed = (one for one in theirs if one.source is Source.PROMISE and one.asked_at >= said_at)
    return any(one.place == delivery.place for one in pressed)


def _said_at(delivery: Delivery) -> datetime:
    return datetime.fromisoformat(str(delivery.words["at"]))


def _take(press: Press, carried: dict[str, Any]) -> None:
    rooms, now, at = press.rooms, press.rooms.now(), datetime.fromisoformat(str(carried["at"]))
    if at <= now:
        press.reply(rooms.book.say("followup.past"))
        return
    place, note = Place(workspace=press.actor.workspace, **place_in(carried)), rooms.book.say("followup.promise_note")

    def work(memory: Memory) -> FollowUp:
        # Who is reminded because they want to be is not asked about it once more.
        if about := str(carried.get("about") or ""):
            memory.deliveries.withdraw(place, kind=Kind.NUDGE, about=about, now=now)
        return start(memory, press.actor, place, at, note, now, Source.PROMISE)

    followup = press.once(work)
    if followup:
        text = rooms.book.say("followup.set", when=date_token(at, zone_of(press), now))
        press.reply(text, told_blocks(rooms.book, text, followup))
