"""How a follow-up comes back: in its thread among colleagues, else to its owner alone beside a neutral line."""

from dataclasses import replace

from slack_sdk import WebClient

from bot.deliveries import Delivery
from bot.followups import FollowUp, remind
from bot.nudge_checks import MoveTo, Withdraw
from bot.nudge_values import Facts, Room, Silenced, Way
from bot.pacing import is_late
from bot.reminders import Say, reminder_needed, says
from handlers.blocks import Block, quoted_whole, section
from handlers.direct import found_in, marked, said_in_dm, said_in_thread, say_in_dm
from handlers.directory import NOWHERE, Reach
from handlers.followup_blocks import date_token, reminder_buttons
from handlers.followup_keeping import hours_of, schedule_reminder
from handlers.rooms import Rooms
from handlers.slack_errors import CALL_ERRORS
from handlers.speaking import Over
from storage.store import Memory


class FollowUpSpeaker:
    """Says a reminder, with its note, where its note may be read."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Unless it was done, moved or handed over meanwhile."""
        followup = memory.followups.find(delivery.workspace, str(delivery.words["followup"]))
        if followup is None or not delivery.key.startswith(followup.reminder_key):
            return False
        return not isinstance(reminder_needed(followup, _facts(memory, followup)), Withdraw)

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Its owner, or who asked for it where the owner left."""
        return bool(self._reader(client, delivery))

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """In the conversation where it would be said now."""
        if self._say(client, delivery).way is Way.PUBLIC:
            return _said_in_place(client, delivery)
        return said_in_dm(client, replace(delivery, to=self._reader(client, delivery)))

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        message, followup = self._say(client, delivery), self._followup(delivery)
        if message.way is Way.PUBLIC:
            lead = self._rooms.book.say(message.words, person=f"<@{followup.owner}>")
            self._post(client, delivery, self._blocks(delivery, lead, followup))
        else:
            to_reader = replace(delivery, to=self._reader(client, delivery))
            words = message.words if to_reader.to == followup.asked_by else "followup.reminder_given"
            lead = f"{self._rooms.book.say(words)} {self._belongs_to(client, followup)}".strip()
            fallback = self._rooms.book.say("followup.reminder_fallback")
            say_in_dm(client, to_reader, fallback, self._blocks(delivery, lead, followup))

    def follow(self, memory: Memory, delivery: Delivery) -> None:
        """It rings again on the next working mornings, unless it is done by then."""
        followup = memory.followups.lock(delivery.workspace, str(delivery.words["followup"]))
        if followup is not None and delivery.key == followup.reminder_key:
            reminded = remind(followup, self._rooms.now())
            memory.followups.save(reminded, self._rooms.now())
            schedule_reminder(memory, reminded)

    def _blocks(self, delivery: Delivery, lead: str, followup: FollowUp) -> list[Block]:
        book = self._rooms.book
        late = f"{book.say('nudges.late')} " if is_late(delivery.due_at, self._rooms.now()) else ""
        return [section(f"{late}{lead}"), *quoted_whole(followup.note), reminder_buttons(book, followup)]

    def _post(self, client: WebClient, delivery: Delivery, blocks: list[Block]) -> None:
        client.chat_postMessage(
            channel=delivery.channel,
            thread_ts=delivery.thread or None,
            text=self._rooms.book.say("followup.reminder_fallback"),
            blocks=marked(delivery, blocks),
            unfurl_links=False,
            unfurl_media=False,
        )

    def _belongs_to(self, client: WebClient, followup: FollowUp) -> str:
        """Where it belongs, as a link; nothing for what belongs to no channel that Slack shows."""
        place, say = followup.place, self._rooms.book.say
        if not place.thread:
            return say("followup.reminder_channel", channel=f"<#{place.channel}>") if place.channel[:1] == "C" else ""
        try:
            link = client.chat_getPermalink(channel=place.channel, message_ts=place.thread).get("permalink")
        except CALL_ERRORS:
            return ""
        return say("followup.reminder_place", link=f"<{link}|{say('followup.this_thread')}>")

    def _followup(self, delivery: Delivery) -> FollowUp:
        found = self._rooms.store.recall(
            lambda memory: memory.followups.find(delivery.workspace, str(delivery.words["followup"]))
        )
        if found is None:
            raise Over
        return found

    def _reader(self, client: WebClient, delivery: Delivery) -> str:
        """Who is told; empty when nobody is left."""
        followup = self._followup(delivery)
        people = {followup.owner, followup.asked_by}
        gone = frozenset(one for one in people if not self._is_here(client, delivery.workspace, one))
        verdict = reminder_needed(followup, Facts(place=followup.place, gone=gone))
        if isinstance(verdict, Withdraw):
            return ""
        return verdict.person if isinstance(verdict, MoveTo) else followup.owner

    def _is_here(self, client: WebClient, workspace: str, person: str) -> bool:
        member = self._rooms.directory.member(client, workspace, person)
        return member.own and member.alive and not member.bot

    def _say(self, client: WebClient, delivery: Delivery) -> Say:
        """Its message with the note, for its thread or for its reader."""
        return self._all(client, delivery)[0]

    def _all(self, client: WebClient, delivery: Delivery) -> tuple[Say, ...]:
        followup = self._followup(delivery)
        reach = reach_of(self._rooms, client, delivery)
        room, facts = self._rooms.store.recall(
            lambda memory: (_room(memory, followup, reach), _facts(memory, followup))
        )
        moved = self._reader(client, delivery) != followup.owner
        return says(followup, room, replace(facts, silenced=Silenced.LEFT if moved else silenced(reach)))


class FollowUpGivenSpeaker(FollowUpSpeaker):
    """Tells a colleague what was handed over to them."""

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        followup = memory.followups.find(delivery.workspace, str(delivery.words["followup"]))
        return followup is not None and followup.is_open and followup.owner == delivery.to

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        return self._rooms.directory.member(client, delivery.workspace, delivery.to).may_be_coached

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return said_in_dm(client, delivery)

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        followup, say = self._followup(delivery), self._rooms.book.say
        zone = self._rooms.directory.zone(client, delivery.workspace, delivery.to)
        when = date_token(followup.due_at, zone, self._rooms.now())
        giver = followup.before.by if followup.before else followup.asked_by
        lead = f"{say('followup.given', by=f'<@{giver}>', when=when)} {self._belongs_to(client, followup)}".strip()
        blocks = [section(lead), *quoted_whole(followup.note), reminder_buttons(self._rooms.book, followup)]
        say_in_dm(client, delivery, say("followup.given_fallback"), blocks)

    def follow(self, memory: Memory, delivery: Delivery) -> None:
        """Nothing: its own reminder comes at its time."""


def reach_of(rooms: Rooms, client: WebClient, delivery: Delivery) -> Reach:
    """What can be said in a delivery's channel; nothing where there is none, or only a DM."""
    if not delivery.channel or delivery.channel.startswith("D"):
        return NOWHERE
    return rooms.directory.reach(client, delivery.workspace, delivery.channel)


def silenced(reach: Reach) -> Silenced | None:
    """Why a channel cannot be told anything, if it cannot."""
    if reach.archived:
        return Silenced.ARCHIVED
    return None if reach.inside else Silenced.LEFT


def _room(memory: Memory, followup: FollowUp, reach: Reach) -> Room:
    """The channel's settings; who can read it is what Slack says now, or anybody from outside ever heard there."""
    workspace, hours = followup.place.workspace, hours_of(memory, followup.place.workspace, followup.owner)
    room = memory.nudge_rooms.find(workspace, followup.place.channel, hours)
    return replace(room, outsiders=reach.outsiders or bool(room.outsiders))


def _facts(memory: Memory, followup: FollowUp) -> Facts:
    thread = memory.threads.find(followup.place) if followup.place.thread else None
    return Facts(place=followup.place, resolved_at=thread.settled_at if thread else None)


def _said_in_place(client: WebClient, delivery: Delivery) -> bool:
    if delivery.thread:
        return said_in_thread(client, delivery)
    return found_in(client, delivery.channel, delivery) is not None
