"""Commands, shortcuts and presses: what a person does with the app, and what becomes of the answer."""

import secrets

from bot.sandbox import acts, payloads
from bot.sandbox.composer import command_text
from bot.sandbox.envelopes import Answer, Envelope, EnvelopeKind, NotAcked
from bot.sandbox.manifest import Command
from bot.sandbox.refusals import PersonCannot, SlackError
from bot.sandbox.responding import say_back
from bot.sandbox.tickets import RESPONSE_LIFE, Response
from bot.sandbox.values import Channel, Json, Post, View
from bot.sandbox.view_state import elements, holds
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World

CODES = {"http_timeout": "operation_timeout", "timeout": "operation_timeout"}
PRESS_FAILED = "This app responded with an error. Try again, or ask whoever looks after the app."


def ask(world: World, kind: EnvelopeKind, payload: Json) -> Answer:
    """Put a command or an interaction to the app. Raises NotAcked; the sandbox's lock must not be held."""
    return world.delivery.ask(Envelope(id=secrets.token_hex(16), kind=kind, payload=payload))


def run_command(world: World, workspace: Workspace, user: str, typed: str, channel: Channel) -> bool:
    """Type a slash command; whether the app acknowledged it in time."""
    name, _, rest = typed.strip().partition(" ")
    with world.changes.lock:
        known = world.manifest.command(name)
        if known is None or workspace.is_stranger(user) or not workspace.installed:
            acts.notice(world, workspace, user, channel.id, f"{name} is not a valid command.")
            return False
        text = _command_text(workspace, rest.strip(), known)
        payload = payloads.command(world, workspace, user, channel, name, text)
    try:
        answer = ask(world, "slash_commands", payload)
    except NotAcked as refusal:
        code = CODES.get(refusal.reason, "dispatch_failed")
        acts.notice(world, workspace, user, channel.id, f'{name} failed with the error "{code}"')
        return False
    return _show_answer(world, workspace, user, channel, answer)


def _command_text(workspace: Workspace, rest: str, known: Command) -> str:
    labels = {member.id: member.handle for member in workspace.members.values()}
    labels |= {channel.id: channel.name for channel in workspace.channels.values()}
    return command_text(rest, workspace.spoken_names(), labels, should_escape=known.should_escape)


def _show_answer(world: World, workspace: Workspace, user: str, channel: Channel, answer: Answer) -> bool:
    if not answer.body:
        return True
    until = world.clock.now() + RESPONSE_LIFE
    response = Response(team=workspace.id, user=user, channel=channel.id, until=until)
    with world.changes.lock:
        try:
            say_back(world, workspace, response, answer.body)
        except SlackError as refusal:
            acts.notice(world, workspace, user, channel.id, f'The app answered with something wrong: "{refusal.code}"')
            return False
    return True


def press_message_shortcut(world: World, workspace: Workspace, user: str, callback_id: str, post: Post) -> bool:
    """Use a message shortcut; whether the app acknowledged it."""
    _know_shortcut(world, workspace, user, callback_id, "message")
    if post.to:
        raise PersonCannot("Shortcuts are not offered on messages that only you can see.")
    with world.changes.lock:
        payload = payloads.message_shortcut(world, workspace, user, callback_id, post)
    return _interact(world, workspace, user, payload, post.channel, post.thread_ts)


def press_global_shortcut(world: World, workspace: Workspace, user: str, callback_id: str) -> bool:
    _know_shortcut(world, workspace, user, callback_id, "global")
    with world.changes.lock:
        payload = payloads.global_shortcut(world, workspace, user, callback_id)
    return _interact(world, workspace, user, payload, "")


def _know_shortcut(world: World, workspace: Workspace, user: str, callback_id: str, kind: str) -> None:
    if world.manifest.shortcut(callback_id, kind) is None or workspace.is_stranger(user) or not workspace.installed:
        raise PersonCannot(f"There is no {kind} shortcut {callback_id}.")


def press_on_message(world: World, workspace: Workspace, post: Post, user: str, action: Json) -> bool:
    """Press or choose something in a message; whether the app acknowledged it."""
    _know_interactivity(world, workspace)
    with world.changes.lock:
        payload = payloads.message_press(world, workspace, user, post, action, _message_state(post, action))
    return _interact(world, workspace, user, payload, post.channel, post.thread_ts)


def press_on_view(world: World, workspace: Workspace, view: View, action: Json, state: Json) -> bool:
    """Press or choose something in a modal or on the Home tab, with what is filled in there now."""
    _know_interactivity(world, workspace)
    with world.changes.lock:
        now_open = workspace.put_view(workspace.filled(view, state))
        payload = payloads.view_press(world, workspace, now_open, action)
    return _interact(world, workspace, view.user, payload, "", view=view.id)


def _know_interactivity(world: World, workspace: Workspace) -> None:
    if not world.manifest.interactivity or not workspace.installed:
        raise PersonCannot("This app is not configured to handle interactive responses.")


def _message_state(post: Post, action: Json) -> Json:
    """The state of a message's inputs: the chosen one is filled in."""
    state: Json = {}
    for block, element in elements(post.blocks):
        if holds(element):
            mine = (block.get("block_id"), element.get("action_id")) == (action["block_id"], action["action_id"])
            kept = {key: value for key, value in action.items() if key == "type" or key.startswith("selected")}
            state.setdefault(block["block_id"], {})[element.get("action_id", "")] = (
                kept if mine else {"type": element["type"]}
            )
    return state


def _interact(
    world: World, workspace: Workspace, user: str, payload: Json, channel: str, thread: str = "", view: str = ""
) -> bool:
    try:
        ask(world, "interactive", payload)
    except NotAcked:
        if channel:
            acts.notice(world, workspace, user, channel, PRESS_FAILED, thread)
        else:
            workspace.complain(user, view, PRESS_FAILED)
        world.changes.note()
        return False
    return True
