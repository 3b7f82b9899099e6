"""What was written in a thread while nobody listened: Slack is asked once, before somebody is nudged about it."""

from datetime import datetime, timedelta
from functools import partial
from threading import Lock
from typing import Any

import structlog
from pydantic import ValidationError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.messages import Message, Place
from handlers import nudging
from handlers.allowance import Allowance
from handlers.ears import GIVEN_UP
from handlers.payloads import heard
from handlers.rooms import Rooms
from handlers.speaking import NotYet
from phrasebook.reading import Reading, Voice
from storage.store import Memory

log = structlog.get_logger()

A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 45
"""Slack takes fifty such questions a minute; a few are left for looking up what may have been said already."""
PAGE = 200


class Missed:
    """Threads that are older than the last time when nobody listened are asked about once. Safe to share."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._asked: dict[Place, tuple[datetime, bool]] = {}
        self._allowance = Allowance(MOST_A_MINUTE, A_MINUTE)
        self._lock = Lock()

    def is_there(self, client: WebClient, place: Place) -> bool:
        """Whether a thread still stands, what was missed in it being remembered now.

        Raises NotYet when Slack was asked too often, and what slack_sdk raises.
        """
        since = self._rooms.ears.since
        if float(place.thread) >= since.timestamp():
            return True
        with self._lock:
            asked_at, known = self._asked.get(place, (None, None))
        if known is None or asked_at != since:
            if until := self._allowance.take(self._rooms.now()):
                raise NotYet(until)
            known = self._ask(client, place, since)
            with self._lock:
                self._asked[place] = (since, known)
        return known

    def _ask(self, client: WebClient, place: Place, since: datetime) -> bool:
        began = self._rooms.store.recall(partial(_gap_began, place=place, ended=since))
        oldest = str(began.timestamp()) if began else None
        try:
            page = client.conversations_replies(channel=place.channel, ts=place.thread, limit=PAGE, oldest=oldest)
        except SlackApiError as error:
            if error.response.get("error") == "thread_not_found":
                return False
            raise
        for told in page.get("messages") or []:
            message = self._message(told, place)
            if message and message.at < since and (began is None or message.at > began):
                self._hear(message)
        return True

    def _message(self, told: dict[str, Any], place: Place) -> Message | None:
        try:
            found = heard(
                {**told, "channel": place.channel},
                workspace=place.workspace,
                outsiders=False,
                relays=self._rooms.relays,
            )
        except ValidationError:
            log.warning("missed_message_unreadable")
            return None
        return found if isinstance(found, Message) else None

    def _hear(self, message: Message) -> None:
        """As if it were heard now, but nobody is coached about what is over."""
        place = message.place
        voice = self._rooms.store.recall(partial(_voice, message=message))
        if voice is not None:
            reading = self._rooms.book.read(message.text, voice)
            work = partial(_note, message=message, voice=voice, reading=reading, now=self._rooms.now())
            self._rooms.store.remember(work, thread=place)


def _note(memory: Memory, *, message: Message, voice: Voice, reading: Reading, now: datetime) -> None:
    """What was settled since stays settled."""
    thread = memory.threads.find(message.place)
    is_over = thread.settled_at is not None and message.at <= thread.settled_at
    if not is_over and memory.threads.first_hearing(message, now=now):
        nudging.note_message(memory, message, voice, reading, thread, now)


def _voice(memory: Memory, *, message: Message) -> Voice | None:
    scene = memory.scenes.find(message.place, message.author)
    return None if scene is None else scene.voice(message.standing)


def _gap_began(memory: Memory, *, place: Place, ended: datetime) -> datetime | None:
    """When anything was last heard before the gap; else the last word that was heard in the thread.

    Other events may have been heard until the very end of a gap in which Slack gave up on some.
    """
    return memory.talks.heard_last(before=ended - GIVEN_UP) or memory.threads.find(place).last_wrote_at
