"""What one person sees, as values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.composer import unescape
from bot.sandbox.values import Channel, Json, Kind, Member, Post, View
from bot.sandbox.view_state import elements
from bot.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message on somebody's screen. `author` is a name, `user` its id; `thread_ts` is empty at the top level."""

    ts: str
    channel: str
    user: str
    author: str
    text: str
    blocks: tuple[Json, ...] = field(hash=False)
    thread_ts: str
    subtype: str
    ephemeral: bool
    notice: bool
    bot: bool
    edited: bool
    deleted: bool
    broadcast: bool
    reply_count: int
    attachments: tuple[Json, ...] = field(hash=False)
    files: tuple[Json, ...] = field(hash=False)
    reactions: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """Everything that can be read in it: its blocks where it has any, else its text."""
        return readable(self.blocks) if self.blocks else unescape(self.text)

    @property
    def buttons(self) -> tuple[str, ...]:
        return buttons(self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A modal or a Home tab. `errors` are the app's, by block id; `notice` is Slack's own complaint."""

    id: str
    kind: str
    title: str
    submit: str
    close: str
    callback_id: str
    private_metadata: str
    blocks: tuple[Json, ...]
    state: Json
    errors: Json
    notice: str

    @property
    def words(self) -> str:
        return "\n".join([self.title, readable(self.blocks)]).strip()

    @property
    def buttons(self) -> tuple[str, ...]:
        return buttons(self.blocks)


def screen(view: View) -> Screen:
    def text(key: str) -> str:
        return str((view.body.get(key) or {}).get("text", ""))

    return Screen(
        id=view.id,
        kind=str(view.body["type"]),
        title=text("title"),
        submit=text("submit"),
        close=text("close"),
        callback_id=view.body.get("callback_id") or "",
        private_metadata=view.body.get("private_metadata") or "",
        blocks=tuple(view.body["blocks"]),
        state=view.state,
        errors=view.errors,
        notice=view.notice,
    )


def visible(workspace: Workspace, user: str, channel: Channel) -> list[Post]:
    """Every message of a channel that this person can see, ephemeral ones included, oldest first."""
    whispers = [each for each in workspace.whispers[user] if each.channel == channel.id and each.shown]
    if not workspace.can_read(user, channel):
        return whispers
    posts = [each for each in workspace.posts[channel.id].values() if not each.deleted]
    return sorted([*posts, *whispers], key=lambda post: float(post.ts))


def in_place(posts: list[Post], thread: str) -> list[Post]:
    """Those at the top level of the channel, or those in a thread."""
    if thread:
        return [each for each in posts if thread in (each.ts, each.thread_ts)]
    return [each for each in posts if not each.thread_ts or each.broadcast]


def shown(workspace: Workspace, post: Post) -> Shown:
    author = workspace.members.get(post.user)
    return Shown(
        ts=post.ts,
        channel=post.channel,
        user=post.user,
        author=author.name if author else "Slackbot",
        text=post.text,
        blocks=post.blocks,
        thread_ts=post.thread_ts,
        subtype=post.subtype,
        ephemeral=bool(post.to),
        notice=post.notice,
        bot=by_bot(post, author),
        edited=bool(post.edited_ts),
        deleted=post.subtype == "tombstone",
        broadcast=post.broadcast,
        reply_count=0 if post.to or post.thread_ts else len(workspace.replies(post)),
        attachments=post.attachments,
        files=post.files,
        reactions=tuple((name, len(users)) for name, users in post.reactions),
    )


def by_bot(post: Post, author: Member | None) -> bool:
    """Whether an app wrote this; Slack's own line about who joined is nobody's."""
    return author is None or (author.is_bot and post.subtype != "channel_join")


def readable(value: Any) -> str:
    """The words of blocks, one a line, as they are read."""
    return unescape("\n".join(_texts(value)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if str(value.get("type", "")).startswith("rich_text_"):
            yield _run(value.get("elements", ()))
        elif isinstance(value.get("text"), str):
            yield value["text"]
        else:
            for key, inside in value.items():
                if key not in ("state", "confirm"):
                    yield from _texts(inside)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _texts(each)


def _run(parts: Any) -> str:
    """The elements of one rich text line, set side by side."""
    return "".join(_spoken(part) for part in parts)


def _spoken(part: Json) -> str:
    if "text" in part:
        return str(part["text"])
    marks = {"emoji": ":{name}:", "user": "@{user_id}", "channel": "#{channel_id}", "link": "{url}"}
    mark = marks.get(part["type"])
    return mark.format_map(part) if mark else _run(part.get("elements", ()))


def buttons(blocks: tuple[Json, ...]) -> tuple[str, ...]:
    return tuple(element["text"]["text"] for _, element in elements(blocks) if element["type"] == "button")


def channel_label(workspace: Workspace, channel: Channel, user: str) -> str:
    """A channel's name as this person reads it: a 1:1 conversation has the other one's name."""
    if channel.kind is not Kind.DM:
        return channel.name
    others = [each for each in workspace.in_channel[channel.id] if each != user]
    return workspace.members[others[0]].name if others else workspace.members[user].name
