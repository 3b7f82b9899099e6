"""The state of one workspace. Callers hold the sandbox's lock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Channel, Json, Kind, Member, Post, Usergroup, View


class Workspace:
    """The state of one workspace, and the app's installation in it."""

    def __init__(self, id: str, name: str, bot: str, bot_token: str) -> None:
        self.id = id
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.bot = bot
        self.bot_token = bot_token
        self.refresh_token = ""
        self.tokens: dict[str, datetime | None] = {bot_token: None}
        self.installed = True
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.in_channel: dict[str, list[str]] = {}
        self.posts: dict[str, dict[str, Post]] = {}
        self.whispers: dict[str, list[Post]] = {}
        self.modals: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, Json] = {}
        self.usergroups: dict[str, Usergroup] = {}
        self.read_up_to: dict[tuple[str, str], str] = {}
        self._threads: dict[tuple[str, str], dict[str, None]] = {}
        self._last_ts = 0
        self._count = 0

    def give_token(self, token: str, expires: datetime | None) -> None:
        """Make `token` the app's; earlier ones live on until they expire."""
        self.bot_token = token
        self.tokens[token] = expires

    def number(self, prefix: str) -> str:
        """The next id that starts with `prefix`."""
        self._count += 1
        return f"{prefix}0{self.id[1:]}{self._count:04d}"

    def stamp(self, now: datetime) -> str:
        """A message timestamp for `now`, later than every one before it."""
        micros = max(int(now.timestamp() * 1_000_000), self._last_ts + 1)
        self._last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def member(self, id: str) -> Member:
        if id not in self.members:
            raise SlackError("user_not_found")
        return self.members[id]

    def channel(self, id: str) -> Channel:
        if id not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[id]

    def add_member(self, member: Member) -> Member:
        self.members[member.id] = member
        self.whispers.setdefault(member.id, [])
        self.modals.setdefault(member.id, [])
        return member

    def add_channel(self, channel: Channel, users: list[str]) -> Channel:
        self.channels[channel.id] = channel
        self.in_channel[channel.id] = list(users)
        self.posts[channel.id] = {}
        return channel

    def is_in(self, user: str, channel: str) -> bool:
        return user in self.in_channel.get(channel, ())

    def is_stranger(self, user: str) -> bool:
        return self.members[user].team != self.id

    def can_read(self, user: str, channel: Channel) -> bool:
        """Whether this person can open the channel: as one of its members, or as a full member of the workspace."""
        if self.is_in(user, channel.id):
            return True
        member = self.members[user]
        return channel.kind is Kind.PUBLIC and member.team == self.id and not member.guest and not member.is_bot

    def dm(self, one: str, other: str) -> Channel | None:
        pair = {one, other}
        return next(
            (c for c in self.channels.values() if c.kind is Kind.DM and set(self.in_channel[c.id]) == pair), None
        )

    def keep(self, post: Post) -> Post:
        self.posts[post.channel][post.ts] = post
        if post.thread_ts:
            self._threads.setdefault((post.channel, post.thread_ts), {})[post.ts] = None
        return post

    def post(self, channel: str, ts: str) -> Post:
        found = self.posts.get(channel, {}).get(ts)
        if found is None or found.deleted:
            raise SlackError("message_not_found")
        return found

    def replies(self, post: Post) -> list[Post]:
        posts, stamps = self.posts[post.channel], self._threads.get((post.channel, post.ts), {})
        return [posts[ts] for ts in stamps if not posts[ts].deleted]

    def whisper(self, user: str, ts: str) -> Post | None:
        return next((each for each in self.whispers[user] if each.ts == ts), None)

    def put_whisper(self, post: Post) -> None:
        """Keep a new version of an ephemeral message in its place."""
        self.whispers[post.to] = [post if each.ts == post.ts else each for each in self.whispers[post.to]]

    def spoken_names(self) -> dict[str, str]:
        """What people type for each other and for channels, in lower case, with the ids that it stands for."""
        names = {f"@{member.handle}": member.id for member in self.members.values() if not member.deleted}
        named = [channel for channel in self.channels.values() if channel.kind is not Kind.DM]
        return names | {f"#{channel.name}": channel.id for channel in named}

    def all_views(self) -> Iterator[View]:
        for stack in self.modals.values():
            yield from stack
        yield from self.homes.values()

    def view(self, id: str, external_id: str = "") -> View:
        """The open view of that id or external id."""
        for view in self.all_views():
            if (id and view.id == id) or (external_id and view.body.get("external_id") == external_id):
                return view
        raise SlackError("not_found")

    def put_view(self, view: View) -> View:
        """Keep a new version of an open view in its place."""
        stack = self.modals[view.user]
        for place, each in enumerate(stack):
            if each.id == view.id:
                stack[place] = view
                return view
        self.homes[view.user] = view
        return view

    def change_member(self, id: str, **changes: Any) -> Member:
        return self.add_member(replace(self.member(id), **changes))

    def filled(self, view: View, state: Json) -> View:
        """The open view with these values in its inputs."""
        now_open = self.view(view.id)
        merged = {block: now_open.state.get(block, {}) | state.get(block, {}) for block in now_open.state | state}
        return replace(now_open, state=merged)

    def complain(self, user: str, view: str, words: str) -> None:
        """Show Slack's own words on an open view, or on the Home tab."""
        for each in [*self.modals[user], *filter(None, [self.homes.get(user)])]:
            if each.id == view or not view:
                self.put_view(replace(each, notice=words))
