"""Slack's own JSON for people, channels, messages and views."""

from typing import Any

from bot.sandbox.values import Channel, Guest, Json, Kind, Member, View
from bot.sandbox.workspace import Workspace


def user(workspace: Workspace, member: Member) -> Json:
    """A user object as `users.info` gives it."""
    given: Json = {
        "id": member.id,
        "team_id": member.team,
        "name": member.handle,
        "deleted": member.deleted,
        "real_name": member.name,
        "profile": profile(member),
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if member.deleted:
        return given
    return given | _standing(workspace, member)


def profile(member: Member) -> Json:
    return {
        "real_name": member.name,
        "display_name": member.name,
        "title": member.title,
        "team": member.team,
        "status_text": member.status_text,
        "status_emoji": member.status_emoji,
        "status_expiration": 0,
    } | ({"bot_id": member.bot_id, "api_app_id": member.app_id} if member.is_bot else {})


def _standing(workspace: Workspace, member: Member) -> Json:
    return {
        "tz": member.tz,
        "tz_label": member.tz,
        "is_admin": member.admin or member.owner,
        "is_owner": member.owner,
        "is_primary_owner": False,
        "is_restricted": bool(member.guest),
        "is_ultra_restricted": member.guest is Guest.SINGLE,
        "is_email_confirmed": not member.is_bot,
    } | ({"is_stranger": True} if member.team != workspace.id else {})


def bot(author: Member) -> Json:
    """A bot object, as `bots.info` gives it."""
    return {
        "id": author.bot_id,
        "app_id": author.app_id,
        "user_id": author.id,
        "name": author.name,
        "deleted": author.deleted,
        "team_id": author.team,
        "updated": 0,
    }


def channel(workspace: Workspace, found: Channel) -> Json:
    """A conversation object as `conversations.info` gives it."""
    if found.kind is Kind.DM:
        return _dm(workspace, found)
    private = found.kind is Kind.PRIVATE
    return {
        "id": found.id,
        "name": found.name,
        "name_normalized": found.name,
        "is_channel": not private,
        "is_group": False,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_member": workspace.is_in(workspace.bot, found.id),
        "is_archived": found.archived,
        "is_general": False,
        "created": found.created,
        "creator": found.creator,
        "topic": _worded(found.topic, found.creator),
        "purpose": _worded("", ""),
        "num_members": len(workspace.in_channel[found.id]),
    } | _sharing(workspace, found)


def _worded(value: str, creator: str) -> Json:
    return {"value": value, "creator": creator, "last_set": 0}


def _sharing(workspace: Workspace, found: Channel) -> Json:
    outside = bool(found.shared_with)
    return {
        "is_shared": outside,
        "is_ext_shared": outside,
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "context_team_id": workspace.id,
        "shared_team_ids": [workspace.id, *found.shared_with],
        "connected_team_ids": list(found.shared_with),
    }


def _dm(workspace: Workspace, found: Channel) -> Json:
    others = [each for each in workspace.in_channel[found.id] if each != workspace.bot]
    return {
        "id": found.id,
        "created": found.created,
        "is_im": True,
        "is_channel": False,
        "is_group": False,
        "is_mpim": False,
        "is_private": True,
        "is_archived": False,
        "is_org_shared": False,
        "context_team_id": workspace.id,
        "user": others[0] if others else workspace.bot,
        "is_user_deleted": bool(others) and workspace.members[others[0]].deleted,
    }


def view(workspace: Workspace, app_id: str, shown: View) -> Json:
    """A view object as payloads and `views.*` answers carry it."""
    bot_id = workspace.members[workspace.bot].bot_id
    defaults: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": {"type": "plain_text", "text": "", "emoji": True},
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "submit_disabled": False,
    }
    ours: Json = {
        "id": shown.id,
        "team_id": workspace.id,
        "app_id": app_id,
        "app_installed_team_id": workspace.id,
        "bot_id": bot_id,
        "hash": shown.hash,
        "root_view_id": shown.root,
        "previous_view_id": shown.previous or None,
        "state": {"values": shown.state},
    }
    return defaults | shown.body | ours


def listed(items: list[Any], cursor: str, limit: int) -> tuple[list[Any], Json]:
    """One page of `items` and the metadata that leads to the next one."""
    start = int(cursor.removeprefix("at:")) if cursor.startswith("at:") else 0
    end = start + limit
    following = f"at:{end}" if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": following}}
