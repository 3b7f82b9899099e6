"""The `chat.*` methods."""

from typing import Any

from bot.sandbox import acts
from bot.sandbox.api_forms import yes
from bot.sandbox.asking import Asking, missing_scope
from bot.sandbox.limits import UPDATE_TEXT, check_message
from bot.sandbox.messages import message_object
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Channel, Json, Kind, Post

METADATA_BYTES = 3_000


def post_message(asking: Asking) -> Json:
    channel = _where(asking)
    draft = _draft(asking, channel)
    kept = acts.post(asking.world, asking.workspace, draft)
    return {"channel": channel.id, "ts": kept.ts, "message": message_object(asking.workspace, kept)}


def post_ephemeral(asking: Asking) -> Json:
    channel = _where(asking)
    reader = asking.workspace.members.get(asking.need("user", "user_not_found"))
    if reader is None or not asking.workspace.is_in(reader.id, channel.id):
        raise SlackError("user_not_in_channel")
    kept = acts.whisper(asking.world, asking.workspace, _draft(asking, channel, to=reader.id))
    return {"message_ts": kept.ts}


def update(asking: Asking) -> Json:
    channel = _where(asking)
    before = _own(asking, channel, "cant_update_message")
    words = _words(asking, longest=UPDATE_TEXT)
    new = {key: value for key, value in words.items() if key in asking.args}
    after = acts.edit(asking.world, asking.workspace, before, asking.bot.id, **new)
    message = message_object(asking.workspace, after)
    return {"channel": channel.id, "ts": after.ts, "text": after.text, "message": message}


def delete(asking: Asking) -> Json:
    channel = _where(asking)
    before = _own(asking, channel, "cant_delete_message")
    acts.delete(asking.world, asking.workspace, before)
    return {"channel": channel.id, "ts": before.ts}


def get_permalink(asking: Asking) -> Json:
    channel = asking.channel()
    post = asking.workspace.post(channel.id, asking.need("message_ts", "message_not_found"))
    link = f"https://{asking.workspace.domain}.slack.com/archives/{channel.id}/p{post.ts.replace('.', '')}"
    if post.thread_ts:
        link += f"?thread_ts={post.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _where(asking: Asking) -> Channel:
    """A channel that the app may write to; a person's id stands for the 1:1 conversation with them."""
    target = asking.need("channel", "channel_not_found")
    if target in asking.workspace.members:
        return _with_person(asking, target)
    channel = asking.workspace.channels.get(target) or _by_name(asking, target)
    inside = asking.workspace.is_in(asking.bot.id, channel.id)
    if channel.kind is not Kind.PUBLIC and not inside:
        raise SlackError("channel_not_found")
    if channel.archived:
        raise SlackError("is_archived")
    if not inside and not asking.may("chat:write.public"):
        raise SlackError("not_in_channel")
    return channel


def _by_name(asking: Asking, name: str) -> Channel:
    for channel in asking.workspace.channels.values():
        if channel.kind is not Kind.DM and channel.name == name.removeprefix("#"):
            return channel
    raise SlackError("channel_not_found")


def _with_person(asking: Asking, user: str) -> Channel:
    person = asking.workspace.members[user]
    found = asking.workspace.dm(asking.bot.id, user)
    if found:
        return found
    if person.is_bot:
        raise SlackError("cannot_dm_bot")
    if not asking.may("im:write"):
        raise missing_scope(("im:write",), asking.world)
    return acts.open_dm(asking.world, asking.workspace, asking.bot.id, user)


def _draft(asking: Asking, channel: Channel, *, to: str = "") -> Post:
    thread = asking.text("thread_ts")
    broadcast = bool(thread) and yes(asking.args.get("reply_broadcast"))
    if thread:
        thread = _root(asking, channel, thread)
    if channel.kind is Kind.DM:
        _check_dm(asking, channel)
    return Post(
        ts="",
        channel=channel.id,
        user=asking.bot.id,
        thread_ts=thread,
        broadcast=broadcast,
        subtype="thread_broadcast" if broadcast else "",
        metadata=_metadata(asking),
        to=to,
        **_words(asking),
    )


def _root(asking: Asking, channel: Channel, thread: str) -> str:
    found = asking.workspace.posts[channel.id].get(thread)
    if found is None or found.deleted:
        raise SlackError("thread_not_found")
    return found.thread_ts or found.ts


def _check_dm(asking: Asking, channel: Channel) -> None:
    others = [asking.workspace.members[each] for each in asking.workspace.in_channel[channel.id]]
    if any(each.deleted for each in others):
        raise SlackError("user_disabled")
    if not asking.world.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")


def _words(asking: Asking, **limits: Any) -> dict[str, Any]:
    text, attachments = asking.text("text"), asking.args.get("attachments") or []
    if not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    blocks = check_message(text, asking.args.get("blocks"), attachments, **limits)
    return {"text": text, "blocks": blocks, "attachments": tuple(attachments)}


def _metadata(asking: Asking) -> Json | None:
    given = asking.args.get("metadata")
    if not given:
        return None
    if not isinstance(given, dict) or not given.get("event_type") or not isinstance(given.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(str(given)) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return given


def _own(asking: Asking, channel: Channel, refusal: str) -> Post:
    found = asking.workspace.post(channel.id, asking.need("ts", "message_not_found"))
    if found.user != asking.bot.id:
        raise SlackError(refusal)
    return found
