"""One workspace as tests and the demo hold it: its people and channels, and ways to add more."""

from dataclasses import replace
from typing import Any

from bot.sandbox import acts, events, oauth
from bot.sandbox.person import Actor
from bot.sandbox.presence import find_member
from bot.sandbox.values import Channel, Json, Kind, Member, Usergroup
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World


class Team:
    """A workspace: who is in it, and how more come."""

    def __init__(self, world: World, workspace: Workspace) -> None:
        self._world = world
        self._workspace = workspace
        self.id = workspace.id
        self.name = workspace.name
        self.bot_user = workspace.bot

    @property
    def bot_token(self) -> str:
        return self._workspace.bot_token

    @property
    def people(self) -> tuple[str, ...]:
        """The names of all who can be met here, people of other companies and bots included."""
        with self._world.changes.lock:
            return tuple(member.name for member in self._workspace.members.values())

    def person(self, who: str) -> Actor:
        """Somebody by name or id. Raises PersonCannot when there is nobody like that."""
        with self._world.changes.lock:
            return Actor(self._world, self._workspace, find_member(self._workspace, who).id)

    def channel(self, name: str) -> str:
        """The id of the channel of that name. Raises KeyError."""
        with self._world.changes.lock:
            for channel in self._workspace.channels.values():
                if name.removeprefix("#") in (channel.name, channel.id) and channel.kind is not Kind.DM:
                    return channel.id
        raise KeyError(name)

    def add_person(self, name: str, **details: Any) -> Actor:
        """Somebody new; `details` are fields of Member (`id`, `title`, `team`, `guest`, `bot_id`, `tz` …)."""
        with self._world.changes.lock:
            id = details.pop("id", None) or self._workspace.number("U")
            member = self._workspace.add_member(Member(id=id, name=name, **{"team": self.id, **details}))
            at = self._world.stamp(self._workspace)
            self._world.announce(self._workspace, events.member_changed("team_join", self._workspace, member, at))
            self._world.changes.note()
            return Actor(self._world, self._workspace, id)

    def add_channel(self, name: str, people: tuple[str, ...] = (), *, bot: bool = True, **details: Any) -> str:
        """A new channel with these people in it, and the app unless told otherwise; its id.

        `details` are fields of Channel (`id`, `kind`, `topic`, `shared_with` …).
        """
        with self._world.changes.lock:
            id = details.pop("id", None) or self._workspace.number("C")
            inside = [find_member(self._workspace, each).id for each in people]
            inside += [self.bot_user] if bot else []
            created = int(self._world.clock.now().timestamp())
            self._workspace.add_channel(Channel(id=id, name=name, created=created, **details), inside)
            self._world.changes.note()
            return id

    def add_usergroup(self, handle: str, people: tuple[str, ...]) -> str:
        with self._world.changes.lock:
            id = self._workspace.number("S")
            users = tuple(find_member(self._workspace, each).id for each in people)
            self._workspace.usergroups[id] = Usergroup(id=id, handle=handle, name=handle, users=users)
            return id

    def change_channel(self, name: str, **changes: Any) -> None:
        """Change a channel's fields, quietly."""
        with self._world.changes.lock:
            channel = self._workspace.channels[self.channel(name)]
            self._workspace.channels[channel.id] = replace(channel, **changes)
            self._world.changes.note()

    def unfurl(self, channel: str, ts: str) -> None:
        """Let Slack add a preview to a message: `message_changed` without a change of words."""
        with self._world.changes.lock:
            before = self._workspace.post(self.channel(channel), ts)
            preview: Json = {"id": 1, "title": "A page", "from_url": "https://example.com/", "fallback": "A page"}
            acts.unfurl(self._world, self._workspace, before, preview)

    def uninstall(self) -> None:
        """Take the app out of the workspace: `tokens_revoked`, `app_uninstalled`, and the token is dead."""
        with self._world.changes.lock:
            acts.uninstall(self._world, self._workspace)

    def grant(self, who: str = "Ada", *, organisation: str = "") -> str:
        """A code with which the app can install itself here, or in all of an organisation, by `oauth.v2.access`."""
        return oauth.grant(self._world, self.id, find_member(self._workspace, who).id, organisation)
