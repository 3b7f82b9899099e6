"""Uploading a file in three steps: ask for a place, send the bytes there, say that it is complete."""

from dataclasses import replace

from bot.sandbox import acts
from bot.sandbox.api_forms import whole
from bot.sandbox.asking import Asking
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Json, Post
from bot.sandbox.workspace import Workspace

LARGEST = 1_000_000_000


def get_upload_url(asking: Asking) -> Json:
    name = asking.need("filename")
    length = whole(asking.need("length"), 0, LARGEST)
    id = asking.workspace.number("F")
    asking.workspace.files[id] = {"id": id, "name": name, "title": name, "size": length, "state": "asked"}
    return {"file_id": id, "upload_url": f"{asking.world.base_url}/upload/{asking.workspace.id}/{id}"}


def receive(workspace: Workspace, id: str, size: int) -> None:
    """Take the bytes of a file. Raises SlackError when nobody asked for its place."""
    file = workspace.files.get(id)
    if file is None or file["state"] != "asked":
        raise SlackError("file_not_found")
    workspace.files[id] = file | {"size": size, "state": "stored"}


def complete_upload(asking: Asking) -> Json:
    given = asking.args.get("files")
    if not isinstance(given, list) or not given:
        raise SlackError("invalid_arguments")
    files = tuple(_complete(asking, each) for each in given)
    if asking.text("channel_id"):
        _share(asking, files)
    return {"files": list(files)}


def _complete(asking: Asking, given: Json) -> Json:
    file = asking.workspace.files.get(str(given.get("id")))
    if file is None or file["state"] != "stored":
        raise SlackError("file_not_found")
    done = file | {"title": given.get("title") or file["title"], "state": "complete"}
    asking.workspace.files[file["id"]] = done
    return done


def _share(asking: Asking, files: tuple[Json, ...]) -> None:
    channel = asking.channel("channel_id")
    if not asking.workspace.is_in(asking.bot.id, channel.id):
        raise SlackError("not_in_channel")
    draft = Post(ts="", channel=channel.id, user=asking.bot.id, subtype="file_share", files=files)
    words = asking.text("initial_comment")
    acts.post(asking.world, asking.workspace, replace(draft, text=words, thread_ts=asking.text("thread_ts")))
