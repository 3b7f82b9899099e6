"""The `views.*` methods."""

import secrets
from dataclasses import replace

from bot.sandbox import objects
from bot.sandbox.asking import Asking
from bot.sandbox.limits import check_view
from bot.sandbox.refusals import SlackError
from bot.sandbox.values import Json, View
from bot.sandbox.view_state import initial_state, kept_state, outdated
from bot.sandbox.workspace import Workspace

DEEPEST = 3


def open_(asking: Asking) -> Json:
    return _on_top(asking)


def push(asking: Asking) -> Json:
    return _on_top(asking)


def _on_top(asking: Asking) -> Json:
    body = check_view(asking.args.get("view"), kind="modal")
    trigger = asking.world.triggers.spend(asking.need("trigger_id"), asking.workspace.id, asking.now)
    return _told(asking, put_on_top(asking.workspace, trigger.user, body))


def put_on_top(workspace: Workspace, user: str, body: Json) -> View:
    """Show a modal over what this person has open. Raises SlackError `push_limit_reached`, `duplicate_external_id`."""
    stack = workspace.modals[user]
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    _check_external_id(workspace, body, "")
    id = workspace.number("V")
    below = stack[-1] if stack else None
    made = View(
        id=id,
        user=user,
        body=body,
        hash=new_hash(),
        root=below.root if below else id,
        previous=below.id if below else "",
        state=initial_state(body["blocks"]),
    )
    stack.append(made)
    return made


def update(asking: Asking) -> Json:
    view = asking.workspace.view(asking.text("view_id"), asking.text("external_id"))
    body = check_view(asking.args.get("view"), kind=str(view.body["type"]))
    _check_hash(asking, view)
    return _told(asking, replace_body(asking.workspace, view, body))


def replace_body(workspace: Workspace, view: View, body: Json) -> View:
    """Show something else in an open view; what was filled in stays where its input stays."""
    _check_external_id(workspace, body, view.id)
    state, former = kept_state(view.state, body["blocks"]), outdated(view.former, view.body["blocks"])
    fresh = replace(view, body=body, hash=new_hash(), state=state, errors={}, notice="", former=former)
    return workspace.put_view(fresh)


def publish(asking: Asking) -> Json:
    if not asking.world.manifest.home_tab:
        raise SlackError("not_enabled")
    person = asking.person("user_id")
    body = check_view(asking.args.get("view"), kind="home")
    before = asking.workspace.homes.get(person.id)
    if before:
        _check_hash(asking, before)
        return _told(asking, replace_body(asking.workspace, before, body))
    id = asking.workspace.number("V")
    made = View(id=id, user=person.id, body=body, hash=new_hash(), root=id, state=initial_state(body["blocks"]))
    asking.workspace.homes[person.id] = made
    return _told(asking, made)


def new_hash() -> str:
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def _check_hash(asking: Asking, view: View) -> None:
    if asking.text("hash") and asking.text("hash") != view.hash:
        raise SlackError("hash_conflict")


def _check_external_id(workspace: Workspace, body: Json, own: str) -> None:
    id = body.get("external_id")
    if id and any(each.body.get("external_id") == id and each.id != own for each in workspace.all_views()):
        raise SlackError("duplicate_external_id")


def _told(asking: Asking, view: View) -> Json:
    asking.world.changes.note()
    return {"view": objects.view(asking.workspace, asking.world.app.id, view)}
