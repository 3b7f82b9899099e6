"""A person in a workspace, and what they can find and reach from there."""

from bot.sandbox import acts
from bot.sandbox.refusals import PersonCannot
from bot.sandbox.seeing import visible
from bot.sandbox.values import Channel, Kind, Member, Post
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World


class Presence:
    """One person in one workspace."""

    def __init__(self, world: World, workspace: Workspace, id: str) -> None:
        self._world = world
        self._workspace = workspace
        self.id = id

    @property
    def member(self) -> Member:
        return self._workspace.members[self.id]

    @property
    def name(self) -> str:
        return self.member.name

    def _find_channel(self, name: str) -> Channel:
        channels = self._workspace.channels
        if name in channels:
            return channels[name]
        if name.startswith("@"):
            return self._dm_with(name.removeprefix("@"))
        for channel in channels.values():
            if channel.kind is not Kind.DM and channel.name == name.removeprefix("#"):
                return channel
        raise PersonCannot(f"There is no channel {name}.")

    def _dm_with(self, who: str) -> Channel:
        other = self._find(who)
        if other == self._workspace.bot and self._workspace.is_stranger(self.id):
            raise PersonCannot("This app is not in your workspace.")
        return acts.open_dm(self._world, self._workspace, self.id, other)

    def _find(self, who: str) -> str:
        return find_member(self._workspace, who).id

    def _readable(self, channel: str) -> Channel:
        place = self._find_channel(channel)
        if not self._workspace.can_read(self.id, place):
            raise PersonCannot(f"{self.name} cannot see that channel.")
        return place

    def _member_of(self, channel: str) -> Channel:
        place = self._readable(channel)
        if not self._workspace.is_in(self.id, place.id):
            raise PersonCannot(f"{self.name} has not joined that channel.")
        return place

    def _writable(self, channel: str) -> Channel:
        place = self._member_of(channel)
        if place.archived:
            raise PersonCannot("That channel is archived.")
        if place.kind is Kind.DM and self._workspace.is_in(self._workspace.bot, place.id):
            self._check_open_ear()
        if self.member.deleted:
            raise PersonCannot(f"{self.name} has left the workspace.")
        return place

    def _check_open_ear(self) -> None:
        if not self._world.manifest.messages_tab or not self._workspace.installed:
            raise PersonCannot("Sending messages to this app has been turned off.")

    def _any_post(self, channel: Channel, ts: str) -> Post:
        for post in visible(self._workspace, self.id, channel):
            if post.ts == ts:
                return post
        raise PersonCannot("That message is not there.")

    def _seen_post(self, channel: Channel, ts: str) -> Post:
        post = self._any_post(channel, ts)
        if post.to:
            raise PersonCannot("That message is only on your own screen.")
        return post

    def _root(self, channel: Channel, thread: str) -> str:
        post = self._seen_post(channel, thread)
        return post.thread_ts or post.ts


def find_member(workspace: Workspace, who: str) -> Member:
    """Somebody by id or by name. Raises PersonCannot."""
    if who in workspace.members:
        return workspace.members[who]
    for member in workspace.members.values():
        if who.lower() in (member.name.lower(), member.handle):
            return member
    raise PersonCannot(f"There is nobody called {who}.")
