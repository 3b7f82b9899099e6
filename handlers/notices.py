"""Telling an admin that the bot itself needs a hand; never anything about people."""

from datetime import datetime
from uuid import uuid4

from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind
from bot.people import Role
from handlers.blocks import section
from handlers.direct import say_in_dm
from handlers.private_speaker import PrivateSpeaker
from handlers.slack_errors import Refusal
from storage.store import Memory


def tell_admins(memory: Memory, delivery: Delivery, refusal: Refusal, now: datetime) -> None:
    """Schedule one notice a day for each admin; before a team is imported, for who invited the bot."""
    for person in _admins(memory, delivery):
        memory.deliveries.schedule(
            Delivery(
                id=uuid4().hex,
                key=f"notice/{refusal.error}/{refusal.needed}/{now:%Y-%m-%d}/{person}",
                workspace=delivery.workspace,
                kind=Kind.NOTICE,
                to=person,
                due_at=now,
                words={"error": refusal.error, "needed": refusal.needed},
            )
        )


def _admins(memory: Memory, delivery: Delivery) -> tuple[str, ...]:
    team = memory.people.team(delivery.workspace)
    listed = tuple(person.slack_id for person in team if person.role is Role.ADMIN)
    channel = memory.channels.find(delivery.workspace, delivery.channel) if delivery.channel else None
    return listed or ((channel.inviter,) if channel and channel.inviter else ())


class NoticeSpeaker(PrivateSpeaker):
    def speak(self, client: WebClient, delivery: Delivery) -> None:
        say = self._rooms.book.say
        needed = str(delivery.words.get("needed", ""))
        if needed:
            text = say("notice.missing_scope", needed=needed)
        else:
            text = say("notice.refused", error=str(delivery.words["error"]))
        say_in_dm(client, delivery, say("notice.fallback"), [section(text)])
