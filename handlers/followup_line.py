"""The neutral sentence that a reminder leaves in a thread where people from outside read."""

from slack_sdk import WebClient

from bot.deliveries import Delivery
from handlers.blocks import section
from handlers.direct import said_in_thread
from handlers.followup_delivery import FollowUpSpeaker
from handlers.speaking import Over
from storage.store import Memory


class FollowUpLineSpeaker(FollowUpSpeaker):
    """Leaves the fixed neutral sentence in a thread that outsiders read, if the channel wants it."""

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return said_in_thread(client, delivery)

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Whether the reminder has a line for the thread besides what it tells its owner."""
        return super().may_reach(client, delivery) and len(self._all(client, delivery)) > 1

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        self._post(client, delivery, [section(self._rooms.book.say("followup.reminder_neutral"))])

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Also where its reminder was said a moment before."""
        followup = memory.followups.find(delivery.workspace, str(delivery.words["followup"]))
        return followup is not None and followup.is_open and f":{followup.revision}:" in delivery.key

    def prepared(self, client: WebClient, delivery: Delivery) -> Delivery:
        """Raises Over where the thread has had its line today: whoever reads along reads one a day at most."""
        if not self._rooms.store.remember(lambda memory: self._is_todays(memory, delivery)):
            raise Over
        return delivery

    def follow(self, memory: Memory, delivery: Delivery) -> None:
        """Nothing: the reminder itself counts."""

    def _is_todays(self, memory: Memory, delivery: Delivery) -> bool:
        """Whether this one is the day's, which it stays when it has to be tried again."""
        now, day = self._rooms.now(), f"line/{delivery.channel}/{delivery.thread}"
        tried = not memory.presses.once(delivery.workspace, f"line/{delivery.id}", now)
        return tried or memory.presses.once(delivery.workspace, f"{day}/{now:%Y-%m-%d}", now)
