"""What all who speak to one person in a DM have in common."""

from slack_sdk import WebClient

from bot.deliveries import Delivery
from handlers.direct import said_in_dm
from handlers.rooms import Rooms
from storage.store import Memory


class PrivateSpeaker:
    """Reaches live members of the own workspace only, and looks into the DM before it says a thing again."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        return True

    def may_reach(self, client: WebClient, delivery: Delivery) -> bool:
        return self._rooms.directory.member(client, delivery.workspace, delivery.to).may_be_coached

    def was_said(self, client: WebClient, delivery: Delivery) -> bool:
        return said_in_dm(client, delivery)
