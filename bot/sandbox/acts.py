"""What people and the app do in a workspace: each act changes it and announces the change."""

from dataclasses import replace
from typing import Any

from bot.sandbox import events
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Channel, Json, Kind, Post
from bot.sandbox.view_state import outdated
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World


def post(world: World, workspace: Workspace, draft: Post) -> Post:
    """Put a message where all members of its channel see it."""
    kept = workspace.keep(replace(draft, ts=world.stamp(workspace)))
    world.announce(workspace, events.said(workspace, kept))
    channel = workspace.channel(kept.channel)
    own = kept.user == workspace.bot
    if f"<@{workspace.bot}>" in kept.text and channel.kind is not Kind.DM and not own:
        world.announce(workspace, events.mentioned(workspace, kept))
    world.changes.note()
    return kept


def whisper(world: World, workspace: Workspace, draft: Post, *, attending: bool = False) -> Post:
    """Show an ephemeral message to `draft.to` alone, if they look at Slack now and the thread has begun.

    `attending` says that they look: they have just asked for it.
    """
    active = attending or workspace.members[draft.to].presence == "active"
    root = workspace.posts[draft.channel].get(draft.thread_ts)
    begun = not draft.thread_ts or (root is not None and bool(workspace.replies(root)))
    kept = replace(draft, ts=world.stamp(workspace), shown=active and begun)
    workspace.whispers[draft.to].append(kept)
    world.changes.note()
    return kept


def notice(world: World, workspace: Workspace, user: str, channel: str, words: str, thread: str = "") -> None:
    """Slack's own words to one person."""
    with world.changes.lock:
        ts = world.stamp(workspace)
        told = Post(ts=ts, channel=channel, user="USLACKBOT", text=words, to=user, thread_ts=thread, notice=True)
        workspace.whispers[user].append(told)
        world.changes.note()


def edit(world: World, workspace: Workspace, before: Post, by: str, **new: Any) -> Post:
    """Change a message's words."""
    at = world.stamp(workspace)
    former = outdated(before.former, before.blocks)
    after = workspace.keep(replace(before, edited_by=by, edited_ts=at, former=former, **new))
    world.announce(workspace, events.changed(workspace, before, after, at))
    world.changes.note()
    return after


def unfurl(world: World, workspace: Workspace, before: Post, attachment: Json) -> Post:
    """Add a preview to a message, as Slack does by itself: a change that leaves the words alone."""
    after = workspace.keep(replace(before, attachments=(*before.attachments, attachment)))
    world.announce(workspace, events.changed(workspace, before, after, world.stamp(workspace)))
    world.changes.note()
    return after


def delete(world: World, workspace: Workspace, before: Post) -> None:
    """Take a message away; one with replies leaves a tombstone."""
    at = world.stamp(workspace)
    if workspace.replies(before):
        words = "This message was deleted."
        blank: Json = dict.fromkeys(("blocks", "former", "files", "attachments", "reactions"), ())
        blank |= {"text": words, "metadata": None}
        tomb = workspace.keep(replace(before, user="USLACKBOT", subtype="tombstone", **blank))
        world.announce(workspace, events.changed(workspace, before, tomb, at))
    else:
        workspace.keep(replace(before, deleted=True))
        world.announce(workspace, events.deleted(workspace, before, at))
    world.changes.note()


def join(world: World, workspace: Workspace, channel: Channel, user: str, inviter: str = "") -> None:
    """Make somebody a member of a channel. Raises SlackError where they are already, or may not be."""
    if channel.archived:
        raise SlackError("is_archived")
    if workspace.is_in(user, channel.id):
        raise SlackError("already_in_channel")
    workspace.in_channel[channel.id].append(user)
    ts = world.stamp(workspace)
    words = f"<@{user}> has joined the channel"
    told = Post(ts=ts, channel=channel.id, user=user, text=words, subtype="channel_join", inviter=inviter)
    workspace.keep(told)
    world.announce(workspace, events.said(workspace, told))
    world.announce(workspace, events.joined(workspace, channel, user, inviter, ts))
    world.changes.note()


def leave(world: World, workspace: Workspace, channel: Channel, user: str, actor: str = "") -> None:
    """Take somebody out of a channel; `actor` is who did it where it was not themselves."""
    if not workspace.is_in(user, channel.id):
        raise SlackError("not_in_channel")
    workspace.in_channel[channel.id].remove(user)
    at = world.stamp(workspace)
    if user == workspace.bot:
        world.announce(workspace, events.bot_left(channel, actor or user, at))
    else:
        world.announce(workspace, events.left(workspace, channel, user, at))
    world.changes.note()


def archive(world: World, workspace: Workspace, channel: Channel, by: str, *, archived: bool = True) -> None:
    workspace.channels[channel.id] = replace(channel, archived=archived)
    name = "channel_archive" if archived else "channel_unarchive"
    world.announce(workspace, events.channel_event(name, channel, by, world.stamp(workspace)))
    world.changes.note()


def react(world: World, workspace: Workspace, before: Post, user: str, emoji: str) -> None:
    """Add this person's reaction, or take it away where it is there already."""
    reactions = dict(before.reactions)
    users = reactions.get(emoji, ())
    adding = user not in users
    reactions[emoji] = (*users, user) if adding else tuple(each for each in users if each != user)
    kept = tuple((name, those) for name, those in reactions.items() if those)
    after = workspace.keep(replace(before, reactions=kept))
    name = "reaction_added" if adding else "reaction_removed"
    world.announce(workspace, events.reaction(name, after, user, emoji, world.stamp(workspace)))
    world.changes.note()


def open_dm(world: World, workspace: Workspace, one: str, other: str) -> Channel:
    """The 1:1 conversation of two people, made where there is none."""
    found = workspace.dm(one, other)
    if found:
        return found
    id, created = workspace.number("D"), int(world.clock.now().timestamp())
    made = workspace.add_channel(Channel(id=id, name="directmessage", kind=Kind.DM, created=created), [one, other])
    world.changes.note()
    return made


def change_member(world: World, workspace: Workspace, user: str, **changes: Any) -> None:
    """Change who somebody is, and say so."""
    member = workspace.change_member(user, **changes)
    world.announce(workspace, events.member_changed("user_change", workspace, member, world.stamp(workspace)))
    world.changes.note()


def uninstall(world: World, workspace: Workspace) -> None:
    """Revoke the app's token, and tell the app."""
    for event in (events.tokens_revoked(workspace), {"type": "app_uninstalled"}):
        world.announce(workspace, event)
    workspace.installed = False
    world.revoked.update(workspace.tokens)
    world.changes.note()
