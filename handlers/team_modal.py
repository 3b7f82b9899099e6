"""`/levelhead team`: an admin adds, moves or removes somebody, and sees the change before it is made."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.people import Identity, Person, Role, Team
from bot.saying import Say
from bot.team import TeamChange, add, deputize, move, recast, remove
from bot.team_rules import Fault, FaultKind, TeamFaults
from handlers.blocks import Block, modal, section, select_input
from handlers.case_access import team_changed
from handlers.case_facts import account, identity_in, team_in
from handlers.home_refresh import refresh_all_homes
from handlers.presses import Press
from handlers.rich_text import escape
from handlers.rooms import Actor, Afterwards, Body, Rooms, press_key
from handlers.slack_errors import CALL_ERRORS
from handlers.windows import gone_window, show_next
from storage.store import Memory
from storage.vault import BadSeal

PURPOSE = "team"
MEMBER_ID = re.compile(r" \([UW][A-Z0-9]+\)")
EDITS = ("add", "move", "recast", "deputize", "remove")
Edit = Mapping[str, str]
"""What to do, with whom, their name, as what, below whom, and who stands in for them."""


class Refused(Exception):
    """The actor may not change the team, or Slack does not say just now who they are."""


class Outdated(Exception):
    """The team is another one by now, and what was shown is not what would be made: this is."""

    def __init__(self, change: TeamChange) -> None:
        super().__init__("the team has changed")
        self.change = change


def register(app: App, rooms: Rooms) -> None:
    @app.view("team_edit")
    def show(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        ack(response_action="update", view=_waiting(rooms))
        press, edit = Press(rooms, body, context, afterwards), _filled(view)
        afterwards.append(lambda: _answer(rooms, press.actor, view["id"], edit, make=False))

    @app.view("team_make")
    def make(ack: Ack, body: Body, context: BoltContext, afterwards: Afterwards, view: dict[str, Any]) -> None:
        press = Press(rooms, body, context, afterwards)
        try:
            edit = rooms.store.vault.open(view["private_metadata"], PURPOSE, press.actor.holder)
        except BadSeal:
            ack(response_action="update", view=gone_window(rooms.book))
            return
        ack(response_action="update", view=_waiting(rooms))
        afterwards.append(lambda: _answer(rooms, press.actor, view["id"], edit, make=True))


def open_team(press: Press, channel: str = "", rest: str = "") -> str:
    """Open the form for an admin; anybody else is told, in the window, that it is not theirs to change."""
    rooms, actor, trigger = press.rooms, press.actor, press_key(press.body)

    def show() -> None:
        client = rooms.directory.client(actor.workspace)
        opened = client.views_open(trigger_id=trigger, view=_waiting(rooms))
        show_next(client, str((opened.get("view") or {})["id"]), _asked(rooms, client, actor))

    press.later(show)
    return ""


def _asked(rooms: Rooms, client: WebClient, actor: Actor) -> Block:
    try:
        check_admin(rooms, client, actor)
    except Refused:
        return _told(rooms, rooms.book.say("team.not_yours"))
    return team_form(rooms, {})


def team_form(rooms: Rooms, edit: Edit, faults: str = "") -> Block:
    """The form, filled with what was chosen before, and above it what stood in the way."""
    say = rooms.book.say
    blocks = [
        *([section(faults)] if faults else []),
        select_input(
            "do", say("team.do"), {one: say(f"team.do_{one}") for one in EDITS}, initial=edit.get("do") or "add"
        ),
        _person("person", say("team.who"), edit.get("person", "")),
        select_input("role", say("team.role"), {role: role for role in Role}, initial=edit.get("role") or Role.AGENT),
        _person("head", say("team.head"), edit.get("head", ""), optional=True),
        _person("deputy", say("team.stands_in"), edit.get("deputy", ""), optional=True),
    ]
    return modal("team_edit", say("team.title"), say("share.close"), blocks, submit=say("team.show"))


def _answer(rooms: Rooms, actor: Actor, view_id: str, edit: Edit, *, make: bool) -> None:
    """Show what the edit would change, or make it and show what it changed."""
    client, say = rooms.directory.client(actor.workspace), rooms.book.say
    try:
        check_admin(rooms, client, actor)
        users = {one: account(client, one) for one in (edit["person"], edit["head"], edit["deputy"]) if one}
        people = {one: identity_in(user, actor.workspace, one) for one, user in users.items()}
        edit = {**edit, "name": str(users[edit["person"]].get("real_name") or "")}
        change = _make(rooms, actor, edit, people) if make else _plan(rooms, actor, edit, people)
        view = _told(rooms, _lines(say, "team.made", change)) if make else _preview(rooms, actor, edit, change)
    except TeamFaults as error:
        faults = "\n".join(f"• {_by_name(fault.told(say))}" for fault in error.faults)
        view = team_form(rooms, edit, f"{say('team.refused')}\n{faults}")
    except Outdated as error:
        view = _preview(rooms, actor, edit, error.change, "team.planned_anew")
    except Refused:
        view = _told(rooms, say("team.not_yours"))
    except CALL_ERRORS:
        view = team_form(rooms, edit, say("team.slack_silent"))
    show_next(client, view_id, view)


def _plan(rooms: Rooms, actor: Actor, edit: Edit, people: Mapping[str, Identity]) -> TeamChange:
    return rooms.store.recall(lambda memory: planned(team_in(memory, actor.workspace), actor.workspace, edit, people))


def _make(rooms: Rooms, actor: Actor, edit: Edit, people: Mapping[str, Identity]) -> TeamChange:
    def work(memory: Memory) -> TeamChange:
        change = planned(team_in(memory, actor.workspace), actor.workspace, edit, people)
        if _seen_as(rooms, change) != edit["seen"]:
            raise Outdated(change)
        memory.people.replace_team(actor.workspace, change.after.values())
        refresh_all_homes(memory, actor.workspace, rooms.now())
        team_changed(memory, actor.workspace, change.before, change.after, rooms.now())
        return change

    return rooms.store.remember(work)


def planned(team: Team, workspace: str, edit: Edit, people: Mapping[str, Identity]) -> TeamChange:
    """What an edit would change; raises TeamFaults with all that it would break."""
    who, head, role = edit["person"], edit["head"], Role(edit["role"])
    faults = [] if edit["do"] == "remove" else list(_member_faults(workspace, edit, people))
    if faults:
        raise TeamFaults(*faults)
    match edit["do"]:
        case "move":
            return move(team, who, head)
        case "recast":
            return recast(team, who, role)
        case "deputize":
            return deputize(team, who, edit["deputy"])
        case "remove":
            return remove(team, who)
        case _:
            person = Person(workspace=workspace, slack_id=who, name=edit["name"], role=role, reports_to=head)
            return add(team, person)


def _member_faults(workspace: str, edit: Edit, people: Mapping[str, Identity]) -> list[Fault]:
    who, head = edit["person"], edit["head"]
    faults = []
    if edit["do"] == "add" and edit["role"] != Role.CUSTOMER and not people[who].is_member_of(workspace):
        faults.append(Fault.of(0, FaultKind.STRANGER, name=who))
    if head and edit["do"] in ("add", "move") and not people[head].is_member_of(workspace):
        faults.append(Fault.of(0, FaultKind.CANNOT_LEAD, name=head))
    deputy = edit["deputy"] if edit["do"] == "deputize" else ""
    if deputy and not people[deputy].is_member_of(workspace):
        faults.append(Fault.of(0, FaultKind.CANNOT_LEAD, name=deputy))
    return faults


def check_admin(rooms: Rooms, client: WebClient, actor: Actor) -> None:
    """Raise Refused unless the actor is a member just now, and an admin of the team or of the workspace."""
    try:
        user = account(client, actor.slack_id)
    except CALL_ERRORS:
        raise Refused from None
    person = rooms.store.recall(lambda memory: memory.people.find(actor.workspace, actor.slack_id))
    is_admin = bool(user.get("is_admin")) or (person is not None and person.role is Role.ADMIN)
    if not is_admin or not identity_in(user, actor.workspace, actor.slack_id).is_member_of(actor.workspace):
        raise Refused


def _preview(rooms: Rooms, actor: Actor, edit: Edit, change: TeamChange, lead: str = "team.planned") -> Block:
    say = rooms.book.say
    sealed = rooms.store.vault.seal({**edit, "seen": _seen_as(rooms, change)}, PURPOSE, actor.holder)
    blocks = [section(_lines(say, lead, change))]
    return modal("team_make", say("team.title"), say("share.close"), blocks, submit=say("team.make"), metadata=sealed)


def _seen_as(rooms: Rooms, change: TeamChange) -> str:
    """By what a change is known again: nothing is made but what was shown."""
    return rooms.store.vault.fingerprint(_lines(rooms.book.say, "team.planned", change))


def _lines(say: Say, lead: str, change: TeamChange) -> str:
    return "\n".join([say(lead), *(f"• {_by_name(saying.told(say))}" for saying in change.sayings())])


def _by_name(told: str) -> str:
    """What a file names by name and id, as people in a window know each other: by name."""
    return escape(MEMBER_ID.sub("", told))


def _person(block_id: str, label: str, initial: str, *, optional: bool = False) -> Block:
    element: Block = {"type": "users_select", "action_id": block_id}
    if initial:
        element["initial_user"] = initial
    text = {"type": "plain_text", "text": label, "emoji": True}
    return {"type": "input", "block_id": block_id, "label": text, "element": element, "optional": optional}


def _filled(view: Mapping[str, Any]) -> dict[str, str]:
    """What was chosen, by field; empty where nothing was."""
    values: Mapping[str, Any] = view["state"]["values"]

    def chosen(field: str) -> str:
        state = values.get(field, {}).get(field, {})
        option = state.get("selected_option") or {}
        return str(state.get("selected_user") or option.get("value") or "")

    return {field: chosen(field) for field in ("do", "person", "role", "head", "deputy")}


def _told(rooms: Rooms, text: str) -> Block:
    return modal("told", rooms.book.say("team.title"), rooms.book.say("why.close"), [section(text)])


def _waiting(rooms: Rooms) -> Block:
    return _told(rooms, rooms.book.say("team.waiting"))
