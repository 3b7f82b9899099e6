"""Interaction payloads, in the shapes that Slack sends them."""

import time

from bot.sandbox import objects
from bot.sandbox.messages import message_object
from bot.sandbox.values import Channel, Json, Kind, Member, Post, View
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World

CHANNEL_NAMES = {Kind.DM: "directmessage", Kind.PRIVATE: "privategroup"}


def command(world: World, workspace: Workspace, user: str, channel: Channel, name: str, text: str) -> Json:
    return {
        "token": world.app.verification_token,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": CHANNEL_NAMES.get(channel.kind, channel.name),
        "user_id": user,
        "user_name": workspace.members[user].handle,
        "command": name,
        "text": text,
        "api_app_id": world.app.id,
        "is_enterprise_install": "false",
        "response_url": world.response_url(workspace, user, channel.id),
        "trigger_id": _trigger(world, workspace, user),
    }


def global_shortcut(world: World, workspace: Workspace, user: str, callback_id: str) -> Json:
    given = {"type": "shortcut", "callback_id": callback_id, "action_ts": _action_ts()}
    return given | _asker(world, workspace, user) | {"trigger_id": _trigger(world, workspace, user)}


def message_shortcut(world: World, workspace: Workspace, user: str, callback_id: str, post: Post) -> Json:
    return {
        "type": "message_action",
        "callback_id": callback_id,
        "action_ts": _action_ts(),
        "message_ts": post.ts,
        "channel": _channel(workspace, post.channel),
        "message": message_object(workspace, post),
        "trigger_id": _trigger(world, workspace, user),
        "response_url": world.response_url(workspace, user, post.channel, about=post.ts, thread=post.thread_ts),
    } | _asker(world, workspace, user)


def message_press(world: World, workspace: Workspace, user: str, post: Post, action: Json, state: Json) -> Json:
    """A press on a message; a press on an ephemeral one does not bring the message along."""
    thread = {"thread_ts": post.thread_ts} if post.thread_ts else {}
    container = {"type": "message", "message_ts": post.ts, "channel_id": post.channel, "is_ephemeral": bool(post.to)}
    about = {"about": post.ts, "thread": post.thread_ts, "ephemeral": bool(post.to)}
    payload: Json = {
        "type": "block_actions",
        "container": container | thread,
        "channel": _channel(workspace, post.channel),
        "state": {"values": state},
        "trigger_id": _trigger(world, workspace, user),
        "response_url": world.response_url(workspace, user, post.channel, **about),
        "actions": [action | {"action_ts": _action_ts()}],
    }
    if not post.to:
        payload["message"] = message_object(workspace, post)
    return payload | _asker(world, workspace, user)


def view_press(world: World, workspace: Workspace, view: View, action: Json) -> Json:
    return {
        "type": "block_actions",
        "container": {"type": "view", "view_id": view.id},
        "view": objects.view(workspace, world.app.id, view),
        "trigger_id": _trigger(world, workspace, view.user),
        "actions": [action | {"action_ts": _action_ts()}],
    } | _asker(world, workspace, view.user)


def submission(world: World, workspace: Workspace, view: View) -> Json:
    return {
        "type": "view_submission",
        "trigger_id": _trigger(world, workspace, view.user),
        "view": objects.view(workspace, world.app.id, view),
        "response_urls": [],
    } | _asker(world, workspace, view.user)


def closing(world: World, workspace: Workspace, view: View, *, cleared: bool) -> Json:
    shown = objects.view(workspace, world.app.id, view)
    return {"type": "view_closed", "view": shown, "is_cleared": cleared} | _asker(world, workspace, view.user)


def _asker(world: World, workspace: Workspace, user: str) -> Json:
    return {
        "user": _user(workspace.members[user]),
        "team": {"id": workspace.id, "domain": workspace.domain},
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _user(member: Member) -> Json:
    return {"id": member.id, "username": member.handle, "name": member.handle, "team_id": member.team}


def _channel(workspace: Workspace, id: str) -> Json:
    channel = workspace.channels[id]
    return {"id": id, "name": CHANNEL_NAMES.get(channel.kind, channel.name)}


def _trigger(world: World, workspace: Workspace, user: str) -> str:
    return world.triggers.mint(workspace.id, user, world.clock.now())


def _action_ts() -> str:
    return f"{time.time():.6f}"
