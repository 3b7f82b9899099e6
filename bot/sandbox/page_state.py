"""Everything that one person can see, as the page draws it."""

from bot.sandbox import objects
from bot.sandbox.seeing import by_bot, channel_label, visible
from bot.sandbox.values import Channel, Json, Kind, Member, Post, View
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World

KINDS = {Kind.PUBLIC: "channel", Kind.PRIVATE: "private", Kind.DM: "dm"}


def first_person(workspace: Workspace) -> str:
    """Who the page shows when nobody is asked for."""
    return next(member.id for member in workspace.members.values() if not member.is_bot)


def state(world: World, workspace: Workspace, user: str) -> Json:
    """The page's whole state for `user`. Raises SlackError where there is no such person."""
    with world.changes.lock:
        me = workspace.member(user)
        channels = [each for each in workspace.channels.values() if _listed(workspace, user, each)]
        home = workspace.homes.get(user)
        return {
            "version": world.changes.version,
            "me": _person(workspace, me),
            "people": [_person(workspace, each) for each in _people(workspace)],
            "now": world.clock.now().isoformat(),
            "offset_seconds": int(world.clock.offset.total_seconds()),
            "channels": [_channel(workspace, each, user) for each in channels],
            "messages": {each.id: _messages(workspace, each, user) for each in channels},
            "modals": [_view(world, workspace, each) for each in workspace.modals[user]],
            "home": _view(world, workspace, home) if home else None,
            "connected": world.connected,
        } | _offers(world, workspace, user)


def _offers(world: World, workspace: Workspace, user: str) -> Json:
    """The app's commands and shortcuts, for those who can use them."""
    if workspace.is_stranger(user) or "commands" not in world.manifest.scopes:
        return {"commands": [], "shortcuts": []}
    commands = [
        {"command": each.command, "description": each.description, "usage_hint": each.usage_hint}
        for each in world.manifest.commands
    ]
    shortcuts = [
        {"name": each.name, "type": each.type, "callback_id": each.callback_id} for each in world.manifest.shortcuts
    ]
    return {"commands": commands, "shortcuts": shortcuts}


def _people(workspace: Workspace) -> list[Member]:
    """The app first, then everybody who is still there."""
    living = [member for member in workspace.members.values() if not member.deleted]
    return sorted(living, key=lambda member: member.id != workspace.bot)


def _person(workspace: Workspace, member: Member) -> Json:
    return {
        "id": member.id,
        "name": member.name,
        "title": member.title,
        "external": workspace.is_stranger(member.id),
        "guest": bool(member.guest),
        "admin": member.admin or member.owner,
        "bot": member.is_bot,
        "presence": member.presence,
    }


def _listed(workspace: Workspace, user: str, channel: Channel) -> bool:
    """Whether the channel stands in this person's sidebar."""
    inside = workspace.is_in(user, channel.id)
    return inside or (workspace.can_read(user, channel) and not channel.archived)


def _channel(workspace: Workspace, channel: Channel, user: str) -> Json:
    inside = workspace.is_in(user, channel.id)
    told: Json = {
        "id": channel.id,
        "name": channel_label(workspace, channel, user),
        "kind": KINDS[channel.kind],
        "topic": channel.topic,
        "shared": bool(channel.shared_with),
        "member": inside,
        "unread": _unread(workspace, channel, user) if inside else 0,
    }
    if channel.kind is Kind.DM:
        others = [each for each in workspace.in_channel[channel.id] if each != user]
        told["with"] = others[0] if others else user
    return told


def _unread(workspace: Workspace, channel: Channel, user: str) -> int:
    read = float(workspace.read_up_to.get((user, channel.id), "0"))
    return sum(1 for each in visible(workspace, user, channel) if each.user != user and float(each.ts) > read)


def _messages(workspace: Workspace, channel: Channel, user: str) -> list[Json]:
    return [_message(workspace, each) for each in visible(workspace, user, channel)]


def _message(workspace: Workspace, post: Post) -> Json:
    author = workspace.members.get(post.user)
    return {
        "ts": post.ts,
        "user": post.user,
        "name": author.name if author else "Slackbot",
        "text": post.text,
        "blocks": list(post.blocks),
        "thread_ts": post.thread_ts or None,
        "broadcast": post.broadcast,
        "reply_count": 0 if post.to or post.thread_ts else len(workspace.replies(post)),
        "edited": bool(post.edited_ts),
        "ephemeral": bool(post.to) and not post.notice,
        "bot": by_bot(post, author),
        "reactions": [{"name": name, "count": len(users)} for name, users in post.reactions],
        "notice": post.notice,
    }


def _view(world: World, workspace: Workspace, view: View) -> Json:
    """A view object, with what the app and Slack find wrong with it."""
    return objects.view(workspace, world.app.id, view) | {"errors": view.errors, "notice": view.notice}
