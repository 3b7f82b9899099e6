"""How a nudge is said, if it is still needed when somebody looks: in private first, in public only where it may be."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import NoReturn

from slack_sdk import WebClient

from bot.deliveries import Delivery
from bot.nudge_checks import MoveTo, Withdraw, hold, still_needed
from bot.nudge_values import Facts, Nudge, Room, Silenced, Trigger, Way
from bot.nudges import again, nudges_for
from bot.pacing import Listed
from bot.worktime import WorkingHours
from handlers.direct import marked, said_in_dm, said_in_thread, say_in_dm
from handlers.followup_blocks import date_token
from handlers.followup_delivery import reach_of, silenced
from handlers.gathering import AFTER_THE_LIST, Line, enlist, is_gathered, link_to
from handlers.missed import Missed
from handlers.nudge_blocks import draft_blocks, private_blocks, public_blocks
from handlers.nudge_facts import facts_of, is_in_question, room_of
from handlers.nudge_looks import about_of, next_delivery, nudge_of, trigger_of
from handlers.nudge_people import with_people
from handlers.rooms import Rooms
from handlers.speaking import NotYet, Over
from storage.store import Memory

KINDS = {Trigger.COVER: (Trigger.COVER, Trigger.HOLDING)}
"""A look for the cover finds, where there is none, a line to offer instead."""


class NudgeSpeaker:
    def __init__(self, rooms: Rooms) -> None:
        self._rooms, self._missed = rooms, Missed(rooms)

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Whether the thread is still as it was when this look was planned."""
        return is_in_question(memory.threads.find(delivery.place), delivery)

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether somebody is to be nudged; raises NotYet when it is too early, or a list will say it."""
        nudge = self._nudge(client, delivery)
        if nudge is not None and self._rooms.store.recall(lambda memory: is_gathered(memory, delivery)):
            raise NotYet(self._rooms.now() + AFTER_THE_LIST)
        return nudge is not None

    def listed(self, client: WebClient, delivery: Delivery) -> Listed | None:
        """What would be said now by itself; raises NotYet when it is too early."""
        nudge = self._nudge(client, delivery)
        if nudge is None:
            return None
        return Listed(
            key=delivery.key,
            workspace=delivery.workspace,
            to=nudge.to,
            way=nudge.way,
            due_at=nudge.due_at,
            urgent=nudge.urgent,
        )

    def line(self, client: WebClient, delivery: Delivery) -> Line:
        """The line of a list: its own sentence, with a button that settles the thread."""
        nudge = self._nudge(client, delivery)
        if nudge is None:
            raise NotYet(self._rooms.now())
        place = {"channel": delivery.channel, "thread": delivery.thread}
        say, now = self._rooms.book.say, self._rooms.now()
        text = say(nudge.words, link=link_to(client, delivery.place, say("nudges.look")), when="")
        zone = self._rooms.directory.zone(client, delivery.workspace, nudge.to)
        when = date_token(datetime.fromtimestamp(float(delivery.thread), UTC), zone, now)
        begun = say("nudges.together_thread", channel=f"<#{delivery.channel}>", when=when)
        return Line(text=f"{text}\n{begun}", carried={"place": place})

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        nudge = self._nudge(client, delivery)
        if nudge is None or nudge.way is Way.PUBLIC:
            return said_in_thread(client, delivery)
        return said_in_dm(client, replace(delivery, to=nudge.to))

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        nudge = self._nudge(client, delivery)
        if nudge is None:
            raise Over
        if nudge.way is Way.PUBLIC:
            self._post(client, delivery, nudge)
            return
        link = client.chat_getPermalink(channel=delivery.channel, message_ts=delivery.thread).get("permalink")
        look = f"<{link}|{self._rooms.book.say('nudges.look')}>"
        make = draft_blocks if nudge.way is Way.DRAFT else private_blocks
        zone = self._rooms.directory.zone(client, delivery.workspace, nudge.to)
        fallback = self._rooms.book.say("nudges.fallback")
        say_in_dm(client, replace(delivery, to=nudge.to), fallback, make(self._rooms, nudge, look, zone))

    def follow(self, memory: Memory, delivery: Delivery) -> None:
        """It comes again if nothing happens, as often as its rule says."""
        now, facts, room = self._rooms.now(), facts_of(memory, delivery.place), room_of(memory, delivery.place)
        nudge = nudge_of(delivery) or _first(nudges_for(facts, room, now), delivery)
        later = again(nudge, facts, room, now) if nudge else None
        if later is not None:
            memory.deliveries.schedule(next_delivery(later))

    def _post(self, client: WebClient, delivery: Delivery, nudge: Nudge) -> None:
        client.chat_postMessage(
            channel=delivery.channel,
            thread_ts=delivery.thread,
            text=self._rooms.book.say(nudge.words),
            blocks=marked(delivery, public_blocks(self._rooms, nudge)),
            unfurl_links=False,
            unfurl_media=False,
        )

    def _nudge(self, client: WebClient, delivery: Delivery) -> Nudge | None:
        """What to say now, and to whom; None when nothing is to be said any more."""
        facts, room = self._known(client, delivery)
        now = self._rooms.now()
        nudge = nudge_of(delivery) or _first(nudges_for(facts, room, now), delivery)
        if nudge is None:
            return None
        if nudge.due_at > now:
            self._hold(delivery, nudge, room, nudge.due_at)
        verdict = still_needed(nudge, facts, room, now)
        if isinstance(verdict, Withdraw):
            return None
        nudge = replace(nudge, to=verdict.person, way=verdict.way) if isinstance(verdict, MoveTo) else nudge
        return self._unless_held(delivery, nudge, room)

    def _unless_held(self, delivery: Delivery, nudge: Nudge, room: Room) -> Nudge | None:
        def look(memory: Memory) -> tuple[WorkingHours, bool]:
            muted = bool(nudge.to and memory.mutes.muted(delivery.place, {nudge.to}))
            return _hours(memory, nudge, room), muted

        hours, muted = self._rooms.store.recall(look)
        until = hold(nudge, hours, self._rooms.now())
        if until is not None:
            self._hold(delivery, nudge, room, until)
        return None if muted else nudge

    def _hold(self, delivery: Delivery, nudge: Nudge, room: Room, until: datetime) -> NoReturn:
        """Not yet; what waits for somebody who is off work joins the list for when they are back."""
        now = self._rooms.now()

        def join(memory: Memory) -> None:
            if not _hours(memory, nudge, room).is_working(now):
                enlist(memory, delivery, nudge.to, until)

        if nudge.to and nudge.way is Way.PRIVATE and not nudge.urgent:
            self._rooms.store.remember(join)
        raise NotYet(until)

    def _known(self, client: WebClient, delivery: Delivery) -> tuple[Facts, Room]:
        """What is known of the thread now, Slack's own facts about the channel and its people included."""
        place, reach = delivery.place, reach_of(self._rooms, client, delivery)
        silence = silenced(reach)
        if silence is None and not self._missed.is_there(client, place):
            silence = Silenced.DELETED
        thread = self._rooms.store.recall(lambda memory: memory.threads.find(place))
        if thread.owner:
            self._rooms.directory.zone(client, place.workspace, thread.owner)
        facts, room = self._rooms.store.recall(lambda memory: (facts_of(memory, place), room_of(memory, place)))
        if room.outsiders is None or (reach.outsiders and not room.outsiders):
            room = replace(room, outsiders=reach.outsiders)
            self._rooms.store.remember(
                lambda memory: memory.channels.note_outsiders(place.workspace, place.channel, reach.outsiders)
            )
        facts = replace(facts, silenced=facts.silenced or silence)
        return with_people(self._rooms, client, facts, room), room


def _hours(memory: Memory, nudge: Nudge, room: Room) -> WorkingHours:
    """The working time of who is told, or of the channel."""
    place = nudge.place
    return memory.working.of(place.workspace, nudge.to, place.channel) if nudge.to else room.hours


def _first(nudges: Iterable[Nudge], delivery: Delivery) -> Nudge | None:
    """The nudge that a first look was planned for."""
    wanted, about = trigger_of(delivery), about_of(delivery)
    kinds = KINDS.get(wanted, (wanted,))
    return next((one for one in nudges if one.trigger in kinds and one.about == about), None)
