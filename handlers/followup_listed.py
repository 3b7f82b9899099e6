"""Reminders that come again by themselves: they wait for working hours, and many of them come in one list."""

from datetime import datetime

from slack_sdk import WebClient

from bot.deliveries import Delivery
from bot.nudge_values import Way
from bot.pacing import Listed
from handlers.followup_delivery import FollowUpSpeaker
from handlers.followup_keeping import hours_of
from handlers.gathering import AFTER_THE_LIST, Line, enlist, is_gathered
from handlers.rich_text import escape
from handlers.speaking import NotYet
from storage.store import Memory

SHOWN = 200
"""How much of a note stands in a line of a list, in characters."""


class ListedFollowUpSpeaker(FollowUpSpeaker):
    """The time that was asked for is kept, whatever the hour and however much waits; what comes after it can wait."""

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether anybody is left to tell; raises NotYet while they are off work, or where a list will say it."""
        listed = self.listed(client, delivery)
        if listed is not None and self._rooms.store.recall(lambda memory: is_gathered(memory, delivery)):
            raise NotYet(self._rooms.now() + AFTER_THE_LIST)
        return super().may_reach(client, delivery)

    def listed(self, client: WebClient, delivery: Delivery) -> Listed | None:
        """A private reminder that comes again by itself; raises NotYet while its reader is off work."""
        followup, reader = self._followup(delivery), self._reader(client, delivery)
        if not followup.reminded or not reader or self._say(client, delivery).way is not Way.PRIVATE:
            return None
        until = self._rooms.store.remember(lambda memory: _held(memory, delivery, reader, self._rooms.now()))
        if until is not None:
            raise NotYet(until)
        place = delivery.place
        return Listed(key=delivery.key, workspace=place.workspace, to=reader, way=Way.PRIVATE, due_at=delivery.due_at)

    def line(self, client: WebClient, delivery: Delivery) -> Line:
        """The line of a list: where it belongs and its note, with a button that ends it."""
        followup, say = self._followup(delivery), self._rooms.book.say
        lead = f"{say('followup.reminder_private')} {self._belongs_to(client, followup)}".strip()
        note = f"\n{escape(followup.note[:SHOWN])}" if followup.note else ""
        return Line(text=f"{lead}{note}", carried={"followup": followup.id}, label="followup.done_button")


def _held(memory: Memory, delivery: Delivery, reader: str, now: datetime) -> datetime | None:
    """When its reader is at work again, if they are off now; it joins the list for then."""
    hours = hours_of(memory, delivery.workspace, reader)
    if hours.is_working(now):
        return None
    until = hours.next_working_moment(now)
    enlist(memory, delivery, reader, until)
    return until
