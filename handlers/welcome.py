"""Inviting the bot to a channel starts watching it; the inviter alone is told what is read and how to stop."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.deliveries import Delivery, Kind
from handlers.blocks import section
from handlers.case_access import member_left
from handlers.case_facts import identity_in
from handlers.direct import say_in_dm
from handlers.home_refresh import refresh_home
from handlers.private_speaker import PrivateSpeaker
from handlers.rooms import Body, Rooms
from storage.store import Memory


def register(app: App, rooms: Rooms) -> None:
    @app.event("member_joined_channel")
    def joined(event: dict[str, Any], body: Body, context: BoltContext) -> None:
        workspace, channel = context.team_id or "", str(event.get("channel", ""))
        if event.get("user") == context.bot_user_id:
            invited = partial(_invited, workspace, channel, str(event.get("inviter", "")), rooms.now())
            rooms.store.remember(invited)
        elif str(event.get("team") or workspace) != workspace:
            rooms.store.remember(lambda memory: memory.channels.note_outsiders(workspace, channel, True))

    @app.event("channel_left")
    @app.event("group_left")
    def left(event: dict[str, Any], context: BoltContext) -> None:
        workspace, channel = context.team_id or "", str(event.get("channel", ""))
        rooms.store.remember(lambda memory: memory.channels.unwatch(workspace, channel))

    @app.event("user_change")
    def changed(event: dict[str, Any], context: BoltContext) -> None:
        user = event.get("user")
        if isinstance(user, dict):
            workspace, person = context.team_id or "", str(user.get("id", ""))
            rooms.directory.forget(workspace, person)
            rooms.directory.note_zone(workspace, person, str(user.get("tz") or ""))
            if not identity_in(user, workspace, person).is_member_of(workspace):
                rooms.store.remember(lambda memory: _left(memory, workspace, person, rooms.now()))


def _left(memory: Memory, workspace: str, person: str, now: datetime) -> None:
    """What stands on their Home and in our conversation is not theirs to see any more."""
    refresh_home(memory, workspace, person, now)
    member_left(memory, workspace, person, now)


def _invited(workspace: str, channel: str, inviter: str, now: datetime, memory: Memory) -> None:
    newly = memory.channels.watch(workspace, channel, inviter, now)
    if newly and inviter:
        memory.deliveries.schedule(
            Delivery(
                id=uuid4().hex,
                key=f"welcome/{channel}/{now.isoformat()}",
                workspace=workspace,
                kind=Kind.WELCOME,
                to=inviter,
                due_at=now,
                channel=channel,
            )
        )


class WelcomeSpeaker(PrivateSpeaker):
    def still_needed(self, memory: Memory, delivery: Delivery) -> bool:
        """Unless the bot was removed again meanwhile."""
        channel = memory.channels.find(delivery.workspace, delivery.channel)
        return channel is not None and channel.watched

    def speak(self, client: WebClient, delivery: Delivery) -> None:
        say = self._rooms.book.say
        text = say("welcome.invited", channel=f"<#{delivery.channel}>")
        say_in_dm(client, delivery, say("welcome.fallback"), [section(text)])
