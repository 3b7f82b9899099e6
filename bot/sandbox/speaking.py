"""What a person writes, and which channels they are in."""

from typing import Any
from uuid import uuid4

from bot.sandbox import acts
from bot.sandbox.composer import compose
from bot.sandbox.presence import Presence
from bot.sandbox.refusals import PersonCannot, SlackError
from bot.sandbox.seeing import visible
from bot.sandbox.values import Json, Post


class Speaking(Presence):
    """Writes, edits, reacts; joins, invites, leaves."""

    def say(
        self, channel: str, text: str, thread: str | None = None, *, broadcast: bool = False, file: bool = False
    ) -> str:
        """Write a message and return its timestamp; with `file` a file comes along."""
        with self._world.changes.lock:
            place = self._writable(channel)
            if not text.strip() and not file:
                raise PersonCannot("There is nothing to send.")
            root = self._root(place, thread) if thread else ""
            typed = compose(text, self._workspace.spoken_names(), self._workspace.number("b"))
            plain_bot = self.member.is_bot and self.member.classic_bot
            draft = Post(
                ts="",
                channel=place.id,
                user=self.id,
                text=typed.text,
                blocks=() if plain_bot else typed.blocks,
                thread_ts=root,
                broadcast=broadcast,
                subtype=_subtype(broadcast=broadcast, file=file, classic=plain_bot),
                files=(self._file(),) if file else (),
                client_msg_id="" if self.member.is_bot else str(uuid4()),
            )
            return acts.post(self._world, self._workspace, draft).ts

    def edit(self, channel: str, ts: str, text: str) -> None:
        with self._world.changes.lock:
            before = self._own(channel, ts)
            typed = compose(text, self._workspace.spoken_names(), self._workspace.number("b"))
            if typed.text == before.text:
                return
            acts.edit(self._world, self._workspace, before, self.id, text=typed.text, blocks=typed.blocks)

    def delete(self, channel: str, ts: str) -> None:
        with self._world.changes.lock:
            acts.delete(self._world, self._workspace, self._own(channel, ts))

    def react(self, channel: str, ts: str, emoji: str) -> None:
        """Add a reaction, or take one's own away."""
        with self._world.changes.lock:
            post = self._seen_post(self._readable(channel), ts)
            acts.react(self._world, self._workspace, post, self.id, emoji.strip(":"))

    def join(self, channel: str) -> None:
        with self._world.changes.lock:
            place = self._readable(channel)
            self._try(acts.join, place, self.id)

    def invite(self, channel: str, who: str) -> None:
        """Bring somebody into a channel: by id, by name, or the app by its name."""
        with self._world.changes.lock:
            place = self._member_of(channel)
            self._try(acts.join, place, self._find(who), self.id)

    def leave(self, channel: str) -> None:
        with self._world.changes.lock:
            self._try(acts.leave, self._member_of(channel), self.id)

    def remove(self, channel: str, who: str) -> None:
        """Take somebody, or the app, out of a channel."""
        with self._world.changes.lock:
            self._try(acts.leave, self._member_of(channel), self._find(who), self.id)

    def archive(self, channel: str) -> None:
        with self._world.changes.lock:
            acts.archive(self._world, self._workspace, self._member_of(channel), self.id)

    def open_dm(self, who: str) -> str:
        """Open the 1:1 conversation with somebody, or with the app; its channel id."""
        with self._world.changes.lock:
            return self._dm_with(who).id

    def mark_read(self, channel: str) -> None:
        with self._world.changes.lock:
            place = self._find_channel(channel)
            posts = visible(self._workspace, self.id, place)
            last = posts[-1].ts if posts else "0"
            if self._workspace.read_up_to.get((self.id, place.id)) != last:
                self._workspace.read_up_to[self.id, place.id] = last
                self._world.changes.note()

    def _own(self, channel: str, ts: str) -> Post:
        post = self._seen_post(self._readable(channel), ts)
        if post.user != self.id:
            raise PersonCannot("That is somebody else's message.")
        return post

    def _file(self) -> Json:
        id = self._workspace.number("F")
        file = {"id": id, "name": "screenshot.png", "title": "screenshot.png", "mimetype": "image/png", "user": self.id}
        self._workspace.files[id] = file
        return file

    def _try(self, act: Any, *args: Any) -> None:
        try:
            act(self._world, self._workspace, *args)
        except SlackError as refusal:
            raise PersonCannot(f"Slack refuses: {refusal.code}") from refusal


def _subtype(*, broadcast: bool, file: bool, classic: bool) -> str:
    if classic:
        return "bot_message"
    if file:
        return "file_share"
    return "thread_broadcast" if broadcast else ""
