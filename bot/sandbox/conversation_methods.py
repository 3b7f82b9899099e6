"""The `conversations.*` methods and `users.conversations`."""

from bot.sandbox import acts, objects
from bot.sandbox.api_forms import many, yes
from bot.sandbox.asking import Asking, missing_scope
from bot.sandbox.messages import message_object
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Channel, Json, Kind, Post

TYPES = {Kind.PUBLIC: "public_channel", Kind.PRIVATE: "private_channel", Kind.DM: "im"}
KINDS = {word: kind for kind, word in TYPES.items()}


def open_(asking: Asking) -> Json:
    """Open the 1:1 conversation with one person; more than one would widen who reads, and is not offered."""
    if asking.text("channel"):
        return {"channel": {"id": asking.channel().id}}
    users = many(asking.args.get("users"))
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 1:
        raise missing_scope(("mpim:write",), asking.world)
    person = asking.workspace.member(users[0])
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    known = asking.workspace.dm(asking.bot.id, person.id)
    channel = acts.open_dm(asking.world, asking.workspace, asking.bot.id, person.id)
    told: Json = {"id": channel.id}
    if yes(asking.args.get("return_im")):
        told = objects.channel(asking.workspace, channel)
    return {"channel": told} | ({"no_op": True, "already_open": True} if known else {})


def info(asking: Asking) -> Json:
    channel = asking.channel()
    asking.allow(channel, "read")
    told = objects.channel(asking.workspace, channel)
    if not yes(asking.args.get("include_num_members")):
        told.pop("num_members", None)
    return {"channel": told}


def members(asking: Asking) -> Json:
    channel = asking.channel()
    asking.allow(channel, "read")
    users, more = objects.listed(asking.workspace.in_channel[channel.id], asking.text("cursor"), asking.limit())
    return {"members": users} | more


def list_(asking: Asking) -> Json:
    visible = [each for each in asking.workspace.channels.values() if _visible(asking, each)]
    return _listed(asking, visible)


def of_user(asking: Asking) -> Json:
    user = asking.text("user") or asking.bot.id
    asking.workspace.member(user)
    visible = [each for each in asking.workspace.channels.values() if _visible(asking, each)]
    return _listed(asking, [each for each in visible if asking.workspace.is_in(user, each.id)])


def _visible(asking: Asking, channel: Channel) -> bool:
    return channel.kind is Kind.PUBLIC or asking.workspace.is_in(asking.bot.id, channel.id)


def _listed(asking: Asking, channels: list[Channel]) -> Json:
    kinds = _kinds(asking)
    hidden = yes(asking.args.get("exclude_archived"))
    wanted = [each for each in channels if each.kind in kinds and not (hidden and each.archived)]
    page, more = objects.listed(wanted, asking.text("cursor"), asking.limit())
    return {"channels": [objects.channel(asking.workspace, each) for each in page]} | more


def _kinds(asking: Asking) -> set[Kind]:
    words = many(asking.args.get("types")) or ["public_channel"]
    if any(word not in (*KINDS, "mpim") for word in words):
        raise SlackError("invalid_types")
    kinds = {KINDS[word] for word in words if word in KINDS}
    for channel_kind in kinds:
        asking.allow(Channel(id="", name="", kind=channel_kind), "read")
    return kinds


def history(asking: Asking) -> Json:
    channel = _readable(asking)
    posts = asking.workspace.posts[channel.id].values()
    tops = [each for each in posts if not each.deleted and (not each.thread_ts or each.broadcast)]
    return _page(asking, [each for each in reversed(tops) if _between(asking, each)])


def replies(asking: Asking) -> Json:
    channel = _readable(asking)
    root = asking.workspace.posts[channel.id].get(asking.need("ts", "thread_not_found"))
    if root is None or root.deleted:
        raise SlackError("thread_not_found")
    root = asking.workspace.posts[channel.id].get(root.thread_ts or root.ts, root)
    inside = [each for each in asking.workspace.replies(root) if _between(asking, each)]
    return _page(asking, [root, *inside])


def _readable(asking: Asking) -> Channel:
    channel = asking.channel()
    asking.allow(channel, "history")
    if not asking.workspace.is_in(asking.bot.id, channel.id):
        raise SlackError("not_in_channel")
    return channel


def _between(asking: Asking, post: Post) -> bool:
    """Whether `oldest` and `latest` leave this message in."""
    oldest, latest = asking.text("oldest") or "0", asking.text("latest") or "inf"
    if yes(asking.args.get("inclusive")):
        return float(oldest) <= float(post.ts) <= float(latest)
    return float(oldest) < float(post.ts) < float(latest)


def _page(asking: Asking, posts: list[Post]) -> Json:
    page, more = objects.listed(posts, asking.text("cursor"), asking.limit())
    has_more = bool(more["response_metadata"]["next_cursor"])
    found = [_without_metadata(asking, message_object(asking.workspace, each)) for each in page]
    return {"messages": found, "has_more": has_more} | (more if has_more else {})


def _without_metadata(asking: Asking, message: Json) -> Json:
    if yes(asking.args.get("include_all_metadata")):
        return message
    return {key: value for key, value in message.items() if key != "metadata"}


def join(asking: Asking) -> Json:
    channel = asking.channel()
    if channel.kind is not Kind.PUBLIC:
        raise SlackError("method_not_supported_for_channel_type")
    if not asking.workspace.is_in(asking.bot.id, channel.id):
        acts.join(asking.world, asking.workspace, channel, asking.bot.id)
    return {"channel": objects.channel(asking.workspace, channel)}


def leave(asking: Asking) -> Json:
    channel = asking.channel()
    if not asking.workspace.is_in(asking.bot.id, channel.id):
        return {"not_in_channel": True}
    acts.leave(asking.world, asking.workspace, channel, asking.bot.id)
    return {}
