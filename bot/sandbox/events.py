"""What the app is told of, in the shapes that Slack's events have."""

from bot.sandbox import objects
from bot.sandbox.messages import message_object
from bot.sandbox.values import Channel, Json, Kind, Member, Post
from bot.sandbox.workspace import Workspace

SUBSCRIPTIONS = {Kind.PUBLIC: "message.channels", Kind.PRIVATE: "message.groups", Kind.DM: "message.im"}


def subscription(workspace: Workspace, event: Json) -> str:
    """The name under which a manifest subscribes to this event."""
    if event["type"] != "message":
        return str(event["type"])
    return SUBSCRIPTIONS[workspace.channel(event["channel"]).kind]


def said(workspace: Workspace, post: Post) -> Json:
    """A new message."""
    return message_object(workspace, post) | _foreign(workspace, post.user) | _where(workspace, post, post.ts)


def mentioned(workspace: Workspace, post: Post) -> Json:
    """The same message, for an app that was named in it."""
    kept = ("user", "bot_id", "app_id", "text", "ts", "team", "blocks", "thread_ts", "client_msg_id", "files")
    given = {key: value for key, value in message_object(workspace, post).items() if key in kept}
    foreign = _foreign(workspace, post.user)
    return {"type": "app_mention", "channel": post.channel, "event_ts": post.ts} | given | foreign


def changed(workspace: Workspace, before: Post, after: Post, at: str) -> Json:
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "ts": at,
        "message": _versioned(workspace, after),
        "previous_message": _versioned(workspace, before),
    } | _where(workspace, after, at)


def deleted(workspace: Workspace, before: Post, at: str) -> Json:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "ts": at,
        "deleted_ts": before.ts,
        "previous_message": _versioned(workspace, before),
    } | _where(workspace, before, at)


def _versioned(workspace: Workspace, post: Post) -> Json:
    return message_object(workspace, post) | _foreign(workspace, post.user)


def _where(workspace: Workspace, post: Post, at: str) -> Json:
    kind = workspace.channel(post.channel).kind
    return {"channel": post.channel, "event_ts": at, "channel_type": str(kind)}


def _foreign(workspace: Workspace, user: str) -> Json:
    """What Slack adds to the words of somebody from another company."""
    author = workspace.members.get(user)
    if author is None or author.team == workspace.id:
        return {}
    profile = {"real_name": author.name, "display_name": author.name, "name": author.handle, "team": author.team}
    standing = {"is_restricted": False, "is_ultra_restricted": False}
    return {"user_team": author.team, "source_team": author.team, "user_profile": profile | standing}


def joined(workspace: Workspace, channel: Channel, user: str, inviter: str, at: str) -> Json:
    return _membership("member_joined_channel", workspace, channel, user, at) | (
        {"inviter": inviter} if inviter else {}
    )


def left(workspace: Workspace, channel: Channel, user: str, at: str) -> Json:
    return _membership("member_left_channel", workspace, channel, user, at)


def bot_left(channel: Channel, actor: str, at: str) -> Json:
    """What the app itself hears when it is taken out of a channel."""
    kind = "group_left" if channel.kind is Kind.PRIVATE else "channel_left"
    return {"type": kind, "channel": channel.id, "actor_id": actor, "event_ts": at}


def _membership(name: str, workspace: Workspace, channel: Channel, user: str, at: str) -> Json:
    return {
        "type": name,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.kind is Kind.PRIVATE else "C",
        "team": workspace.members[user].team,
        "event_ts": at,
    }


def channel_event(name: str, channel: Channel, user: str, at: str) -> Json:
    """`channel_archive` and `channel_unarchive`."""
    return {"type": name, "channel": channel.id, "user": user, "event_ts": at}


def reaction(name: str, post: Post, user: str, emoji: str, at: str) -> Json:
    """`reaction_added` and `reaction_removed`."""
    item = {"type": "message", "channel": post.channel, "ts": post.ts}
    return {"type": name, "user": user, "reaction": emoji, "item_user": post.user, "item": item, "event_ts": at}


def home_opened(dm: Channel, user: str, tab: str, home: Json | None, at: str) -> Json:
    """`home` is the view object that stands there already, if any."""
    view = {"view": home} if home else {}
    return {"type": "app_home_opened", "user": user, "channel": dm.id, "tab": tab, "event_ts": at} | view


def member_changed(name: str, workspace: Workspace, member: Member, at: str) -> Json:
    """`user_change` and `team_join`."""
    return {"type": name, "user": objects.user(workspace, member), "cache_ts": int(float(at)), "event_ts": at}


def tokens_revoked(workspace: Workspace) -> Json:
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot]}}
