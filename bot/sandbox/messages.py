"""Slack's own JSON for messages."""

from bot.sandbox.objects import bot
from bot.sandbox.values import Json, Member, Post
from bot.sandbox.workspace import Workspace


def message_object(workspace: Workspace, post: Post) -> Json:
    """A message object as events, interactions and `conversations.history` carry it."""
    author = workspace.members.get(post.user)
    given: Json = {"type": "message", "ts": post.ts, "text": post.text}
    given |= _author(author, post) if author else {"user": post.user}
    given |= {"team": author.team if author else workspace.id} if not post.subtype.startswith("channel_") else {}
    optional: Json = {
        "subtype": post.subtype,
        "blocks": list(post.blocks),
        "attachments": list(post.attachments),
        "files": list(post.files),
        "client_msg_id": post.client_msg_id,
        "thread_ts": post.thread_ts,
        "inviter": post.inviter,
        "metadata": post.metadata,
        "reactions": [{"name": name, "users": list(users), "count": len(users)} for name, users in post.reactions],
    }
    given |= {key: value for key, value in optional.items() if value}
    if post.files:
        given["upload"] = post.subtype == "file_share"
    if post.edited_ts:
        given["edited"] = {"user": post.edited_by, "ts": post.edited_ts}
    return given | _thread(workspace, post)


def _author(author: Member, post: Post) -> Json:
    if not author.is_bot or post.subtype == "channel_join":
        return {"user": post.user}
    if post.subtype == "bot_message":
        return {"bot_id": author.bot_id, "username": author.name, "icons": {"emoji": ":ticket:"}}
    return {"user": post.user, "bot_id": author.bot_id, "app_id": author.app_id, "bot_profile": bot(author)}


def _thread(workspace: Workspace, post: Post) -> Json:
    if post.to:
        return {}
    root = workspace.posts[post.channel].get(post.thread_ts or post.ts)
    replies = workspace.replies(root) if root else []
    if root and post.ts != root.ts:
        shown_root = {"root": message_object(workspace, root)} if post.broadcast else {}
        return {"parent_user_id": root.user} | shown_root
    if not replies:
        return {}
    people = list(dict.fromkeys(each.user for each in replies))
    return {
        "thread_ts": post.ts,
        "reply_count": len(replies),
        "reply_users_count": len(people),
        "reply_users": people,
        "latest_reply": replies[-1].ts,
        "is_locked": False,
        "subscribed": False,
    }
