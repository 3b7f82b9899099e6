"""What the app says back: to a command, or through a response URL."""

from dataclasses import replace
from typing import Any

from bot.sandbox import acts
from bot.sandbox.api_forms import yes
from bot.sandbox.limits import check_message
from bot.sandbox.refusals import SlackError
from bot.sandbox.tickets import Response
from bot.sandbox.values import Json, Post
from bot.sandbox.view_state import outdated
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World


def use_url(world: World, team: str, id: str, given: Json) -> None:
    """One use of a response URL. Raises SlackError."""
    with world.changes.lock:
        response = world.responses.use(id, world.clock.now())
        if response.team != team or not world.workspaces[team].installed:
            raise SlackError("invalid_url")
        say_back(world, world.workspaces[team], response, given)


def say_back(world: World, workspace: Workspace, response: Response, given: Json) -> None:
    """Show the app's answer: in place of what was pressed, to the asker alone, or to the channel. Raises SlackError."""
    if yes(given.get("delete_original")):
        _withdraw(world, workspace, response)
    elif yes(given.get("replace_original")):
        _replace(world, workspace, response, _words(given))
    else:
        _add(world, workspace, response, given)


def _words(given: Json) -> dict[str, Any]:
    text, attachments = str(given.get("text") or ""), given.get("attachments") or []
    return {
        "text": text,
        "blocks": check_message(text, given.get("blocks"), attachments),
        "attachments": tuple(attachments),
    }


def _add(world: World, workspace: Workspace, response: Response, given: Json) -> None:
    draft = Post(
        ts="",
        channel=response.channel,
        user=workspace.bot,
        thread_ts=str(given.get("thread_ts") or ""),
        **_words(given),
    )
    if given.get("response_type") == "in_channel":
        acts.post(world, workspace, draft)
    else:
        acts.whisper(world, workspace, replace(draft, to=response.user), attending=True)


def _original(workspace: Workspace, response: Response) -> Post:
    """The message that was pressed. Raises SlackError `message_not_found`."""
    if not response.ephemeral:
        return workspace.post(response.channel, response.about)
    found = workspace.whisper(response.user, response.about)
    if found is None:
        raise SlackError("message_not_found")
    return found


def _replace(world: World, workspace: Workspace, response: Response, words: dict[str, Any]) -> None:
    before = _original(workspace, response)
    if before.to:
        workspace.put_whisper(replace(before, former=outdated(before.former, before.blocks), **words))
        world.changes.note()
    else:
        acts.edit(world, workspace, before, workspace.bot, **words)


def _withdraw(world: World, workspace: Workspace, response: Response) -> None:
    before = _original(workspace, response)
    if before.to:
        workspace.whispers[before.to].remove(before)
        world.changes.note()
    else:
        acts.delete(world, workspace, before)
