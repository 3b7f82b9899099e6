"""How a Home is published: for its one viewer, as they may see it at that moment, and not too often."""

from slack_sdk import WebClient

from bot.deliveries import Delivery
from handlers.home_look import Health, home_now
from handlers.rooms import Actor, Rooms
from handlers.speaking import NotYet
from storage.store import Memory


class HomeSpeaker:
    """Publishes somebody's Home; what it shows is looked up at that moment, so that nothing of it waits in a row."""

    def __init__(self, rooms: Rooms, health: Health) -> None:
        self._rooms, self._health = rooms, health

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Unless they have not looked for so long that it was forgotten."""
        return memory.homes.find(delivery.workspace, delivery.to) is not None

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        """Takes the turn; whoever they are, something fit for them is published. Raises NotYet when it is too soon."""
        now = self._rooms.now()

        def take(memory: Memory) -> bool:
            return memory.homes.take_turn(delivery.workspace, delivery.to, now)

        if self._rooms.store.remember(take):
            return True
        visit = self._rooms.store.recall(lambda memory: memory.homes.find(delivery.workspace, delivery.to))
        if visit is None:
            return False
        raise NotYet(visit.free_at(now))

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        """A Home is put in the place of the one before, so that it may be published again."""
        return False

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        actor = Actor(delivery.workspace, delivery.to)
        client.views_publish(user_id=delivery.to, view=home_now(self._rooms, client, actor, self._health))
