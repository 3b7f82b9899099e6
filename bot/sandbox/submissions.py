"""Submitting and closing modals, and what the app answers to that."""

from dataclasses import replace

from bot.sandbox import payloads
from bot.sandbox.envelopes import NotAcked
from bot.sandbox.interactions import ask
from bot.sandbox.limits import check_view
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Json, View
from bot.sandbox.view_methods import put_on_top, replace_body
from bot.sandbox.workspace import Workspace
from bot.sandbox.world import World

TROUBLE = "We had some trouble connecting. Try again?"


def submit(world: World, workspace: Workspace, view: View, state: Json) -> bool:
    """Send a modal in; whether the app took it. What it finds wrong is in the open view's `errors` then."""
    with world.changes.lock:
        sent = workspace.put_view(replace(workspace.filled(view, state), errors={}, notice=""))
        payload = payloads.submission(world, workspace, sent)
    try:
        answer = ask(world, "interactive", payload).body
    except NotAcked:
        return _fail(world, workspace, view)
    with world.changes.lock:
        return _follow(world, workspace, sent, answer)


def _follow(world: World, workspace: Workspace, sent: View, answer: Json) -> bool:
    """Do with the modal what the app answered."""
    try:
        view = workspace.view(sent.id)
    except SlackError:
        return True
    try:
        return _act(world, workspace, view, answer, sent.hash)
    except SlackError:
        return _fail(world, workspace, view)
    finally:
        world.changes.note()


def _act(world: World, workspace: Workspace, view: View, answer: Json, sent: str) -> bool:
    action = answer.get("response_action")
    if action == "errors":
        return _point_out(world, workspace, view, answer.get("errors") or {})
    if action == "clear":
        workspace.modals[view.user].clear()
    elif action == "update":
        body = check_view(answer.get("view"), kind="modal")
        # What the app showed since then it showed after its answer, which is read here only now.
        if view.hash == sent:
            replace_body(workspace, view, body)
    elif action == "push":
        put_on_top(workspace, view.user, check_view(answer.get("view"), kind="modal"))
    elif action is None and "text" not in answer:
        workspace.modals[view.user].remove(view)
    else:
        return _fail(world, workspace, view)
    return True


def _point_out(world: World, workspace: Workspace, view: View, errors: Json) -> bool:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not errors or not inputs.issuperset(errors):
        return _fail(world, workspace, view)
    workspace.put_view(replace(view, errors=errors))
    return False


def _fail(world: World, workspace: Workspace, view: View) -> bool:
    with world.changes.lock:
        workspace.complain(view.user, view.id, TROUBLE)
        world.changes.note()
    return False


def close(world: World, workspace: Workspace, view: View, *, everything: bool = False) -> bool:
    """Close a modal, or the whole stack; whether the app acknowledged what it asked to be told."""
    with world.changes.lock:
        stack = workspace.modals[view.user]
        cleared = everything or bool(view.body.get("clear_on_close"))
        closing = list(reversed(stack)) if cleared else [view]
        workspace.modals[view.user] = [each for each in stack if each not in closing]
        heard = [each for each in closing if each.body.get("notify_on_close")]
        told = [payloads.closing(world, workspace, each, cleared=cleared) for each in heard]
        world.changes.note()
    heard_of = [_tell(world, payload) for payload in told]
    return all(heard_of)


def _tell(world: World, payload: Json) -> bool:
    try:
        ask(world, "interactive", payload)
    except NotAcked:
        return False
    return True
